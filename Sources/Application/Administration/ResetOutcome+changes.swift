internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import FoundationEssentials
internal import OpenSSL
internal import PhoneFiles
internal import Platform
internal import Publishing
internal import Store

extension ResetOutcome {
    /// What a plan says of the files that would change (A01); there are groups only when they were asked for.
    func changes() throws -> [ChangeGroupReport] { try groups.map(ChangeGroupReport.init) }
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
        return "SHA-256 \(SHA256Digest.of(Array(der)))"
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
