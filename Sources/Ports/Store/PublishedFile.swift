public import ClusterModel

/// The name of a published file.
public enum PublishedFile: Hashable, Sendable, CustomStringConvertible {
    /// A phone's file.
    case phone(DeviceName)
    /// `XMLDefault.cnf.xml` (P03).
    case defaultFile
    /// `CAPF.der`: the root of the CAPF, for gateways (S06).
    case capfRoot

    /// The files that belong to no phone.
    public static let ofTheSite: [PublishedFile] = [.defaultFile, .capfRoot]

    /// The name phones ask for, in its canonical spelling.
    public var description: String {
        switch self {
        case .phone(let name): name.fileName
        case .defaultFile: "XMLDefault.cnf.xml"
        case .capfRoot: "CAPF.der"
        }
    }
}
