/// Bytes that never change and that many files, transfers and threads may point into at once.
///
/// Their address is stable for the object's life, so a kernel I/O vector may name it while the object is held.
@safe
public final class SharedBytes: @unchecked Sendable {  // immutable after init
    private let storage: UnsafeMutableRawBufferPointer

    /// The number of bytes.
    public var count: Int { unsafe storage.count }

    /// Copies `bytes` once.
    public init(_ bytes: some Collection<UInt8>) {
        unsafe storage = .allocate(byteCount: bytes.count, alignment: 1)
        unsafe storage.copyBytes(from: bytes)
    }

    /// Copies `bytes` once.
    public init(_ bytes: [UInt8]) {
        unsafe storage = .allocate(byteCount: bytes.count, alignment: 1)
        unsafe storage.copyBytes(from: bytes)
    }

    deinit { unsafe storage.deallocate() }

    /// The bytes, for as long as `self` is borrowed.
    public var span: Span<UInt8> {
        @_lifetime(borrow self)
        get {
            let span = unsafe Span<UInt8>(_unsafeBytes: UnsafeRawBufferPointer(storage))
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }

    /// Adds the bytes of a range, clamped to those there are, to an array.
    public func append(_ range: Range<Int>, to array: inout [UInt8]) {
        unsafe array.append(contentsOf: storage[range.clamped(to: 0..<count)])
    }

    /// The raw bytes; the pointer stays valid for as long as the caller holds `self`.
    @unsafe
    public var unsafeBytes: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(storage) }
}
