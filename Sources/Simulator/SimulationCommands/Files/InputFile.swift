internal import AdminAPI
internal import Certificates
internal import Documents
internal import FoundationEssentials
internal import TLS

/// Files that a command reads.
enum InputFile {
    /// The bytes of a file.
    static func read(_ path: String) throws(ProblemReport) -> [UInt8] {
        do {
            return Array(try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw ProblemReport([
                Problem(
                    .usage,
                    code: "unreadable-file",
                    "It cannot be read.",
                    object: "file \(path)",
                    hint: "Check the path and its permissions."
                )
            ])
        }
    }

    /// What a file says.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - parse: Understands its bytes.
    /// - Returns: What `parse` makes of them.
    /// - Throws: What is wrong with it, naming the file.
    static func read<Value>(
        _ path: String,
        _ parse: ([UInt8]) throws(CertificateError) -> Value
    ) throws(ProblemReport) -> Value {
        let bytes = try read(path)
        do throws(CertificateError) {
            return try parse(bytes)
        } catch {
            throw ProblemReport([Problem(error, .usage, object: "file \(path)")])
        }
    }

    /// A certificate with its key.
    static func identity(certificate: String, key: String) throws(ProblemReport) -> TLSIdentity {
        let shown = try read(certificate) { bytes throws(CertificateError) in try Certificate.load(bytes) }
        return try read(key) { bytes throws(CertificateError) in
            try TLSIdentity(shown, key: try PrivateKey(pem: bytes))
        }
    }
}
