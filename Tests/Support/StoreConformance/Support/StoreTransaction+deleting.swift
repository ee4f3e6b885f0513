internal import Platform
internal import Store

extension StoreTransaction {
    /// Deletes an object where it does not matter by whom.
    func delete(_ id: ObjectID) throws { try delete(id, Deletion(time: 3_000, actor: "admin")) }
}
