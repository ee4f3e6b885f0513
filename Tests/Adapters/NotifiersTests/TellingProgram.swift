import ClusterModel
import Foundation

@testable import Notifiers

/// A program of its own in a directory that goes with the test.
final class TellingProgram: Sendable {
    private let directory = FileManager.default.temporaryDirectory.appending(path: "cnfd-\(UUID().uuidString)")

    var path: String { directory.appending(path: "tell").path }

    /// A shell script that runs in the directory.
    init(_ script: String) throws {
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try "#!/bin/sh\ncd \(directory.path)\n\(script)\n".write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// Has it tell the phones; again while a process that another test has just started still has the script open.
    func tell(
        _ phones: [NotifiedPhone],
        patience: Duration = CommandNotifier.patience
    ) async throws -> NotificationOutcome {
        while true {
            let outcome = try await CommandNotifier(path: path, patience: patience).tell(phones)
            guard outcome.reason?.hasSuffix("Text file busy") == true else { return outcome }
        }
    }

    /// The lines it wrote to a file; none when the file is not there.
    func lines(of file: String) -> [String] {
        guard let text = try? String(contentsOf: directory.appending(path: file), encoding: .utf8) else { return [] }
        return text.split(separator: "\n").map(String.init)
    }

    /// How many bytes it wrote to a file.
    func size(of file: String) throws -> Int { try Data(contentsOf: directory.appending(path: file)).count }

    /// Waits until it has written a line to a file.
    func firstLine(of file: String) async throws -> String {
        while true {
            // A line is whole once the file ends with it.
            let text = try? String(contentsOf: directory.appending(path: file), encoding: .utf8)
            if let text, text.hasSuffix("\n"), let line = lines(of: file).first { return line }
            try await Task.sleep(for: .milliseconds(2))
        }
    }
}

/// So many phones; every second one has an address.
func phones(_ count: Int) throws -> [NotifiedPhone] {
    try (0..<count).map { number in
        let digits = String(0x0011_2233_0000 + number, radix: 16, uppercase: true)
        let name = try DeviceName("SEP" + String(repeating: "0", count: 12 - digits.count) + digits)
        return NotifiedPhone(name: name, address: number % 2 == 0 ? "192.0.2.\(number % 250)" : nil)
    }
}
