internal import ClusterModel

extension FileWriter {
    /// The addresses of the services behind the phone's buttons.
    mutating func serviceURLs(_ services: ServiceURLs) {
        text("authenticationURL", services.authentication.text, from: .cluster)
        text("directoryURL", services.directory.text, from: .cluster)
        text("idleURL", services.idle.text, from: .cluster)
        text("informationURL", services.information.text, from: .cluster)
        text("messagesURL", services.messages.text, from: .cluster)
        text("proxyServerURL", services.proxyServer.text, from: .cluster)
        text("servicesURL", services.services.text, from: .cluster)
    }

    /// The addresses again for phones that use TLS: those that are HTTPS addresses, empty ones for the others.
    mutating func secureServiceURLs(_ services: ServiceURLs) {
        secure("secureAuthenticationURL", services.authentication)
        secure("secureDirectoryURL", services.directory)
        text("secureUDSUsersAccessURL", "", from: .default)
        secure("secureIdleURL", services.idle)
        secure("secureInformationURL", services.information)
        secure("secureMessagesURL", services.messages)
        secure("secureServicesURL", services.services)
    }

    private mutating func secure(_ name: String, _ address: PlainText) {
        if address.text.isEmpty || address.text.asciiLowercased.hasPrefix("https://") {
            text(name, address.text, from: .cluster)
        } else {
            text(name, "", from: .computed("the cluster's address is not an https one"))
        }
    }

    /// `phoneServices`: the applications inside the phone.
    ///
    /// A phone takes its buttons from this list (provisioning 0), from the addresses above (1) or from both (2)
    /// (formats.md 1.3); both, when an administrator gave an address.
    mutating func phoneServices(_ services: ServiceURLs) {
        let hasAddress = [services.directory, services.messages, services.services].contains { !$0.text.isEmpty }
        element("phoneServices", ["useHTTPS": "true"]) { file in
            let found = hasAddress ? "an address" : "no address"
            file.text(
                "provisioning",
                hasAddress ? "2" : "0",
                from: .computed("the cluster has \(found) for directory, messages or services")
            )
            file.phoneService("Missed Calls", type: .directory, application: "MissedCalls")
            file.phoneService("Voicemail", type: .messages, application: "Voicemail")
            file.phoneService("Received Calls", type: .directory, application: "ReceivedCalls")
            file.phoneService("Placed Calls", type: .directory, application: "PlacedCalls")
            file.phoneService("Personal Directory", type: .directory, application: "PersonalDirectory")
            file.phoneService("Corporate Directory", type: .directory, application: "CorporateDirectory")
        }
    }

    /// The button a service is behind: the values of `phoneService/@type` (formats.md 1.3).
    private enum ServiceType: String {
        case directory = "1"
        case messages = "2"
    }

    private mutating func phoneService(_ name: String, type: ServiceType, application: String) {
        element("phoneService", ["type": type.rawValue, "category": "0"]) { file in
            file.texts(["name": name, "url": "Application:Cisco/\(application)", "vendor": "", "version": ""])
        }
    }
}
