internal import CBeneath
internal import Glibc
internal import Platform
public import Serving

/// The regular files beneath one directory (P03): firmware loads, ring lists, locales.
///
/// Files are opened beneath it without following any link, and only after a look has shown that they are regular; the open
/// never waits. Dot files, names with control characters and names of generated files are not served. The directory is only
/// read. Transfers of the same version of a file share one descriptor, and there are no more than the share allows. When
/// another directory is put in its place, files come from there within a second.
public final class StaticDirectory: FileSource {
    private let root: StaticRoot
    private let files: OpenFiles

    /// Opens the directory.
    ///
    /// - Parameters:
    ///   - path: Its path; it must exist.
    ///   - share: How many of its files may be open at once.
    /// - Throws: Why it cannot be opened.
    public init(path: String, share: OpenFileShare = OpenFileShare(most: .max)) throws(StaticDirectoryError) {
        do throws(SystemFailure) { root = try StaticRoot(path: path) } catch {
            let reason = error.text
            throw StaticDirectoryError(
                message: "The static directory \(path) cannot be opened: \(reason)",
                remedy: "Create it, or make it readable for the daemon's user"
            )
        }
        files = OpenFiles(share)
    }

    /// Opens the file of that name; ``Serving/MissReason/notServable`` for what is not a regular file or lies elsewhere, and
    /// ``Serving/FileLookup/busy`` when no more files may be open.
    public func find(_ name: Span<UInt8>) -> FileLookup {
        switch RequestedPath(name) {
        case .refused(let reason): .missing(reason)
        case .path(let path): open(path)
        }
    }

    private func open(_ path: String) -> FileLookup {
        let directory = root.directory
        // What it is comes first: to open a device can mean something to it.
        var status = beneath_status()
        let number = unsafe beneath_find(directory.descriptor, path, &status)
        guard number >= 0 else { return Self.answer(-number) }
        let found = FileDescriptor(owning: number)
        guard status.is_regular else { return .missing(.notServable) }
        if let file = files.file(OpenFiles.Version(status)) { return .found(FileContent(file: file)) }
        guard files.share.take() else { return .busy }
        let opened = unsafe beneath_open_found(found.value, directory.descriptor, path)
        guard opened >= 0 else {
            files.share.giveBack()
            return Self.answer(-opened)
        }
        let descriptor = FileDescriptor(owning: opened)
        guard !OpenFileLimit.isReserved(descriptor.value) else {
            _ = consume descriptor
            files.share.giveBack()
            return .busy
        }
        guard unsafe beneath_read_status(descriptor.value, &status) == 0, status.is_regular else {
            _ = consume descriptor
            files.share.giveBack()
            return .missing(.notServable)
        }
        beneath_will_read_all(descriptor.value)
        let file = OpenFile(owning: descriptor.release(), stamp: OpenFile.Stamp(status), placeIn: files.share)
        return .found(FileContent(file: files.keep(file, OpenFiles.Version(status))))
    }

    private static func answer(_ failure: CInt) -> FileLookup {
        switch failure {
        case ENOENT, ENOTDIR: .missing(.notFound)
        case ELOOP, EXDEV, ENXIO, ENODEV: .missing(.notServable)
        case ENAMETOOLONG: .missing(.badName)
        // Open files are transfers; when some of them have ended there is room again.
        case EMFILE, ENFILE, ENOMEM: .busy
        default: .missing(.unreadable)
        }
    }
}

extension OpenFile.Stamp {
    fileprivate init(_ status: beneath_status) {
        self.init(
            length: Int(status.length),
            modifiedSeconds: Int(status.modified_seconds),
            modifiedNanoseconds: Int(status.modified_nanoseconds),
            change: Change(
                seconds: Int(status.changed_seconds),
                nanoseconds: Int(status.changed_nanoseconds),
                links: Int(clamping: status.links)
            )
        )
    }
}

extension OpenFiles.Version {
    fileprivate init(_ status: beneath_status) {
        self.init(
            device: status.device,
            inode: status.inode,
            stamp: OpenFile.Stamp(status)
        )
    }
}
