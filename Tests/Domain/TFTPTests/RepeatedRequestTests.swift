import TFTP
import Testing

@Suite("Repeated requests")
struct RepeatedRequestTests {
    @Test("TID-06: a repeated request brings the current packet again, until something was acknowledged")
    func repeatedRequest() {
        var scene = TransferScene(length: 1_200)
        _ = scene.begin()
        #expect(scene.transfer.requestRepeated(now: scene.now, jitter: 0)?.blocks == 1...1)
        _ = scene.acknowledge(1)
        // Sent before the client had block 1, and read after its ACK, which has its turn first.
        #expect(scene.transfer.requestRepeated(now: scene.now, jitter: 0) == .wait)
        #expect(scene.acknowledge(2).blocks == 3...3)
        #expect(scene.transfer.requestRepeated(now: scene.now + 1_000_000, jitter: 0) == nil)
    }

    @Test(
        "TID-06, amplification: a request repeated for ever brings four answers, and the resends stay two",
        arguments: [[], ["tsize", "0"]]
    )
    func endlessRepeats(options: [String]) {
        // One block, and more than one: the last block has resends of its own.
        for length in [100, 1_200] {
            var scene = TransferScene(length: length, options)
            var packets = scene.begin().isSending ? 1 : 0
            var action = TransferAction.wait
            while action != .finish(.abandoned) {
                for _ in 0..<10 {
                    let answer = scene.transfer.requestRepeated(now: scene.now, jitter: 0)
                    packets += answer?.isSending == true ? 1 : 0
                }
                action = scene.timeout()
                packets += action.isSending ? 1 : 0
            }
            #expect(packets <= 1 + 4 + 2)
        }
    }
}
