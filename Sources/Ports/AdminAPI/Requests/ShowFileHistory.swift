/// Every kept version of a phone's file.
public struct ShowFileHistory: AdminRequest {
    /// The answer.
    public typealias Response = FileHistoryReport
    /// `file/history`.
    public static let path = "file/history"

    /// The phone's name or address, or `XMLDefault.cnf.xml`.
    public var phone: String

    /// The request for a history.
    public init(phone: String) { self.phone = phone }
}
