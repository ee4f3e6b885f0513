internal import AdminAPI
internal import Certificates
internal import ClusterModel
internal import Documents
internal import FoundationEssentials
internal import PhoneFiles
internal import Publishing
internal import Store

/// What a plan says of phones' files: the same for every change, whatever it is (A01).
enum PlannedChanges {
    /// The report with the files that would change at the next reset of all once the change is made; unchanged when it
    /// is no report of a plan, or nothing would be saved.
    static func added<Report>(
        to report: Report,
        _ transaction: any StoreTransaction,
        _ context: UseCaseContext
    ) throws -> Report {
        guard var planned = report as? any PlannedReport, planned.plan else { return report }
        let next = try context.publisher.preview(.all, context.event("preview"), in: transaction, grouped: true)
        planned.changes = try next.groups.map(ChangeGroupReport.init)
        return planned as? Report ?? report
    }
}

extension ChangeGroupReport {
    private static let certificateEnding = "/" + SRSTCertificateElement.name

    /// The report of a group, secrets masked.
    init(_ group: FileChangeGroup) throws {
        self.init(
            kind: group.kind.rawValue,
            phones: group.phones.map(\.description),
            devicePools: group.pools.sorted(),
            defaultFile: group.siteFiles.contains(.defaultFile),
            capfFile: group.siteFiles.contains(.capfRoot),
            differences: group.differences.map { difference in
                var report = FileDiffReport.Difference(difference)
                guard difference.path.hasSuffix(Self.certificateEnding) else { return report }
                report.before = report.before.map(Self.fingerprint)
                report.after = report.after.map(Self.fingerprint)
                return report
            }
        )
    }

    /// A certificate is known by its fingerprint, not by two kilobytes of base 64.
    private static func fingerprint(_ base64: String) -> String {
        guard let der = Data(base64Encoded: base64) else { return base64 }
        return "SHA-256 " + Hexadecimal.text(SHA256Digest.of(Array(der)))
    }
}

extension FileDiffReport.Difference {
    /// A secret's change is told, its text is not.
    init(_ difference: PhoneFileDifference) {
        func shown(_ text: String?) -> String? {
            guard let text, difference.isSecret, !text.isEmpty else { return text }
            return Document.mask
        }
        self.init(
            path: difference.path,
            kind: difference.kind.rawValue,
            before: shown(difference.old),
            after: shown(difference.new)
        )
    }
}
