internal import Certificates
internal import Platform
internal import TLS

/// One fetch: every address of every host, twice.
struct ProviderFetch: Sendable {
    /// How often each address is asked: a pair of gateways behind one address shows at the second time (S04).
    private static let connectionsPerAddress = 2

    let context: TLSContext
    let limits: CertificateProviderClient.Limits
    let cancellation: Cancellation

    /// The certificate that all of them present, or why there is not exactly one.
    func result(_ hosts: [String], port: UInt16) -> Result<ProvidedCertificate, CertificateError> {
        do throws(CertificateError) {
            return .success(try run(hosts, port: port))
        } catch {
            return .failure(error)
        }
    }

    private func run(_ hosts: [String], port: UInt16) throws(CertificateError) -> ProvidedCertificate {
        let end = Deadline(after: limits.total)
        var seen = SeenCertificates()
        var round = ProviderRound()
        for host in hosts {
            let addresses = try addresses(of: host, port: port, end)
            try round.ask(addresses, of: host) { address throws(CertificateError) in try ask(address, end, &seen) }
        }
        seen.passedOver = round.passedOver
        return try seen.provided()
    }

    private func addresses(of host: String, port: UInt16, _ end: Deadline) throws(CertificateError) -> [SocketAddress] {
        do throws(ConnectionFailure) {
            let deadline = end.earlier(Deadline(after: limits.lookup))
            return try NameLookup.addresses(of: host, port: port, by: deadline, cancellation)
        } catch {
            throw CertificateError(error, provider: host)
        }
    }

    private func ask(
        _ address: SocketAddress,
        _ end: Deadline,
        _ seen: inout SeenCertificates
    ) throws(CertificateError) {
        for _ in 0..<Self.connectionsPerAddress {
            let connection: TLSConnection
            do throws(ConnectionFailure) {
                let deadline = end.earlier(Deadline(after: limits.connect))
                let socket = try TCPSocket.connect(to: address, by: deadline, cancellation)
                connection = TLSConnection(context, over: socket, cancellation)
            } catch {
                throw CertificateError(error, provider: address.description)
            }
            do throws(ConnectionFailure) {
                try shakeHands(over: connection, end.earlier(Deadline(after: limits.handshake)))
            } catch {
                // What is wrong with the certificate says more than how OpenSSL stumbled over it.
                if case .handshakeFailed = error, let refusal = Self.refusal(of: connection) { throw refusal }
                throw CertificateError(error, provider: address.description)
            }
            try seen.add(connection, at: address)
        }
    }

    private func shakeHands(over connection: TLSConnection, _ deadline: Deadline) throws(ConnectionFailure) {
        try connection.handshake(by: deadline)
        guard connection.clientCertificateWasRequested else { return }
        // In TLS 1.3 the client is done before the server has looked at its empty answer (RFC 8446 section 2): what the
        // server says to our farewell tells whether it insists.
        do throws(ConnectionFailure) {
            try connection.end(by: deadline)
            while try !connection.read(upTo: 4_096, by: deadline).isEmpty {}
        } catch {
            switch error {
            case .clientCertificateDemanded, .reset: throw .clientCertificateDemanded
            case .cancelled: throw error
            default: return
            }
        }
    }

    private static func refusal(of connection: TLSConnection) -> CertificateError? {
        guard let der = connection.peerCertificates.first, let certificate = try? Certificate(der: der) else {
            return nil
        }
        return certificate.acceptableForSRST().refusals.first
    }
}
