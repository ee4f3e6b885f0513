import CDatagram
import Glibc
import Testing

@Suite("Sending datagrams")
struct DatagramSenderTests {
    @Test("P05: octets of a file that was cut off are the kernel's to miss, however few they are")
    func cutOff() throws {
        let descriptor = datagram_open(datagram_reach_4)
        defer { close(descriptor) }
        let sender = try #require(datagram_sender_create(datagram_reach_4, 4, 16, 4_096))
        defer { datagram_sender_destroy(sender) }
        // Whoever reads this memory is ended by a signal; the kernel says EFAULT.
        let page = try #require(mmap(nil, 4_096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))
        defer { munmap(page, 4_096) }
        var peer = datagram_address(high: 0, low: 0x7F00_0001, scope: 0, port: 50_000, family: 4)
        var local = datagram_address()
        datagram_sender_begin(sender, &peer, &local, 0, 0)
        datagram_sender_copy(sender, [0, 3, 0, 1], 4)
        datagram_sender_refer(sender, page, 64)
        #expect(datagram_sender_flush(sender, descriptor) == 1)
    }

    @Test("Pieces that lie behind each other are one, and each message keeps its own")
    func pieces() throws {
        let receiver = datagram_open(datagram_reach_4)
        defer { close(receiver) }
        var address = datagram_address(high: 0, low: 0x7F00_0001, scope: 0, port: 0, family: 4)
        try #require(datagram_bind(receiver, datagram_reach_4, &address) == 0)
        try #require(datagram_bound_address(receiver, &address) == 0)
        let descriptor = datagram_open(datagram_reach_4)
        defer { close(descriptor) }
        let sender = try #require(datagram_sender_create(datagram_reach_4, 4, 16, 4_096))
        defer { datagram_sender_destroy(sender) }
        var local = datagram_address()
        let long = [UInt8](repeating: 9, count: 600)
        let refused = long.withUnsafeBytes { bytes -> CInt in
            for number: UInt8 in 1...3 {
                datagram_sender_begin(sender, &address, &local, 0, 0)
                datagram_sender_copy(sender, [0, 3, 0, number], 4)
                datagram_sender_gather(sender, [number, number], 2)
                if let start = bytes.baseAddress { datagram_sender_gather(sender, start, 600) }
                datagram_sender_gather(sender, [number], 1)
            }
            return datagram_sender_flush(sender, descriptor)
        }
        #expect(refused == 0)
        var buffer = [UInt8](repeating: 0, count: 2_048)
        for number: UInt8 in 1...3 {
            let count = recv(receiver, &buffer, buffer.count, 0)
            #expect(Array(buffer.prefix(max(0, count))) == [0, 3, 0, number, number, number] + long + [number])
        }
    }
}
