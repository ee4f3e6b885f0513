import TFTP
import Testing

/// What the end of a transfer proves of the bytes at the client.
@Suite("A02: what a transfer proves")
struct TransferProofTests {
    /// How a transfer ends when its client says nothing more.
    private func end(_ scene: inout TransferScene) -> TransferOutcome? {
        for _ in 0..<60 {
            scene.now += 2_000_000
            if case .finish(let outcome) = scene.timeout() { return outcome }
        }
        return nil
    }

    @Test(
        "Every block but the last acknowledged, and only the last ACK missing, is sent",
        arguments: [600, 1_024, 2_000]
    )
    func lastMissing(length: Int) {
        var scene = TransferScene(length: length)
        _ = scene.begin()
        for block in 1..<scene.transfer.lastBlock { _ = scene.acknowledge(UInt16(block)) }
        #expect(scene.transfer.outcomeInSilence == .sent)
        #expect(end(&scene) == .sent)
    }

    @Test("Any earlier block missing is not", arguments: 0...2)
    func earlierMissing(acknowledged: Int) {
        var scene = TransferScene(length: 2_000)
        _ = scene.begin()
        for block in 0...acknowledged { _ = scene.acknowledge(UInt16(block)) }
        #expect(scene.transfer.outcomeInSilence == .abandoned)
        #expect(end(&scene) == .abandoned)
    }

    @Test(
        "A file of one block of which nothing was acknowledged, or only the options, is not",
        arguments: [[], ["tsize", "0"]]
    )
    func oneBlock(options: [String]) {
        var scene = TransferScene(length: 100, options)
        _ = scene.begin()
        if !options.isEmpty { #expect(scene.acknowledge(0).blocks == 1...1) }
        #expect(end(&scene) == .abandoned)
    }

    @Test("A last window of which nothing came back is not; one acknowledged up to the last block is")
    func windows() {
        func scene(_ acknowledgements: UInt16...) -> TransferScene {
            var scene = TransferScene(length: 5_000, "windowsize", "4")
            _ = scene.begin()
            for block in [0, 4, 8] + acknowledgements { _ = scene.acknowledge(block) }
            return scene
        }
        var nothing = scene()
        #expect(nothing.transfer.lastBlock == 10 && end(&nothing) == .abandoned)
        var part = scene(9)
        #expect(end(&part) == .sent)
        // The whole file in one window.
        var small = TransferScene(length: 1_200, "windowsize", "8")
        _ = small.begin()
        #expect(small.acknowledge(0).blocks == 1...3)
        #expect(end(&small) == .abandoned)
    }

    @Test("A client that is gone after the last block was sent all; one that is gone before is not")
    func vanished() {
        var early = TransferScene(length: 1_200)
        _ = early.begin()
        #expect(early.transfer.clientVanished() == .finish(.aborted))
        var late = TransferScene(length: 600)
        _ = late.begin()
        _ = late.acknowledge(1)
        #expect(late.transfer.clientVanished() == .finish(.sent))
        var unheard = TransferScene(length: 100)
        _ = unheard.begin()
        #expect(unheard.transfer.clientVanished() == .finish(.aborted))
    }

    @Test(
        "An ERROR proves nothing, even in the place of the last ACK; 0 and 8 are no fault of the client's",
        arguments: [0, 8, 1, 2, 3, 4, 5, 6, 7, 9, 65_535] as [UInt16]
    )
    func errors(code: UInt16) {
        let outcome = code == 0 || code == 8 ? TransferOutcome.cancelled : .aborted
        for acknowledged in 0...1 as ClosedRange<UInt16> {
            var scene = TransferScene(length: 600)
            _ = scene.begin()
            if acknowledged > 0 { _ = scene.acknowledge(acknowledged) }
            #expect(scene.transfer.errorArrived(code) == .finish(outcome))
        }
    }

    @Test("A client that asks for the size alone and ends the transfer is at no fault")
    func sizeProbe() {
        var scene = TransferScene(length: 5_000, "tsize", "0")
        #expect(scene.begin() == .sendOptions(timer: 1_000_000))
        #expect(scene.transfer.errorArrived(8) == .finish(.cancelled))
    }
}
