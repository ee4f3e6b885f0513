/// Why a phone's file says what it says about security.
public struct FileExplanation: Codable, Hashable, Sendable {
    /// One condition of S09.
    public struct Condition: Codable, Hashable, Sendable {
        /// Which condition.
        public var condition: String
        /// Whether it holds.
        public var holds: Bool
        /// The reason code when it does not hold.
        public var reason: String?
        /// What was found.
        public var found: String

        /// A condition with what was found.
        public init(condition: String, holds: Bool, reason: String?, found: String) {
            self.condition = condition
            self.holds = holds
            self.reason = reason
            self.found = found
        }
    }

    /// One attribute, or one element without others in it.
    public struct Element: Codable, Hashable, Sendable {
        /// The place, for instance `/device/devicePool/srstInfo/isSecure`; an attribute as `…/line[2]/@button`.
        public var path: String
        /// What the file says there: secrets masked, the certificate as its SHA-256; none for an element that is left out.
        public var value: String?
        /// Where that comes from: `phone`, `security-profile`, `device-pool`, `call-manager-group`, `srst`, `cluster`,
        /// `default` or `computed`.
        public var source: String
        /// The name of the object it comes from; the cluster has none.
        public var object: String?
        /// Why it is so, where that is not plain.
        public var because: String?

        /// An element with where its value comes from.
        public init(path: String, value: String?, source: String, object: String?, because: String?) {
            self.path = path
            self.value = value
            self.source = source
            self.object = object
            self.because = because
        }
    }

    /// The phone.
    public var phone: String
    /// The second for which validity was judged, ISO 8601.
    public var asOf: String
    /// Whether the next reset gives the phone's file the SRST certificate.
    public var carriesCertificate: Bool
    /// Whether the file it is served now has one.
    public var servedWithCertificate: Bool
    /// The four conditions of S09; none when no element was asked for that they decide.
    public var conditions: [Condition]
    /// The elements that were asked for, in the order of the file.
    public var elements: [Element]

    /// An explanation with the given parts.
    public init(
        phone: String,
        asOf: String,
        carriesCertificate: Bool,
        servedWithCertificate: Bool,
        conditions: [Condition],
        elements: [Element]
    ) {
        self.phone = phone
        self.asOf = asOf
        self.carriesCertificate = carriesCertificate
        self.servedWithCertificate = servedWithCertificate
        self.conditions = conditions
        self.elements = elements
    }

    private enum CodingKeys: String, CodingKey {
        case phone, conditions, elements
        case asOf = "as-of"
        case carriesCertificate = "carries-certificate"
        case servedWithCertificate = "served-with-certificate"
    }
}
