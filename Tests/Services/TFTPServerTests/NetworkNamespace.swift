import Foundation
import NIOConcurrencyHelpers
import TestSupport

/// A network of its own with nothing but a loopback interface, which has 127.0.0.1, ::1 and the link-local fe80::1.
enum NetworkNamespace {
    /// The loopback interface's index in every network.
    static let loopback: UInt32 = 1

    /// Whether the system lets this user make one.
    static let isAvailable = (try? run {}) != nil

    private struct Refused: Error {}

    /// Runs `body` on a thread of its own in such a network; so do threads that it starts.
    static func run(_ body: @escaping @Sendable () throws -> Void) throws {
        let outcome = NIOLockedValueBox<Result<Void, any Error>?>(nil)
        let done = DispatchSemaphore(value: 0)
        Thread {
            outcome.withLockedValue { $0 = Result { try enter() }.flatMap { Result { try body() } } }
            done.signal()
        }.start()
        done.wait()
        try outcome.withLockedValue { $0 }?.get()
    }

    private static func enter() throws {
        // unshare(2), which the module of the C library leaves out.
        typealias Unshare = @convention(c) (CInt) -> CInt
        let newNetwork: CInt = 0x4000_0000
        guard let symbol = dlsym(nil, "unshare"), unsafeBitCast(symbol, to: Unshare.self)(newNetwork) == 0 else {
            throw Refused()
        }
        let descriptor = socket(AF_INET6, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(descriptor) }
        try switchLoopback(on: true)
        // struct in6_ifreq: fe80::1, 64 bits of it the prefix, and the interface.
        var address: [UInt8] = [0xFE, 0x80] + [UInt8](repeating: 0, count: 13) + [1]
        for word in [64, loopback] { withUnsafeBytes(of: word) { address += $0 } }
        let setAddress: UInt = 0x8916
        guard ioctl(descriptor, setAddress, &address) == 0 else { throw Refused() }
        try waitUntilUsable(descriptor)
    }

    /// Takes the loopback interface up or down.
    static func switchLoopback(on: Bool) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(descriptor) }
        // struct ifreq: the name, and the flag that it is up.
        var request = [UInt8]("lo".utf8) + [UInt8](repeating: 0, count: 38)
        request[16] = on ? UInt8(IFF_UP) : 0
        let setFlags: UInt = 0x8914
        guard ioctl(descriptor, setFlags, &request) == 0 else { throw Refused() }
    }

    /// Sets what the loopback interface carries in one packet, in octets.
    static func setLoopbackMTU(_ octets: Int32) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(descriptor) }
        // struct ifreq: the name, and the MTU.
        var request = [UInt8]("lo".utf8) + [UInt8](repeating: 0, count: 38)
        withUnsafeBytes(of: octets) { request.replaceSubrange(16..<20, with: $0) }
        let setMTU: UInt = 0x8922
        guard ioctl(descriptor, setMTU, &request) == 0 else { throw Refused() }
    }

    /// The kernel looks for duplicates of an address, for nothing here, before it lets it be used.
    private static func waitUntilUsable(_ descriptor: CInt) throws {
        var own = sockaddr_in6()
        own.sin6_family = sa_family_t(AF_INET6)
        own.sin6_scope_id = loopback
        inet_pton(AF_INET6, "fe80::1", &own.sin6_addr)
        let isUsable = comesToHold {
            let result = withUnsafePointer(to: &own) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in6>.size))
                }
            }
            return result == 0
        }
        guard isUsable else { throw Refused() }
    }
}
