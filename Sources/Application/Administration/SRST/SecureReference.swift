internal import CertificateProvider
internal import Certificates
internal import ClusterModel
internal import Documents
internal import Store

/// A reference that can have a certificate (S16), with the one it has.
struct SecureReference {
    let saved: Saved<SRSTReference>
    /// The accepted certificate.
    let accepted: CertificateRecord?

    var value: SRSTReference { saved.value }
    var id: ObjectID { saved.id }

    /// The named reference; refused unless it is saved as secure.
    init(_ name: String, in snapshot: any SavedStateReading) throws {
        let configuration = try snapshot.configuration()
        saved = try Names.find(name, in: configuration.srstReferences)
        accepted = configuration.certificates[saved.id]
        guard saved.value.isSecure else {
            throw Problem(
                .validation,
                code: "reference-non-secure",
                "It is not saved as secure, so it can have no certificate.",
                object: saved.value.label,
                field: "secure",
                hint: "Run cnfctl srst update \(ShellWord.quoted(saved.value.name.text)) --secure true first."
            )
        }
    }

    /// Its candidate.
    ///
    /// - Parameters:
    ///   - sha256: The fingerprint of the one that was looked at.
    ///   - context: Where candidates are.
    /// - Returns: The candidate.
    /// - Throws: A refusal when there is none, or another than the one that was looked at.
    func candidate(lookedAt sha256: String?, _ context: UseCaseContext) throws(Problem) -> CertificateCandidate {
        let found = context.candidates.candidate(for: id, version: saved.version, now: context.now)
        guard let candidate = found else {
            throw Problem(
                .notFound,
                code: "no-candidate",
                "There is no fetched certificate to answer; one is kept for \(CertificateCandidates.lifetime / 60) minutes, "
                    + "until the reference is changed or the daemon stops.",
                object: value.label,
                hint:
                    "Run cnfctl srst certificate fetch \(ShellWord.quoted(value.name.text)), or give a file with --from-file."
            )
        }
        guard sha256 == nil || sha256 == candidate.provided.certificate.sha256Fingerprint.description else {
            throw Problem(
                .conflict,
                code: "candidate-changed",
                "Another certificate has been fetched since you looked.",
                object: value.label,
                hint: "Look at it with cnfctl srst certificate show \(ShellWord.quoted(value.name.text))."
            )
        }
        return candidate
    }
}
