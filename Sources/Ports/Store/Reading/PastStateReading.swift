public import ClusterModel

/// What was saved earlier: of objects that changed since, and of those that are deleted.
public protocol PastStateReading {
    /// The name an object has, or had when it was deleted.
    func name(of id: ObjectID) throws -> String?

    /// What was saved of an object, deleted by now or not, when `revision` was committed; none when it was not saved then.
    func earlierState(of id: ObjectID, at revision: RevisionNumber) throws -> EarlierState?

    /// The first revision for which it is known what was saved of the objects of a noun; a store of an earlier schema did
    /// not keep it.
    func firstRevisionWithSavedState(ofNoun noun: String) throws -> RevisionNumber

    /// Calls `body` with the deleted objects of a noun that can be brought back, in the order they were made, until it
    /// answers `false`.
    ///
    /// - Parameters:
    ///   - noun: The noun.
    ///   - folded: Only those that had this name, in lower case; all when it is not given.
    ///   - last: The one behind which to begin; with the first when it is not given.
    ///   - body: Takes a deleted object.
    /// - Throws: What the store or `body` throws.
    func forEachDeletedObject(
        ofNoun noun: String,
        named folded: String?,
        after last: ObjectID?,
        _ body: (DeletedObject) throws -> Bool
    ) throws

    /// The names, in lower case, that objects of a noun had when they were deleted and that none has now; those of what is
    /// not kept any more are among them.
    func deletedNames(ofNoun noun: String) throws -> Set<String>
}
