import Glibc
import TestSupport

/// A phone's TFTP client that can take its time.
final class PhoneClient {
    /// What the server answered to a request.
    enum Answer: Equatable {
        case file([UInt8])
        case error(code: Int, message: String)
    }

    private static let operations = (read: 1, data: 3, acknowledgment: 4, error: 5, options: 6)

    private let descriptor: CInt
    private let file: String
    private let blockSize: Int
    private let timeout: Int
    private let patience: CInt
    private var peer: sockaddr_in
    private var isPeerKnown = false
    private var received: [UInt8] = []
    private var nextBlock = 1

    /// A client of the server on a loopback port.
    ///
    /// - Parameters:
    ///   - port: The server's port.
    ///   - file: The name to ask for.
    ///   - blockSize: The `blksize` option (RFC 2348).
    ///   - timeout: The `timeout` option in seconds (RFC 2349): how long the server waits before it sends again.
    ///   - patience: How many milliseconds it waits for a packet before it gives up.
    ///   - ownAddress: A loopback address of its own: where daemons are killed amid transfers, what they still send must not
    ///     reach a later client on the same port.
    init(
        port: UInt16,
        file: String,
        blockSize: Int = 16_384,
        timeout: Int = 1,
        patience: CInt = Patience.packet,
        ownAddress: Bool = false
    ) {
        descriptor = socket(AF_INET, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        self.file = file
        self.blockSize = blockSize
        self.timeout = timeout
        self.patience = patience
        peer = sockaddr_in()
        peer.sin_family = sa_family_t(AF_INET)
        peer.sin_port = port.bigEndian
        peer.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        guard ownAddress else { return }
        var own = sockaddr_in()
        own.sin_family = sa_family_t(AF_INET)
        own.sin_addr.s_addr = UInt32.random(in: 0x7F01_0001..<0x7FFF_FFFF).bigEndian
        withUnsafePointer(to: &own) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    deinit { close(descriptor) }

    /// The server's port of this transfer.
    var serverPort: UInt16 { UInt16(bigEndian: peer.sin_port) }

    /// Fetches the whole file without a pause.
    static func fetch(
        _ file: String,
        port: UInt16,
        patience: CInt = Patience.packet,
        ownAddress: Bool = false
    ) throws -> Answer {
        let client = PhoneClient(port: port, file: file, patience: patience, ownAddress: ownAddress)
        return try client.begin() ?? .file(client.rest())
    }

    /// Asks for the file, and waits for nothing.
    func ask(mode: String = "octet") throws {
        var request = [0, UInt8(Self.operations.read)]
        for text in [file, mode, "blksize", "\(blockSize)", "timeout", "\(timeout)"] {
            request += Array(text.utf8) + [0]
        }
        try send(request)
    }

    /// Asks for the file and waits for the options; answers what the server refuses with, if it does.
    func begin(mode: String = "octet") throws -> Answer? {
        try ask(mode: mode)
        let packet = try receive()
        if packet[1] == Self.operations.error {
            let message = packet.dropFirst(4).prefix { $0 != 0 }
            return .error(code: Self.number(packet), message: String(decoding: message, as: UTF8.self))
        }
        guard packet[1] == Self.operations.options else { throw TestFailure("no OACK but \(packet.prefix(4))") }
        return nil
    }

    /// Takes up to `count` more blocks; answers whether the file is complete.
    func take(blocks count: Int) throws -> Bool {
        for _ in 0..<count {
            try acknowledge(nextBlock - 1)
            let data = try block(nextBlock)
            received += data
            nextBlock += 1
            if data.count < blockSize {
                try acknowledge(nextBlock - 1)
                return true
            }
        }
        return false
    }

    /// Takes everything that is missing, and never acknowledges the last block.
    func restButLastAcknowledgement() throws {
        repeat {
            try acknowledge(nextBlock - 1)
            received += try block(nextBlock)
            nextBlock += 1
        } while received.count == (nextBlock - 1) * blockSize
    }

    /// Ends the transfer with an ERROR.
    func end(error code: UInt8) throws { try send([0, UInt8(Self.operations.error), 0, code, 0]) }

    /// Takes everything that is missing, and answers the whole file.
    func rest() throws -> [UInt8] {
        guard try take(blocks: .max) else { throw TestFailure("\(file) has no end") }
        return received
    }

    private func block(_ number: Int) throws -> [UInt8] {
        while true {
            let packet = try receive()
            switch (Int(packet[1]), Self.number(packet)) {
            case (Self.operations.data, number & 0xFFFF): return Array(packet.dropFirst(4))
            // What was sent again while the client took its time.
            case (Self.operations.data, _), (Self.operations.options, _): continue
            case (_, let code): throw TestFailure("\(file) broke off with error \(code)")
            }
        }
    }

    private func acknowledge(_ block: Int) throws {
        try send([0, UInt8(Self.operations.acknowledgment), UInt8(block >> 8 & 0xFF), UInt8(block & 0xFF)])
    }

    private static func number(_ packet: [UInt8]) -> Int { Int(packet[2]) << 8 | Int(packet[3]) }

    private func send(_ bytes: [UInt8]) throws {
        let sent = withUnsafePointer(to: &peer) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(descriptor, bytes, bytes.count, 0, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard sent == bytes.count else { throw TestFailure("nothing could be sent: errno \(errno)") }
    }

    /// The next packet; the sender of the first is who the rest of the transfer is with (RFC 1350, section 4).
    private func receive() throws -> [UInt8] {
        while true {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, patience) > 0 else { throw TestFailure("no answer for \(file)") }
            var buffer = [UInt8](repeating: 0, count: 65_536)
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            var sender = sockaddr_in()
            let count = withUnsafeMutablePointer(to: &sender) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    recvfrom(descriptor, &buffer, buffer.count, 0, $0, &size)
                }
            }
            guard !isPeerKnown || sender.sin_port == peer.sin_port else { continue }
            guard count >= 4 else { throw TestFailure("\(count) bytes for \(file)") }
            peer = sender
            isPeerKnown = true
            return Array(buffer.prefix(count))
        }
    }
}

extension RunningDaemon {
    /// Fetches a file as a phone does.
    func fetch(_ file: String) throws -> PhoneClient.Answer { try PhoneClient.fetch(file, port: port) }

    /// The bytes a phone is served; it must have a file.
    func served(_ phone: String) throws -> [UInt8] {
        switch try fetch("\(phone).cnf.xml") {
        case .file(let bytes): return bytes
        case .error(let code, let message): throw TestFailure("\(phone) is refused: \(code) \(message)")
        }
    }

    /// The bytes of every phone's file, by phone.
    func served(_ phones: [String] = Fixture.phones) throws -> [String: [UInt8]] {
        try Dictionary(uniqueKeysWithValues: phones.map { ($0, try served($0)) })
    }

    /// The phones whose file carries an SRST certificate.
    func phonesWithCertificate(_ phones: [String] = Fixture.phones) throws -> [String] {
        try phones.filter { String(decoding: try served($0), as: UTF8.self).contains("<srstCertificate>") }
    }
}
