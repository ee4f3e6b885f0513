internal import ClusterModel
internal import FoundationEssentials
internal import NIOCore
internal import NIOPosix

/// Tells phones by SIP NOTIFY over UDP to the address each last fetched from.
public struct SIPNotifier: PhoneNotifier {
    /// The first wait for an answer; each further one is twice as long (T1, RFC 3261, section 17.1.2.2).
    private static let firstWait = Duration.milliseconds(500)
    /// How often a request is sent before a phone counts as one that does not answer. Our own bound; the waits add up
    /// to 7.5 seconds, where the RFC allows 32.
    private static let attempts = 4
    /// How many phones are told at a time, each over a socket of its own. Our own choice: they all boot afterwards.
    public static let usualAtOnce = 64

    private typealias DatagramChannel = NIOAsyncChannel<AddressedEnvelope<ByteBuffer>, AddressedEnvelope<ByteBuffer>>

    private let port: UInt16
    private let atOnce: Int
    private let firstWait: Duration

    /// A notifier of phones that take SIP on `port`.
    ///
    /// - Parameters:
    ///   - port: The phones' port.
    ///   - atOnce: How many are told at a time.
    public init(port: UInt16, atOnce: Int = SIPNotifier.usualAtOnce) {
        self.init(port: port, atOnce: atOnce, firstWait: Self.firstWait)
    }

    init(port: UInt16, atOnce: Int = SIPNotifier.usualAtOnce, firstWait: Duration) {
        self.port = port
        self.atOnce = max(1, atOnce)
        self.firstWait = firstWait
    }

    /// Tells the phones; one counts as told when it answers with a 2xx.
    ///
    /// - Throws: When its task is cancelled: then nobody else is told.
    public func tell(_ phones: [NotifiedPhone]) async throws(CancellationError) -> NotificationOutcome {
        let outcome = await withTaskGroup(of: String?.self) { group in
            var outcome = NotificationOutcome(told: 0, failed: 0)
            func note(_ failure: String?) {
                if failure == nil { outcome.told += 1 } else { outcome.failed += 1 }
                outcome.reason = outcome.reason ?? failure
            }
            for (index, phone) in phones.enumerated() {
                if index >= atOnce, let failure = await group.next() { note(failure) }
                guard group.addTaskUnlessCancelled(operation: { await self.failure(of: phone) }) else { break }
            }
            for await failure in group { note(failure) }
            return outcome
        }
        guard !Task.isCancelled else { throw CancellationError() }
        return outcome
    }

    /// Why a phone was not told; none when it was.
    private func failure(of phone: NotifiedPhone) async -> String? {
        guard let address = phone.address else {
            return "\(phone.name) never acknowledged its file to the end, so its address is not known"
        }
        do {
            let target = try SocketAddress(ipAddress: address, port: Int(port))
            guard let status = try await answer(phone, target) else { return "\(phone.name) does not answer" }
            return (200...299).contains(status) ? nil : "\(phone.name) answers \(status)"
        } catch {
            return "\(phone.name) cannot be reached: \(error)"
        }
    }

    /// The status a phone answers with; none when it does not answer.
    private func answer(_ phone: NotifiedPhone, _ target: SocketAddress) async throws -> Int? {
        // Connected, so that the request can name the address it comes from, and a port that refuses is heard of.
        let channel = try await DatagramBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(to: target) { channel in
                channel.eventLoop.makeCompletedFuture { try DatagramChannel(wrappingChannelSynchronously: channel) }
            }
        guard let source = channel.channel.localAddress.flatMap(Self.text), let name = Self.text(target) else {
            return nil
        }
        let notify = SIPNotify(
            phone: phone.name,
            stamp: phone.stamp,
            target: name,
            source: source,
            token: UUID().uuidString.lowercased()
        )
        return try await channel.executeThenClose { inbound, outbound in
            try await withThrowingTaskGroup(of: Int?.self) { group in
                group.addTask {
                    for try await datagram in inbound {
                        let text = String(decoding: datagram.data.readableBytesView, as: UTF8.self)
                        if let status = notify.finalStatus(of: text) { return status }
                    }
                    return nil
                }
                group.addTask {
                    let packet = AddressedEnvelope(remoteAddress: target, data: ByteBuffer(string: notify.text))
                    for attempt in 0..<Self.attempts {
                        try await outbound.write(packet)
                        try await Task.sleep(for: firstWait * (1 << attempt))
                    }
                    return nil
                }
                defer { group.cancelAll() }
                return try await group.next() ?? nil
            }
        }
    }

    private static func text(_ address: SocketAddress) -> String? {
        guard let host = address.ipAddress, let port = address.port else { return nil }
        return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
