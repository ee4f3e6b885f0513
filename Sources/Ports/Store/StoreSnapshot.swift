/// One consistent view of the store: all that can be asked of it. What asks takes the part that it asks.
public protocol StoreSnapshot:
    SavedStateReading, PastStateReading, CandidateReading, RevisionReading, PublicationReading, FetchReading,
    OperationReading, TrustReading, AuditReading, ChangeReading
{}
