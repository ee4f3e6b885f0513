internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

extension ListSRSTCertificateHistory: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> CertificateHistoryReport {
        let reference = try Names.object(name, noun: SRSTReference.noun)
        guard let events = try snapshot.certificateHistory(of: reference) else {
            // The refusal with the nearest name.
            _ = try Names.find(name, in: snapshot.configuration().srstReferences)
            return CertificateHistoryReport(object: "\(SRSTReference.noun) \(reference)", events: [])
        }
        return CertificateHistoryReport(
            object: "\(SRSTReference.noun) \(reference)",
            events: events.map { event in
                CertificateHistoryReport.Event(
                    event: event.kind.rawValue,
                    time: event.time.text,
                    actor: event.actor,
                    trust: event.basis?.rawValue,
                    certificate: CertificateDetails.fields(event.certificate, now: context.now)
                )
            }
        )
    }
}
