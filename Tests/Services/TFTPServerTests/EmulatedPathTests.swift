import TestSupport
import Testing

@Suite("Over emulated networks", .enabled(if: EmulatedPath.isAvailable), .timeLimit(.patience))
struct EmulatedPathTests {
    private static let files = ["file": pattern(20_000), "short": pattern(700)]

    /// Patience enough that no phone gives up by chance.
    private static let patient = ["--timer", "5000", "--retries", "30"]

    @Test(
        "PMTU: files arrive behind a router that carries less than the link, whether it says so or not",
        arguments: [(4, 1280), (4, 576), (6, 1280)],
        ["", "--drop-icmp"]
    )
    func smallMTU(path: (family: Int, mtu: Int), icmp: String) throws {
        let flags = ["--delay", "2", "--router-mtu", String(path.mtu)]
        let emulated = try EmulatedPath(flags + (icmp.isEmpty ? [] : [icmp]))
        let server = try emulated.serve(Self.files, isIPv6: path.family == 6)
        for options in [
            [], ["--blksize", "1428"], ["--blksize", "1428", "--windowsize", "8"], ["--blksize", "8192"],
        ] {
            let failure = try emulated.failure(fetching: Self.files, from: server, Self.patient + options)
            #expect(failure == nil, "\(options)")
        }
    }

    /// All at once, each over a path of its own: what is lost is waited for.
    @Test("LOSS: files arrive whole where every fifth packet is lost, others come twice, late or damaged")
    func loss() async throws {
        try await withThrowingTaskGroup { group in
            for more in [[], ["--duplicate", "0.1", "--reorder", "0.25", "--corrupt", "0.02"]] {
                for options in [[], ["--blksize", "1428", "--windowsize", "8"]] {
                    group.addTask {
                        let failure = try await onThread { try Self.failure(over: more, options) }
                        #expect(failure == nil, "\(more + options)")
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private static func failure(over more: [String], _ options: [String]) throws -> String? {
        let emulated = try EmulatedPath(["--delay", "5", "--loss", "0.2"] + more)
        let server = try emulated.serve(files)
        let phones = ["--phones", "4", "--source", "198.51.100.1"]
        return try emulated.failure(fetching: files, from: server, patient + phones + options)
    }
}
