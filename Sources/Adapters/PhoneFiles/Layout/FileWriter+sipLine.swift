extension FileWriter {
    /// One `line` of a SIP phone, the one with the index `index`; buttons count from 1. No line is shared: the model has
    /// no such thing.
    mutating func line(_ index: Int) {
        let button = String(index + 1)
        element("line", ["button": button, "lineIndex": button], from: .phone) { file in
            // 9 is a line, as opposed to a speed dial and the like (formats.md 1.3).
            file.text("featureID", "9", from: .default)
            file.value("featureLabel", .line(index, .label))
            file.texts(["proxy": "USECALLMANAGER", "port": "5060"])
            file.value("name", .line(index, .number))
            file.value("displayName", .line(index, .displayName))
            file.element("autoAnswer") { $0.text("autoAnswerEnabled", "2", from: .default) }
            file.text("callWaiting", "3", from: .default)
            file.value("authName", .line(index, .authenticationName))
            file.value("authPassword", .line(index, .authenticationPassword))
            file.texts(["sharedLine": "false", "messageWaitingLampPolicy": "3", "messageWaitingAMWI": "0"])
            file.value("messagesNumber", .line(index, .voiceMailNumber))
            file.texts(["ringSettingIdle": "4", "ringSettingActive": "5"])
            file.value("contact", .line(index, .number))
            file.element("forwardCallInfoDisplay") { file in
                file.texts([
                    "callerName": "true", "callerNumber": "false", "redirectedNumber": "false", "dialedNumber": "true",
                ])
            }
            file.value("maxNumCalls", .line(index, .maximumCalls))
            file.value("busyTrigger", .line(index, .busyTrigger))
        }
    }
}
