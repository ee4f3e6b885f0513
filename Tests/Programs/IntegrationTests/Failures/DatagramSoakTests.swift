import Glibc
import TestSupport
import Testing

@Suite("Malformed datagrams at a daemon", .timeLimit(.patience))
struct DatagramSoakTests {
    /// `make soak` sends a million.
    private static let count = getenv("CNFD_SOAK_DATAGRAMS").flatMap { Int(String(cString: $0)) } ?? 100_000
    /// How much more memory it may use in the end than after a tenth of them, in KiB: what an allocator moves to and fro.
    private static let slack = 8_192

    @Test("Random, truncated, oversized and forged datagrams: no crash, nothing left over, memory back at its level")
    func soak() async throws {
        // A line for each would be a test of the disk.
        let daemon = try await RunningDaemon.withSite(RunningDaemon.Settings(logLevel: "notice"))
        let served = try daemon.served()
        var datagrams = HostileDatagrams(seed: 7_970)
        let sender = try DatagramSender(port: daemon.port)
        try sender.send(Self.count / 10, from: &datagrams)
        let before = try daemon.residentMemory()
        try sender.send(Self.count - Self.count / 10, from: &datagrams)
        #expect(try daemon.served() == served)
        // A forged request keeps its place for seconds (docs/tftp.md).
        var after = try daemon.residentMemory()
        try await eventually("\(before) KiB before, \(after) KiB after") {
            after = try daemon.residentMemory()
            return after <= before + Self.slack
        }
        daemon.terminate()
        #expect(try await daemon.stopped() == .exited(code: 0))
    }
}

/// Datagrams that no honest client sends, the same in every run.
private struct HostileDatagrams {
    private static let request: [UInt8] =
        [0, 1] + "SEP001122334455.cnf.xml\0octet\0blksize\01024\0windowsize\08\0tsize\00\0".utf8

    private var random: SeededGenerator
    private var number = 0

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func next() -> [UInt8] {
        number += 1
        switch number % 5 {
        case 0: return bytes(Int.random(in: 0...64, using: &random))
        case 1: return Array(Self.request.prefix(Int.random(in: 0...Self.request.count, using: &random)))
        case 2: return mutated()
        case 3: return [0, UInt8.random(in: 0...8, using: &random)] + bytes(Int.random(in: 0...1_400, using: &random))
        default: return [0, 1] + Array("SEP\(guess()).cnf.xml\0octet\0".utf8)
        }
    }

    private mutating func mutated() -> [UInt8] {
        var packet = Self.request
        for _ in 0..<3 { packet[Int.random(in: 0..<packet.count, using: &random)] = byte() }
        return packet
    }

    private mutating func guess() -> String {
        let text = String(UInt64.random(in: 0...0xFFFF_FFFF_FFFF, using: &random), radix: 16, uppercase: true)
        return String(repeating: "0", count: 12 - text.count) + text
    }

    private mutating func byte() -> UInt8 { UInt8.random(in: 0...255, using: &random) }
    private mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in byte() } }
}

/// Sends datagrams to a loopback port from ever new ports, and hears no answer.
private final class DatagramSender {
    /// How many leave from one port.
    private static let perPort = 500

    private var peer = sockaddr_in()

    init(port: UInt16) throws {
        peer.sin_family = sa_family_t(AF_INET)
        peer.sin_port = port.bigEndian
        peer.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    }

    func send(_ count: Int, from datagrams: inout HostileDatagrams) throws {
        for first in stride(from: 0, to: count, by: Self.perPort) {
            let descriptor = socket(AF_INET, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
            guard descriptor >= 0 else { throw TestFailure("no socket: errno \(errno)") }
            defer { close(descriptor) }
            for _ in first..<min(first + Self.perPort, count) {
                let bytes = datagrams.next()
                withUnsafePointer(to: &peer) { pointer in
                    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                        _ = sendto(descriptor, bytes, bytes.count, 0, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                    }
                }
            }
        }
    }
}
