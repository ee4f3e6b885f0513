internal import CertificateProvider
internal import NIOConcurrencyHelpers
internal import Platform
internal import Store

/// The candidates of all references, in memory only: a fetch that is rejected, or never answered, leaves the database as
/// it was (S14).
final class CertificateCandidates: Sendable {
    /// How long a candidate is kept, in seconds: time enough to go and compare a fingerprint. Our own bound.
    static let lifetime = 1_800
    /// How many are kept; the oldest gives way. Each has at most 64 KiB. Our own bound.
    static let capacity = 256

    private let candidates = NIOLockedValueBox<[ObjectID: CertificateCandidate]>([:])

    /// Keeps a candidate in the place of the reference's last one.
    func keep(_ candidate: CertificateCandidate, for reference: ObjectID) {
        candidates.withLockedValue { candidates in
            candidates[reference] = candidate
            guard candidates.count > Self.capacity else { return }
            let oldest = candidates.min { ($0.value.fetchedAt, $0.key) < ($1.value.fetchedAt, $1.key) }
            if let oldest { candidates[oldest.key] = nil }
        }
    }

    /// The candidate of a reference with this version; none when it was fetched too long ago or for another version.
    func candidate(for reference: ObjectID, version: Int, now: UnixTime) -> CertificateCandidate? {
        candidates.withLockedValue { candidates in
            guard let candidate = candidates[reference] else { return nil }
            guard candidate.referenceVersion == version, now <= candidate.keptUntil else {
                candidates[reference] = nil
                return nil
            }
            return candidate
        }
    }

    /// Keeps the candidate of a reference whose version was raised by something else than its addresses.
    func renew(_ reference: ObjectID, from former: Int, to version: Int) {
        candidates.withLockedValue { candidates in
            guard candidates[reference]?.referenceVersion == former else { return }
            candidates[reference]?.referenceVersion = version
        }
    }

    /// Forgets a candidate, unless another has taken its place.
    func discard(_ candidate: CertificateCandidate, for reference: ObjectID) {
        candidates.withLockedValue { candidates in
            guard candidates[reference]?.provided.certificate == candidate.provided.certificate else { return }
            candidates[reference] = nil
        }
    }
}

/// A certificate that was fetched and that nobody has accepted or rejected yet.
struct CertificateCandidate: Sendable {
    /// What the providers presented.
    let provided: ProvidedCertificate
    /// The version of the reference whose addresses were asked.
    var referenceVersion: Int
    /// When it was fetched, in seconds since 1970.
    let fetchedAt: UnixTime
    /// Who had it fetched.
    let fetchedBy: String

    /// When it is forgotten, in seconds since 1970.
    var keptUntil: UnixTime { fetchedAt + CertificateCandidates.lifetime }
}
