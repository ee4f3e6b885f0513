internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Platform
internal import Publishing
internal import Store

extension ShowObject: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> ObjectReport {
        let configuration = try snapshot.configuration()
        let item = try SavedItem(noun, name, configuration, in: snapshot)
        var details: [Document.Entry] = []
        if let reference = item.value as? SRSTReference {
            let saved = Saved(id: item.id, version: item.version, value: reference)
            details += ReferenceDetails.document(saved, configuration, context).entries
        }
        if let phone = item.value as? Phone { details += try phoneDetails(phone, snapshot, context).entries }
        let dependents = try DependentDetails.document(
            of: item,
            naming: dependents,
            configuration,
            in: snapshot,
            context
        )
        if let dependents { details.append(Document.Entry("dependents", dependents)) }
        return ObjectReport(item, noun: noun, details: .mapping(details))
    }

    private func phoneDetails(
        _ phone: Phone,
        _ snapshot: any StoreSnapshot,
        _ context: UseCaseContext
    ) throws -> Document {
        var served: Document = .null
        var hash: SHA256Hash?
        try snapshot.forEachCandidate(.phone(phone.name)) { candidate in
            guard let published = candidate.published else { return }
            hash = published.hash
            served = .mapping([
                Document.Entry("file", .string(phone.name.fileName)),
                Document.Entry("revision", .integer(published.revision.rawValue)),
                Document.Entry("sha256", .string(published.hash.description)),
                Document.Entry("srst-certificate", .bool(published.rendition.origin.certificate != nil)),
            ])
        }
        let next = try context.publisher.preview(.phone(phone.name), context.event("preview"), in: snapshot)
        var entries = [Document.Entry("served", served), Document.Entry("pending", .bool(!next.isEmpty))]
        entries += FetchDetails.entries(try snapshot.fetches(of: phone.name), served: hash)
        entries += [
            Document.Entry("certificates", try Self.certificates(phone, snapshot, context)),
            Document.Entry("effective-settings", try Self.effectiveSettings(phone, snapshot)),
        ]
        return .mapping(entries)
    }

    /// The phone's imported certificates.
    private static func certificates(
        _ phone: Phone,
        _ snapshot: any TrustReading,
        _ context: UseCaseContext
    ) throws -> Document {
        let authorities = try snapshot.readAuthorities().map(\.certificate)
        var certificates: [Document] = []
        try snapshot.forEachPhoneCertificate(of: phone.name) { _, record in
            certificates.append(PhoneCertificateDetails.document(record, authorities, now: context.now))
        }
        return .list(certificates)
    }

    /// What the phone takes of the three levels of settings, each with the level it comes from.
    private static func effectiveSettings(_ phone: Phone, _ snapshot: any SavedStateReading) throws -> Document {
        let configuration = try snapshot.configuration()
        let settings = EffectiveSetting.resolve(
            phone: phone.settings,
            profile: configuration.securityProfiles[phone.securityProfile]?.value.settings ?? ProductSettings(),
            cluster: configuration.cluster.value.settings
        )
        return .list(
            settings.map { effective in
                let value = effective.setting.value.text
                return .mapping([
                    Document.Entry("name", .string(effective.setting.name)),
                    Document.Entry("value", effective.setting.isSecret ? .secret(value) : .string(value)),
                    Document.Entry("from", .string(effective.level.rawValue)),
                ])
            }
        )
    }
}

extension ObjectReport {
    /// The report of a saved object of any noun, its secrets masked.
    init(_ item: SavedItem, noun: ObjectNoun, details: Document) {
        self.init(
            noun: noun.rawValue,
            version: item.version,
            fields: item.value.document.masked,
            details: details.masked
        )
    }
}
