import Platform
import Testing

@testable import TFTPServer

/// Storms and floods against the admission, on simulated time.
@Suite("Admission", .serialized)
struct AdmissionTests {
    private static let network: UInt64 = 0x0A14_1E00
    private static let second: UInt64 = 1_000_000

    private func peer(_ host: UInt64, port: UInt16) -> Endpoint {
        Endpoint(high: 0, low: Self.network + host, scope: 0, port: port, family: 4)
    }

    /// Numbers that are the same in every run.
    private struct Random: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
            return mixed ^ mixed >> 31
        }
    }

    private func most(_ times: [UInt64]) -> Int {
        var first = 0
        return times.indices.reduce(0) { most, last in
            while times[first] + Self.second <= times[last] { first += 1 }
            return max(most, last - first + 1)
        }
    }

    @Test(
        "A thousand phones behind one address get one file at once, and none has to ask again",
        arguments: [1, 4, 16]
    )
    func oneAddress(workers: Int) async throws {
        try await onThread {
            var simulation = AdmissionSimulation(workers: workers)
            let roundTrip: UInt64 = 20_000
            for number in 0..<1_000 {
                simulation.add(
                    .init(
                        peer: peer(1, port: UInt16(2_000 + number)),
                        name: 1,
                        roundTrip: roundTrip,
                        tries: 4,
                        start: UInt64(number)
                    )
                )
            }
            simulation.run()
            #expect(simulation.clients.allSatisfy { $0.asked == 1 && $0.heardAt != nil })
            #expect(simulation.crowdedOut == 0)
            let last = simulation.clients.compactMap(\.heardAt).max() ?? 0
            // One round trip is everybody's; each of the others lets eight times as many go.
            #expect(last <= 4 * roundTrip + AddressPaces.interval, "\(last)")
        }
    }

    /// What a forger asks for.
    enum Forgery: CaseIterable {
        /// In the name of phones that are there.
        case phones
        /// Of any address of their network.
        case network
    }

    @Test(
        "3 000 forged requests a second in phones' names or from their network keep nobody with four tries from its file",
        arguments: Forgery.allCases
    )
    func flood(_ forgery: Forgery) async throws {
        try await onThread {
            var random = Random(state: 17)
            var simulation = AdmissionSimulation(workers: 2)
            let (phones, files) = (50, 2)
            for phone in 0..<phones {
                // All through the flood, each for two files, over paths short and long.
                for file in 0..<files {
                    simulation.add(
                        .init(
                            peer: peer(UInt64(10 + phone), port: UInt16(1_100 + file)),
                            name: UInt64(phone),
                            roundTrip: UInt64.random(in: 500...400_000, using: &random),
                            tries: 4,
                            start: UInt64.random(in: 1...4, using: &random) * Self.second
                                + UInt64.random(in: 0..<Self.second, using: &random)
                        )
                    )
                }
            }
            for number in 0..<UInt64(6 * 3_000) {
                let host =
                    switch forgery {
                    case .phones: 10 + UInt64.random(in: 0..<UInt64(phones), using: &random)
                    case .network: UInt64.random(in: 1...254, using: &random)
                    }
                simulation.add(
                    .init(
                        peer: peer(host, port: .random(in: 2_000...65_535, using: &random)),
                        name: UInt64.random(in: 0..<UInt64(phones), using: &random),
                        start: number * Self.second / 3_000
                    )
                )
            }
            simulation.run()
            let honest = simulation.clients.prefix(files * phones)
            let without = honest.count { $0.heardAt == nil }
            let again = honest.count { $0.asked > 1 }
            #expect(without == 0, "\(without) got nothing")
            #expect(again <= honest.count / 10, "\(again) had to ask again")
            // And whoever is there is sent no more than the bound and what its own acknowledgements earn.
            let bound = 128 + Int(AddressPace.earned) * files
            #expect(simulation.packets.values.allSatisfy { most($0) <= bound })
        }
    }

    @Test("Amplification: 5 000 forged requests a second for one silent address bring 128 packets a second")
    func silentAddress() async throws {
        try await onThread {
            var random = Random(state: 5)
            var simulation = AdmissionSimulation(workers: 2)
            for number in 0..<UInt64(3 * 5_000) {
                simulation.add(
                    .init(
                        peer: peer(7, port: .random(in: 1_024...65_535, using: &random)),
                        name: number % 40,
                        start: number * 200
                    )
                )
            }
            simulation.run()
            let times = simulation.packets.values.first ?? []
            #expect(most(times) <= 128)
            #expect(times.count > 3 * 80)
        }
    }
}
