internal import Glibc

/// A system call failed.
struct SystemFailure: Error {
    let errno: CInt

    /// The result of a function that gives a negative errno on failure.
    static func check(_ result: CInt) throws(SystemFailure) -> CInt {
        guard result >= 0 else { throw SystemFailure(errno: -result) }
        return result
    }

    /// The system's text for the error.
    var text: String { unsafe String(cString: strerror(errno)) }
}
