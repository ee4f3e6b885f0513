internal import AdminAPI
internal import Certificates
internal import ClusterModel
internal import Documents
internal import Platform
internal import Store

extension ListPhoneCertificates: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> ObjectListReport {
        let name = try phone.map { try Names.findPhone($0, in: snapshot).value.name }
        let authorities = try snapshot.readAuthorities().map(\.certificate)
        var objects: [ObjectReport] = []
        try snapshot.forEachPhoneCertificate(of: name) { phone, record in
            let fields = PhoneCertificateDetails.document(record, authorities, now: context.now)
            objects.append(
                ObjectReport(
                    noun: "phone-certificate",
                    version: 1,
                    fields: .mapping([Document.Entry("name", phone.document)] + fields.entries)
                )
            )
        }
        return ObjectListReport(objects: objects)
    }
}

/// A phone's certificate as it is shown.
enum PhoneCertificateDetails {
    static func document(_ record: PhoneCertificateRecord, _ authorities: [Certificate], now: UnixTime) -> Document {
        let certificate = try? Certificate(der: record.der)
        let issuer = certificate.flatMap { certificate in authorities.first(where: certificate.isIssued) }
        return .mapping(
            [
                Document.Entry("kind", .string(record.kind.rawValue)),
                Document.Entry("cert-hash", .string(Hexadecimal.lowerCase(record.md5))),
                Document.Entry("vouched-for-by", issuer.map { .string($0.subject) } ?? .null),
                Document.Entry("imported-at", .string(record.importedAt.text)),
                Document.Entry("imported-by", .string(record.importedBy)),
            ] + (certificate.map { TrustDetails.entries($0, now: now) } ?? [])
        )
    }
}
