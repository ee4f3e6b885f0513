internal import AdminAPI
internal import Certificates
internal import ClusterModel
internal import Documents
internal import FoundationEssentials
internal import Publishing
internal import Store

extension ShowCAPF: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> Response {
        let root = try snapshot.readAuthorities().first { $0.record.role == .capf }
        guard let root else {
            throw Problem(
                .notFound,
                code: "not-found",
                "No CAPF root is set.",
                object: "capf",
                hint: "Run cnfctl capf set --from-file FILE."
            )
        }
        let served = try snapshot.siteFile(.capfRoot).published
        let cluster = try snapshot.configuration().cluster.value
        let details =
            TrustDetails.entries(root.certificate, now: context.now) + [
                Document.Entry("set-at", .string(root.record.addedAt.text)),
                Document.Entry("set-by", .string(root.record.addedBy)),
                Document.Entry("capf-address", cluster.capfAddress?.document ?? .null),
                Document.Entry("capf-port", cluster.capfPort.document),
                Document.Entry("served-revision", served.map { .integer($0.revision.rawValue) } ?? .null),
                // A file without holes has the hash of its bytes.
                Document.Entry("pending", .bool(served?.hash != root.record.fingerprint)),
            ]
        return Response(details: .mapping(details), pem: root.certificate.pem, der: Data(root.certificate.der))
    }
}
