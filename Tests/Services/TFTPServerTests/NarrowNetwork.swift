import Foundation
import TestSupport
import Testing

/// A network behind a router whose next link carries less than an Ethernet: a client whose packets a test reads and writes
/// itself, through a tunnel of the kernel (TUN). To be made within a ``NetworkNamespace``.
final class NarrowNetwork {
    /// The server's addresses and the client's; routes lead there through the tunnel.
    static let server4: [UInt8] = [192, 0, 2, 1]
    static let server6: [UInt8] = [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [1]
    static let client6: [UInt8] = [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [0x77]

    /// Whether this user may make one.
    static let isAvailable = (try? NetworkNamespace.run { _ = try NarrowNetwork() }) != nil

    private struct Refused: Error {
        var call: String
        var code: CInt
    }

    /// The client's IPv4 address; every one that begins with 192.0 is behind the router.
    var client4: [UInt8] = [192, 0, 2, 77]
    /// What the router's next link carries in one packet.
    var mtu = 1_500
    /// Whether the router tells whom it cannot pass a packet on for, or that is dropped on the way back.
    var tells = true
    /// After so many packets of data the link that follows carries 1 280 octets.
    var narrowsAfter = Int.max
    /// So many packets of data are lost next.
    var losesNext = 0
    /// Packets that were too large to pass.
    private(set) var dropped = 0
    /// Packets that the router cut up.
    private(set) var cutByRouter = 0
    /// Fragments that came from the server, and the largest of them.
    private(set) var fragments = 0
    private(set) var largestFragment = 0

    /// Whether the last IPv4 packet was one that routers must not cut up.
    private(set) var isIndivisible = false

    private let descriptor: CInt
    private var pieces: [UInt32: [Int: [UInt8]]] = [:]
    private var lengths: [UInt32: Int] = [:]

    /// A network that the server reaches over a link that carries `link` octets.
    init(link: CInt = 1_500) throws {
        descriptor = open("/dev/net/tun", O_RDWR | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Refused(call: "open", code: errno) }
        // struct ifreq: a name, and that it is a tunnel of IP packets without a header (IFF_TUN, IFF_NO_PI).
        var request = Array("cnfd0".utf8) + [UInt8](repeating: 0, count: 35)
        (request[16], request[17]) = (0x01, 0x10)
        try check("TUNSETIFF", ioctl(descriptor, 0x4004_54CA, &request))
        // Checksums are filled in by somebody else, as by a network card (TUN_F_CSUM): else the kernel segments nothing.
        let setOffload: UInt = 0x4004_54D0
        // The value itself, where others have a pointer.
        let checksums = try #require(UnsafeMutableRawPointer(bitPattern: 1))
        try check("TUNSETOFFLOAD", ioctl(descriptor, setOffload, checksums))
        let control = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(control) }
        try address(request, control, Self.server4, 0x8916)
        try address(request, control, [255, 255, 0, 0], 0x891C)
        withUnsafeBytes(of: link) { request.replaceSubrange(16..<20, with: $0) }
        try check("SIOCSIFMTU", ioctl(control, 0x8922, &request))
        request.replaceSubrange(16..<20, with: [UInt8(IFF_UP), 0, 0, 0])
        try check("SIOCSIFFLAGS", ioctl(control, 0x8914, &request))
        let control6 = socket(AF_INET6, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(control6) }
        // struct in6_ifreq.
        var six = Self.server6
        for word in [UInt32(64), if_nametoindex("cnfd0")] { withUnsafeBytes(of: word) { six += $0 } }
        try check("SIOCSIFADDR", ioctl(control6, 0x8916, &six))
    }

    deinit { close(descriptor) }

    private func check(_ call: String, _ result: CInt) throws {
        guard result == 0 else { throw Refused(call: call, code: errno) }
    }

    /// Sets the interface's IPv4 address or its mask.
    private func address(_ interface: [UInt8], _ control: CInt, _ address: [UInt8], _ request: UInt) throws {
        var body = interface
        body.replaceSubrange(16..<32, with: [UInt8(AF_INET), 0, 0, 0] + address + [UInt8](repeating: 0, count: 8))
        try check("\(request)", ioctl(control, request, &body))
    }

    // MARK: Packets

    /// Sends a datagram from the client to the server.
    func send(_ bytes: [UInt8], from source: UInt16, to port: UInt16, isIPv6: Bool) {
        let length = UInt16(bytes.count + 8)
        var datagram = source.octets + port.octets + length.octets + [0, 0] + bytes
        let addresses = isIPv6 ? Self.client6 + Self.server6 : client4 + Self.server4
        let sum = Self.checksum(addresses + UInt16(17).octets + length.octets + datagram)
        datagram.replaceSubrange(6..<8, with: (sum == 0 ? 0xFFFF : sum).octets)
        write(isIPv6 ? packet6(datagram, 17, Self.client6) : packet4(datagram, 17, client4))
    }

    /// The next datagram that passes the router; `nil` when none comes in time.
    func receive(milliseconds: CInt = Patience.packet) -> (port: UInt16, bytes: [UInt8])? {
        let end = ContinuousClock.now + .milliseconds(Int(milliseconds))
        while ContinuousClock.now < end {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, milliseconds) > 0 else { return nil }
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { continue }
            let packet = Array(buffer[..<count])
            narrowsAfter -= 1
            if narrowsAfter < 0 { mtu = 1_280 }
            guard let datagram = packet[0] >> 4 == 6 ? route6(packet) : route4(packet), datagram.count >= 8 else {
                continue
            }
            if losesNext > 0 {
                losesNext -= 1
                continue
            }
            return (UInt16(datagram[0]) << 8 | UInt16(datagram[1]), Array(datagram.dropFirst(8)))
        }
        return nil
    }

