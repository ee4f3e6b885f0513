/// The part of a file that many phones share: rendered once, stored once by content, with holes for what differs.
public struct RenditionBody: Hashable, Sendable {
    /// A place in the body where something is filled in when the file is served.
    public struct Hole: Hashable, Sendable {
        /// What is filled in.
        public enum Filling: Hashable, Sendable {
            /// The phone's value with this index in its ``Fragment``; several holes may take the same value.
            case value(Int)
            /// The file's ``VersionStamp``.
            case versionStamp
            /// Nothing: the next so many bytes are a secret that many phones share, masked when the file is shown.
            case sharedSecret(length: Int)
        }

        /// How many of the body's bytes stand before the hole.
        public let offset: Int
        /// What is filled in.
        public let filling: Filling
        /// Whether it is shown only on request (A06).
        public let isSecret: Bool

        /// A hole after `offset` bytes.
        public init(offset: Int, filling: Filling, isSecret: Bool = false) {
            self.offset = offset
            self.filling = filling
            self.isSecret = isSecret
        }
    }

    /// The shared bytes: well-formed XML once the holes are filled.
    public let bytes: [UInt8]
    /// The holes, in the order of their offsets.
    public let holes: [Hole]

    /// A body; `nil` when the holes are out of order, outside the bytes, or of a value with a negative index.
    public init?(bytes: [UInt8], holes: [Hole]) {
        var last = 0
        for hole in holes {
            var end = hole.offset
            switch hole.filling {
            case .value(let index):
                guard index >= 0 else { return nil }
            case .sharedSecret(let length):
                // Compared before it is added: a length read back from a store may be anything.
                guard 0...bytes.count ~= length else { return nil }
                end += length
            case .versionStamp:
                break
            }
            guard hole.offset >= last, end <= bytes.count else { return nil }
            last = end
        }
        self.bytes = bytes
        self.holes = holes
    }
}
