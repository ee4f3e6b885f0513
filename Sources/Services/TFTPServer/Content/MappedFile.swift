internal import Glibc
internal import Serving

/// An open file's bytes in the address space, for the kernel to send from: the page cache is the only copy.
///
/// Nobody here reads them. The kernel answers EFAULT for pages that were cut off meanwhile; a read would be a SIGBUS.
@safe
final class MappedFile {
    private let start: UnsafeMutableRawPointer
    private let length: Int

    /// Maps a file as long as it was when it was opened; `nil` when it is empty, or the system will not.
    init?(_ file: OpenFile) {
        length = file.stamp.length
        guard length > 0, let start = unsafe mmap(nil, length, PROT_READ, MAP_SHARED, file.descriptor, 0),
            unsafe start != MAP_FAILED
        else { return nil }
        unsafe self.start = start
    }

    deinit { unsafe munmap(start, length) }

    /// The addresses of the bytes, valid for as long as the mapping is held; only to be handed to the kernel.
    @unsafe
    var addresses: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(start: start, count: length) }
}
