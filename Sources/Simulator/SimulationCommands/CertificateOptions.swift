internal import AdminAPI
public import ArgumentParser
public import Certificates
internal import FoundationEssentials
internal import Platform

/// What a certificate that is made says of itself.
struct CertificateOptions: ParsableArguments {
    /// How long a certificate is valid unless told otherwise: five years, as a CAPF issues them.
    private static let usualSeconds = 5 * 365 * 86_400

    @Option(name: .long, help: ArgumentHelp("The kind of key: rsa (2048 bits) or ec (P-256).", valueName: "kind"))
    var keyType = PrivateKey.Kind.rsa

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The first day or second of validity: 2026-01-31 or 2026-01-31T08:00:00Z.",
            valueName: "time"
        )
    )
    var validFrom: Second?

    @Option(
        name: .long,
        help: ArgumentHelp("The last second of validity; five years later without it.", valueName: "time")
    )
    var validUntil: Second?

    /// From when to when the certificate is valid.
    var validity: Validity {
        let from = validFrom?.value ?? WallClock.now()
        let usual = min(from + Self.usualSeconds, UnixTime(seconds: NumberLimit.validity.range.upperBound))
        return Validity(notBefore: from, notAfter: validUntil?.value ?? usual)
    }

    /// Refuses a validity without a second in it.
    func validate() throws {
        guard validity.notBefore <= validity.notAfter else {
            throw ValidationError("--valid-until must not be before --valid-from.")
        }
    }
}

/// A second, as a day or a time.
struct Second: ExpressibleByArgument {
    let value: UnixTime

    init?(argument: String) {
        let text = argument.contains("T") ? argument : argument + "T00:00:00Z"
        guard let date = try? Date(text, strategy: .iso8601) else { return nil }
        guard let second = Int(exactly: date.timeIntervalSince1970.rounded(.down)),
            NumberLimit.validity.range.contains(second)
        else { return nil }
        value = UnixTime(seconds: second)
    }
}

extension PrivateKey.Kind: ExpressibleByArgument {}
