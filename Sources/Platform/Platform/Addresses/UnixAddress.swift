internal import Glibc

/// The path of a unix socket, in the kernel's form.
public struct UnixAddress {
    private var form = sockaddr_un()

    /// An address of at most so many octets as the kernel takes; what is longer is cut off.
    public init(_ path: String) {
        form.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &form.sun_path) { field in
            unsafe field.copyBytes(from: path.utf8.prefix(field.count - 1))
        }
    }

    /// A new unix socket of a stream, which waits for nothing, and which no program that is started has.
    ///
    /// - Throws: What the system said.
    public static func socket() throws(SystemFailure) -> FileDescriptor {
        let kind = CInt(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        return FileDescriptor(owning: try SystemFailure.checkLast(Glibc.socket(AF_UNIX, kind, 0)))
    }

    /// Binds a socket to it.
    ///
    /// - Throws: What the system said.
    public func bind(_ descriptor: CInt) throws(SystemFailure) {
        _ = try SystemFailure.checkLast(unsafe withKernelForm { unsafe Glibc.bind(descriptor, $0, $1) })
    }

    /// Connects a socket to it.
    ///
    /// - Throws: What the system said.
    public func connect(_ descriptor: CInt) throws(SystemFailure) {
        _ = try SystemFailure.checkLast(unsafe withKernelForm { unsafe Glibc.connect(descriptor, $0, $1) })
    }

    private func withKernelForm(_ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt) -> CInt {
        unsafe withUnsafePointer(to: form) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe body(address, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
