/// The names of all files.
public struct ListFiles: AdminRequest {
    /// The answer.
    public typealias Response = FileListReport
    /// `file/list`.
    public static let path = "file/list"
    /// It goes through the whole site.
    public static var weight: RequestWeight { .wide }

    /// The revision; the latest when it is not given.
    public var revision: String?
    /// The files a reset would publish instead.
    public var saved: Bool

    /// The request for a list.
    public init(revision: String? = nil, saved: Bool = false) {
        self.revision = revision
        self.saved = saved
    }
}
