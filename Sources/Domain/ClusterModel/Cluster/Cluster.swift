public import Documents

/// What holds for every phone of the cluster.
public struct Cluster: Hashable, Sendable {
    /// The cluster security mode.
    public internal(set) var securityMode = ClusterSecurityMode.nonSecure
    /// What becomes of expired certificates.
    public internal(set) var expiredCertificate = ExpiredCertificatePolicy.omit
    /// The group that phones without a file of their own are sent to (`XMLDefault.cnf.xml`, P03).
    public internal(set) var defaultCallManagerGroup: ObjectName?
    /// The host of the certificate authority proxy function, when there is one.
    public internal(set) var capfAddress: HostAddress?
    /// Its port.
    public internal(set) var capfPort = Port.capf
    /// The firmware load of each model.
    public internal(set) var modelLoads: [PhoneModel: FirmwareLoad] = [:]
    /// The services behind the phones' buttons.
    public internal(set) var services = ServiceURLs()
    /// Product-specific settings for all phones (`enterpriseConfig`).
    public internal(set) var settings = ProductSettings()

    /// A cluster as it is before anybody has set anything.
    public init() {}
}

extension Cluster: SavedObject {
    /// `cluster`.
    public static let noun = "cluster"

    /// `cluster`; there is one.
    public var label: String { "cluster" }

    /// Reads the cluster's fields.
    public init?(_ reader: inout FieldReader) {
        reader.object = Self.noun
        let mode = reader.optional("security-mode", default: ClusterSecurityMode.nonSecure)
        let expired = reader.optional("expired-certificate", default: ExpiredCertificatePolicy.omit)
        let group = reader.optional("default-call-manager-group", as: ObjectName.self)
        let capf = reader.group("capf", absent: CAPF()) { CAPF(&$0) }
        let loads = reader.group("model-loads", absent: [:]) { Self.modelLoads(&$0) }
        let services = reader.group("services", absent: ServiceURLs()) { ServiceURLs(&$0) }
        let settings = reader.group("settings", absent: ProductSettings()) { ProductSettings(&$0) }
        guard let mode, let expired, let group, let capf, let loads, let services, let settings else { return nil }
        securityMode = mode
        expiredCertificate = expired
        defaultCallManagerGroup = group
        capfAddress = capf.address
        capfPort = capf.port
        modelLoads = loads
        self.services = services
        self.settings = settings
    }

    /// The cluster's fields.
    public var document: Document {
        .mapping([
            Document.Entry("security-mode", securityMode.document),
            Document.Entry("expired-certificate", expiredCertificate.document),
            Document.Entry("default-call-manager-group", defaultCallManagerGroup?.document ?? .null),
            Document.Entry(
                "capf",
                .mapping([
                    Document.Entry("address", capfAddress?.document ?? .null),
                    Document.Entry("port", capfPort.document),
                ])
            ),
            Document.Entry(
                "model-loads",
                .mapping(modelLoads.sorted { $0.key < $1.key }.map { Document.Entry($0.key.name, $0.value.document) })
            ),
            Document.Entry("services", services.document),
            Document.Entry("settings", settings.document),
        ])
    }

    private struct CAPF {
        var address: HostAddress?
        var port = Port.capf

        init() {}

        init?(_ reader: inout FieldReader) {
            let address = reader.optional("address", as: HostAddress.self)
            let port = reader.optional("port", default: Port.capf)
            guard let address, let port else { return nil }
            self.address = address
            self.port = port
        }
    }

    private static func modelLoads(_ reader: inout FieldReader) -> [PhoneModel: FirmwareLoad]? {
        var loads: [PhoneModel: FirmwareLoad] = [:]
        var isWhole = true
        for entry in reader.everything() {
            do throws(InvalidValue) {
                let model = try PhoneModel(entry.key)
                guard loads.updateValue(try FirmwareLoad(entry.value), forKey: model) == nil else {
                    throw InvalidValue(
                        "The model \(model) stands here a second time.",
                        remedy: "Remove one of the two.",
                        code: "duplicate-name"
                    )
                }
            } catch {
                reader.refuse(error, field: entry.key, line: entry.value.line)
                isWhole = false
            }
        }
        return isWhole ? loads : nil
    }
}
