import Glibc
import TFTP
import TestSupport

/// A client's UDP socket on loopback; every call gives up after a while.
final class TestClient {
    struct Datagram {
        var bytes: [UInt8]
        var port: UInt16
        /// The sender's IPv4 address in host byte order; 0 for IPv6.
        var address: UInt32

        var opcode: UInt8 { bytes.count > 1 ? bytes[1] : 0 }
        /// The block or the error code.
        var number: Int { bytes.count > 3 ? Int(bytes[2]) << 8 | Int(bytes[3]) : -1 }
        var data: [UInt8] { Array(bytes.dropFirst(4)) }
        /// The NUL-terminated strings of an OACK.
        var strings: [String] {
            bytes.dropFirst(2).split(separator: 0, omittingEmptySubsequences: false).dropLast()
                .map { String(decoding: $0, as: UTF8.self) }
        }
    }

    static let loopback: UInt32 = 0x7F00_0001

    private let descriptor: CInt
    private let isIPv6: Bool
    /// The server's listening port.
    var server: UInt16
    /// The server's address, for IPv6.
    var host6 = in6addr_loopback
    /// The interface that a link-local address is good on.
    var scope: UInt32 = 0

    init(server: UInt16, isIPv6: Bool = false, address: UInt32 = TestClient.loopback, port: UInt16 = 0) {
        self.server = server
        self.isIPv6 = isIPv6
        descriptor = socket(isIPv6 ? AF_INET6 : AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        var size: CInt = 4 << 20
        setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, 4)
        if isIPv6 {
            var own = sockaddr_in6()
            own.sin6_family = sa_family_t(AF_INET6)
            own.sin6_port = port.bigEndian
            withUnsafePointer(to: &own) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    _ = bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in6>.size))
                }
            }
        } else {
            var own = Self.socketAddress(address, port)
            withUnsafePointer(to: &own) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    _ = bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
        }
    }

    deinit { close(descriptor) }

    /// Lets it send to broadcast and, over the loopback interface, multicast addresses.
    func allowGroups() {
        var one: CInt = 1
        setsockopt(descriptor, SOL_SOCKET, SO_BROADCAST, &one, 4)
        var loopback = in_addr(s_addr: Self.loopback.bigEndian)
        setsockopt(descriptor, CInt(IPPROTO_IP), IP_MULTICAST_IF, &loopback, 4)
    }

    /// Its own port.
    var port: UInt16 {
        var own = sockaddr_in6()
        var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
        withUnsafeMutablePointer(to: &own) { pointer in
            _ = pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
        }
        // It lies at the same place in both families' addresses.
        return UInt16(bigEndian: own.sin6_port)
    }

    func send(_ bytes: [UInt8], to port: UInt16? = nil, address: UInt32 = TestClient.loopback) {
        if isIPv6 {
            var to = sockaddr_in6()
            to.sin6_family = sa_family_t(AF_INET6)
            to.sin6_port = (port ?? server).bigEndian
            to.sin6_addr = host6
            to.sin6_scope_id = scope
            withUnsafePointer(to: &to) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    _ = sendto(descriptor, bytes, bytes.count, 0, $0, socklen_t(MemoryLayout<sockaddr_in6>.size))
                }
            }
        } else {
            var to = Self.socketAddress(address, port ?? server)
            withUnsafePointer(to: &to) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    _ = sendto(descriptor, bytes, bytes.count, 0, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
        }
    }

    /// The next datagram; `nil` when none comes in time.
    func receive(milliseconds: CInt = Patience.packet) -> Datagram? {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, milliseconds) > 0 else { return nil }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var from = sockaddr_in6()
        var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
        let count = withUnsafeMutablePointer(to: &from) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                recvfrom(descriptor, &buffer, buffer.count, 0, $0, &size)
            }
        }
        guard count >= 0 else { return nil }
        // The port lies at the same place in both families' addresses, and IPv4's address where the flow label is.
        let address = isIPv6 ? 0 : UInt32(bigEndian: from.sin6_flowinfo)
        return Datagram(bytes: Array(buffer[..<count]), port: UInt16(bigEndian: from.sin6_port), address: address)
    }

    /// What has arrived already.
    func receiveAll() -> [Datagram] {
        var all: [Datagram] = []
        while let datagram = receive(milliseconds: 0) { all.append(datagram) }
        return all
    }

    /// Whether nothing is waiting to be received.
    var hasNothing: Bool { receive(milliseconds: 0) == nil }

    func request(
        _ name: String,
        mode: String = "octet",
        _ options: [String] = [],
        address: UInt32 = TestClient.loopback
    ) {
        send(Self.request([UInt8](name.utf8), mode: mode, options), address: address)
    }

    func acknowledge(_ block: Int, to port: UInt16) {
        send([0, 4, UInt8(block >> 8 & 255), UInt8(block & 255)], to: port)
    }

    static func request(_ name: [UInt8], mode: String = "octet", _ options: [String] = []) -> [UInt8] {
        [0, 1] + name + [0] + ([mode] + options).flatMap { Array($0.utf8) + [0] }
    }

    private static func socketAddress(_ address: UInt32, _ port: UInt16) -> sockaddr_in {
        var to = sockaddr_in()
        to.sin_family = sa_family_t(AF_INET)
        to.sin_port = port.bigEndian
        to.sin_addr.s_addr = address.bigEndian
        return to
    }
}

extension TestClient {
    /// What a whole download brought.
    struct Download {
        var bytes: [UInt8] = []
        var blocks = 0
        var options: [String] = []
        var serverPort: UInt16 = 0
        /// The code of the ERROR that ended it.
        var error: Int?
    }

    /// Downloads a file in windows as negotiated.
    ///
    /// - Parameters:
    ///   - name: The file's name.
    ///   - mode: The mode.
    ///   - options: Names and values.
    ///   - dropping: Whether the n-th DATA packet, from 1, is to be lost.
    /// - Returns: What arrived.
    func download(
        _ name: String,
        mode: String = "octet",
        _ options: [String] = [],
        dropping: (Int) -> Bool = { _ in false }
    ) -> Download {
        var result = Download()
        var blockSize = 512
        var window = 1
        var expected = 1
        var sinceAcknowledgement = 0
        var packets = 0
        var reportedGap = false
        request(name, mode: mode, options)
        while let datagram = receive() {
            result.serverPort = datagram.port
            switch datagram.opcode {
            case 6:
                result.options = datagram.strings
                for (name, value) in zip(datagram.strings, datagram.strings.dropFirst()) {
                    if name.lowercased() == "blksize" { blockSize = Int(value) ?? 512 }
                    if name.lowercased() == "windowsize" { window = Int(value) ?? 1 }
                }
                acknowledge(0, to: datagram.port)
            case 3:
                packets += 1
                if dropping(packets) { continue }
                guard datagram.number == expected & 0xFFFF else {
                    if !reportedGap && window > 1 { acknowledge(expected - 1, to: datagram.port) }
                    reportedGap = true
                    continue
                }
                reportedGap = false
                result.bytes += datagram.data
                result.blocks += 1
                expected += 1
                sinceAcknowledgement += 1
                let isLast = datagram.data.count < blockSize
                if isLast || sinceAcknowledgement == window {
                    acknowledge(datagram.number, to: datagram.port)
                    sinceAcknowledgement = 0
                }
                if isLast { return result }
            case 5:
                result.error = datagram.number
                return result
            default:
                return result
            }
        }
        return result
    }
}
