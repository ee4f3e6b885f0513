import TFTP

/// A read request of NUL-terminated fields.
func request(_ fields: String...) -> [UInt8] { request(fields) }

/// A read request of NUL-terminated fields.
func request(_ fields: [String]) -> [UInt8] { [0, 1] + fields.flatMap { Array($0.utf8) + [0] } }

/// The datagram taken apart, when it is a well-formed read request.
func readRequest(_ packet: [UInt8]) -> ReadRequest? { ReadRequest(packet.span) }

/// What comes of a request's options.
func negotiate(
    _ options: String...,
    length: Int = 1_000,
    maximumBlockSize: Int = 65_464,
    maximumWindowSize: Int = 64
) -> NegotiatedOptions {
    guard let parsed = readRequest(request(["f", "octet"] + options)) else { return NegotiatedOptions() }
    let limits = OptionLimits(maximumBlockSize: maximumBlockSize, maximumWindowSize: maximumWindowSize)
    return NegotiatedOptions(parsed.options, limits: limits, length: length)
}

extension ServerPacket {
    var bytes: [UInt8] { withSpan { span in span.indices.map { span[$0] } } }
}

/// SplitMix64: a random generator whose runs can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
