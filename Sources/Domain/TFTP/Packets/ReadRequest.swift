/// A read request, taken apart; ranges are in bytes from the start of its datagram.
///
/// RFC 1350 figure 5-1, with the options of RFC 2347; a write request has opcode 2:
///
///      2 bytes    string   1 byte   string   1 byte   string   1 byte   string   1 byte
///     +--------+----------+------+----------+------+----------+------+----------+------+
///     | Opcode | Filename |  0   |   Mode   |  0   |  Option  |  0   |  Value   |  0   |  ...
///     |   1    |          |      |          |      |          |      |          |      |
///     +--------+----------+------+----------+------+----------+------+----------+------+
public struct ReadRequest: Sendable {
    /// Where the file name stands, without its NUL; it may be empty and it is hostile.
    public let fileName: Range<Int>
    /// How the bytes are to be carried.
    public let mode: TransferMode
    /// The options the server knows, in the order of the request.
    public let options: RequestedOptions

    /// Takes a request apart; `nil` when it is none, when the name or the mode is missing or not terminated (RFC 1350 figure
    /// 5-1), or the mode is not one of the three.
    ///
    /// - Parameter packet: The whole datagram, opcode included; any bytes, of any number, are fine.
    public init?(_ packet: Span<UInt8>) {
        guard case .readRequest = ClientPacket(packet) else { return nil }
        let start = PacketLayout.opcodeBytes
        guard let nameEnd = packet.terminator(from: start),
            let modeEnd = packet.terminator(from: nameEnd + 1),
            let mode = TransferMode(spelt: packet.extracting(nameEnd + 1..<modeEnd))
        else { return nil }
        fileName = start..<nameEnd
        self.mode = mode
        options = RequestedOptions(packet.extracting(modeEnd + 1..<packet.count))
    }
}
