public import ClusterModel
public import Documents

/// An object of which tests need an example: the fewest fields it must have, with others laid over them.
public protocol ExampleObject: SavedObject {
    /// The fewest fields an object of this kind can have.
    static var exampleDocument: Document { get }
}

extension ExampleObject {
    /// The example with the fields of `changes` laid over its own; null removes a field.
    public static func example(_ changes: Document = [:]) throws -> Self {
        try Self(exampleDocument.merging(changes))
    }

    /// What is wrong with the example once the fields of `changes` are laid over its own.
    public static func problems(_ changes: Document) -> [Problem] { problems(in: exampleDocument.merging(changes)) }

    /// What is wrong with `document` as an object of this kind.
    public static func problems(in document: Document) -> [Problem] {
        do {
            _ = try Self(document)
            return []
        } catch {
            return error.all
        }
    }
}

extension Cluster: ExampleObject {
    /// No field at all.
    public static let exampleDocument: Document = [:]
}

extension CallManagerGroup: ExampleObject {
    /// One member.
    public static let exampleDocument: Document = ["name": "CMG-Tokyo", "members": [["address": "192.0.2.10"]]]
}

extension SRSTReference: ExampleObject {
    /// One SCCP address.
    public static let exampleDocument: Document = ["name": "branch-12", "sccp": [["address": "192.0.2.1"]]]
}

extension DevicePool: ExampleObject {
    /// The example of a call-manager group, no SRST.
    public static let exampleDocument: Document = ["name": "HQ", "call-manager-group": "CMG-Tokyo"]
}

extension PhoneSecurityProfile: ExampleObject {
    /// SIP without security.
    public static let exampleDocument: Document = ["name": "standard-sip", "protocol": "sip"]
}

extension Phone: ExampleObject {
    /// A SIP phone of the example pool and profile, without lines.
    public static let exampleDocument: Document = [
        "name": "SEP001122334455", "protocol": "sip", "model": "8841", "device-pool": "HQ",
        "security-profile": "standard-sip",
    ]
}
