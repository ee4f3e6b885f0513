internal import Glibc

/// Why the system did not take all that was written.
public struct WriteFailure: Error, Sendable {
    /// The system's error number (errno).
    public let number: Int32
    /// The system's words for it.
    public var reason: String { unsafe String(cString: strerror(number)) }
}

/// Writes of all the octets or none to speak of: the system may take a part of them at a time.
public enum WholeWrite {
    /// Writes all of it.
    ///
    /// - Parameters:
    ///   - bytes: What is written.
    ///   - descriptor: An open file descriptor; it stays the caller's.
    /// - Throws: Why the system did not take all of it.
    public static func write(_ bytes: [UInt8], to descriptor: Int32) throws(WriteFailure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw WriteFailure(number: count < 0 ? errno : EIO) }
            rest = rest.dropFirst(count)
        }
    }
}
