import Testing

@testable import AdminServer

@Suite("Who is let in at the control socket")
struct ConnectionGateTests {
    private static func visitor(_ user: UInt32, _ rank: ConnectionRank) -> ConnectionGate.Visitor {
        ConnectionGate.Visitor(user: user, rank: rank)
    }

    /// How many of the visitor's connections are let in until one is refused.
    private static func fill(_ gate: inout ConnectionGate, _ visitor: ConnectionGate.Visitor) -> Int {
        for count in 0...10_000 where gate.arrived(visitor) != nil { return count }
        return .max
    }

    @Test("One reader has a quarter of the places, all readers half, and administrators come in all the same")
    func readers() {
        var gate = ConnectionGate(ConnectionLimits(total: 64))
        #expect(Self.fill(&gate, Self.visitor(1_000, .reader)) == 16)
        #expect(gate.arrived(Self.visitor(1_000, .reader)) == .userHasAll(16))
        #expect(Self.fill(&gate, Self.visitor(1_001, .reader)) == 16)
        #expect(gate.arrived(Self.visitor(1_002, .reader)) == .rankIsFull(32))
        #expect(gate.arrived(Self.visitor(2_000, .administrator)) == nil)
        #expect(gate.arrived(Self.visitor(0, .owner)) == nil)
    }

    @Test("Administrators leave places for the superuser and the daemon's user")
    func administrators() {
        var gate = ConnectionGate(ConnectionLimits(total: 64))
        #expect(Self.fill(&gate, Self.visitor(2_000, .administrator)) == 32)
        #expect(Self.fill(&gate, Self.visitor(2_001, .administrator)) == 24)
        #expect(gate.arrived(Self.visitor(2_002, .administrator)) == .rankIsFull(56))
        #expect(Self.fill(&gate, Self.visitor(0, .owner)) == 8)
        #expect(gate.arrived(Self.visitor(0, .owner)) == .full(64))
    }

    @Test("Strangers, who are only refused, have next to nothing")
    func strangers() {
        var gate = ConnectionGate(ConnectionLimits(total: 64))
        #expect(Self.fill(&gate, Self.visitor(3_000, .stranger)) == 4)
        #expect(Self.fill(&gate, Self.visitor(3_001, .stranger)) == 4)
        #expect(gate.arrived(Self.visitor(3_002, .stranger)) == .rankIsFull(8))
        #expect(gate.arrived(Self.visitor(1_000, .reader)) == nil)
    }

    @Test("Whoever leaves makes room for exactly one, and who was never in for none")
    func leaving() {
        var gate = ConnectionGate(ConnectionLimits(total: 16))
        let reader = Self.visitor(1_000, .reader)
        #expect(Self.fill(&gate, reader) == 4)
        gate.left(reader)
        #expect(Self.fill(&gate, reader) == 1)
        gate.left(Self.visitor(1_001, .reader))
        #expect(gate.arrived(reader) == .userHasAll(4))
    }

    @Test("Random comings and goings keep every bound, and nothing is left in the end")
    func random() {
        var gate = ConnectionGate(ConnectionLimits(total: 40))
        var present: [ConnectionGate.Visitor] = []
        for _ in 0..<20_000 {
            if Bool.random() || present.isEmpty {
                let rank = ConnectionRank.allCases.randomElement() ?? .reader
                let visitor = Self.visitor(UInt32.random(in: 0..<4) + 10 * UInt32(rank.rawValue), rank)
                let isAdmitted = gate.arrived(visitor) == nil
                if isAdmitted { present.append(visitor) }
                #expect(!isAdmitted || present.count { $0 == visitor } <= gate.limits.mostOfOne(rank))
            } else {
                gate.left(present.remove(at: Int.random(in: present.indices)))
            }
            for rank in ConnectionRank.allCases {
                #expect(present.count { $0.rank <= rank } <= gate.limits.most(of: rank))
            }
            #expect(gate.count == present.count)
        }
        for visitor in present { gate.left(visitor) }
        #expect(gate.count == 0)
    }
}
