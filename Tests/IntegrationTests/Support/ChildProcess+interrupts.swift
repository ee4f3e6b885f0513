import Glibc

extension ChildProcess {
    /// Waits until it no longer leaves SIGINT to its default action (proc(5)), or does again.
    func takesInterrupts(_ wanted: Bool = true) async throws {
        for _ in 0..<5_000 {
            let lines = try Files.text("/proc/\(id)/status").split(separator: "\n")
            let masks = lines.filter { line in ["SigIgn:", "SigCgt:"].contains { line.hasPrefix($0) } }
            let bits = masks.compactMap { $0.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) } }
            if bits.contains(where: { $0 & 1 << UInt64(SIGINT - 1) != 0 }) == wanted { return }
            try await Task.sleep(for: .milliseconds(2))
        }
        throw TestFailure("SIGINT \(wanted ? "keeps" : "does not get back") its default action")
    }
}
