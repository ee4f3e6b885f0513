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
            guard hole.offset >= last, hole.offset <= bytes.count else { return nil }
            if case .value(let index) = hole.filling, index < 0 { return nil }
            last = hole.offset
        }
        self.bytes = bytes
        self.holes = holes
    }
}
