import ClusterModel
import TestSupport
import Testing

@testable import PhoneFiles

@Suite("T02: an explanation is true")
struct OriginTruthTests {
    /// A part of the circumstances that is exchanged, and what is said to come from it.
    private static let parts: [(exchange: @Sendable (inout Circumstances, Circumstances) -> Void, ElementSource)] = [
        ({ $0.cluster = $1.cluster }, .cluster), ({ $0.group = $1.group }, .callManagerGroup),
        ({ $0.pool = $1.pool }, .devicePool), ({ $0.profile = $1.profile }, .securityProfile),
        ({ $0.choice = $1.choice }, .srst), ({ $0.phone = $1.phone }, .phone),
    ]

    @Test("T02: with another object, only what comes from it or is computed says something else", arguments: 0..<100)
    func exchanged(seed: Int) throws {
        let before = try Circumstances.random(seed: seed)
        var other = try Circumstances.random(seed: seed + 1_000)
        // A phone has a profile of its own protocol.
        for further in 2_000..<2_100 where other.phone.phoneProtocol != before.phone.phoneProtocol {
            other = try Circumstances.random(seed: seed + further)
        }
        let explained = Dictionary(uniqueKeysWithValues: try before.explained().map { ($0.path, $0) })
        for (exchange, source) in Self.parts {
            var after = before
            exchange(&after, other)
            // Which reference it is says the pool.
            let sources: Set = source == .srst ? [source, .devicePool, .computed] : [source, .computed]
            for new in try after.explained() {
                guard let old = explained[new.path],
                    old.value.map({ Array($0.utf8) }) != new.value.map({ Array($0.utf8) })
                else { continue }
                #expect(!sources.isDisjoint(with: [old.source, new.source]), "\(source): \(old) \(new)")
            }
        }
    }
}
