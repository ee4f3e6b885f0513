internal import AdminAPI
internal import CertificateProvider
internal import Certificates
internal import ClusterModel
internal import Documents
internal import Store

extension CheckSRSTReference: ErrandUseCase {
    static var access: AdminAccess { .read }

    func errand(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> Saved<SRSTReference> {
        _ = try assumedSteps()
        return try Names.find(name, in: snapshot.configuration().srstReferences)
    }

    /// What its gateway did; nothing for a reference that is not secure, whose gateway is not asked (S16).
    func run(
        _ errand: Saved<SRSTReference>,
        _ context: UseCaseContext
    ) async throws -> Result<ProvidedCertificate, CertificateError>? {
        guard errand.value.isSecure else { return nil }
        let result = await GatewayInquiry(reference: errand).ask(context)
        try Task.checkCancellation()
        if case .failure(let error) = result, error.code.isAboutCnfd {
            throw Problem(error, fetchedFor: errand.value)
        }
        return result
    }

    func conclude(
        _ errand: Saved<SRSTReference>,
        _ finding: Result<ProvidedCertificate, CertificateError>?,
        _ snapshot: any StoreSnapshot,
        _ context: UseCaseContext
    ) throws -> SRSTCheckReport {
        // Its addresses may be others by now.
        let saved = try Names.find(name, in: snapshot.configuration().srstReferences)
        try Names.require(errand.version, of: saved)
        let facts = try SetUpFacts(saved.value, finding, in: snapshot, context)
        return SRSTCheckReport(
            object: saved.value.label,
            checkedAt: context.now.text,
            lines: SetUpChecklist.lines(facts, assuming: try assumedSteps())
        )
    }

    private func assumedSteps() throws(Problem) -> Set<SRSTCheckReport.Step> {
        var steps: Set<SRSTCheckReport.Step> = []
        for text in assume {
            guard let step = SRSTCheckReport.Step(rawValue: text) else {
                let all = SRSTCheckReport.Step.allCases.map(\.rawValue)
                let nearest = text.nearest(in: all).map { "Did you mean \($0)? " } ?? ""
                throw Problem(
                    .usage,
                    code: "unknown-step",
                    "The checklist has no step \"\(text)\".",
                    field: "assume",
                    hint: nearest + "The steps are \(all.joined(separator: ", "))."
                )
            }
            steps.insert(step)
        }
        return steps
    }
}
