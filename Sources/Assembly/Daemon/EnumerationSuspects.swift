internal import Administration
internal import NIOConcurrencyHelpers
internal import Platform

/// The addresses that asked for many phones' files that are not published, for `cnfctl doctor`. The log has them, too, but
/// nobody reads it for as long as all seems well.
final class EnumerationSuspects: Sendable {
    /// Addresses that are kept, the latest of them. Our own choice: a forged sender is soon many.
    static let most = 16
    /// How long they are told of, in seconds. Our own choice: a day, so that each morning shows the night.
    static let kept = 86_400

    private let suspects = NIOLockedValueBox<[HostFacts.Suspect]>([])

    /// Takes note of an address.
    func add(_ address: String, at second: UnixTime) {
        suspects.withLockedValue { suspects in
            suspects.removeAll { $0.address == address }
            suspects.append(HostFacts.Suspect(address: address, time: second))
            if suspects.count > Self.most { suspects.removeFirst() }
        }
    }

    /// Those of the last day, the latest first.
    func recent(at second: UnixTime) -> [HostFacts.Suspect] {
        suspects.withLockedValue { $0.filter { second.seconds(since: $0.time) <= Self.kept }.reversed() }
    }
}
