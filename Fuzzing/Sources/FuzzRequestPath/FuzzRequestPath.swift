internal import TFTP

/// Opens a transfer with the first part of the input as its request, as the server does, and plays the rest as events.
///
/// Two octets say how long the request is, three how long the file; then come the request and the events.
@c(LLVMFuzzerTestOneInput)
public func fuzzRequestPath(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var input = Input(unsafe Array(UnsafeBufferPointer(start: start, count: count)))
    let requestLength = input.number(octets: 2)
    let fileLength = input.number(octets: 3)
    let packet = input.take(requestLength)
    guard let request = ReadRequest(packet.span), request.mode != .mail else { return 0 }
    let limits = OptionLimits(maximumBlockSize: 1_428, maximumWindowSize: 64)
    let options = NegotiatedOptions(request.options, limits: limits, length: fileLength)
    var client = CheckedTransfer(options, length: fileLength)
    while !input.isEmpty { play(&input, on: &client) }
    client.fallSilent()
    return 0
}

/// Plays one event.
private func play(_ input: inout Input, on client: inout CheckedTransfer) {
    switch input.number(octets: 1) % 9 {
    case 0: client.acknowledge(UInt16(input.number(octets: 2)))
    case 1: client.acknowledgeRelative(Int(Int8(truncatingIfNeeded: input.number(octets: 1))))
    case 2: client.acknowledgeRelative(0)
    case 3: client.waitForTimer()
    case 4: client.pass(milliseconds: UInt64(input.number(octets: 2)))
    case 5: client.repeatRequest()
    case 6: client.hearError(UInt16(input.number(octets: 1)))
    case 7: client.vanish()
    default: client.receive(ClientPacket(input.take(input.number(octets: 1)).span))
    }
}

/// The fuzzer's octets, taken from the front; zeros when there are no more.
private struct Input {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var isEmpty: Bool { rest.isEmpty }

    mutating func number(octets: Int) -> Int {
        (0..<octets).reduce(0) { value, _ in value << 8 | Int(rest.popFirst() ?? 0) }
    }

    mutating func take(_ count: Int) -> [UInt8] {
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }
}
