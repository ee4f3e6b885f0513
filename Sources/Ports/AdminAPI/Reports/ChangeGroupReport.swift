/// Files that change in the same way.
public struct ChangeGroupReport: Codable, Hashable, Sendable {
    /// `changed`; `changed-alike` when each file changes values of its own and the differences are those of the first;
    /// `added` or `removed` for whole files.
    public var kind: String
    /// The phones.
    public var phones: [String]
    /// The names of their device pools.
    public var devicePools: [String]
    /// Whether `XMLDefault.cnf.xml` is among the files.
    public var defaultFile: Bool
    /// Whether `CAPF.der` is among the files.
    public var capfFile: Bool
    /// What differs, without the version stamp; an SRST certificate is told by its fingerprint.
    public var differences: [FileDiffReport.Difference]

    /// A group with the given parts.
    public init(
        kind: String,
        phones: [String],
        devicePools: [String],
        defaultFile: Bool,
        capfFile: Bool,
        differences: [FileDiffReport.Difference]
    ) {
        self.kind = kind
        self.phones = phones
        self.devicePools = devicePools
        self.defaultFile = defaultFile
        self.capfFile = capfFile
        self.differences = differences
    }

    private enum CodingKeys: String, CodingKey {
        case kind, phones, differences
        case devicePools = "device-pools"
        case defaultFile = "default-file"
        case capfFile = "capf-file"
    }
}
