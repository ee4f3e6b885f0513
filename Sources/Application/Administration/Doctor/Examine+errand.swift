internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Platform
internal import Publishing
internal import Serving
internal import Store

extension Examine: ErrandUseCase {
    static var access: AdminAccess { .read }

    /// A file to fetch, and the SHA-256 of what is published under its name.
    struct Errand {
        var file: PublishedFile
        var published: SHA256Hash?
    }

    /// What was seen outside the store.
    struct Finding {
        var probes: [FileProbe]?
        var host: HostFacts?
    }

    func errand(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> Errand {
        let file = try file(in: snapshot)
        return Errand(file: file, published: try Self.published(file, in: snapshot)?.hash)
    }

    func run(_ errand: Errand, _ context: UseCaseContext) async throws -> Finding {
        guard let surroundings = context.surroundings else { return Finding() }
        let probes = await surroundings.prober.probe(errand.file.description)
        return Finding(probes: probes, host: surroundings.host())
    }

    func conclude(
        _ errand: Errand,
        _ finding: Finding,
        _ snapshot: any StoreSnapshot,
        _ context: UseCaseContext
    ) throws -> ExaminationReport {
        // It may have been published anew meanwhile.
        let published = [errand.published, try Self.published(errand.file, in: snapshot)?.hash].compactMap(\.self)
        let fetch = finding.probes.map {
            ExaminationFacts.Fetch(file: errand.file.description, published: Set(published), probes: $0)
        }
        let facts = try ExaminationFacts(phone, fetch, finding.host, in: snapshot, context)
        return ExaminationReport(
            object: try phone.map { try Names.findPhone($0, in: snapshot).value.label } ?? "daemon",
            checkedAt: context.now.text,
            checks: Examination.checks(facts).map(\.rawValue),
            findings: Examination.findings(facts)
        )
    }

    /// The phone's file; of a site one that is published, or else the default file, which then is missed.
    private func file(in snapshot: any StoreSnapshot) throws -> PublishedFile {
        if let phone { return .phone(try Names.findPhone(phone, in: snapshot).value.name) }
        if try snapshot.siteFile(.defaultFile).published != nil { return .defaultFile }
        let first = try snapshot.phoneNames(beginningWith: "", limit: 1).first
        return try first.map { .phone(try DeviceName($0)) } ?? .defaultFile
    }

    static func published(
        _ file: PublishedFile,
        in snapshot: any CandidateReading & PublicationReading
    ) throws -> Publication? {
        guard case .phone(let name) = file else { return try snapshot.siteFile(file).published }
        var published: Publication?
        try snapshot.forEachCandidate(.phone(name)) { published = $0.published ?? published }
        return published
    }
}
