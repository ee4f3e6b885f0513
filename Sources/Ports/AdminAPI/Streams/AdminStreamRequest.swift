/// A request whose answer may be of any length: it is sent piece by piece, so that neither side ever holds all of it.
///
/// It is sent as its JSON on one line, with whatever else it brings behind that line. The answer is lines of JSON, each an
/// object of one ``StreamPiece``: an optional head, progress and items in any number, and in the end what was done or why
/// nothing was.
public protocol AdminStreamRequest: Codable, Sendable {
    /// What is answered in the end.
    associatedtype Summary: Codable & Sendable
    /// The path behind the version prefix, `noun/verb`.
    static var path: String { get }
    /// What waiting for the next piece of the answer is like.
    var manner: RequestManner { get }
    /// How large what it brings behind its line may be.
    static var size: RequestSize { get }
    /// How much work it is.
    static var weight: RequestWeight { get }
}

extension AdminStreamRequest {
    /// Most only look.
    public var manner: RequestManner { .looks }
    /// Most bring nothing behind their line.
    public static var size: RequestSize { .small }
    /// A list goes through the whole site.
    public static var weight: RequestWeight { .wide }
}

/// The answer in the end when everything was said before.
public struct StreamEnd: Codable, Sendable {
    /// The end.
    public init() {}
}
