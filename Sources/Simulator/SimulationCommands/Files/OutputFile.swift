internal import AdminAPI
internal import Certificates
internal import CommandLines
internal import Documents
internal import Glibc
internal import Platform
internal import TLS

/// Files that a command writes; one that exists is never overwritten.
enum OutputFile {
    /// Readable and writable by the owner alone: keys.
    private static let secretMode: mode_t = 0o600
    /// Readable by everyone: certificates.
    private static let publicMode: mode_t = 0o644

    /// Writes a certificate in PEM and its key, which only the owner can read.
    static func write(_ identity: TLSIdentity, certificate: String, key: String) throws(ProblemReport) {
        try write(identity.key.secretPEM, to: key, mode: secretMode)
        try write(Array(identity.certificate.pem.utf8), to: certificate)
    }

    /// Writes a file that everyone may read.
    static func write(_ bytes: [UInt8], to path: String) throws(ProblemReport) {
        try write(bytes, to: path, mode: publicMode)
    }

    private static func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws(ProblemReport) {
        do throws(SystemFailure) {
            let file = try FileDescriptor(opening: path, O_WRONLY | O_CREAT | O_EXCL, mode: mode)
            try WholeWrite.write(bytes, to: file.value)
        } catch {
            throw refused(path, error)
        }
    }

    private static func refused(_ path: String, _ failure: SystemFailure) -> ProblemReport {
        let hint =
            failure.errno == EEXIST
            ? "Remove it, or give another name; nothing is overwritten." : "Check the path and its permissions."
        return ProblemReport([
            Problem(
                .usage,
                code: "unwritable-file",
                "It cannot be written: \(failure.text).",
                object: "file \(path)",
                hint: hint
            )
        ])
    }
}
