internal import Platform

/// The transfers of one worker that have acknowledged nothing yet, by age: their clients' addresses may be forged, so each
/// network and each address may have only so many of them. At the limit the oldest makes way for the newest: a client that
/// is there has acknowledged something within its round trip.
struct UnacknowledgedTransfers {
    /// What a transfer is counted by.
    struct Key {
        /// The client.
        var peer: Endpoint
        /// A hash of the file's name.
        var name: UInt64
        /// Whether it may hold a descriptor.
        var isFile: Bool
    }

    /// The most that there may be; each worker has its share of what the settings say.
    struct Limits {
        /// To one /24 or /64.
        var perNetwork: Int
        /// To one address, of one file.
        var perName: Int
        /// Static files that are sent to one address: of each, one descriptor is held.
        var files: Int

        /// One worker's share of the settings, one at least.
        init(_ settings: TFTPServerSettings) {
            func share(_ limit: Int) -> Int {
                let workers = max(1, settings.workers)
                return limit / workers + (limit % workers > 0 ? 1 : 0)
            }
            perNetwork = share(settings.maximumUnacknowledgedPerPrefix)
            perName = share(settings.maximumUnacknowledgedPerName)
            files = share(settings.maximumUnacknowledgedFiles)
        }
    }

    /// Whether there is room for one more.
    enum Room: Hashable {
        /// There is.
        case free
        /// Once the transfer in this slot has made way.
        case after(Int)
        /// There is none, and nobody can make any.
        case none
    }

    private struct Name: Hashable {
        var address: Address
        var digest: UInt64
        var isFile: Bool
    }

    private struct Files {
        var queue = SlotQueue()
        /// How many different ones.
        var names = 0
    }

    private let limits: Limits
    private var all = SlotQueue()
    private var networks: [Address: SlotQueue] = [:]
    private var names: [Name: SlotQueue] = [:]
    private var files: [Address: Files] = [:]
    private var allLinks = SlotLinks()
    private var networkLinks = SlotLinks()
    private var nameLinks = SlotLinks()
    private var fileLinks = SlotLinks()

    /// None yet.
    init(_ limits: Limits) { self.limits = limits }

    /// How many there are.
    var count: Int { Int(all.count) }

    /// The slot of the oldest.
    var oldest: Int? { all.oldest }

    /// Whether there is room for one more; when one has to make way, there may be another yet.
    func room(for key: Key) -> Room {
        let network = networks[key.peer.prefix] ?? SlotQueue()
        guard network.count < limits.perNetwork else { return Self.after(network) }
        let name = names[Self.name(key)] ?? SlotQueue()
        guard name.count < limits.perName else { return Self.after(name) }
        guard key.isFile, name.count == 0 else { return .free }
        let files = files[key.peer.address] ?? Files()
        return files.names < limits.files ? .free : Self.after(files.queue)
    }

    /// Adds the transfer in a slot.
    mutating func add(_ slot: Int, _ key: Key) {
        allLinks.append(slot, to: &all)
        networkLinks.append(slot, to: &networks[key.peer.prefix, default: SlotQueue()])
        func isFirst(_ queue: inout SlotQueue) -> Bool {
            nameLinks.append(slot, to: &queue)
            return queue.count == 1
        }
        let isNew = isFirst(&names[Self.name(key), default: SlotQueue()])
        guard key.isFile else { return }
        func count(_ files: inout Files) {
            if isNew { files.names += 1 }
            fileLinks.append(slot, to: &files.queue)
        }
        count(&files[key.peer.address, default: Files()])
    }

    /// Takes out one that was added with this key: it was acknowledged, or has ended.
    mutating func remove(_ slot: Int, _ key: Key) {
        allLinks.remove(slot, from: &all)
        if let place = networks.index(forKey: key.peer.prefix) {
            networkLinks.remove(slot, from: &networks.values[place])
            if networks.values[place].count == 0 { networks.remove(at: place) }
        }
        guard let place = names.index(forKey: Self.name(key)) else { return }
        nameLinks.remove(slot, from: &names.values[place])
        let wasLast = names.values[place].count == 0
        if wasLast { names.remove(at: place) }
        guard key.isFile, let place = files.index(forKey: key.peer.address) else { return }
        fileLinks.remove(slot, from: &files.values[place].queue)
        if wasLast { files.values[place].names -= 1 }
        if files.values[place].queue.count == 0 { files.remove(at: place) }
    }

    private static func name(_ key: Key) -> Name {
        Name(address: key.peer.address, digest: key.name, isFile: key.isFile)
    }

    private static func after(_ queue: SlotQueue) -> Room { queue.oldest.map(Room.after) ?? .none }
}
