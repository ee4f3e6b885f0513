internal import ArgumentParser
internal import Documents

/// One object of a list as a flag's value: `field=value,field=value`, or the one field that it must have alone; for an
/// object with a port, `ADDRESS:PORT`.
enum ItemText {
    static func document(_ text: String, _ shape: [FieldShape], of list: String) throws -> Document {
        let keys = shape.map(\.key)
        let head = text.prefix { $0 != "=" }
        guard head.count < text.count, keys.contains(String(head)) else { return try short(text, shape, keys) }
        return .mapping(
            try text.split(separator: ",").map { part in
                let equals = part.firstIndex(of: "=") ?? part.endIndex
                let key = String(part[..<equals])
                guard equals < part.endIndex, let field = shape.first(where: { $0.key == key }) else {
                    throw ValidationError("\"\(part)\" is none of " + keys.joined(separator: "=…, ") + "=….")
                }
                guard field.kind != .secret else {
                    throw ValidationError(
                        "A password is never a flag's value; give '--\(list).1.\(key)-file PATH' with the item's number."
                    )
                }
                return Document.Entry(key, .string(String(part[part.index(after: equals)...])))
            }
        )
    }

    private static func short(_ text: String, _ shape: [FieldShape], _ keys: [String]) throws -> Document {
        if Set(keys) == ["address", "port"] { return try EndpointArgument.document(text) }
        guard let key = shape.first(where: \.isRequired)?.key else {
            throw ValidationError("Write it as " + keys.joined(separator: "=…,") + "=….")
        }
        return .mapping([Document.Entry(key, .string(text))])
    }
}
