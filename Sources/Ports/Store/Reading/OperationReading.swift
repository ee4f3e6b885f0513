public import ClusterModel
public import Platform

/// Resets and rollbacks as operations, and how far their phones are.
public protocol OperationReading {
    /// The operation with that number.
    func operation(_ id: Int) throws -> ResetOperation?

    /// The latest operations, the latest first; those of one phase when it is given.
    func operations(_ phase: ResetOperation.Phase?, limit: Int) throws -> [ResetOperation]

    /// The waves of an operation, oldest first.
    func waves(of operation: Int) throws -> [OperationWave]

    /// The waves with phones that are still to be told, oldest first.
    func wavesToTell() throws -> [OperationWave]

    /// How many phones of a wave's revision have arrived, and how many have not and had until `deadline` (seconds since
    /// 1970).
    func deliveryCounts(of wave: OperationWave, deadline: UnixTime) throws -> DeliveryCounts

    /// Calls `body` with each phone that a revision published or took away, in the order of their names.
    func forEachDelivery(in revision: RevisionNumber, _ body: (PhoneDelivery) throws -> Void) throws

    /// The first phones, in the order they lie in the store, that have neither fetched the file a revision published for
    /// them nor been given another; it costs what it passes over, not what comes behind.
    ///
    /// - Parameters:
    ///   - revision: The revision's number.
    ///   - last: The phone behind which to begin; with the first when it is not given.
    ///   - limit: How many at most.
    /// - Returns: The phones.
    /// - Throws: What the store throws.
    func waitingPhones(in revision: RevisionNumber, after last: ObjectID?, limit: Int) throws -> [WaitingPhone]
}
