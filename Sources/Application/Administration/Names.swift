internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

/// Names from requests, and the objects they name.
enum Names {
    static func object(_ text: String, noun: String) throws(Problem) -> ObjectName {
        try requiring(noun) { () throws(InvalidValue) in try ObjectName(text) }
    }

    static func phone(_ text: String) throws(Problem) -> DeviceName {
        try requiring(Phone.noun) { () throws(InvalidValue) in try DeviceName(text) }
    }

    /// What is made of a name, or a refusal of the name.
    static func requiring<Value>(_ noun: String, _ make: () throws(InvalidValue) -> Value) throws(Problem) -> Value {
        do throws(InvalidValue) {
            return try make()
        } catch {
            throw Problem(.validation, code: error.code, error.reason, object: noun, field: "name", hint: error.remedy)
        }
    }

    /// The file of a phone, named by the phone or by the file, or a file of the whole site; without regard to case.
    static func file(_ text: String) throws(Problem) -> PublishedFile {
        let folded = text.lowercased()
        if let file = PublishedFile.ofTheSite.first(where: { $0.description.lowercased() == folded }) { return file }
        return .phone(try phone(folded.hasSuffix(fileEnding) ? String(text.dropLast(fileEnding.count)) : text))
    }

    private static let fileEnding = ".cnf.xml"

    /// The named object of a configuration, or a refusal with the nearest name.
    static func find<Object: SavedObject>(
        _ text: String,
        in objects: [ObjectName: Saved<Object>]
    ) throws(Problem) -> Saved<Object> {
        let name = try object(text, noun: Object.noun)
        guard let found = objects[name] else {
            let nearest = name.text.nearest(in: objects.keys.map(\.text)).map { "Did you mean \($0)?" }
            throw Problem(
                .notFound,
                code: "not-found",
                "There is no \(Object.noun) \(name).",
                object: "\(Object.noun) \(name)",
                hint: nearest ?? "List the names with cnfctl \(Object.noun) list."
            )
        }
        return found
    }

    /// Refuses a change of an object that has another version by now than the caller has read.
    static func require<Object: SavedObject>(_ version: Int?, of saved: Saved<Object>) throws(Problem) {
        try require(version, saved.version, of: saved.value.label)
    }

    /// Refuses a change of what has another version by now than the caller has read.
    static func require(_ version: Int?, _ saved: Int, of label: String) throws(Problem) {
        guard let version, try NumberLimit.serial.number(version, "version", label) != saved else { return }
        throw Problem(
            .conflict,
            code: "version-conflict",
            "It has version \(saved) by now, not \(version).",
            object: label,
            hint: "Read it again and repeat the change."
        )
    }

    /// The named phone, or a refusal.
    static func findPhone(
        _ text: String,
        in snapshot: any ObjectFinding
    ) throws -> Saved<Phone> {
        let name = try phone(text)
        guard let found = try snapshot.phone(name) else {
            throw Problem(
                .notFound,
                code: "not-found",
                "There is no phone \(name).",
                object: "phone \(name)",
                hint: try hint(for: name, in: snapshot) ?? "List the phones with cnfctl phone list."
            )
        }
        return found
    }

    /// The handset in its place, or the saved phone that differs by a slip of the hand in the last digits.
    private static func hint(
        for name: DeviceName,
        in snapshot: any ObjectFinding
    ) throws -> String? {
        if let successor = try PhoneSuccession.successor(of: name, in: snapshot) {
            return "It was replaced by \(successor)."
        }
        if let hint = try DeletedObjects.hint(.phone, name.description, in: snapshot) { return hint }
        let beginning = String(name.description.dropLast(slipDigits))
        let near = try snapshot.phoneNames(beginningWith: beginning, limit: mostNear).map {
            String($0.suffix(slipDigits))
        }
        return String(name.description.suffix(slipDigits)).nearest(in: near).map { "Did you mean \(beginning)\($0)?" }
    }

    /// The digits that differ between the phones of one delivery.
    private static let slipDigits = 4
    /// How many phones with the same first digits are compared. Our own bound.
    private static let mostNear = 500
}
