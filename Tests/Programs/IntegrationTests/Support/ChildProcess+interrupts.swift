import Glibc
import TestSupport

extension ChildProcess {
    /// Waits until it no longer leaves SIGINT to its default action (proc(5)), or does again.
    func takesInterrupts(_ wanted: Bool = true) async throws {
        try await eventually("SIGINT \(wanted ? "keeps" : "does not get back") its default action") {
            let lines = try Files.text("/proc/\(id)/status").split(separator: "\n")
            let masks = lines.filter { line in ["SigIgn:", "SigCgt:"].contains { line.hasPrefix($0) } }
            let bits = masks.compactMap { $0.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) } }
            return bits.contains { $0 & 1 << UInt64(SIGINT - 1) != 0 } == wanted
        }
    }
}
