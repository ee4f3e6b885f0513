/// Saves objects from the rows of a CSV file, which stands behind the request's line: all or none, unless it is told to
/// keep going.
///
/// An item of the answer is the result of a row: ``ImportRow``.
public struct ImportObjects: AdminStreamRequest {
    /// What is answered in the end.
    public typealias Summary = ImportReport
    /// `object/import`.
    public static let path = "object/import"
    /// It brings a sheet.
    public static var size: RequestSize { .sheet }
    /// It saves every row, or tries it out.
    public static var weight: RequestWeight { .heavy }

    /// The noun of the objects.
    public var noun: ObjectNoun
    /// Whether rows that cannot be saved are left out; else nothing is saved when there is one.
    public var keepGoing: Bool
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool
    /// Whether the file may take something away: security, an SRST choice, a certificate, lines or passwords.
    public var confirm: Bool
    /// How many rows there are, as far as whoever sends them knows: for whoever watches the progress.
    public var rows: Int?

    /// A plan changes nothing, but works as long as the import does.
    public var manner: RequestManner { plan ? .works : .changes }

    /// The request for an import.
    public init(
        noun: ObjectNoun,
        keepGoing: Bool = false,
        plan: Bool = false,
        confirm: Bool = false,
        rows: Int? = nil
    ) {
        self.rows = rows
        self.noun = noun
        self.keepGoing = keepGoing
        self.plan = plan
        self.confirm = confirm
    }

    private enum CodingKeys: String, CodingKey {
        case noun, plan, confirm, rows
        case keepGoing = "keep-going"
    }
}
