public import Documents

/// One object as it is saved, with what else is known of it.
public struct ObjectReport: Codable, Hashable, Sendable {
    /// The object's noun, for instance `device-pool`.
    public var noun: String
    /// The object's version, for conditional updates.
    public var version: Int
    /// Its fields; secrets are masked.
    public var fields: Document
    /// What is known beside the fields, for instance an SRST reference's certificate.
    public var details: Document

    /// A report with the given parts.
    public init(noun: String, version: Int, fields: Document, details: Document = .mapping([])) {
        self.noun = noun
        self.version = version
        self.fields = fields
        self.details = details
    }
}

/// The objects of one noun.
public struct ObjectListReport: Codable, Hashable, Sendable {
    /// The objects by name.
    public var objects: [ObjectReport]

    /// A report of the given objects.
    public init(objects: [ObjectReport]) { self.objects = objects }
}
