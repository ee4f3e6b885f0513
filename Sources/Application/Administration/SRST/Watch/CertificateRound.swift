internal import ClusterModel
internal import Store

/// One look at the gateways of all secure references: a few at a time, and no transaction while one is asked.
struct CertificateRound {
    /// How many gateways are asked at once: each takes a thread, and at most a minute. Our own bound.
    static let concurrency = 8
    /// Who asks, when nobody did.
    static let actor = "cnfd"

    let store: any StorePort
    /// Hears what has begun and what is over.
    let report: @Sendable (CertificateWatchEvent) -> Void
    /// The circumstances, with the present second.
    let context: @Sendable () -> UseCaseContext

    /// The references whose gateways are asked, by name.
    static func references(in store: any StorePort) async throws -> [Saved<SRSTReference>] {
        try await store.read { snapshot in
            try snapshot.configuration().srstReferences.values.filter(\.value.isSecure)
                .sorted { $0.value.name < $1.value.name }
        }
    }

    /// How many addresses they have together.
    static func gateways(in store: any StorePort) async throws -> Int {
        Set(try await references(in: store).flatMap(\.value.distinctAddresses)).count
    }

    /// Asks each of them once.
    func run() async throws {
        let references = try await Self.references(in: store)
        context().sights.keepOnly(Set(references.map(\.id)))
        try await withThrowingTaskGroup(of: Void.self) { group in
            var waiting = references[...]
            for reference in waiting.prefix(Self.concurrency) { group.addTask { try await look(at: reference) } }
            waiting = waiting.dropFirst(Self.concurrency)
            while try await group.next() != nil {
                guard let reference = waiting.popFirst() else { continue }
                group.addTask { try await look(at: reference) }
            }
        }
    }

    private func look(at reference: Saved<SRSTReference>) async throws {
        _ = await GatewayInquiry(reference: reference).ask(context())
        try Task.checkCancellation()
        let after = context()
        let events = try await store.read { snapshot -> [CertificateWatchEvent] in
            let configuration = try snapshot.configuration()
            // It may have been changed or deleted meanwhile; the next round sees to it.
            guard let saved = configuration.srstReferences.values.first(where: { $0.id == reference.id }),
                saved.version == reference.version
            else { return [] }
            let warnings = ReferenceDetails.warnings(saved, configuration, after)
            let changes = after.sights.changes(to: warnings, of: saved.id)
            func event(_ warning: CertificateWarning, isOver: Bool) -> CertificateWatchEvent {
                CertificateWatchEvent(
                    reference: saved.value.name.text,
                    code: warning.code.rawValue,
                    text: warning.text,
                    isOver: isOver
                )
            }
            return changes.over.map { event($0, isOver: true) } + changes.begun.map { event($0, isOver: false) }
        }
        events.forEach(report)
    }
}

/// A warning about a gateway's certificate that has begun or is over.
public struct CertificateWatchEvent: Hashable, Sendable {
    /// The reference's name.
    public let reference: String
    /// What it is, for instance `certificate-changed`; stable across releases.
    public let code: String
    /// One or two sentences.
    public let text: String
    /// Whether it is over.
    public let isOver: Bool
}
