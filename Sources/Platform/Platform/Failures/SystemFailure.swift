internal import Glibc

/// A system call failed.
public struct SystemFailure: Error, Hashable {
    /// The error's number, as `errno` has it.
    public let errno: CInt

    /// The failure with a number.
    public init(errno: CInt) { self.errno = errno }

    /// The failure of the system call that this thread made last.
    public static var last: SystemFailure { SystemFailure(errno: Glibc.errno) }

    /// The result of a function that gives a negative errno on failure.
    public static func check(_ result: CInt) throws(SystemFailure) -> CInt {
        guard result >= 0 else { throw SystemFailure(errno: -result) }
        return result
    }

    /// The result of a function that gives a negative number on failure, and leaves the error in `errno`.
    public static func checkLast(_ result: CInt) throws(SystemFailure) -> CInt {
        guard result >= 0 else { throw last }
        return result
    }

    /// The system's text for the error.
    public var text: String { unsafe String(cString: strerror(errno)) }
}
