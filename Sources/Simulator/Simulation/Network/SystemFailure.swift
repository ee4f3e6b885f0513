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

/// The one owner of a file descriptor.
struct FileDescriptor: ~Copyable {
    let value: CInt

    /// Takes over an open descriptor.
    init(owning value: CInt) { self.value = value }

    deinit { close(value) }

    /// Lets a descriptor wait for nothing, and no program that is started have it.
    static func prepare(_ descriptor: CInt) {
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
}
