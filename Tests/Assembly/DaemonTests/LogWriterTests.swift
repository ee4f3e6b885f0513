import Glibc
import Logging
import Testing

@testable import Daemon

/// A pipe that is read when a test says so.
private struct TestPipe {
    let reading: CInt
    let writing: CInt

    init() throws {
        var ends: [CInt] = [0, 0]
        try #require(pipe(&ends) == 0)
        (reading, writing) = (ends[0], ends[1])
    }

    /// Fills it until it takes nothing more; answers with how many octets.
    func fill() -> Int {
        let flags = fcntl(writing, F_GETFL)
        _ = fcntl(writing, F_SETFL, flags | O_NONBLOCK)
        defer { _ = fcntl(writing, F_SETFL, flags) }
        let octets = [UInt8](repeating: UInt8(ascii: "."), count: 4_096)
        var filled = 0
        while case let count = write(writing, octets, octets.count), count > 0 { filled += count }
        return filled
    }

    /// Reads lines until one contains a text.
    func lines(until text: String, from skipped: Int = 0) -> [String] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while !String(decoding: bytes, as: UTF8.self).contains(text) {
            let count = read(reading, &buffer, buffer.count)
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes.dropFirst(skipped), as: UTF8.self).split(separator: "\n").map(String.init)
    }
}

@Suite("P05: the writer of the log", .timeLimit(.minutes(60)))
struct LogWriterTests {
    @Test("Lines of all loggers come whole and in their order")
    func order() throws {
        let pipe = try TestPipe()
        let writer = try LogWriter(descriptor: pipe.writing)
        let logger = Logger(label: "cnfd") { WrittenLogHandler(label: $0, writer: writer) }
        for number in 0..<500 {
            number % 2 == 0
                ? logger.notice("said", metadata: ["number": "\(number)", "b": "two\nlines"])
                : writer.write(line: "number=\(number) of another")
        }
        writer.write(line: "end")
        let lines = pipe.lines(until: "end\n")
        #expect(lines.count == 501)
        for (number, line) in lines.dropLast().enumerated() { #expect(line.contains("number=\(number) ")) }
        #expect(lines[0].hasSuffix(" notice cnfd: b=two lines number=0 [DaemonTests] said"), "\(lines[0])")
        #expect(writer.lostLines == 0)
    }

    @Test(
        "A pipe that nobody reads holds nobody; what is lost is counted, and said where it is missing once lines are taken"
    )
    func stoppedPipe() throws {
        let pipe = try TestPipe()
        let filled = pipe.fill()
        let writer = try LogWriter(descriptor: pipe.writing, capacity: 4_096)
        let total = 10_000
        for number in 0..<total { writer.write(line: "line \(number)") }
        let lost = writer.lostLines
        #expect(lost > 0 && lost < total)
        // The end of a daemon waits for it no longer than its patience.
        writer.finish()

        let lines = pipe.lines(until: "log lines lost\n", from: filled)
        let taken = lines.filter { $0.hasPrefix("line ") }
        // The first, in their order, and none twice.
        #expect(taken == (0..<taken.count).map { "line \($0)" })
        #expect(taken.count == total - lost)
        #expect(
            lines.last?.hasSuffix(" warning cnfd: count=\(lost) since-start=\(lost) [Daemon] log lines lost") == true
        )
        writer.write(line: "again")
        #expect(pipe.lines(until: "again\n") == ["again"])
        #expect(writer.lostLines == lost)
    }

    @Test("A reader that goes away costs its lines only; another is told how many they were")
    func closedReader() throws {
        signal(SIGPIPE, SIG_IGN)
        let pipe = try TestPipe()
        close(pipe.reading)
        let writer = try LogWriter(descriptor: pipe.writing)
        writer.write(line: "one")
        writer.write(line: "two")
        writer.finish()
        #expect(writer.lostLines == 2)
        // The same descriptor is something that can be written by now.
        let other = try TestPipe()
        #expect(dup2(other.writing, pipe.writing) == pipe.writing)
        writer.write(line: "three")
        let lines = other.lines(until: "three\n")
        #expect(lines.count == 2)
        #expect(lines[0].hasSuffix(" warning cnfd: count=2 since-start=2 [Daemon] log lines lost"))
        #expect(lines[1] == "three")
    }

    @Test("A descriptor that somebody else made non-blocking is waited for, and left as it is")
    func nonBlocking() throws {
        let pipe = try TestPipe()
        let filled = pipe.fill()
        let flags = fcntl(pipe.writing, F_GETFL) | O_NONBLOCK
        #expect(fcntl(pipe.writing, F_SETFL, flags) == 0)
        let writer = try LogWriter(descriptor: pipe.writing)
        writer.write(line: "waits")
        #expect(pipe.lines(until: "waits\n", from: filled) == ["waits"])
        #expect(writer.lostLines == 0)
        #expect(fcntl(pipe.writing, F_GETFL) == flags)
    }
}