    private func route4(_ packet: [UInt8]) -> [UInt8]? {
        guard packet[9] == 17, Array(packet[16..<20]) == client4 else { return nil }
        let flags = UInt16(packet[6]) << 8 | UInt16(packet[7])
        isIndivisible = flags & 0x4000 != 0
        if packet.count > mtu {
            guard flags & 0x4000 == 0 else {
                tooLarge(packet4([3, 4, 0, 0, 0, 0] + UInt16(mtu).octets + packet[..<28], 1, [192, 0, 2, 254]))
                return nil
            }
            cutByRouter += 1
        }
        let identification = UInt32(packet[4]) << 8 | UInt32(packet[5])
        let more = flags & 0x2000 != 0
        return assemble(packet, Array(packet[20...]), identification, at: Int(flags & 0x1FFF) * 8, more: more)
    }

    private func route6(_ packet: [UInt8]) -> [UInt8]? {
        guard Array(packet[24..<40]) == Self.client6, packet[6] == 17 || packet[6] == 44 else { return nil }
        guard packet.count <= mtu else {
            tooLarge(packet6([2, 0, 0, 0, 0, 0] + UInt16(mtu).octets + packet.prefix(1_000), 58, Self.client6))
            return nil
        }
        guard packet[6] == 44 else { return Array(packet[40...]) }
        let identification = packet[44..<48].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let offset = Int(packet[42]) << 8 | Int(packet[43])
        return assemble(packet, Array(packet[48...]), identification, at: offset & ~7, more: offset & 1 != 0)
    }

    private func tooLarge(_ notice: [UInt8]) {
        dropped += 1
        if tells { write(notice) }
    }

    /// Puts fragments together; the datagram, once it is whole.
    private func assemble(_ packet: [UInt8], _ piece: [UInt8], _ id: UInt32, at offset: Int, more: Bool) -> [UInt8]? {
        guard offset > 0 || more else { return piece }
        fragments += 1
        largestFragment = max(largestFragment, packet.count)
        pieces[id, default: [:]][offset] = piece
        if !more { lengths[id] = offset + piece.count }
        guard let length = lengths[id], let all = pieces[id], all.values.reduce(0, { $0 + $1.count }) == length else {
            return nil
        }
        (pieces[id], lengths[id]) = (nil, nil)
        return all.sorted { $0.key < $1.key }.flatMap(\.value)
    }

