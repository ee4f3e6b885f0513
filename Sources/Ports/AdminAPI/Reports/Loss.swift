public import Documents

/// Something that a change takes away and that nobody should miss by surprise.
public struct Loss: Codable, Hashable, Sendable {
    /// What it is.
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// A higher security mode, or *Is SRST Secure?*
        case security
        /// A device pool's SRST choice.
        case srstChoice = "srst-choice"
        /// An accepted certificate.
        case certificate
        /// A phone's line.
        case line
        /// A password.
        case secret
    }

    /// The object, for instance `srst branch-12`.
    public var object: String
    /// The field, for instance `secure`, `lines.2` or `lines.1.authentication-password`.
    public var field: String
    /// What it is.
    public var kind: Kind
    /// What stood there, for instance a line's number; none for a secret.
    public var was: String?

    /// A loss with the given parts.
    public init(object: String, field: String, kind: Kind, was: String? = nil) {
        self.object = object
        self.field = field
        self.kind = kind
        self.was = was
    }
}

extension Loss {
    /// The code of the refusal of a change that would take security or a certificate away.
    public static let securityCode = "security-would-be-lost"
    /// The code of the refusal of a change that would take anything else away.
    public static let valuesCode = "values-would-be-lost"

    /// Whether a problem is the refusal of a change until somebody has agreed to what it takes away.
    public static func isRefusal(_ problem: Problem) -> Bool {
        problem.kind == .unconfirmed && [securityCode, valuesCode].contains(problem.code)
    }

    /// How many losses are told one by one before they are only counted. Our own choice.
    private static let mostTold = 5

    /// Losses in words, for instance `the security and the certificate of srst branch-12`; nothing for none.
    public static func summary(_ losses: [Loss]) -> String {
        guard losses.count > mostTold else { return told(losses) }
        let counts = Kind.allCases.map { kind in (kind, losses.count { $0.kind == kind }) }
            .filter { $0.1 > 0 }.map { "\(Quantity($0.1, $0.0.noun))" }
        let objects = Set(losses.map(\.object)).count
        let owners = objects == 1 ? losses.first.map { owner($0.object) } ?? "" : "\(objects) objects"
        return listed(counts) + " of " + owners
    }

    private static func told(_ losses: [Loss]) -> String {
        var objects: [String] = []
        for loss in losses where !objects.contains(loss.object) { objects.append(loss.object) }
        return listed(
            objects.map { object in
                listed(losses.filter { $0.object == object }.map(\.phrase)) + " of " + owner(object)
            }
        )
    }

    private static func owner(_ object: String) -> String { object == "cluster" ? "the cluster" : object }

    private var phrase: String {
        switch kind {
        case .security: "the security"
        case .srstChoice: "the SRST choice" + (was.map { " \($0)" } ?? "")
        case .certificate: "the certificate"
        case .line: "line" + (was.map { " \($0)" } ?? "")
        case .secret: "the \(field)"
        }
    }

    private static func listed(_ phrases: [String]) -> String {
        phrases.dropLast().joined(separator: ", ") + (phrases.count > 1 ? " and " : "") + (phrases.last ?? "")
    }
}

extension Loss.Kind {
    fileprivate var noun: String {
        switch self {
        case .security: "security setting"
        case .srstChoice: "SRST choice"
        case .certificate: "certificate"
        case .line: "line"
        case .secret: "password"
        }
    }
}
