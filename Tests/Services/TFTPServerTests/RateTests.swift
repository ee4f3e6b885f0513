import TFTPServer
import Testing

/// Rates: how many events a server lets through follows from how long they took, so a slow machine is no failure.
@Suite("Rates of a server")
struct RateTests {
    /// How many events a limit lets through in a time: as many at once, and as many again each second.
    private func most(_ perSecond: Int, in time: Duration) -> Int {
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
        return perSecond + Int(Double(perSecond) * seconds)
    }

    @Test("A request rate is kept per address, whatever ports and workers its requests meet", arguments: [1, 2])
    func requestRate(workers: Int) throws {
        let server = try TestServer([:], listen: ["0.0.0.0:0"]) {
            $0.maximumRequestRate = 5
            $0.workers = workers
        }
        let counters = { server.server.counters }
        let start = ContinuousClock.now
        let clients = (0..<64).map { _ in server.client() }
        for client in clients { client.request("missing") }
        #expect(server.counts([.refused, .droppedRequestRate], clients.count))
        let answered = counters()[.refused]
        #expect(answered >= 5)
        #expect(answered <= most(5, in: start.duration(to: .now)))
        #expect(server.client(address: 0x7F00_0002).download("missing").error == 1)
    }

    @Test("TID-04: ERROR 5 for strays is limited in rate, all workers together", arguments: [1, 2])
    func strayRate(workers: Int) throws {
        let server = try TestServer(["file": pattern(1_000)]) {
            $0.workers = workers
            $0.singlePort = true
        }
        let start = ContinuousClock.now
        let strays = (0..<50).map { _ in server.client() }
        for _ in 0..<10 { for stray in strays { stray.acknowledge(7, to: server.port) } }
        #expect(server.counts(.unknownTransferIDs, 500))
        let answers = strays.reduce(0) { count, stray in
            var answers = 0
            while stray.receive(milliseconds: 1) != nil { answers += 1 }
            return count + answers
        }
        #expect(answers > 0)
        #expect(answers <= most(100, in: start.duration(to: .now)))
    }
}
