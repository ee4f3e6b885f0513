internal import Certificates
internal import Platform

/// Which addresses a fetch has asked, and what came of it: each is asked once, however many hosts have it, and every host
/// needs one that answers (S01).
struct ProviderRound {
    /// The most addresses asked: three SCCP and three SIP addresses, each a name of a few.
    private static let maximumAddresses = 24

    /// What came of each address: a failure, or `nil` when it answered.
    private var outcomes: [SocketAddress: CertificateError?] = [:]
    /// Why addresses were passed over whose names have others that answered.
    private(set) var passedOver: [CertificateError] = []

    /// Asks a host's addresses that have not been asked.
    ///
    /// - Parameters:
    ///   - addresses: All that the host has.
    ///   - host: Its name, for messages.
    ///   - ask: Asks one address.
    /// - Throws: What `ask` threw, unless another address of the host may do and does; that there are too many.
    mutating func ask(
        _ addresses: [SocketAddress],
        of host: String,
        _ ask: (SocketAddress) throws(CertificateError) -> Void
    ) throws(CertificateError) {
        var new: [CertificateError] = []
        var failures: [CertificateError] = []
        for address in addresses {
            let isKnown = outcomes[address] != nil
            guard let failure = try outcome(of: address, host, ask) else { continue }
            guard addresses.count > 1, Self.leavesOtherAddresses.contains(failure.code) else { throw failure }
            failures.append(failure)
            if !isKnown { new.append(failure) }
        }
        if failures.count == addresses.count, let first = failures.first { throw first }
        passedOver += new
    }

    private mutating func outcome(
        of address: SocketAddress,
        _ host: String,
        _ ask: (SocketAddress) throws(CertificateError) -> Void
    ) throws(CertificateError) -> CertificateError? {
        if let known = outcomes[address] { return known }
        guard outcomes.count < Self.maximumAddresses else { throw Self.tooManyAddresses(host) }
        var failure: CertificateError?
        do throws(CertificateError) {
            try ask(address)
        } catch {
            failure = error
        }
        outcomes[address] = .some(failure)
        return failure
    }

    /// The failures after which another address of the same name may do: a name with an IPv6 address that no way leads to.
    private static let leavesOtherAddresses: Set<CertificateError.Code> = [
        .providerRefused, .providerUnreachable, .providerConnectTimeout,
    ]

    private static func tooManyAddresses(_ host: String) -> CertificateError {
        CertificateError(
            .tooManyAddresses,
            "With \(host), the reference's names have more than \(maximumAddresses) addresses",
            remedy: "Name the gateway by its addresses"
        )
    }
}
