internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

/// What is known of a reference beside its fields, as `srst list` and `srst show` tell it.
enum ReferenceDetails {
    /// Its certificate, when its gateway was last asked, and what is to be looked into.
    static func document(
        _ reference: Saved<SRSTReference>,
        _ configuration: SavedConfiguration,
        _ context: UseCaseContext
    ) -> Document {
        let accepted = CertificateDetails.document(configuration.certificates[reference.id], now: context.now)
        let sight = context.sights.sight(of: reference.id, version: reference.version)
        let warnings = warnings(reference, configuration, context).map { warning in
            Document.mapping([
                Document.Entry("code", .string(warning.code.rawValue)), Document.Entry("text", .string(warning.text)),
            ])
        }
        return .mapping(
            accepted.entries + [
                Document.Entry("gateway-asked", sight.map { .string($0.time.text) } ?? .null),
                Document.Entry("warnings", .list(warnings)),
            ]
        )
    }

    /// What is to be looked into, by the saved state and what the gateway was last seen to do.
    static func warnings(
        _ reference: Saved<SRSTReference>,
        _ configuration: SavedConfiguration,
        _ context: UseCaseContext
    ) -> [CertificateWarning] {
        CertificateWarning.all(
            reference.value,
            accepted: configuration.certificates[reference.id]?.certificate,
            sight: context.sights.sight(of: reference.id, version: reference.version),
            now: context.now
        )
    }
}
