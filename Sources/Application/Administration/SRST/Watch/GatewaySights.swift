internal import CertificateProvider
internal import Certificates
internal import NIOConcurrencyHelpers
internal import Platform
internal import Store

/// What the gateways of all references were last seen to do, in memory: nothing saved depends on it.
final class GatewaySights: Sendable {
    private struct State {
        var sights: [ObjectID: GatewaySight] = [:]
        var raised: [ObjectID: [CertificateWarning.Identity: CertificateWarning]] = [:]
    }

    private let state = NIOLockedValueBox(State())

    /// Takes what came of asking a gateway.
    func note(
        _ result: Result<ProvidedCertificate, CertificateError>,
        of reference: ObjectID,
        version: Int,
        at time: UnixTime
    ) {
        state.withLockedValue { state in
            let before = state.sights[reference].flatMap { $0.referenceVersion == version ? $0 : nil }
            switch result {
            case .success(let provided):
                state.sights[reference] = GatewaySight(
                    referenceVersion: version,
                    time: time,
                    presented: provided.certificate.sha256,
                    failure: nil
                )
            case .failure(let error):
                state.sights[reference] = GatewaySight(
                    referenceVersion: version,
                    time: time,
                    presented: before?.presented,
                    failure: error
                )
            }
        }
    }

    /// Keeps the sight of a reference whose version was raised by something else than its addresses.
    func renew(_ reference: ObjectID, from former: Int, to version: Int) {
        state.withLockedValue { state in
            guard let sight = state.sights[reference], sight.referenceVersion == former else { return }
            state.sights[reference] = GatewaySight(
                referenceVersion: version,
                time: sight.time,
                presented: sight.presented,
                failure: sight.failure
            )
        }
    }

    /// The last sight of a reference with this version; none when it was changed since.
    func sight(of reference: ObjectID, version: Int) -> GatewaySight? {
        state.withLockedValue { state in
            guard let sight = state.sights[reference], sight.referenceVersion == version else { return nil }
            return sight
        }
    }

    /// Takes a reference's present warnings, and answers what has begun and what is over since the last time.
    func changes(
        to warnings: [CertificateWarning],
        of reference: ObjectID
    ) -> (begun: [CertificateWarning], over: [CertificateWarning]) {
        state.withLockedValue { state in
            let before = state.raised[reference] ?? [:]
            let after = Dictionary(warnings.map { ($0.identity, $0) }) { first, _ in first }
            state.raised[reference] = after.isEmpty ? nil : after
            return (
                warnings.filter { before[$0.identity] == nil },
                before.values.filter { after[$0.identity] == nil }.sorted { $0.code.rawValue < $1.code.rawValue }
            )
        }
    }

    /// Forgets every reference but these.
    func keepOnly(_ references: Set<ObjectID>) {
        state.withLockedValue { state in
            state.sights = state.sights.filter { references.contains($0.key) }
            state.raised = state.raised.filter { references.contains($0.key) }
        }
    }
}

/// What a reference's gateway was last seen to do.
struct GatewaySight {
    /// The version of the reference whose addresses were asked.
    let referenceVersion: Int
    /// When it was last asked, in seconds since 1970.
    let time: UnixTime
    /// The SHA-256 of what it presented when it last presented something: it stays what it is while it cannot be asked.
    let presented: SHA256Hash?
    /// Why it could not be obtained the last time; none when it could.
    let failure: CertificateError?
}
