public import Documents

/// Adds an object; a phone gets its first file at once (S02).
public struct AddObject: ChangeRequest {
    /// The answer.
    public typealias Response = ChangeReport
    /// `object/add`.
    public static let path = "object/add"

    /// The noun.
    public var noun: ObjectNoun
    /// The object's fields; `group.field` is a field of a group.
    public var fields: Document
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for an object.
    public init(noun: ObjectNoun, fields: Document, plan: Bool = false) {
        self.noun = noun
        self.fields = fields
        self.plan = plan
    }
}

/// Adds an object with the fields of another. An SRST reference's certificate is not copied.
public struct CopyObject: ChangeRequest {
    /// The answer.
    public typealias Response = ChangeReport
    /// `object/copy`.
    public static let path = "object/copy"

    /// The noun.
    public var noun: ObjectNoun
    /// The name of the object to copy.
    public var name: String
    /// The name of the copy.
    public var newName: String
    /// Fields in which the copy differs.
    public var fields: Document
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for a copy.
    public init(
        noun: ObjectNoun,
        name: String,
        newName: String,
        fields: Document = .mapping([]),
        plan: Bool = false
    ) {
        self.noun = noun
        self.name = name
        self.newName = newName
        self.fields = fields
        self.plan = plan
    }

    private enum CodingKeys: String, CodingKey {
        case noun, name, fields, plan
        case newName = "new-name"
    }
}

/// Changes fields of an object; of an SRST reference never the certificate, except that clearing *Is SRST Secure?*
/// removes it (S14, S18).
public struct UpdateObject: ConfirmableRequest {
    /// The answer.
    public typealias Response = ChangeReport
    /// `object/update`.
    public static let path = "object/update"

    /// The noun.
    public var noun: ObjectNoun
    /// The name; the cluster needs none.
    public var name: String?
    /// The fields to change; null sets a field back to its default, `group.field` changes one field of a group.
    public var fields: Document
    /// Whether to reset the dependents in the same step.
    public var reset: Bool
    /// The version that was read; the change is refused when the object has another by now.
    public var version: Int?
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool
    /// Whether the change may take something away: security, an SRST choice, a certificate, lines or passwords.
    public var confirm: Bool?

    /// The request for a change.
    public init(
        noun: ObjectNoun,
        name: String? = nil,
        fields: Document,
        reset: Bool = false,
        version: Int? = nil,
        plan: Bool = false,
        confirm: Bool? = nil
    ) {
        self.noun = noun
        self.name = name
        self.fields = fields
        self.reset = reset
        self.version = version
        self.plan = plan
        self.confirm = confirm
    }

    /// The same change, with a yes to what it takes away.
    public var confirmed: UpdateObject {
        var request = self
        request.confirm = true
        return request
    }
}

/// Gives an object another name; what names it follows, and its history stays.
public struct RenameObject: ChangeRequest {
    /// The answer.
    public typealias Response = ChangeReport
    /// `object/rename`.
    public static let path = "object/rename"

    /// The noun.
    public var noun: ObjectNoun
    /// The object's name.
    public var name: String
    /// Its new name.
    public var newName: String
    /// The version that was read; the change is refused when the object has another by now.
    public var version: Int?
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for a name.
    public init(noun: ObjectNoun, name: String, newName: String, version: Int? = nil, plan: Bool = false) {
        self.noun = noun
        self.name = name
        self.newName = newName
        self.version = version
        self.plan = plan
    }

    private enum CodingKeys: String, CodingKey {
        case noun, name, version, plan
        case newName = "new-name"
    }
}

/// Deletes an object that nothing names any more; a phone's file is withdrawn at once (S02), a reference's certificate
/// goes with it (S15).
public struct DeleteObject: ChangeRequest {
    /// The answer.
    public typealias Response = ChangeReport
    /// `object/delete`.
    public static let path = "object/delete"

    /// The noun.
    public var noun: ObjectNoun
    /// The object's name.
    public var name: String
    /// Whether the device pools that name an SRST reference are moved to `disable` in the same transaction.
    public var detach: Bool
    /// Whether to reset the dependents in the same step.
    public var reset: Bool
    /// The version that was read; the change is refused when the object has another by now.
    public var version: Int?
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for a deletion.
    public init(
        noun: ObjectNoun,
        name: String,
        detach: Bool = false,
        reset: Bool = false,
        version: Int? = nil,
        plan: Bool = false
    ) {
        self.noun = noun
        self.name = name
        self.detach = detach
        self.reset = reset
        self.version = version
        self.plan = plan
    }
}

/// Takes an object back to what was saved of it when the files that are served were made, or when a revision was; an SRST
/// reference with its certificate.
public struct RevertObject: ConfirmableRequest {
    /// The answer.
    public typealias Response = ChangeReport
    /// `object/revert`.
    public static let path = "object/revert"

    /// The noun.
    public var noun: ObjectNoun
    /// The name; the cluster needs none.
    public var name: String?
    /// The revision to go back to, a number or `INCARNATION/NUMBER`; what is published unless it is given.
    public var to: String?
    /// The version that was read; the change is refused when the object has another by now.
    public var version: Int?
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool
    /// Whether that may take something away: security, an SRST choice, a certificate, lines or passwords.
    public var confirm: Bool?

    /// The request to discard changes.
    public init(
        noun: ObjectNoun,
        name: String? = nil,
        to revision: String? = nil,
        version: Int? = nil,
        plan: Bool = false,
        confirm: Bool? = nil
    ) {
        self.noun = noun
        self.name = name
        to = revision
        self.version = version
        self.plan = plan
        self.confirm = confirm
    }

    /// The same, with a yes to what it takes away.
    public var confirmed: RevertObject {
        var request = self
        request.confirm = true
        return request
    }
}

/// Brings a deleted object back as it was, with its passwords and certificates; a phone gets its first file at once (S02).
public struct UndeleteObject: ChangeRequest {
    /// The answer.
    public typealias Response = ChangeReport
    /// `object/undelete`.
    public static let path = "object/undelete"

    /// The noun.
    public var noun: ObjectNoun
    /// The name.
    public var name: String
    /// When it was deleted, when several of the name were: the last one unless it is given.
    public var deletedAt: String?
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for a name.
    public init(noun: ObjectNoun, name: String, deletedAt: String? = nil, plan: Bool = false) {
        self.noun = noun
        self.name = name
        self.deletedAt = deletedAt
        self.plan = plan
    }

    private enum CodingKeys: String, CodingKey {
        case noun, name, plan
        case deletedAt = "deleted-at"
    }
}
