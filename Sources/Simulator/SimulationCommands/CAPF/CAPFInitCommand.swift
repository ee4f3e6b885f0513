internal import AdminAPI
internal import ArgumentParser
internal import Certificates
internal import Documents
internal import Glibc
internal import Platform
internal import Simulation
internal import TLS

/// `cnfsim capf init`.
struct CAPFInitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a certificate authority: CAPF.pem, CAPF.der and CAPF.key.",
        discussion: "Example: cnfsim capf init --directory capf"
    )

    @OptionGroup var directory: CAPFDirectory

    @Option(name: .long, help: ArgumentHelp("The common name of the root.", valueName: "name"))
    var commonName = "CAPF-00000001"

    @OptionGroup var certificate: CertificateOptions
    @OptionGroup var events: EventOptions

    func run() throws {
        try Refusals.telling(json: events.json) {
            guard unsafe mkdir(directory.directory, 0o700) == 0 || errno == EEXIST else {
                throw ProblemReport([
                    Problem(
                        .usage,
                        code: "unwritable-file",
                        "It cannot be made: \(SystemFailure.last.text).",
                        object: "directory \(directory.directory)",
                        hint: "Check the path and its permissions."
                    )
                ])
            }
            let authority = try PhoneAuthority.make(
                commonName: commonName,
                validity: certificate.validity,
                certificate.keyType
            )
            let root = authority.root
            try OutputFile.write(root, certificate: directory.certificate, key: directory.key)
            try OutputFile.write(root.certificate.der, to: directory.der)
            try events.tell(
                SimulationEvent(
                    "created",
                    [
                        "certificate": directory.certificate, "der": directory.der, "key": directory.key,
                        "subject": root.certificate.subject, "sha256": "\(root.certificate.sha256Fingerprint)",
                    ]
                )
            )
        }
    }
}
