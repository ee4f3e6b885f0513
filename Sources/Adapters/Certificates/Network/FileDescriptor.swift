internal import Glibc

/// The one owner of a file descriptor.
struct FileDescriptor: ~Copyable {
    let value: CInt

    /// Takes over an open descriptor.
    init(owning value: CInt) { self.value = value }

    deinit { close(value) }
}
