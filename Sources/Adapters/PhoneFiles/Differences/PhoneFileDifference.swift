internal import ClusterModel

/// One place where two files say different things.
public struct PhoneFileDifference: Hashable, Sendable {
    /// What became of the place.
    public enum Kind: String, Sendable {
        /// Only the new file has it.
        case added
        /// Only the old file has it.
        case removed
        /// Both have it, with different text.
        case changed
    }

    /// The place: `/device/versionStamp`; with positions where siblings repeat in either file, counted from 1:
    /// `/device/sipProfile/sipLines/line[2]/featureLabel`; an attribute as `…/line[2]/@button`. `SHA-256` for a file that is not XML.
    public let path: String
    /// What became of it.
    public let kind: Kind
    /// The old text; `nil` when the place was added.
    public let old: String?
    /// The new text; `nil` when the place was removed.
    public let new: String?
    /// Whether the texts are shown only on request (A06): some name on the path is known to hold a secret.
    public let isSecret: Bool

    /// - Parameters:
    ///   - place: Where.
    ///   - old: The old text, if the old file has the place.
    ///   - new: The new text, if the new file has the place.
    init(_ place: Place, old: String?, new: String?) {
        path = place.path
        isSecret = place.isSecret
        self.old = old
        self.new = new
        kind = old == nil ? .added : new == nil ? .removed : .changed
    }

    /// A place in a file, while it is being compared.
    struct Place {
        var path = ""
        var isSecret = false

        /// The place of a child; `position` where its name repeats.
        func child(_ name: String, position: Int?) -> Place {
            Place(
                path: path + "/" + name + (position.map { "[\($0)]" } ?? ""),
                isSecret: isSecret || SecretElements.contains(name)
            )
        }

        /// The place of an attribute.
        func attribute(_ name: String) -> Place {
            Place(path: path + "/@" + name, isSecret: isSecret || SecretElements.contains(name))
        }
    }
}
