internal import ClusterModel

extension FileWriter {
    /// `callManagerGroup`: the call managers by priority, each with all its ports, secured ones included.
    mutating func callManagerGroup(_ group: CallManagerGroup, isDefault: Bool) {
        element("callManagerGroup") { file in
            file.text("name", group.name.text)
            file.text("tftpDefault", isDefault ? "true" : "false")
            file.element("members") { file in
                for (priority, member) in group.members.enumerated() {
                    file.element("member", ["priority": String(priority)]) { $0.callManager(member) }
                }
            }
        }
    }

    private mutating func callManager(_ callManager: CallManager) {
        element("callManager") { file in
            file.text("name", callManager.name.text)
            file.text("description", callManager.description.text)
            file.element("ports") { file in
                file.number("ethernetPhonePort", callManager.sccpPort.number)
                file.number("sipPort", callManager.sipPort.number)
                file.number("securedSipPort", callManager.securedSIPPort.number)
                file.element("mgcpPorts") { file in
                    file.number("listen", callManager.mgcpListenPort.number)
                    file.number("keepAlive", callManager.mgcpKeepAlivePort.number)
                }
            }
            file.text("processNodeName", callManager.address.text)
        }
    }
}
