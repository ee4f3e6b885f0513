internal import AdminAPI
internal import Certificates
internal import ClusterModel
internal import Documents
internal import Store

extension ExportTrust: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> Response {
        var items = try snapshot.readAuthorities().map { authority in
            Response.Item(
                role: authority.record.role.rawValue,
                phone: nil,
                details: .mapping(TrustDetails.entries(authority.certificate, now: context.now)),
                pem: authority.certificate.pem
            )
        }
        guard phones else { return Response(certificates: items) }
        try snapshot.forEachPhoneCertificate(of: nil) { phone, record in
            guard let certificate = try? Certificate(der: record.der) else { return }
            items.append(
                Response.Item(
                    role: record.kind.rawValue,
                    phone: phone.description,
                    details: .mapping(TrustDetails.entries(certificate, now: context.now)),
                    pem: certificate.pem
                )
            )
        }
        return Response(certificates: items)
    }
}
