internal import ClusterModel
internal import PhoneFiles
internal import Store

/// Gathers files that change in the same way (A01).
///
/// Files that keep their own values differ in what their bodies differ in, so each pair of bodies is compared once,
/// whatever the number of phones – unless a part that only one of the bodies has takes own values: then the files differ
/// from each other in these.
struct ChangeGrouping {
    /// How many files whose own values change are compared one by one. Our own bound: comparing takes a millisecond.
    static let maximumSingleComparisons = 500

    private enum Key: Hashable {
        case added
        case removed
        case changed([PhoneFileDifference])
        case alike(ComparedFile.BodyKey, ComparedFile.BodyKey)
    }

    private struct Pair: Hashable {
        let old: ComparedFile.BodyKey
        let new: ComparedFile.BodyKey
    }

    private let snapshot: any PublicationReading & TrustReading
    private(set) var groups: [FileChangeGroup] = []
    private var indices: [Key: Int] = [:]
    /// The group of each pair whose differences hold no phone's own values; none of a pair whose differences do.
    private var indicesOfPairs: [Pair: Int?] = [:]
    private var singleComparisons = 0

    init(_ snapshot: any PublicationReading & TrustReading) { self.snapshot = snapshot }

    /// Adds a file whose bytes differ; a side of `nil` is no file.
    mutating func add(
        _ file: PublishedFile,
        pool: String?,
        from old: ComparedFile?,
        to new: ComparedFile?
    ) throws {
        let index = try index(file, from: old, to: new)
        switch file {
        case .phone(let name): groups[index].phones.append(name)
        case .defaultFile, .capfRoot: groups[index].siteFiles.insert(file)
        }
        if let pool { groups[index].pools.insert(pool) }
    }

    /// The groups in the order of their first files, the files in the order of their names.
    consuming func sorted() -> [FileChangeGroup] {
        for index in groups.indices { groups[index].phones.sort() }
        // A file of the whole site comes behind the phones, as it is added.
        return groups.enumerated().sorted { left, right in
            switch (left.element.phones.first, right.element.phones.first) {
            case (let first?, let second?): first < second
            case (nil, nil): left.offset < right.offset
            case (let first, _): first != nil
            }
        }.map(\.element)
    }

    private mutating func index(_ file: PublishedFile, from old: ComparedFile?, to new: ComparedFile?) throws -> Int {
        guard let new else { return group(.removed, FileChangeGroup(kind: .removed)) }
        guard let old else { return group(.added, FileChangeGroup(kind: .added)) }
        let pair = Pair(old: old.bodyKey, new: new.bodyKey)
        if try new.hasValues(of: old, in: snapshot) {
            let known = try indicesOfPairs[pair] ?? shared(file, from: old, to: new)
            indicesOfPairs[pair] = .some(known)
            if let known { return known }
        }
        if singleComparisons < Self.maximumSingleComparisons {
            singleComparisons += 1
            return try changed(file, from: old, to: new)
        }
        let key = Key.alike(pair.old, pair.new)
        if let known = indices[key] { return known }
        let example = try differences(file, from: old.bytes(in: snapshot), to: new.bytes(in: snapshot))
        return group(key, FileChangeGroup(kind: .changedAlike, differences: example))
    }

    /// The group of files that differ in what their bodies differ in; none when they differ in own values, too.
    private mutating func shared(_ file: PublishedFile, from old: ComparedFile, to new: ComparedFile) throws -> Int? {
        let placeholders = ValuePlaceholders()
        let differences = try differences(
            file,
            from: placeholders.bytes(of: old, in: snapshot),
            to: placeholders.bytes(of: new, in: snapshot)
        )
        guard !differences.contains(where: placeholders.stand(in:)) else { return nil }
        return group(.changed(differences), FileChangeGroup(kind: .changed, differences: differences))
    }

    private mutating func changed(_ file: PublishedFile, from old: ComparedFile, to new: ComparedFile) throws -> Int {
        let differences = try differences(file, from: old.bytes(in: snapshot), to: new.bytes(in: snapshot))
        return group(.changed(differences), FileChangeGroup(kind: .changed, differences: differences))
    }

    private mutating func group(_ key: Key, _ new: @autoclosure () -> FileChangeGroup) -> Int {
        if let known = indices[key] { return known }
        groups.append(new())
        indices[key] = groups.count - 1
        return groups.count - 1
    }

    private func differences(
        _ file: PublishedFile,
        from old: [UInt8],
        to new: [UInt8]
    ) throws -> [PhoneFileDifference] {
        try file.differences(from: old, to: new)
            .filter { $0.path != PhoneFileDiff.versionStampPath }
    }
}
