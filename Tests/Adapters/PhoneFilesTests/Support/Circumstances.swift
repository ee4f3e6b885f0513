import ClusterModel
import Documents
import PhoneFiles
import Platform
import TestSupport

/// A phone with all that its file depends on; each part is given as the fields that differ from the usual.
struct Circumstances {
    var cluster: Cluster
    var group: CallManagerGroup
    var pool: DevicePool
    var profile: PhoneSecurityProfile
    var choice: SecurityInput.Choice
    var phone: Phone
    var certificateHash: String?

    typealias Fields = [String: Document]

    init(
        cluster: Fields = [:],
        group: Fields = [:],
        pool: Fields = [:],
        profile: Fields = [:],
        choice: SecurityInput.Choice = .disable,
        phone: Fields = [:],
        certificateHash: String? = nil
    ) throws {
        let usualGroup: Fields = ["name": "HQ-CM", "members": [["address": "192.0.2.1"]]]
        let usualPool: Fields = ["name": "HQ", "call-manager-group": "HQ-CM"]
        let usualProfile: Fields = ["name": "Standard", "protocol": phone["protocol"] ?? "sip"]
        let usualPhone: Fields = [
            "name": "SEP001122334455", "protocol": "sip", "model": "8841", "device-pool": "HQ",
            "security-profile": "Standard",
        ]
        self.cluster = try Cluster(Document(cluster))
        self.group = try CallManagerGroup(Document(usualGroup, changedBy: group))
        self.pool = try DevicePool(Document(usualPool, changedBy: pool))
        self.profile = try PhoneSecurityProfile(Document(usualProfile, changedBy: profile))
        self.choice = choice
        self.phone = try Phone(Document(usualPhone, changedBy: phone))
        self.certificateHash = certificateHash
    }

    /// What the rules decide here, at a second at which ``AcceptedCertificate/sample`` is valid.
    var decision: SecurityDecision {
        SecurityRules.decide(
            SecurityInput(
                clusterMode: cluster.securityMode,
                expiredCertificate: cluster.expiredCertificate,
                profile: profile,
                choice: choice,
                asOf: 1_500
            )
        )
    }

    var context: PhoneFileContext {
        PhoneFileContext(
            cluster: cluster,
            group: group,
            pool: pool,
            profile: profile,
            choice: choice,
            decision: decision
        )
    }

    var shape: BodyShape { BodyShape(phone, cluster: cluster) }

    /// The file as the oracle writes it.
    func document(stamp: String = "1-2") throws -> [UInt8] {
        try PhoneFileRenderer.document(context, phone, certificateHash: certificateHash, stamp: stamp)
    }

    /// The file as it is served: the body, filled.
    func rendition(stamp: String = "1-2") throws -> [UInt8] {
        let body = try PhoneFileRenderer.body(context, shape)
        return body.filled(with: try PhoneFileRenderer.fragment(phone, certificateHash: certificateHash), stamp: stamp)
    }

    /// One value of the file.
    func text(at path: String) throws -> String? { try PhoneFileReader.text(at: path, in: try document()) }
}

extension RenditionBody {
    /// The file: the body with a fragment's values and a stamp in its holes.
    func filled(with fragment: Fragment?, stamp: String) -> [UInt8] {
        let ranges = fragment?.ranges ?? []
        var file: [UInt8] = []
        var start = 0
        for hole in holes {
            file += bytes[start..<hole.offset]
            start = hole.offset
            switch hole.filling {
            case .value(let index): file += fragment?.bytes[ranges[index]] ?? []
            case .sharedSecret: break
            case .versionStamp: file += stamp.utf8
            }
        }
        return file + bytes[start...]
    }
}

extension AcceptedCertificate {
    /// Valid from second 1000 to second 2000; its bytes are no real certificate, which nothing here looks into.
    static func sample(der: [UInt8] = Array("foobar".utf8)) -> AcceptedCertificate {
        AcceptedCertificate(der: der, fingerprint: .repeating(7), notBefore: 1_000, notAfter: 2_000)
    }
}

extension SecurityInput.Choice {
    /// A reference of the given fields.
    static func reference(
        _ fields: Circumstances.Fields = [:],
        certificate: AcceptedCertificate? = nil
    ) throws -> SecurityInput.Choice {
        let usual: Circumstances.Fields = ["name": "branch-12", "sccp": [["address": "192.0.2.254"]]]
        return .reference(try SRSTReference(Document(usual, changedBy: fields)), certificate)
    }
}
