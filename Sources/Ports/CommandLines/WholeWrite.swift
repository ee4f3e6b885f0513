internal import Glibc
public import Platform

/// Writes of all the octets or none to speak of: the system may take a part of them at a time.
public enum WholeWrite {
    /// Writes all of it.
    ///
    /// - Parameters:
    ///   - bytes: What is written.
    ///   - descriptor: An open file descriptor; it stays the caller's.
    /// - Throws: Why the system did not take all of it.
    public static func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemFailure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw SystemFailure(errno: count < 0 ? errno : EIO) }
            rest = rest.dropFirst(count)
        }
    }
}
