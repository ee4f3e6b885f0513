import ClusterModel
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Notifiers

@Suite("A02: phones are told by SIP")
struct SIPNotifierTests {
    /// A phone on loopback that answers each request with one line, or not at all.
    private final class Phone: ChannelInboundHandler, Sendable {
        typealias InboundIn = AddressedEnvelope<ByteBuffer>
        typealias OutboundOut = AddressedEnvelope<ByteBuffer>

        private let answer: String?
        private let requests = Atomic(0)

        init(_ answer: String?) { self.answer = answer }

        /// How many requests have come.
        var requestCount: Int { requests.load(ordering: .relaxed) }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let request = unwrapInboundIn(data)
            requests.add(1, ordering: .relaxed)
            let lines = String(buffer: request.data).split(separator: "\r\n")
            guard let answer, let id = lines.first(where: { $0.hasPrefix("Call-ID:") }) else { return }
            let text = "SIP/2.0 \(answer)\r\n\(id)\r\n\r\n"
            let envelope = AddressedEnvelope(remoteAddress: request.remoteAddress, data: ByteBuffer(string: text))
            context.writeAndFlush(wrapOutboundOut(envelope), promise: nil)
        }

        /// Runs `body` with the port of such a phone.
        static func listening<Result>(_ answer: String?, _ body: (UInt16) async throws -> Result) async throws -> Result
        {
            try await listening(Phone(answer), body)
        }

        /// Runs `body` with the port of this phone.
        static func listening<Result>(_ phone: Phone, _ body: (UInt16) async throws -> Result) async throws -> Result {
            let channel = try await DatagramBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(phone)
                    }
                }
                .bind(host: "127.0.0.1", port: 0).get()
            let result = try await body(UInt16(try #require(channel.localAddress?.port)))
            try await channel.close()
            return result
        }
    }

    private func phone(_ last: Int = 5, at address: String? = "127.0.0.1") throws -> NotifiedPhone {
        NotifiedPhone(name: try DeviceName("SEP00112233445\(last)"), address: address)
    }

    @Test("A phone that answers 200 is told, with many others")
    func told() async throws {
        let outcome = try await Phone.listening("200 OK") { port in
            try await SIPNotifier(port: port).tell(try (0..<500).map { try phone($0 % 10) })
        }
        #expect(outcome == NotificationOutcome(told: 500, failed: 0))
    }

    @Test("One that refuses is not, nor one without an address")
    func refuses() async throws {
        let outcome = try await Phone.listening("403 Forbidden") { port in
            try await SIPNotifier(port: port).tell([try phone(), try phone(6, at: nil)])
        }
        #expect(outcome.told == 0 && outcome.failed == 2)
        #expect(
            [
                "SEP001122334455 answers 403",
                "SEP001122334456 never acknowledged its file to the end, so its address is not known",
            ].contains(outcome.reason)
        )
    }

    @Test("One that does not answer is asked again, and then given up")
    func silent() async throws {
        let outcome = try await Phone.listening(nil) { port in
            try await SIPNotifier(port: port, firstWait: .milliseconds(1)).tell([try phone()])
        }
        #expect(outcome == NotificationOutcome(told: 0, failed: 1, reason: "SEP001122334455 does not answer"))
    }

    @Test("When it is given up there is no outcome, and nobody else is told")
    func givenUp() async throws {
        let silent = Phone(nil)
        let phones = try (0..<500).map { try phone($0 % 10) }
        try await Phone.listening(silent) { port in
            let telling = Task { try await SIPNotifier(port: port, firstWait: .seconds(3_600)).tell(phones) }
            while silent.requestCount == 0 { try await Task.sleep(for: .milliseconds(2)) }
            telling.cancel()
            await #expect(throws: CancellationError.self) { try await telling.value }
        }
        // Those that were being told at that moment.
        #expect(silent.requestCount <= 64)
    }

    @Test("One that is not there any more is an outcome, too")
    func closed() async throws {
        let port = try await Phone.listening(nil) { $0 }
        let outcome = try await SIPNotifier(port: port, firstWait: .milliseconds(1)).tell([try phone()])
        #expect(outcome.told == 0 && outcome.failed == 1)
        #expect(outcome.reason?.hasPrefix("SEP001122334455 ") == true)
    }
}
