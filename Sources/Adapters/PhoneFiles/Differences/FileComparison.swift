/// Walks two trees side by side and notes where they differ.
///
/// Files that have little in common are not told apart to the end: nobody reads more differences, and the place of each is
/// named by all that it stands in.
struct FileComparison {
    /// The most differences that are noted, and the most octets of their places and texts. Our own bounds.
    private static let maximum = 10_000
    private static let maximumSize = 16 << 20

    /// Whether there are more differences than are noted.
    private(set) var isCutOff = false
    private var size = 0
    private(set) var differences: [PhoneFileDifference] = []

    /// Compares two lists of siblings.
    mutating func compare(_ old: [XMLElement], _ new: [XMLElement], in place: PhoneFileDifference.Place) {
        let old = Siblings(old)
        let new = Siblings(new)
        func childPlace(_ key: Siblings.Key) -> PhoneFileDifference.Place {
            let repeats = max(old.count(key.name), new.count(key.name)) > 1
            return place.child(key.name, position: repeats ? key.position : nil)
        }
        var nextOld = 0
        /// Notes the removed siblings that stood before the given one.
        func removals(before end: Int, _ note: (XMLElement, PhoneFileDifference.Place) -> Void) {
            while nextOld < end {
                let key = old.keys[nextOld]
                if new.index(key) == nil { note(old.elements[nextOld], childPlace(key)) }
                nextOld += 1
            }
        }
        for (index, key) in new.keys.enumerated() {
            if let oldIndex = old.index(key) {
                removals(before: oldIndex) { note($0, $1, isNew: false) }
                compare(old.elements[oldIndex], new.elements[index], at: childPlace(key))
            } else {
                note(new.elements[index], childPlace(key), isNew: true)
            }
        }
        removals(before: old.keys.count) { note($0, $1, isNew: false) }
    }

    private mutating func compare(_ old: XMLElement, _ new: XMLElement, at place: PhoneFileDifference.Place) {
        guard !isCutOff else { return }
        for attribute in new.attributes {
            let before = old.value(of: attribute.name)
            if !Self.isSame(before, attribute.value) { note(place.attribute(attribute.name), before, attribute.value) }
        }
        for attribute in old.attributes where new.value(of: attribute.name) == nil {
            note(place.attribute(attribute.name), attribute.value, nil)
        }
        if !Self.isSame(old.text, new.text) { note(place, old.text, new.text) }
        compare(old.children, new.children, in: place)
    }

    /// Notes an element that only one file has, with all that is in it.
    private mutating func note(_ element: XMLElement, _ place: PhoneFileDifference.Place, isNew: Bool) {
        guard !isCutOff else { return }
        func sides(_ text: String) -> (old: String?, new: String?) { isNew ? (nil, text) : (text, nil) }
        for attribute in element.attributes {
            let sides = sides(attribute.value)
            note(place.attribute(attribute.name), sides.old, sides.new)
        }
        if element.children.isEmpty || !element.text.isEmpty {
            let sides = sides(element.text)
            note(place, sides.old, sides.new)
        }
        if isNew { compare([], element.children, in: place) } else { compare(element.children, [], in: place) }
    }

    private mutating func note(_ place: PhoneFileDifference.Place, _ old: String?, _ new: String?) {
        size += place.path.utf8.count + (old?.utf8.count ?? 0) + (new?.utf8.count ?? 0)
        guard differences.count < Self.maximum, size <= Self.maximumSize else {
            isCutOff = true
            return
        }
        differences.append(PhoneFileDifference(place, old: old, new: new))
    }

    /// Byte by byte: `==` would not see a change from one Unicode normal form to another, but a phone may.
    private static func isSame(_ old: String?, _ new: String) -> Bool {
        old.map { $0.utf8.elementsEqual(new.utf8) } ?? false
    }
}
