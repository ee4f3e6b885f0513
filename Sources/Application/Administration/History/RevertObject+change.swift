internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

extension RevertObject: ChangingUseCase {
    func change(_: Void, _ transaction: any StoreTransaction, _ context: UseCaseContext) throws -> ChangeReport {
        let configuration = try transaction.configuration()
        let item = try SavedItem(noun, name, configuration, in: transaction)
        try item.require(version)
        let published = try PublishedState(of: item, noun, at: to, configuration, in: transaction)
        guard let earlier = try transaction.earlierState(of: item.id, at: published.revision) else {
            throw Self.notSaved(item, at: published.revision)
        }
        if let gone = earlier.goneParents.first { throw try gone.refusal(of: item.value, in: transaction) }
        let past = try noun.object(earlier.fields)
        let certificates = (before: configuration.certificates[item.id], after: earlier.certificate)
        guard !past.isSame(asAny: item.value) || certificates.before != certificates.after else {
            return ChangeReport(object: item.value.label, plan: plan, changed: false, version: item.version)
        }
        try check(past, configuration, in: transaction)
        let security = NamedSecurity(configuration)
        let lost = Loss.between(
            security.image(of: item.value, certificate: certificates.before),
            security.image(of: past, certificate: certificates.after),
            of: past.label
        )
        if confirm != true, !plan { try Loss.refuse(lost, object: past.label) }
        var messages = try save(past, over: item, certificates, in: transaction, context)
        if published.earlierFiles > 0 { messages.append(Self.earlierFiles(published, past)) }
        let saved = try SavedItem(noun, name, transaction.configuration(), in: transaction)
        var report = try ChangeConclusion(transaction: transaction, context: context, plan: plan)
            .report(saved, version: saved.version, messages: messages, reset: false)
        report.lost = lost
        return report
    }

    /// What it was may not fit what is saved of others now.
    private func check(
        _ past: any SavedObject,
        _ configuration: SavedConfiguration,
        in transaction: any StoreTransaction
    ) throws {
        do {
            _ = try OneObjectSite(noun: noun, fields: past.document.revealed).checked(configuration, in: transaction)
        } catch let problems as Problems {
            throw Problems(problems.all.map { Self.unfit($0, past) })
        }
    }

    private static func unfit(_ problem: Problem, _ past: any SavedObject) -> Problem {
        var problem = problem
        problem.kind = .conflict
        if let phone = past as? Phone, problem.code == "protocol-mismatch" {
            let own = phone.phoneProtocol.rawValue
            problem.hint =
                "Choose a profile for \(own) with cnfctl security-profile list --where protocol=\(own), and update the phone "
                + "instead: cnfctl phone update \(phone.name) --protocol \(own) --security-profile PROFILE."
        }
        return problem
    }

    /// Saves what it was, with audit; answers the chapter's messages.
    private func save(
        _ past: any SavedObject,
        over item: SavedItem,
        _ certificates: (before: CertificateRecord?, after: CertificateRecord?),
        in transaction: any StoreTransaction,
        _ context: UseCaseContext
    ) throws -> [Message] {
        if let before = item.value as? Cluster, let after = past as? Cluster {
            var change = ClusterChange(from: before, to: after)
            _ = try change.save(in: transaction, context, action: "revert")
            return change.messages
        }
        var entry = context.audit("revert", past.label)
        var messages: [Message] = []
        if let before = item.value as? SRSTReference, let after = past as? SRSTReference {
            // Another certificate alone is another version, too.
            try transaction.save(after)
            if certificates.before != certificates.after {
                try transaction.restore(certificates.after, over: certificates.before, for: item.id, context)
            }
            entry.before = ReferenceChange.image(before, certificates.before)
            entry.after = ReferenceChange.image(after, certificates.after)
            if before.isSecure, !after.isSecure {
                let had = certificates.before != nil
                messages.append(ChapterMessages.disableCredentialService(after.name, hadCertificate: had))
            } else if !before.isSecure, after.isSecure, certificates.after == nil {
                messages.append(ChapterMessages.updateCertificate(after.name))
            }
        } else {
            try transaction.saveOther(past)
            entry.before = item.value.document
            entry.after = past.document
        }
        try transaction.appendAudit(entry)
        return messages
    }

    private static func notSaved(_ item: SavedItem, at revision: RevisionNumber) -> Problem {
        Problem(
            .conflict,
            code: "not-saved-then",
            "It was not saved when revision \(revision) was made.",
            object: item.value.label,
            hint: "Name a later revision with --to; cnfctl revision list has them."
        )
    }

    private static func earlierFiles(_ published: PublishedState, _ object: any SavedObject) -> Message {
        let phones = Quantity(published.earlierFiles, "phone")
        return Message(
            code: "earlier-files",
            text: "\(phones) \(phones.choose("is served a file", "are served files")) made before revision "
                + "\(published.revision); \(object.label) is as it was for that revision."
        )
    }
}
