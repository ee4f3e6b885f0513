internal import ClusterModel
internal import Store

extension StoreSnapshot {
    /// A phone as it was saved when a revision was committed.
    func earlier(_ phone: Saved<Phone>, at revision: RevisionNumber) throws -> Phone {
        let state = try earlierState(of: phone.id, at: revision)
        guard let state else { throw NotSavedThen(revision: revision) }
        return try Phone(state.fields)
    }

    func phones() throws -> [Saved<Phone>] {
        var phones: [Saved<Phone>] = []
        try forEachPhone { phones.append($0) }
        return phones
    }

    func candidates(_ selection: PhoneSelection) throws -> [PhoneCandidate] {
        var candidates: [PhoneCandidate] = []
        try forEachCandidate(selection) { candidates.append($0) }
        return candidates
    }

    /// The last digits of the selected phones' names.
    func numbers(_ selection: PhoneSelection) throws -> [Int] {
        try candidates(selection).map { Int($0.name.macAddress.bits & 0xFF) }
    }

    func published() throws -> [PublishedFile: PublishedVersion] {
        var published: [PublishedFile: PublishedVersion] = [:]
        try forEachPublished { version in
            guard published.updateValue(version, forKey: version.file) == nil else {
                throw ServedTwice(file: version.file)
            }
        }
        return published
    }

    func auditRecords(after sequence: Int = 0) throws -> [AuditRecord] {
        var records: [AuditRecord] = []
        try forEachAuditRecord(after: sequence) { records.append($0) }
        return records
    }
}

/// An object that the store says was not saved at a revision.
struct NotSavedThen: Error {
    let revision: RevisionNumber
}

/// A file that the store says is served in two versions.
struct ServedTwice: Error {
    let file: PublishedFile
}
