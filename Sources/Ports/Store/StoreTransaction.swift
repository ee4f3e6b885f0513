/// A view of the store that can be changed; all its changes are committed together or not at all.
public protocol StoreTransaction:
    StoreSnapshot, SavedStateWriting, TrustWriting, AuditWriting, ChangeWriting, RevisionWriting, OperationWriting,
    FetchWriting, Committing
{}
