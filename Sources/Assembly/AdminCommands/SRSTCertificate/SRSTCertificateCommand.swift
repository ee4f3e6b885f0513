internal import ArgumentParser

/// `cnfctl srst certificate`.
struct SRSTCertificateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificate",
        abstract: "The gateway certificates of secure references.",
        subcommands: [
            SRSTCertificateFetch.self, SRSTCertificateShow.self, SRSTCertificateAccept.self,
            SRSTCertificateReject.self, SRSTCertificateExport.self, SRSTCertificateHistory.self,
        ]
    )
}
