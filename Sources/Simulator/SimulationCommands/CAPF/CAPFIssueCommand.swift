internal import ArgumentParser
internal import Certificates
internal import ClusterModel
internal import Documents
internal import Simulation
internal import TLS

/// `cnfsim capf issue`.
struct CAPFIssueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue",
        abstract: "Issue phone certificates (LSC): SEP<MAC>.pem and SEP<MAC>.key for each phone.",
        discussion: "Example: cnfsim capf issue SEP001122334455 SEP001122334456 --directory capf"
    )

    @Argument(help: ArgumentHelp("The phones' names or addresses.", valueName: "name"))
    var names: [String]

    @OptionGroup var directory: CAPFDirectory
    @OptionGroup var certificate: CertificateOptions
    @OptionGroup var events: EventOptions

    func run() throws {
        try Refusals.telling(json: events.json) {
            let phones = try PhoneNames.all(names)
            let authority = PhoneAuthority(
                root: try InputFile.identity(certificate: directory.certificate, key: directory.key)
            )
            for phone in phones {
                let identity = try authority.issue(to: phone, validity: certificate.validity, certificate.keyType)
                let paths = (certificate: directory.path("\(phone).pem"), key: directory.path("\(phone).key"))
                try OutputFile.write(identity, certificate: paths.certificate, key: paths.key)
                try events.tell(
                    SimulationEvent(
                        "issued",
                        [
                            "phone": "\(phone)", "certificate": paths.certificate, "key": paths.key,
                            "issuer": identity.certificate.issuer,
                            "sha256": "\(identity.certificate.sha256Fingerprint)",
                        ]
                    )
                )
            }
        }
    }
}
