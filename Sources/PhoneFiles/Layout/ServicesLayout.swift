internal import ClusterModel

extension FileWriter {
    /// The addresses of the services behind the phone's buttons.
    mutating func serviceURLs(_ services: ServiceURLs) {
        text("authenticationURL", services.authentication.text)
        text("directoryURL", services.directory.text)
        text("idleURL", services.idle.text)
        text("informationURL", services.information.text)
        text("messagesURL", services.messages.text)
        text("proxyServerURL", services.proxyServer.text)
        text("servicesURL", services.services.text)
    }

    /// The addresses again for phones that use TLS: those that are HTTPS addresses, empty ones for the others.
    mutating func secureServiceURLs(_ services: ServiceURLs) {
        func secure(_ address: PlainText) -> String {
            address.text.asciiLowercased.hasPrefix("https://") ? address.text : ""
        }
        text("secureAuthenticationURL", secure(services.authentication))
        text("secureDirectoryURL", secure(services.directory))
        text("secureUDSUsersAccessURL", "")
        text("secureIdleURL", secure(services.idle))
        text("secureInformationURL", secure(services.information))
        text("secureMessagesURL", secure(services.messages))
        text("secureServicesURL", secure(services.services))
    }

    /// `phoneServices`: the applications inside the phone.
    ///
    /// A phone takes its buttons from this list (provisioning 0), from the addresses above (1) or from both (2)
    /// (formats.md 1.3); both, when an administrator gave an address.
    mutating func phoneServices(_ services: ServiceURLs) {
        let hasAddress = [services.directory, services.messages, services.services].contains { !$0.text.isEmpty }
        element("phoneServices", ["useHTTPS": "true"]) { file in
            file.text("provisioning", hasAddress ? "2" : "0")
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
