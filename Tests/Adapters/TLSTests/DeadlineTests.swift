import Testing

@testable import TLS

@Suite("Deadlines, and what a TLS record looks like")
struct DeadlineTests {
    @Test("The time that is left is rounded up, so that no wait returns early; what has passed leaves none")
    func milliseconds() {
        #expect(Deadline(after: .zero).milliseconds == 0)
        #expect(Deadline(after: .seconds(-5)).milliseconds == 0)
        #expect((1...60_000).contains(Deadline(after: .seconds(60)).milliseconds))
        #expect(Deadline(after: .seconds(1_000_000_000_000)).milliseconds == .max)
    }

    @Test("The earlier of two counts")
    func earlier() {
        let early = Deadline(after: .zero)
        let late = Deadline(after: .seconds(3_600))
        #expect(early.earlier(late).milliseconds == 0 && late.earlier(early).milliseconds == 0)
    }

    @Test(
        "A handshake or an alert of any version may begin a connection; text and SSL 2.0 may not",
        arguments: [
            ([22, 3, 1], true), ([21, 3, 3], true), ([22], true), ([24, 3], true),
            ([22, 2], false), (Array("HTTP".utf8), false), ([128, 46, 1], false), ([], false),
        ] as [([UInt8], Bool)]
    )
    func records(bytes: [UInt8], canBegin: Bool) {
        #expect(TLSRecord.canBegin(with: bytes) == canBegin)
    }
}
