/// Random numbers that spread resends; quick, and of no use for anything secret.
struct JitterSource {
    private var state = UInt64.random(in: 1...(.max))

    /// The next number (xorshift64*).
    mutating func next() -> UInt16 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return UInt16(truncatingIfNeeded: (state &* 0x2545_F491_4F6C_DD1D) >> 48)
    }
}
