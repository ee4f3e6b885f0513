internal import Glibc
internal import Platform
public import Serving

extension TFTPServer: FileProbing {
    /// How long a socket that was not answered stays known: a request of its own that still waits in a queue must not count
    /// as a phone's. Our own bound.
    private static let lingerSeconds: UInt32 = 30

    /// Fetches a file at each listening address, all at the same time, each on a thread of its own.
    public func probe(_ name: String) async -> [FileProbe] {
        await withTaskGroup(of: (Int, FileProbe).self) { group in
            for (index, address) in localAddresses.enumerated() {
                group.addTask {
                    (index, FileProbe(address: "\(address)", outcome: await self.probe(name, at: address)))
                }
            }
            var probes: [(Int, FileProbe)] = []
            for await probe in group { probes.append(probe) }
            return probes.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func probe(_ name: String, at address: ListenAddress) async -> FileProbe.Outcome {
        let endpoints = probeEndpoints
        let server = address.reachable
        guard !endpoints.isFull else { return .unsent("too many examinations wait for an answer already") }
        return await withCheckedContinuation { continuation in
            do throws(SystemFailure) {
                try startThread(named: "tftp-probe") {
                    let socket: ProbeSocket
                    do throws(SystemFailure) {
                        socket = try ProbeSocket(asking: server, knownTo: endpoints)
                    } catch {
                        return continuation.resume(returning: .unsent(error.text))
                    }
                    var fetch = ProbeFetch(name, from: server)
                    let outcome = fetch.run(socket)
                    continuation.resume(returning: outcome)
                    if outcome == .silent { sleep(Self.lingerSeconds) }
                    _ = consume socket
                }
            } catch {
                continuation.resume(returning: .unsent(error.text))
            }
        }
    }
}

extension ListenAddress {
    /// Where this host reaches it: itself, or the loopback address when it is every address.
    fileprivate var reachable: Endpoint {
        var endpoint = endpoint
        if endpoint.high == 0, endpoint.low == 0 { endpoint.low = endpoint.isIPv6 ? 1 : 0x7F00_0001 }
        return endpoint
    }
}
