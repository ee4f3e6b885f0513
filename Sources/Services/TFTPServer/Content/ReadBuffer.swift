internal import Glibc
internal import Serving

/// Where a worker reads open files while their blocks wait to be sent.
@safe
final class ReadBuffer {
    /// Room for four of the largest blocks, or nearly three full windows of 64 blocks of 1 428 octets.
    static let capacity = 4 * 65_536

    private let storage: UnsafeMutableRawBufferPointer
    private var used = 0

    init() { unsafe storage = .allocate(byteCount: Self.capacity, alignment: 64) }

    deinit { unsafe storage.deallocate() }

    /// Octets that can still be read before ``reset()``.
    var room: Int { Self.capacity - used }

    /// Forgets what was read; everything must have been sent.
    func reset() { used = 0 }

    /// Reads octets of a file; `nil` when it has changed since it was opened.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - range: Which octets; no more than ``room``, and within the file as it was.
    /// - Returns: The octets, valid until ``reset()``.
    @unsafe
    func read(_ file: OpenFile, _ range: Range<Int>) -> UnsafeRawBufferPointer? {
        guard range.count <= room else { return nil }
        let place = unsafe UnsafeMutableRawBufferPointer(rebasing: storage[used..<used + range.count])
        var done = 0
        while done < range.count {
            let start = unsafe place.baseAddress.map { unsafe $0 + done }
            let count = unsafe pread(file.descriptor, start, range.count - done, off_t(range.lowerBound + done))
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return nil }
            done += count
        }
        // After the read: what was written before it shows in the stamp.
        guard file.isUnchanged else { return nil }
        used += range.count
        return UnsafeRawBufferPointer(place)
    }
}

extension OpenFile {
    /// Whether nobody has written to the file since it was opened, as far as the system tells: what somebody writes through a
    /// mapping of theirs shows only some time later (mmap(2)).
    var isUnchanged: Bool {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { return false }
        let now = Stamp(
            length: Int(status.st_size),
            modifiedSeconds: status.st_mtim.tv_sec,
            modifiedNanoseconds: status.st_mtim.tv_nsec,
            change: Stamp.Change(
                seconds: status.st_ctim.tv_sec,
                nanoseconds: status.st_ctim.tv_nsec,
                links: Int(status.st_nlink)
            )
        )
        return !stamp.differs(from: now)
    }
}
