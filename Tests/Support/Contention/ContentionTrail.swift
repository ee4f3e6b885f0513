public import AdminAPI
import Documents

/// The audit trail of a site that several contended for, held against what each of them was told.
///
/// The trail has the one order in which everything happened. What it says must follow from what was acknowledged: each
/// record is the doing of exactly one acknowledged change, and each acknowledged change is there exactly once, whole, on top
/// of what it was made for.
public struct ContentionTrail {
    /// One record of an object that they contended for.
    private struct Entry {
        let sequence: Int
        let actor: String
        let object: ContendedObject
        /// Its fields before and after; none when it was not, or is no longer, there.
        let before: [String: String]?
        let after: [String: String]?
        /// Whose doing it is: the place of a deed.
        var deed: Int?

        /// The fields that it changes.
        var changes: [String: String] {
            (after ?? [:]).filter { before?[$0.key] != $0.value }
        }
    }

    private var entries: [Entry]
    private let deeds: [Deed]
    /// The state in the beginning.
    private let start: ExportedSite
    private let namesActors: Bool
    /// How far each actor's changes were found: they come in their order.
    private var reached: [String: Int] = [:]
    /// What is not as it must be.
    public private(set) var faults: [String] = []

    /// Holds a trail against what was done.
    ///
    /// - Parameters:
    ///   - records: All records of the trail, in any order.
    ///   - start: What was exported before the first deed.
    ///   - end: What was exported after the last.
    ///   - deeds: Everything that was tried.
    ///   - seen: What readers saw meanwhile.
    ///   - namesActors: Whether the trail names those who contended; those of one daemon's API are all one user.
    public init(
        _ records: [AuditReport.Record],
        from start: ExportedSite,
        to end: ExportedSite,
        deeds: [Deed],
        seen: [ExportedSite],
        namesActors: Bool
    ) {
        self.deeds = deeds
        self.start = start
        self.namesActors = namesActors
        entries = records.filter { $0.sequence > start.record }.sorted { $0.sequence < $1.sequence }
            .compactMap { record in
                // Records of what was published name phones, too; those of changes have the image of an object.
                guard let object = ContendedObject(record.object),
                    (record.before?["name"] ?? record.after?["name"]) != nil
                else { return nil }
                return Entry(
                    sequence: record.sequence,
                    actor: record.actor,
                    object: object,
                    before: record.before.map { object.fields(of: $0) },
                    after: record.after.map { object.fields(of: $0) }
                )
            }
        let states = replay()
        for site in seen + [end] where states(site.record) != site.shown {
            faults.append("what was read behind record \(site.record) is not what the trail leads to")
        }
        for (index, deed) in deeds.enumerated() where deed.isDone && !deed.isDeletion { claim(deed, index) }
        // A deletion has no value of its own to be known by: whose it is does not matter, but that there are as many.
        reached = [:]
        for (index, deed) in deeds.enumerated() where deed.isDeletion && deed.isDone { claim(deed, index) }
        for entry in entries where entry.deed == nil {
            faults.append("record \(entry.sequence), \(entry.object): nobody was told that it was done")
        }
        checkGrounds(states)
    }

    /// Goes through the trail: each record must begin with what those before it left.
    ///
    /// - Returns: The state after a record.
    private mutating func replay() -> (Int) -> ContentionState {
        var state = start.shown
        var states = [(start.record, state)]
        for entry in entries {
            if state[entry.object] != entry.before {
                faults.append("record \(entry.sequence), \(entry.object): it does not begin with what was saved")
            }
            state[entry.object] = entry.after
            states.append((entry.sequence, state))
        }
        return { record in
            // The last one that is not later.
            var (low, high) = (0, states.count)
            while low + 1 < high {
                let middle = (low + high) / 2
                if states[middle].0 <= record { low = middle } else { high = middle }
            }
            return states[low].1
        }
    }

    /// Finds the records of a change: one transaction, so they stand together, behind those of its actor's earlier changes.
    private mutating func claim(_ deed: Deed, _ index: Int) {
        let count = deed.changed.count
        var first = deed.isDeletion ? 0 : reached[deed.actor, default: 0]
        while first + count <= entries.count {
            let range = first..<first + count
            let isIt =
                entries[range].allSatisfy { $0.deed == nil && does($0, deed) }
                && Set(entries[range].map(\.object)) == deed.changed
            if isIt {
                for place in range { entries[place].deed = index }
                reached[deed.actor] = range.upperBound
                return
            }
            first += 1
        }
        faults.append(
            "\(deed.actor) was told that \(deed.kind) of \(deed.changed) was done; it is not in the trail as a whole"
        )
    }

    /// Whether a record may be a deed's doing: it changes what the deed was to change, to what it was to be, and no more.
    private func does(_ entry: Entry, _ deed: Deed) -> Bool {
        guard let writes = deed.writes[entry.object], deed.changed.contains(entry.object) else { return false }
        guard !namesActors || entry.actor == deed.actor else { return false }
        if deed.isDeletion { return entry.after == nil }
        guard let after = entry.after else { return false }
        return writes.allSatisfy { after[$0.key] == $0.value }
            && entry.changes.allSatisfy { writes[$0.key] == $0.value }
    }

    /// What a change was made for must have been there: nobody's change is overwritten by somebody who did not know of it.
    private mutating func checkGrounds(_ states: (Int) -> ContentionState) {
        // What each file left when it was applied last, and of which objects it said anything.
        var left: [Deed.SiteFileKey: (record: Int, objects: Set<ContendedObject>)] = [:]
        for (index, all) in Dictionary(grouping: entries, by: \.deed).sorted(by: { first($0.value) < first($1.value) })
        {
            guard let index else { continue }
            let deed = deeds[index]
            switch deed.kind {
            case .update, .addition, .deletion, .plan: break
            case .conditionalUpdate, .edit:
                for entry in all where entry.before != deed.read[entry.object] { stale(entry, deed) }
            case .keptPlan:
                let planned = deed.readBehind.map(states)
                for entry in all where entry.before != planned?[entry.object] { stale(entry, deed) }
            case .file(let key, let overwrites):
                let (shown, last) = (states(key.record), left[key])
                for entry in all {
                    let isKnown =
                        entry.before == shown[entry.object]
                        || last.map {
                            $0.objects.contains(entry.object) && entry.before == states($0.record)[entry.object]
                        }
                            == true
                    if !isKnown, !overwrites || !deed.overwritten.contains(entry.object) { stale(entry, deed) }
                }
                left[key] = (all.map(\.sequence).max() ?? 0, Set(deed.writes.keys))
            }
        }
    }

    private func first(_ entries: [Entry]) -> Int { entries.first?.sequence ?? 0 }

    private mutating func stale(_ entry: Entry, _ deed: Deed) {
        faults.append(
            "record \(entry.sequence), \(entry.object): \(deed.actor)'s \(deed.kind) overwrote what it did not know of"
        )
    }
}
