import Foundation
import Glibc

/// A directory that goes away with the test that made it.
final class TemporaryDirectory: Sendable {
    let path: String

    init() {
        var template = Array("/tmp/static-files-XXXXXX".utf8CString)
        mkdtemp(&template)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func write(_ text: String, to name: String) {
        let file = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        _ = Array(text.utf8).withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
        close(file)
    }

    func makeDirectory(_ name: String) { mkdir("\(path)/\(name)", 0o755) }
    func makeFIFO(_ name: String) { mkfifo("\(path)/\(name)", 0o644) }
    func link(_ target: String, as name: String) { symlink(target, "\(path)/\(name)") }
    func rename(_ name: String, to other: String) { Glibc.rename("\(path)/\(name)", "\(path)/\(other)") }
}
