import Contention

/// What must become of each change when they come one after the other: who is refused, and what is saved.
struct ContentionModel {
    /// What is saved after each acknowledged change; the first is the beginning.
    private var states: [ContentionState]
    /// The moment at which each object was changed last.
    private var changedAt: [ContendedObject: Int] = [:]
    /// What each file left when it was applied last, and of which objects it said anything.
    private var left: [Deed.SiteFileKey: (moment: Int, objects: Set<ContendedObject>)] = [:]

    init(_ start: ContentionState) { states = [start] }

    /// How many changes were acknowledged.
    var moment: Int { states.count - 1 }
    /// What is saved now.
    var now: ContentionState { states[moment] }

    /// Whether a change must be acknowledged.
    func acknowledges(_ deed: Deed) -> Bool {
        switch deed.kind {
        case .update, .deletion: deed.writes.keys.allSatisfy { now[$0] != nil }
        case .addition: deed.writes.keys.allSatisfy { now[$0] == nil }
        case .conditionalUpdate, .edit: deed.read.objects.keys.allSatisfy { isUntouched($0, since: deed.readAt) }
        case .file(_, let overwrites): overwrites || overwritten(by: deed).isEmpty
        case .plan: overwritten(by: deed).isEmpty
        case .keptPlan(let planned):
            changed(by: deed) == planned && planned.allSatisfy { isUntouched($0, since: deed.readAt) }
        }
    }

    /// What a change alters.
    func changed(by deed: Deed) -> Set<ContendedObject> {
        Set(
            deed.writes.filter { object, fields in
                guard !fields.isEmpty else { return now[object] != nil }
                return (now[object] ?? [:]).merging(fields) { $1 } != now[object]
            }.keys
        )
    }

    /// What a site file overwrites that is neither as the file shows it nor as the same file left it.
    func overwritten(by deed: Deed) -> Set<ContendedObject> {
        let last =
            switch deed.kind {
            case .file(let key, _), .plan(let key): left[key]
            default: nil as (moment: Int, objects: Set<ContendedObject>)?
            }
        return changed(by: deed).filter { object in
            let isAsShown = isUntouched(object, since: deed.readAt) || now[object] == states[deed.readAt][object]
            let isAsLeft = last.map { $0.objects.contains(object) && now[object] == states[$0.moment][object] } ?? false
            return !isAsShown && !isAsLeft
        }
    }

    private func isUntouched(_ object: ContendedObject, since moment: Int) -> Bool {
        changedAt[object, default: 0] <= moment
    }

    /// Takes a change in that was acknowledged.
    mutating func take(_ deed: Deed) {
        let changed = changed(by: deed)
        var state = now
        for object in changed {
            if deed.isDeletion {
                state[object] = nil
            } else {
                state[object] = (now[object] ?? [:]).merging(deed.writes[object] ?? [:]) { $1 }
            }
        }
        states.append(state)
        for object in changed { changedAt[object] = moment }
        if case .file(let key, _) = deed.kind { left[key] = (moment, Set(deed.writes.keys)) }
    }
}
