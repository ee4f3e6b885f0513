import Testing

@testable import AdminServer

@Suite("How long a connection to the control socket lives")
struct ConnectionLifeTests {
    private let start = ContinuousClock.Instant.now
    private let limits = ConnectionLife.Limits()

    private func second(_ seconds: Double) -> ContinuousClock.Instant { start + .seconds(seconds) }

    @Test("One that sends nothing, or a head bit by bit, ends after half a minute")
    func idle() {
        var life = ConnectionLife(limits, at: start)
        for second in 0..<30 {
            // Bytes that are no whole head yet are asked for again and again.
            life.wants(at: self.second(Double(second)))
            #expect(life.end(at: self.second(Double(second))) == nil)
        }
        #expect(life.end(at: second(30)) == .idle)
    }

    @Test("A request that drips ends after a minute of waiting, however it is cut")
    func drip() {
        var life = ConnectionLife(limits, at: start)
        life.arrived(.head, at: start)
        for step in 1..<60 {
            life.wants(at: second(Double(step - 1)))
            life.arrived(.body(bytes: 1), at: second(Double(step)))
            #expect(life.end(at: second(Double(step))) == nil)
        }
        life.wants(at: second(59))
        #expect(life.end(at: second(61)) == .slowRequest)
    }

    @Test("A large body that comes steadily is no drip, and what cnfd does not read is not waited for")
    func steady() {
        var life = ConnectionLife(limits, at: start)
        life.arrived(.head, at: start)
        // 100 KiB a second for five minutes.
        for step in 1...300 {
            life.wants(at: second(Double(step - 1)))
            life.arrived(.body(bytes: 100 << 10), at: second(Double(step)))
            #expect(life.end(at: second(Double(step))) == nil)
        }
        #expect(life.end(at: second(10_000)) == nil)
    }

    @Test("An answer that takes hours, or goes on for hours, is no reason")
    func longAnswer() {
        var life = ConnectionLife(limits, at: start)
        life.arrived(.head, at: start)
        life.arrived(.end, at: start)
        life.wants(at: start)
        #expect(life.end(at: second(86_400)) == nil)
        life.answered(at: second(86_400))
        #expect(life.end(at: second(86_429)) == nil)
        #expect(life.end(at: second(86_430)) == .idle)
    }

    @Test("An answer that nobody takes ends after ten minutes; one that is taken now and then does not")
    func slowAnswer() {
        var life = ConnectionLife(limits, at: start)
        life.arrived(.head, at: start)
        life.arrived(.end, at: start)
        life.takes(false, at: second(0))
        life.takes(false, at: second(500))
        #expect(life.end(at: second(599)) == nil)
        life.takes(true, at: second(599))
        life.takes(false, at: second(600))
        #expect(life.end(at: second(1_199)) == nil)
        #expect(life.end(at: second(1_200)) == .slowAnswer)
    }

    @Test("A daemon that stops waits for the rest of a request for a few seconds, and for an answer to be taken")
    func stopping() {
        var life = ConnectionLife(limits, at: start)
        life.arrived(.head, at: start)
        life.wants(at: start)
        life.limit(to: .whileStopping, at: second(50))
        #expect(life.end(at: second(54)) == nil)
        #expect(life.end(at: second(55)) == .slowRequest)
        life.arrived(.end, at: second(52))
        life.takes(false, at: second(52))
        #expect(life.end(at: second(61)) == nil)
        #expect(life.end(at: second(62)) == .slowAnswer)
    }

    @Test("A second request on the same connection has its own time")
    func again() {
        var life = ConnectionLife(limits, at: start)
        life.arrived(.head, at: start)
        life.wants(at: start)
        life.arrived(.end, at: second(50))
        life.answered(at: second(50))
        life.arrived(.head, at: second(60))
        life.wants(at: second(60))
        #expect(life.end(at: second(119)) == nil)
        #expect(life.end(at: second(120)) == .slowRequest)
    }
}
