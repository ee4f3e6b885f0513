/// A name that an object had up to a place in the audit trail.
public struct FormerName: Hashable, Sendable {
    /// How records name the object, for instance `srst branch-12`.
    public var object: String
    /// The place of the last record that names it so.
    public var lastSequence: Int

    /// A name up to a place.
    public init(object: String, lastSequence: Int) {
        self.object = object
        self.lastSequence = lastSequence
    }

    /// Every name that an object had before its own, the latest first.
    ///
    /// - Parameters:
    ///   - object: How records name it now, without regard to case.
    ///   - renamings: Those of the whole trail, in order.
    /// - Returns: Its former names.
    public static func all(of object: String, _ renamings: [Renaming]) -> [FormerName] {
        var names: [FormerName] = []
        var current = object.lowercased()
        // From the latest to the earliest: what bore the name before that is another object.
        for renaming in renamings.reversed() where renaming.after.lowercased() == current {
            names.append(FormerName(object: renaming.before, lastSequence: renaming.sequence))
            current = renaming.before.lowercased()
        }
        return names
    }
}

/// A renaming, as the audit trail has it.
public struct Renaming: Hashable, Sendable {
    /// The place of its record.
    public var sequence: Int
    /// How records named the object until then, for instance `srst branch-12`.
    public var before: String
    /// How they name it since.
    public var after: String

    /// A renaming with the given parts.
    public init(sequence: Int, before: String, after: String) {
        self.sequence = sequence
        self.before = before
        self.after = after
    }
}
