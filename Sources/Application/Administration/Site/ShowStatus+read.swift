internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

extension ShowStatus: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> StatusReport {
        let configuration = try snapshot.configuration()
        let revision = try snapshot.latestRevision()
        var saved = 0
        var published = 0
        var carrying = 0
        var actors = PendingActors(snapshot, configuration)
        let next = try context.publisher.pending(context.event("preview"), in: snapshot) { candidate, isPending in
            if candidate.saved != nil { saved += 1 }
            if candidate.published != nil { published += 1 }
            if candidate.published?.rendition.origin.certificate != nil { carrying += 1 }
            if isPending { try actors.add(candidate) }
        }
        var report = StatusReport(
            version: context.version,
            incarnation: try snapshot.incarnation(),
            securityMode: configuration.cluster.value.securityMode.rawValue,
            revision: revision?.number,
            revisionTime: revision.map { $0.committedAt.text },
            phones: saved,
            published: published,
            pending: (next.published + next.withdrawn).prefix(StatusReport.mostPending).map(\.description),
            pendingCount: next.published.count + next.withdrawn.count,
            pendingBy: try actors.counts(),
            defaultFilePending: next.changesDefaultFile,
            capfFilePending: next.changesCAPFFile,
            carryingCertificate: carrying,
            srstReferences: configuration.srstReferences.count,
            secureReferences: configuration.srstReferences.values.count { $0.value.isSecure },
            warnings: Self.warnings(configuration, context)
        )
        let troubles = Self.troubles(context)
        report.troubles = troubles.isEmpty ? nil : troubles
        return report
    }

    private static func troubles(_ context: UseCaseContext) -> [Message] {
        var troubles: [Message] = []
        if let obstacle = context.surroundings?.storeObstacle() {
            troubles.append(Message(code: obstacle.code, text: obstacle.description))
        }
        let altered = context.publisher.alteredFiles
        if !altered.isEmpty {
            troubles.append(
                Message(
                    code: "published-file-altered",
                    text:
                        "\(Quantity(altered.count, "published file")) \(Quantity(altered.count, "file").choose("was", "were")) "
                        + "altered in the database. Run cnfctl doctor."
                )
            )
        }
        return troubles
    }

    private static func warnings(
        _ configuration: SavedConfiguration,
        _ context: UseCaseContext
    ) -> [StatusReport.Warning] {
        configuration.srstReferences.sorted { $0.key < $1.key }.flatMap { name, reference in
            ReferenceDetails.warnings(reference, configuration, context).map {
                StatusReport.Warning(reference: name.text, code: $0.code.rawValue, text: $0.text)
            }
        }
    }
}
