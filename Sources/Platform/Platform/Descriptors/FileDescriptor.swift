internal import Glibc

/// The one owner of a file descriptor.
public struct FileDescriptor: ~Copyable, Sendable {
    /// The descriptor's number, open as long as this value lives.
    public let value: CInt

    /// Takes over an open descriptor.
    public init(owning value: CInt) { self.value = value }

    /// Opens a file; no program that is started has it.
    ///
    /// - Parameters:
    ///   - path: Its path.
    ///   - flags: Those of open(2).
    ///   - mode: The permissions of a file that is made.
    /// - Throws: What the system said.
    public init(opening path: String, _ flags: CInt, mode: UInt32 = 0) throws(SystemFailure) {
        self.init(owning: try SystemFailure.checkLast(unsafe open(path, flags | O_CLOEXEC, mode)))
    }

    /// Opens a file; none when there is no such file.
    ///
    /// - Parameters:
    ///   - path: Its path.
    ///   - flags: Those of open(2).
    /// - Returns: Its descriptor.
    /// - Throws: What else the system said.
    public static func existing(_ path: String, _ flags: CInt) throws(SystemFailure) -> FileDescriptor? {
        do throws(SystemFailure) {
            return try FileDescriptor(opening: path, flags)
        } catch {
            guard error.errno == ENOENT else { throw error }
            return nil
        }
    }

    deinit { Glibc.close(value) }

    /// Hands the descriptor over: whoever takes it closes it.
    public consuming func release() -> CInt {
        let value = value
        discard self
        return value
    }

    /// Closes it now.
    ///
    /// - Throws: What the system says of what was written, once it has to.
    public consuming func close() throws(SystemFailure) {
        _ = try SystemFailure.checkLast(Glibc.close(release()))
    }

    /// Lets a descriptor wait for nothing, and no program that is started have it.
    public static func prepare(_ descriptor: CInt) {
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
}
