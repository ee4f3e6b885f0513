/// The children of one element, each known by its name and its position among those of the same name.
struct Siblings {
    /// What a child is known by.
    struct Key: Hashable {
        var name: String
        /// Counted from 1.
        var position: Int
    }

    /// The children, in the order of the file.
    let elements: [XMLElement]
    /// Their keys, in the same order.
    let keys: [Key]
    private let indices: [Key: Int]
    private let counts: [String: Int]

    init(_ elements: [XMLElement]) {
        self.elements = elements
        var counts: [String: Int] = [:]
        var keys: [Key] = []
        var indices: [Key: Int] = [:]
        for (index, element) in elements.enumerated() {
            counts[element.name, default: 0] += 1
            let key = Key(name: element.name, position: counts[element.name, default: 0])
            keys.append(key)
            indices[key] = index
        }
        self.keys = keys
        self.indices = indices
        self.counts = counts
    }

    /// How many children have the name.
    func count(_ name: String) -> Int { counts[name] ?? 0 }

    /// Where the child with the key is.
    func index(_ key: Key) -> Int? { indices[key] }
}