    private func packet4(_ body: [UInt8], _ protocolNumber: UInt8, _ source: [UInt8]) -> [UInt8] {
        var body = body
        if protocolNumber == 1 { body.replaceSubrange(2..<4, with: Self.checksum(body).octets) }
        var header: [UInt8] = [0x45, 0] + UInt16(20 + body.count).octets + [0, 0, 0, 0, 64, protocolNumber, 0, 0]
        header += source + Self.server4
        header.replaceSubrange(10..<12, with: Self.checksum(header).octets)
        return header + body
    }

    private func packet6(_ body: [UInt8], _ next: UInt8, _ source: [UInt8]) -> [UInt8] {
        var body = body
        if next == 58 {
            let pseudo = source + Self.server6 + UInt16(58).octets + UInt16(body.count).octets
            body.replaceSubrange(2..<4, with: Self.checksum(pseudo + body).octets)
        }
        return [0x60, 0, 0, 0] + UInt16(body.count).octets + [next, 64] + source + Self.server6 + body
    }

    private func write(_ packet: [UInt8]) { _ = Foundation.write(descriptor, packet, packet.count) }

    /// The Internet checksum (RFC 1071).
    private static func checksum(_ bytes: [UInt8]) -> UInt16 {
        var sum: UInt32 = 0
        for index in stride(from: 0, to: bytes.count, by: 2) {
            sum += UInt32(bytes[index]) << 8 | UInt32(index + 1 < bytes.count ? bytes[index + 1] : 0)
        }
        while sum > 0xFFFF { sum = sum >> 16 + sum & 0xFFFF }
        return ~UInt16(sum)
    }
}

extension UInt16 {
    /// In network order.
    fileprivate var octets: [UInt8] { [UInt8(self >> 8), UInt8(self & 0xFF)] }
}

extension NarrowNetwork {
    /// What a whole download brought.
    struct Download {
        var bytes: [UInt8] = []
        var options: [String] = []
        var serverPort: UInt16 = 0
    }

    /// Downloads a file, in windows as negotiated, as a client that waits for the server to send again.
    ///
    /// A busy machine's kernel loses packets, too (`net.core.netdev_max_backlog`): a block that comes again with nothing behind
    /// it is acknowledged again (RFC 1350 2), and a request that nobody answers is repeated.
    func download(
        _ name: String,
        _ options: [String] = [],
        from port: UInt16,
        server: UInt16,
        isIPv6: Bool
    ) -> Download {
        var result = Download()
        var (blockSize, window, last, sinceLast) = (512, 1, 0, 0)
        func acknowledge(_ block: Int) {
            send(
                [0, 4, UInt8(block >> 8 & 255), UInt8(block & 255)],
                from: port,
                to: result.serverPort,
                isIPv6: isIPv6
            )
        }
        let request = TestClient.request(Array(name.utf8), options)
        func nextPacket() -> (port: UInt16, bytes: [UInt8])? {
            guard result.serverPort == 0 else { return receive() }
            for _ in 0..<10 {
                send(request, from: port, to: server, isIPv6: isIPv6)
                if let packet = receive(milliseconds: Patience.packet / 10) { return packet }
            }
            return nil
        }
        while let (from, bytes) = nextPacket() {
            guard bytes.count >= 4 else { continue }
            if result.serverPort == 0 { result.serverPort = from }
            guard from == result.serverPort else { continue }
            switch bytes[1] {
            case 6:
                result.options = bytes.dropFirst(2).split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
                for (name, value) in zip(result.options, result.options.dropFirst()) {
                    if name == "blksize" { blockSize = Int(value) ?? 512 }
                    if name == "windowsize" { window = Int(value) ?? 1 }
                }
                acknowledge(0)
            case 3:
                let number = Int(bytes[2]) << 8 | Int(bytes[3])
                guard number == (last + 1) & 0xFFFF else {
                    if hasNothing { acknowledge(last) }
                    continue
                }
                last += 1
                result.bytes += bytes.dropFirst(4)
                let isLast = bytes.count - 4 < blockSize
                sinceLast += 1
                // A server that sends one block of a window again waits for its ACK, too.
                if isLast || sinceLast == window || hasNothing {
                    acknowledge(last)
                    sinceLast = 0
                }
                if isLast { return result }
            default:
                return result
            }
        }
        return result
    }

    /// Whether no packet waits.
    private var hasNothing: Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&waiting, 1, 20) == 0
    }
}
