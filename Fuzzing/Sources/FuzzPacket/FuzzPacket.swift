internal import Expectations
internal import TFTP

/// Gives one datagram to the server's parser, and checks what it makes of it.
@c(LLVMFuzzerTestOneInput)
public func fuzzPacket(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let request = ReadRequest(bytes.span) else { return 0 }
    check(request, in: bytes)
    return 0
}

private func check(_ request: ReadRequest, in bytes: [UInt8]) {
    let name = request.fileName
    expect(name.lowerBound == PacketLayout.opcodeBytes && name.upperBound < bytes.count, "a name outside")
    expect(!bytes[name].contains(0) && bytes[name.upperBound] == 0, "a name that does not end at its NUL")
    expect(request.options.count <= TransferOption.allCases.count, "an option twice")
    for (limits, length) in [
        (OptionLimits(maximumBlockSize: 65_464, maximumWindowSize: 65_535), Int(Int32.max)),
        (OptionLimits(maximumBlockSize: 1_428, maximumWindowSize: 1), 0),
    ] {
        check(
            NegotiatedOptions(request.options, limits: limits, length: length),
            limits,
            requested: request.options.count
        )
    }
}

private func check(_ agreed: NegotiatedOptions, _ limits: OptionLimits, requested: Int) {
    expect(agreed.count <= requested, "an option that nobody asked for")
    expect(OptionLimits.blockSizes.contains(agreed.blockSize), "a block size outside its range")
    expect(agreed.blockSize <= limits.maximumBlockSize, "a block larger than allowed")
    expect((1...limits.maximumWindowSize).contains(agreed.windowSize), "a window outside its range")
    expect(agreed.timeoutSeconds.map(OptionLimits.timeouts.contains) ?? true, "a timeout outside its range")
    let packet = ServerPacket.optionAcknowledgement(agreed)
    expect(!packet.isTruncated, "an OACK that does not fit")
    let strings = packet.withSpan { octets in octets.indices.dropFirst(2).count { octets[$0] == 0 } }
    expect(strings == 2 * agreed.count, "an OACK that is not made of pairs")
}
