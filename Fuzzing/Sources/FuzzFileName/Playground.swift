internal import Expectations
internal import Glibc
internal import Serving
internal import StaticFiles

/// A directory of files, of which some may be served; beside it a file that must not be.
final class Playground: Sendable {
    static let shared = Playground()

    private static let open = Array("for everybody".utf8)
    private let directory: StaticDirectory

    private init() {
        var path = Array("/tmp/fuzz-file-name-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&path) != nil else { fatalError("no directory") }
        let top = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        for name in ["root", "root/sub"] { unsafe mkdir("\(top)/\(name)", 0o700) }
        for name in ["root/file", "root/sub/file"] { Self.write(Self.open, to: "\(top)/\(name)") }
        for name in ["secret", "root/.hidden", "root/SEP001122334455.cnf.xml", "root/CTLFile.tlv"] {
            Self.write(Array("for nobody".utf8), to: "\(top)/\(name)")
        }
        unsafe symlink("\(top)/secret", "\(top)/root/link")
        unsafe symlink(top, "\(top)/root/up")
        do {
            directory = try StaticDirectory(path: "\(top)/root")
        } catch {
            fatalError("\(error)")
        }
    }

    /// Whatever the name, nothing comes of it but what may be served.
    func check(_ name: [UInt8]) {
        guard case .found(let content) = directory.find(name.span) else { return }
        guard case .file(let file) = content.storage else { return expect(false, "a file that is none") }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = unsafe pread(file.descriptor, &bytes, bytes.count, 0)
        expect(Array(bytes.prefix(max(0, count))) == Self.open, "a file that must not be served")
    }

    private static func write(_ bytes: [UInt8], to path: String) {
        let descriptor = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        _ = unsafe Glibc.write(descriptor, bytes, bytes.count)
        close(descriptor)
    }
}
