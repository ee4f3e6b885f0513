internal import Certificates
internal import ClusterModel
internal import Platform
internal import TLS

/// Makes a phone's connections: where to, and over TLS with whom alone.
struct PhoneConnector {
    private let settings: PhoneSettings

    init(_ settings: PhoneSettings) { self.settings = settings }

    /// Begins to connect.
    ///
    /// - Parameters:
    ///   - registrar: Where to.
    ///   - plan: What the phone's file says.
    /// - Returns: The connection, which does not stand yet.
    /// - Throws: Why the phone does not even try.
    func connect(_ registrar: Registrar, plan: RegistrationPlan?) throws(ConnectionRefusal) -> LineConnection {
        let trusted = try trust(registrar, plan)
        let target = settings.addresses[registrar.endpoint]
        let host = target?.host ?? registrar.address
        guard let address = SocketAddress(host, port: target?.port ?? registrar.port) else {
            throw ConnectionRefusal(
                reason: "\(registrar.endpoint) is no numeric address; say where it is with --map"
            )
        }
        let tls: TLSEndpoint?
        do throws(ConnectionFailure) {
            tls = trusted == nil ? nil : TLSEndpoint(try TLSContext(TLSSettings(.client), identity: settings.identity))
        } catch {
            throw ConnectionRefusal(reason: "TLS cannot use the phone's certificate: \(error)")
        }
        do throws(SystemFailure) {
            let socket = try StreamSocket.connect(to: address)
            return LineConnection(connecting: socket, to: registrar.endpoint, tls, trusting: trusted ?? [])
        } catch {
            throw ConnectionRefusal(reason: error.text)
        }
    }

    /// The certificates one of which the other end must show, in DER; `nil` in the clear.
    ///
    /// At the gateway it is the one in the phone's file and no other (S03, S09); for call managers, which a trust list
    /// would name, those that were given.
    private func trust(_ registrar: Registrar, _ plan: RegistrationPlan?) throws(ConnectionRefusal) -> [[UInt8]]? {
        guard registrar.protection == .tls else { return nil }
        guard settings.identity != nil else {
            throw ConnectionRefusal(reason: "the phone has no certificate; give it one with --certificate and --key")
        }
        switch registrar.kind {
        case .gateway:
            guard let certificate = plan?.verdict.certificate else {
                throw ConnectionRefusal(reason: "the phone's file has no certificate to trust")
            }
            return [certificate.der]
        case .callManager:
            guard !settings.callManagerCertificates.isEmpty else {
                throw ConnectionRefusal(
                    reason: "the phone trusts no call manager's certificate; give it with --call-manager-certificate"
                )
            }
            return settings.callManagerCertificates.map(\.der)
        }
    }
}

/// Why a phone does not even try to connect.
struct ConnectionRefusal: Error {
    let reason: String
}
