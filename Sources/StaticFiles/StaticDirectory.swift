internal import CBeneath
internal import Glibc
public import Serving

/// The regular files beneath one directory (P03): firmware loads, ring lists, locales.
///
/// Files are opened beneath it without following any link; the open never waits. Dot files, names with control characters
/// and names of generated files are not served. The directory is only read.
public final class StaticDirectory: FileSource {
    private let directory: CInt

    /// Opens the directory.
    ///
    /// - Parameter path: Its path; it must exist.
    /// - Throws: Why it cannot be opened.
    public init(path: String) throws(StaticDirectoryError) {
        let opened = unsafe beneath_open_directory(path)
        guard opened >= 0 else {
            let reason = unsafe String(cString: strerror(-opened))
            throw StaticDirectoryError(
                message: "The static directory \(path) cannot be opened: \(reason)",
                remedy: "Create it, or make it readable for the daemon's user"
            )
        }
        directory = opened
    }

    deinit { close(directory) }

    /// Opens the file of that name; ``Serving/MissReason/notServable`` for what is not a regular file or lies elsewhere.
    public func find(_ name: Span<UInt8>) -> FileLookup {
        switch RequestedPath(name) {
        case .refused(let reason): .missing(reason)
        case .path(let path): open(path)
        }
    }

    private func open(_ path: String) -> FileLookup {
        let descriptor = unsafe beneath_open_file(directory, path)
        guard descriptor >= 0 else { return Self.answer(-descriptor) }
        var status = beneath_status()
        guard unsafe beneath_read_status(descriptor, &status) == 0, status.is_regular else {
            close(descriptor)
            return .missing(.notServable)
        }
        beneath_will_read_all(descriptor)
        let stamp = OpenFile.Stamp(
            length: Int(status.length),
            modifiedSeconds: Int(status.modified_seconds),
            modifiedNanoseconds: Int(status.modified_nanoseconds)
        )
        return .found(FileContent(file: OpenFile(owning: descriptor, stamp: stamp)))
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
