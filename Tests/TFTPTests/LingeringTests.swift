import TFTP
import Testing

@Suite("After the final block")
struct LingeringTests {
    @Test("XFR-14: the final block is resent once, then silence, and the outcome is sent")
    func finalBlock() {
        var scene = TransferScene(length: 600)
        _ = scene.begin()
        #expect(scene.acknowledge(1).blocks == 2...2)
        #expect(scene.timeout().blocks == 2...2)
        #expect(scene.timeout() == .linger(timer: 2_000_000))
        #expect(scene.timeout() == .finish(.sent))
    }

    @Test("XFR-14: the late ACK of the resent final block makes it fetched")
    func lateFinalAcknowledgement() {
        var scene = TransferScene(length: 600)
        _ = scene.begin()
        _ = scene.acknowledge(1)
        _ = scene.timeout()
        _ = scene.timeout()
        #expect(scene.acknowledge(2) == .finish(.fetched))
    }

    @Test("A client that repeats its last ACK after both final blocks were lost gets it, a few times")
    func lingering() {
        var scene = TransferScene(length: 600)
        _ = scene.begin()
        _ = scene.acknowledge(1)
        _ = scene.timeout()
        _ = scene.timeout()
        for _ in 0..<3 { #expect(scene.acknowledge(1).blocks == 2...2) }
        #expect(scene.acknowledge(1) == .wait)
    }

    @Test("XFR-10: a stale ACK 0 is ignored after the last block's resend, too")
    func staleZeroWhileLingering() {
        var scene = TransferScene(length: 100)
        _ = scene.begin()
        _ = scene.timeout()
        _ = scene.timeout()
        #expect(scene.acknowledge(0) == .wait)
        #expect(scene.acknowledge(1) == .finish(.fetched))
    }
}
