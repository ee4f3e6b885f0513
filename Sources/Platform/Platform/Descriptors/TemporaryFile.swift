internal import Glibc

/// A new file with a name that nobody else has, open for writing and readable by its owner only (mkstemp(3)).
public struct TemporaryFile: ~Copyable {
    /// Where it is; it stays there until somebody moves or removes it.
    public let path: String
    private let owner: FileDescriptor

    /// The descriptor, open as long as this value lives.
    public var descriptor: CInt { owner.value }

    /// Makes the file.
    ///
    /// - Parameters:
    ///   - beginning: What its path begins with, with the directory.
    ///   - ending: What it ends with.
    /// - Throws: What the system said.
    public init(_ beginning: String, ending: String = "") throws(SystemFailure) {
        var template = Array("\(beginning)XXXXXX\(ending)".utf8CString)
        let count = CInt(clamping: ending.utf8.count)
        // mkostemps, which could do the next step too, is for GNU programs only.
        owner = FileDescriptor(owning: try SystemFailure.checkLast(unsafe mkstemps(&template, count)))
        _ = fcntl(owner.value, F_SETFD, FD_CLOEXEC)
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Closes it now.
    ///
    /// - Throws: What the system says of what was written, once it has to.
    public consuming func close() throws(SystemFailure) { try owner.close() }
}
