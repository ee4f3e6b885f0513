/// One field as its object's own reader asks for it: what command-line flags, their help and filters are derived from,
/// so that no field is named a second time.
public struct FieldShape: Hashable, Sendable {
    /// What stands in a field.
    public indirect enum Kind: Hashable, Sendable {
        /// One value; the words it may be, when they are few.
        case value(words: [String])
        /// One value that is shown only on request (A06).
        case secret
        /// Values in order.
        case list
        /// Objects in order, each with these fields.
        case objects([FieldShape])
        /// One object with these fields.
        case group([FieldShape])
        /// One object whose field names are the administrator's own.
        case open
    }

    /// The field's name.
    public let key: String
    /// What stands in it.
    public let kind: Kind
    /// Whether it must be given.
    public let isRequired: Bool
    /// Whether it takes the empty text when it is not given, so that empty and absent are the same.
    public let isEmptyByDefault: Bool

    /// The fields that `read` asks a reader for, in its order.
    public static func reading(_ read: (inout FieldReader) -> Void) -> [FieldShape] {
        let recorder = ShapeRecorder()
        var reader = FieldReader(recording: recorder)
        read(&reader)
        return recorder.fields
    }
}

/// Gathers the fields that a reader is asked for.
final class ShapeRecorder {
    private(set) var fields: [FieldShape] = []
    /// Whether every field is taken, whatever its name.
    var isOpen = false

    func note(_ key: String, _ kind: FieldShape.Kind, isRequired: Bool = false, isEmptyByDefault: Bool = false) {
        guard !fields.contains(where: { $0.key == key }) else { return }
        fields.append(
            FieldShape(key: key, kind: kind, isRequired: isRequired, isEmptyByDefault: isEmptyByDefault)
        )
    }

    func note<Value: DocumentConvertible>(
        _ key: String,
        _ type: Value.Type,
        isRequired: Bool = false,
        default fallback: Value? = nil
    ) {
        note(
            key,
            type.isSecret ? .secret : .value(words: type.words),
            isRequired: isRequired,
            isEmptyByDefault: fallback?.document.text == ""
        )
    }
}
