internal import ClusterModel
public import Notifiers
internal import Publishing
internal import Store

/// Tells the phones of new revisions that there is something to fetch, and keeps what became of it.
///
/// Everything is written down before it is acted on: nobody is told while the store cannot take it, and a chunk of phones
/// is told once more only when the daemon ends before its outcome is on the disk. While that cannot be written, it is
/// remembered here, and nobody else is told.
public struct PhoneTelling: Sendable {
    /// How many phones are told before it is looked again who still waits: silent ones take half a minute. Our own choice.
    static let chunk = 256

    private let administrator: Administrator
    private let notifier: any PhoneNotifier
    /// The revisions that this daemon has written down to have begun with.
    private var begun: Set<RevisionNumber> = []
    /// What became of a chunk, while it cannot be written.
    private var unwritten: (revision: RevisionNumber, notice: OperationWave.Notice)?

    /// Telling by `notifier`.
    public init(_ administrator: Administrator, by notifier: any PhoneNotifier) {
        self.administrator = administrator
        self.notifier = notifier
    }

    /// Tells every phone that is to be told, a chunk of each wave in turn, so that a single phone does not wait for a site.
    ///
    /// - Throws: What the store throws; then it is gone on with the next time. `CancellationError` when the daemon ends.
    ///   Phones that cannot be told are an outcome.
    public mutating func advance() async throws {
        try await writeDown()
        while true {
            let waves = try await administrator.store.read { try $0.wavesToTell() }
            guard !waves.isEmpty else { return }
            for wave in waves { try await tellChunk(of: wave) }
        }
    }

    private mutating func tellChunk(of wave: OperationWave) async throws {
        guard var progress = wave.notice.progress else { return }
        let through = progress.through
        let now = administrator.now
        let (phones, deadline) = try await administrator.store.read { snapshot in
            let staleAfter = try snapshot.operation(wave.operation)?.staleAfter ?? 0
            return (
                try snapshot.waitingPhones(in: wave.revision, after: through, limit: Self.chunk),
                wave.deadline(staleAfter: staleAfter, now: now)
            )
        }
        guard let last = phones.last else { return try await keep(.done(progress), of: wave) }
        let step = NoticeStep(
            progress,
            hasBegun: begun.contains(wave.revision),
            deadline: deadline,
            now: now
        )
        switch step {
        case .giveUp(let reason):
            begun.remove(wave.revision)
            return try await administrator.giveUpTelling(wave, because: reason)
        case .begin(let attempt):
            progress.attempt = attempt
            let beginning = progress
            try await administrator.store.write { try $0.setNotice(.telling(beginning), ofRevision: wave.revision) }
            begun.insert(wave.revision)
        case .tell:
            break
        }
        let outcome = try await notifier.tell(
            phones.map { NotifiedPhone(name: $0.name, address: $0.address, stamp: $0.stamp) }
        )
        progress.attempt = 1
        progress.through = last.id
        progress.told += outcome.told
        progress.failed += outcome.failed
        progress.reason = progress.reason ?? outcome.reason
        try await keep(phones.count < Self.chunk ? .done(progress) : .telling(progress), of: wave)
    }

    private mutating func keep(_ notice: OperationWave.Notice, of wave: OperationWave) async throws {
        unwritten = (wave.revision, notice)
        try await writeDown()
    }

    private mutating func writeDown() async throws {
        guard let (revision, notice) = unwritten else { return }
        try await administrator.store.write { try $0.setNotice(notice, ofRevision: revision) }
        unwritten = nil
        if notice.progress == nil { begun.remove(revision) }
    }
}

extension Administrator {
    /// Gives up telling whoever is still to be told: a daemon without a notifier never will.
    ///
    /// - Throws: What the store throws; then nothing was changed.
    public func giveUpTelling() async throws {
        for wave in try await store.read({ try $0.wavesToTell() }) {
            try await giveUpTelling(wave, because: NoticeStep.noNotifier)
        }
    }

    /// Gives up telling a wave's phones; those that still wait count as not told.
    func giveUpTelling(_ wave: OperationWave, because reason: String) async throws {
        guard let begun = wave.notice.progress else { return }
        try await store.write { transaction in
            var progress = begun
            progress.failed += try transaction.waitingPhones(in: wave.revision, after: begun.through, limit: .max).count
            progress.reason = progress.reason ?? reason
            try transaction.setNotice(.done(progress), ofRevision: wave.revision)
        }
    }
}
