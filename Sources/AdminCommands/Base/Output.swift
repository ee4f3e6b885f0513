internal import AdminAPI
internal import Documents
internal import FoundationEssentials
internal import Glibc

/// Data goes to standard output, talk to standard error.
enum Output {
    /// Prints an answer: the one place where ``OutputFormat`` is matched.
    static func answer(_ value: some Encodable, _ format: OutputFormat, text: () -> String) throws {
        switch format {
        case .text: standard(text())
        case .json: standard(String(decoding: try AdminJSON.encode(value, pretty: true), as: UTF8.self))
        }
    }

    /// Prints what was refused: JSON where data goes, else one line for each problem where talk goes.
    static func refusal(_ report: ProblemReport, _ format: OutputFormat) {
        switch format {
        case .text:
            for problem in report.all { error("cnfctl: \(problem)") }
        case .json:
            if let data = try? AdminJSON.encode(report, pretty: true) {
                standard(String(decoding: data, as: UTF8.self))
            }
        }
    }

    /// Prints what else to know of an answer; in JSON it stands in the answer.
    static func notes(_ messages: [Message], _ format: OutputFormat) {
        guard format == .text else { return }
        for message in messages { error("Note: \(message.text)") }
    }

    /// Prints data; nothing for an empty text.
    static func standard(_ text: String) { write(text, to: STDOUT_FILENO) }

    /// Prints bytes as they are.
    static func standard(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

    /// Prints talk.
    static func error(_ text: String) { write(text, to: STDERR_FILENO) }

    /// Prints data as it is.
    static func standard(bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

    private static func write(_ text: String, to descriptor: CInt) {
        guard !text.isEmpty else { return }
        write(Array((text.hasSuffix("\n") ? text : text + "\n").utf8), to: descriptor)
    }

    private static func write(_ bytes: [UInt8], to descriptor: CInt) {
        var bytes = bytes[...]
        while !bytes.isEmpty {
            let written = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            // A reader that has gone away (| head) wants no more.
            guard written > 0 else { return }
            bytes = bytes.dropFirst(written)
        }
    }
}
