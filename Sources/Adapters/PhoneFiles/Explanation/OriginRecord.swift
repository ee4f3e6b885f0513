/// The origins of what a file says, in the order in which it is written.
struct OriginRecord {
    /// One place of the file.
    enum Entry {
        /// An attribute, or an element without others in it.
        case place(ElementOrigin)
        /// An element that could stand at the path, and why it does not.
        case absent(path: String, ElementOrigin)
    }

    private struct Opened {
        var name: String
        var placesBefore: Int
    }

    private(set) var entries: [Entry] = []
    private var places = 0
    private var opened: [Opened] = []

    /// Notes that an element begins.
    mutating func open(_ name: String, attributeCount: Int, from origin: ElementOrigin) {
        for _ in 0..<attributeCount { place(origin) }
        opened.append(Opened(name: name, placesBefore: places))
    }

    /// Notes that the last element to begin ends; it is a place of its own when nothing stood in it.
    mutating func close(from origin: ElementOrigin) {
        if opened.popLast()?.placesBefore == places { place(origin) }
    }

    /// Notes that the open element has no child of the name.
    mutating func absent(_ name: String, from origin: ElementOrigin) {
        let path = (opened.map(\.name) + [name]).map { "/" + $0 }.joined()
        entries.append(.absent(path: path, origin))
    }

    private mutating func place(_ origin: ElementOrigin) {
        entries.append(.place(origin))
        places += 1
    }
}
