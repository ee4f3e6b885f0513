import Platform
import Testing

@testable import TFTPServer

@Suite("Which socket a transfer runs on")
struct TransferSocketRotationTests {
    private func client(_ port: UInt16) -> Endpoint {
        Endpoint(high: 0, low: 0x7F00_0001, scope: 0, port: port, family: 4)
    }

    @Test(
        "TID-08: all take the same socket for a while, but no client port the same twice in a row, others in between or not"
    )
    func turns() {
        var rotation = TransferSocketRotation([WorkerSockets.Group(listener: 0, transfers: [1, 2])])
        for turn: UInt64 in 0..<4 {
            rotation.advance(now: turn * TransferSocketRotation.turnMicroseconds)
            // As many ports as hardly ever take each other's place.
            let ports = (1...50).map { UInt16(50_000 + 100 * Int(turn) + $0) }
            let first = ports.map { rotation.next(for: client($0), listener: 0) }
            #expect(first.count { $0 == first[0] } >= 48)
            let second = ports.map { rotation.next(for: client($0), listener: 0) }
            #expect(zip(first, second).count { $0 == $1 } <= 2)
        }
    }
}
