import TFTP
import Testing

@Suite("The final block")
struct LingeringTests {
    /// A transfer whose final block, the second, is out.
    private func finalBlockOut() -> TransferScene {
        var scene = TransferScene(length: 600)
        _ = scene.begin()
        scene.now += 1_000
        #expect(scene.acknowledge(1).blocks == 2...2)
        return scene
    }

    @Test("XFR-14: the final block is sent again like any other, for a minute, and the outcome is sent")
    func finalBlock() {
        var scene = finalBlockOut()
        let began = scene.now
        var resends = 0
        while scene.now < began + 60_000_000 {
            guard let timer = scene.timeout().timer else { break }
            resends += 1
            scene.now += timer
        }
        #expect(resends > 25)
        #expect(scene.timeout() == .finish(.sent))
    }

    @Test("A client with a timer of five seconds gets the final block while it still waits, whatever was lost so far")
    func slowClient() throws {
        var scene = finalBlockOut()
        let began = scene.now
        // Five tries of a client, the usual number: it ends 25 s after its last block.
        for deadline in stride(from: began + 5_000_000, through: began + 25_000_000, by: 5_000_000) {
            var resends = 0
            while scene.now < deadline {
                let action = scene.timeout()
                try #require(action.blocks == 2...2)
                scene.now += action.timer ?? 0
                resends += 1
            }
            #expect(resends >= 2)
            #expect(scene.acknowledge(1) == .wait, "RFC 1123 section 4.2.3.1: a repeated ACK brings nothing")
        }
        #expect(scene.acknowledge(2) == .finish(.fetched))
    }

    @Test("A last window is resent like any other, whether the last block is in it or only its size reaches there")
    func lastWindow() {
        for length in [8 * 512 - 1, 8 * 512, 20 * 512] {
            var scene = TransferScene(length: length, "windowsize", "8")
            _ = scene.begin()
            _ = scene.acknowledge(0)
            for _ in 0..<20 {
                #expect(scene.timeout().blocks == 1...1)
                scene.now += 1_000_000
            }
        }
    }

    @Test("XFR-10: a stale ACK 0 is ignored after the last block's resend, too")
    func staleZero() {
        var scene = TransferScene(length: 100)
        _ = scene.begin()
        _ = scene.timeout()
        #expect(scene.acknowledge(0) == .wait)
        #expect(scene.acknowledge(1) == .finish(.fetched))
    }
}
