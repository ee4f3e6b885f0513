public import ClusterModel

/// Keeps how operations go on.
public protocol OperationWriting {
    /// Adds an operation and answers its number; in a rehearsal it does nothing and answers 0.
    func add(_ operation: ResetOperation) throws -> Int

    /// Adds a wave to its operation; in a rehearsal it does nothing.
    func add(_ wave: OperationWave) throws

    /// Keeps how an operation goes on: its phase and reason, and how many phones are left.
    func update(_ operation: ResetOperation) throws

    /// Keeps what became of telling a wave's phones.
    func setNotice(_ notice: OperationWave.Notice, ofRevision revision: RevisionNumber) throws
}
