public import Documents

/// A device pool's one choice of what its phones do without a call manager (S21).
public enum SRSTChoice: Hashable, Sendable {
    /// Register to the named reference.
    case reference(ObjectName)
    /// Nothing.
    case disable
    /// Register to the phone's default router.
    case useDefaultGateway
}

extension SRSTChoice: DocumentConvertible, CustomStringConvertible {
    /// Reads `disable`, `use-default-gateway` or a reference's name.
    public init(_ document: Document) throws(InvalidValue) {
        let name = try ObjectName(document)
        switch name.folded {
        case "disable": self = .disable
        case "use-default-gateway", "use default gateway": self = .useDefaultGateway
        default: self = .reference(name)
        }
    }

    /// The word or the name.
    public var document: Document { .string(description) }

    /// The word or the name.
    public var description: String {
        switch self {
        case .reference(let name): name.text
        case .disable: "disable"
        case .useDefaultGateway: "use-default-gateway"
        }
    }
}
