internal import AdminAPI
internal import Certificates
internal import ClusterModel
internal import Documents
internal import FoundationEssentials
internal import Platform
internal import Store

/// The certificates that a site file names by fingerprint, and those that lie beside it.
///
/// They are no field of a reference: updating one never changes its certificate (S14). Who names a fingerprint in a file
/// and brings the certificate has compared the two.
struct SiteCertificates: Sendable {
    /// The key of a reference under which a file names its certificate.
    static let key = "certificate"
    private static let section = "srst-references"

    /// The file without what it says of certificates.
    let document: Document
    /// The fingerprint that each reference is given, in the order of the file.
    private let named: [(reference: String, sha256: String)]
    private let certificates: [String: Certificate]

    /// Takes certificates out of a site file; refuses those that are not what they are named by.
    init(_ document: Document, beside files: [SiteCertificate]) throws {
        var named: [(String, String)] = []
        let references = document[Self.section]?.values.map { reference -> Document in
            guard let sha256 = reference[Self.key]?.text, let name = reference["name"]?.text else { return reference }
            named.append((name, Self.plain(sha256)))
            let entries = reference.entries.filter { $0.key != Self.key }
            return Document(.mapping(entries), line: reference.line)
        }
        self.named = named
        self.document =
            references.map { references in
                let entries = document.entries.map { entry in
                    entry.key == Self.section && !entry.value.values.isEmpty
                        ? Document.Entry(entry.key, Document(.list(references), line: entry.value.line)) : entry
                }
                return Document(.mapping(entries), line: document.line)
            } ?? document
        var certificates: [String: Certificate] = [:]
        for file in files {
            let certificate = try Self.load(file)
            certificates[Self.plain(file.sha256)] = certificate
        }
        self.certificates = certificates
    }

    /// Accepts the certificates of references that have another or none.
    ///
    /// - Parameters:
    ///   - outsideValidity: Whether they may be outside their validity.
    ///   - transaction: Where they are accepted.
    ///   - context: The call.
    /// - Returns: The references that took one, and what is to be said.
    /// - Throws: `Problem` for a certificate that no gateway may present.
    func accept(
        outsideValidity: Bool,
        in transaction: any StoreTransaction,
        _ context: UseCaseContext
    ) throws -> (references: [ObjectName], messages: [Message]) {
        var accepted: [ObjectName] = []
        var messages: [Message] = []
        for (name, sha256) in named {
            let reference = try SecureReference(name, in: transaction)
            let present = reference.accepted?.certificate.fingerprint.description
            guard present != sha256 else { continue }
            guard let certificate = certificates[sha256] else {
                messages.append(Self.missing(sha256, reference.value))
                continue
            }
            let judgement = try CertificateJudgement(certificate, for: reference.value, now: context.now)
            messages += try judgement.accepted(outsideValidityToo: outsideValidity, for: reference.value)
            let record = CertificateRecord(
                certificate: AcceptedCertificate(certificate),
                acceptedAt: context.now,
                acceptedBy: context.actor,
                basis: .verified,
                acceptedOutsideValidity: judgement.outsideValidity != nil
            )
            try transaction.accept(record, for: reference, context)
            accepted.append(reference.value.name)
        }
        return (accepted, messages)
    }

    private static func load(_ file: SiteCertificate) throws(Problem) -> Certificate {
        let object = "certificate \(file.sha256)"
        let certificate: Certificate
        do throws(CertificateError) {
            certificate = try Certificate.load(Array(file.pem))
        } catch {
            throw Problem(error, .validation, object: object)
        }
        let found = certificate.sha256.description
        guard found == plain(file.sha256) else {
            throw Problem(
                .trust,
                code: "fingerprint-mismatch",
                "The file of that name holds the certificate with the SHA-256 \(found).",
                object: object,
                hint: "Export the site again; nothing was applied."
            )
        }
        return certificate
    }

    /// Fingerprints are written with and without colons.
    private static func plain(_ sha256: String) -> String { sha256.replacing(":", with: "").lowercased() }

    private static func missing(_ sha256: String, _ reference: SRSTReference) -> Message {
        Message(
            code: "certificate-not-beside",
            text: "The certificate that the file names for srst \(reference.name) is neither accepted nor beside the "
                + "file: run cnfctl srst certificate fetch \(ShellWord.quoted(reference.name.text)) --fingerprint \(sha256)."
        )
    }
}
