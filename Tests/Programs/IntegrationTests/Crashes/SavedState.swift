import AdminAPI
import AdminClient
import Certificates
import Documents
import FoundationEssentials

/// What of a site's saved state the crash tests change.
struct SavedState: Hashable {
    var mode: String
    /// The edition of each phone.
    var editions: [String: String]
    /// The SHA-256 of the gateway's accepted certificate.
    var certificate: String?

    /// The state as the daemon tells it.
    init(of client: AdminClient) async throws {
        let cluster = try await client.send(ShowObject(noun: .cluster))
        var phones: [ObjectReport] = []
        _ = try await client.stream(ListObjects(noun: .phone)) { piece, json in
            guard piece == .item else { return }
            phones.append(try AdminJSON.decode(ObjectReport.self, from: Data(json)))
        }
        let gateway = try await client.send(ShowObject(noun: .srst, name: "gateway"))
        mode = cluster.fields["security-mode"]?.text ?? ""
        certificate = gateway.details["certificate"]?["sha256"]?.text
        editions = Dictionary(
            uniqueKeysWithValues: phones.map {
                ($0.fields["name"]?.text ?? "", $0.fields["owner-user-id"]?.text ?? "")
            }
        )
    }
}

/// One change of the saved state: the request, and what it makes of the state.
enum SavedChange: Sendable {
    case mode(String)
    case certificate(GatewayCertificate)
    case edition(String, ofPhone: String)
    case newPhone(String, edition: String)
    case deletion(ofPhone: String)
    /// A whole site file: mixed mode, and all phones of one edition.
    case site(phones: Int, edition: String)

    func send(by client: AdminClient) async throws {
        switch self {
        case .mode(let mode): _ = try await client.send(SetClusterMode(mode: mode))
        case .certificate(let certificate):
            _ = try await client.send(
                AcceptSRSTCertificate(
                    name: "gateway",
                    file: Data(certificate.file),
                    fingerprint: certificate.fingerprint
                )
            )
        case .edition(let edition, let phone):
            let fields = Document.mapping([Document.Entry("owner-user-id", .string("edition-\(edition)"))])
            _ = try await client.send(UpdateObject(noun: .phone, name: phone, fields: fields))
        case .newPhone(let phone, let edition):
            let values = [
                "name": phone, "protocol": "sccp", "model": "7942", "device-pool": "Branch",
                "security-profile": "sccp-plain", "owner-user-id": "edition-\(edition)",
            ]
            let fields = Document.mapping(values.map { Document.Entry($0.key, .string($0.value)) })
            _ = try await client.send(AddObject(noun: .phone, fields: fields))
        case .deletion(let phone): _ = try await client.send(DeleteObject(noun: .phone, name: phone))
        case .site(let count, let edition):
            _ = try await client.send(
                ApplySite(text: GeneratedSite.text(phones: count, edition: edition), confirm: true)
            )
        }
    }

    /// What the change makes of a state.
    func applied(to state: SavedState) -> SavedState {
        var state = state
        switch self {
        case .mode(let mode): state.mode = mode
        case .certificate(let certificate): state.certificate = certificate.fingerprint
        case .edition(let edition, let phone), .newPhone(let phone, let edition):
            state.editions[phone] = "edition-\(edition)"
        case .deletion(let phone): state.editions[phone] = nil
        case .site(let count, let edition):
            state.mode = "mixed"
            for phone in GeneratedSite.names(count) { state.editions[phone] = "edition-\(edition)" }
        }
        return state
    }
}

/// A certificate that can be accepted for the gateway.
struct GatewayCertificate: Sendable {
    let file: [UInt8]
    /// Its SHA-256 as the daemon writes it.
    let fingerprint: String

    /// Two that take each other's place.
    static func both() throws -> [GatewayCertificate] {
        try ["branch-12.pem", "branch-12-renewed.pem"].map { name in
            let file = try Files.read(Fixture.certificate(name))
            let body = String(decoding: file, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("-----") }
            let der = Data(base64Encoded: body.joined()).map(Array.init) ?? []
            return GatewayCertificate(file: file, fingerprint: try Certificate(der: der).sha256Fingerprint.description)
        }
    }
}
