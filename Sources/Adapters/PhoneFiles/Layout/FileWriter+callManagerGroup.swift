internal import ClusterModel

extension FileWriter {
    /// `callManagerGroup`: the call managers by priority, each with all its ports, secured ones included.
    mutating func callManagerGroup(_ group: CallManagerGroup, isDefault: Bool) {
        element("callManagerGroup") { file in
            file.text("name", group.name.text, from: .callManagerGroup)
            file.text(
                "tftpDefault",
                isDefault ? "true" : "false",
                from: .computed("\(isDefault ? "it is" : "it is not") the cluster's default call-manager group")
            )
            file.element("members") { file in
                for (priority, member) in group.members.enumerated() {
                    file.element("member", ["priority": String(priority)], from: .callManagerGroup) {
                        $0.callManager(member)
                    }
                }
            }
        }
    }

    private mutating func callManager(_ callManager: CallManager) {
        element("callManager") { file in
            file.text("name", callManager.name.text, from: .callManagerGroup)
            file.text("description", callManager.description.text, from: .callManagerGroup)
            file.element("ports") { file in
                file.number("ethernetPhonePort", callManager.sccpPort.number, from: .callManagerGroup)
                file.number("sipPort", callManager.sipPort.number, from: .callManagerGroup)
                file.number("securedSipPort", callManager.securedSIPPort.number, from: .callManagerGroup)
                file.element("mgcpPorts") { file in
                    file.number("listen", callManager.mgcpListenPort.number, from: .callManagerGroup)
                    file.number("keepAlive", callManager.mgcpKeepAlivePort.number, from: .callManagerGroup)
                }
            }
            file.text("processNodeName", callManager.address.text, from: .callManagerGroup)
        }
    }
}
