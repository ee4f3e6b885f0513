import Foundation
import Testing

@testable import Daemon

@Suite("Log lines at their end")
struct LogSinkTests {
    @Test("A line longer than a pipe takes at once arrives as one line")
    func longLine() throws {
        let pipe = Pipe()
        var sink = LogSink(descriptor: pipe.fileHandleForWriting.fileDescriptor)
        let lines = [String(repeating: "a", count: 9_000), "b", String(repeating: "c", count: 5_000)]
        let text = lines.map { $0 + "\n" }.joined()
        var rest = Array(text.utf8)[...]
        var parts = 0
        while !rest.isEmpty {
            let part = sink.next(of: rest)
            let isTaken = sink.write(part)
            #expect(isTaken)
            rest = rest[part.endIndex...]
            parts += 1
        }
        try pipe.fileHandleForWriting.close()
        let read = try #require(try pipe.fileHandleForReading.readToEnd())
        #expect(String(decoding: read, as: UTF8.self) == text)
        #expect(parts > lines.count)
    }
}
