public import Documents

/// The call managers that phones try, in order.
public struct CallManagerGroup: Hashable, Sendable {
    /// The most members a phone's file has places for: priorities 0 to 4 (formats.md 1.2).
    public static let maximumMembers = 5

    /// The group's name.
    public let name: ObjectName
    /// The call managers, first choice first; one to five.
    public let members: [CallManager]
}

extension CallManagerGroup: SavedObject {
    /// `call-manager-group`.
    public static let noun = "call-manager-group"

    /// The noun and the name.
    public var label: String { "\(Self.noun) \(name)" }

    /// Reads the group's fields.
    public init?(_ reader: inout FieldReader) {
        let name = reader.requiredName(noun: Self.noun)
        let members = reader.objects("members") { CallManager(&$0) }.flatMap { Self.checkedMembers($0, reader) }
        guard let name, let members else { return nil }
        self.name = name
        self.members = members
    }

    private static func checkedMembers(_ members: [CallManager], _ reader: FieldReader) -> [CallManager]? {
        guard 1...maximumMembers ~= members.count else {
            reader.refuse(
                InvalidValue(
                    "The group has \(members.count) members.",
                    remedy: "Give 1 to \(maximumMembers) call managers."
                ),
                field: "members"
            )
            return nil
        }
        return members
    }

    /// The group's fields.
    public var document: Document {
        .mapping([
            Document.Entry("name", name.document),
            Document.Entry("members", .list(members.map(\.document))),
        ])
    }
}
