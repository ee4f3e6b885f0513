public import Store

/// What files are made of, and what they are compared with.
public typealias RenderedState =
    SavedStateReading & CandidateReading & PublicationReading & RevisionReading & TrustReading
