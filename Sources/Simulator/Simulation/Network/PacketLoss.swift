/// Loses packets at random, the same ones for the same seed and order.
struct PacketLoss {
    private let threshold: UInt64
    private var state: UInt64

    /// Loses each packet with the given probability.
    init(_ probability: Double, seed: UInt64) {
        threshold = UInt64(min(max(probability, 0), 1) * Double(1 << 53 as UInt64))
        state = seed
    }

    /// Whether the next packet is lost (SplitMix64).
    mutating func takesNext() -> Bool {
        guard threshold > 0 else { return false }
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return (mixed ^ (mixed >> 31)) >> 11 < threshold
    }
}
