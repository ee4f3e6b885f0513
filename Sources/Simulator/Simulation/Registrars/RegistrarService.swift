internal import Certificates
internal import TLS

/// One port of a simulated call manager or gateway.
final class RegistrarService {
    /// What the port is for; the raw values are the words in reports.
    enum Kind: String {
        case certificateProvider = "certificate-provider"
        case secureSignalling = "signalling-tls"
        case clearSignalling = "signalling-clear"
    }

    let kind: Kind
    let listener: StreamListener
    private let contexts: [TLSContext]
    private var accepted = 0

    /// A port that does not listen yet.
    ///
    /// - Parameters:
    ///   - kind: What it is for.
    ///   - host: A numeric address.
    ///   - port: The port; 0 lets the kernel choose.
    ///   - contexts: How TLS is spoken, in turn; empty in the clear.
    /// - Throws: When the port cannot be had.
    init(_ kind: Kind, host: String, port: Int, _ contexts: [TLSContext]) throws(SimulationError) {
        self.kind = kind
        self.contexts = contexts
        listener = try StreamListener(host, port: port)
    }

    /// The next connection that waits.
    func accept() -> LineConnection? {
        guard let socket = listener.accept() else { return nil }
        defer { accepted += 1 }
        let tls = contexts.isEmpty ? nil : TLSEndpoint(contexts[accepted % contexts.count])
        return LineConnection(accepted: socket, tls)
    }

    /// The ports that the settings ask for.
    static func all(_ settings: RegistrarSettings) throws(SimulationError) -> [RegistrarService] {
        var services: [RegistrarService] = []
        if let provider = settings.certificateProvider {
            var contexts: [TLSContext] = []
            for identity in provider.identities { contexts.append(try context(identity, trust: nil)) }
            services.append(
                try RegistrarService(.certificateProvider, host: settings.host, port: provider.port, contexts)
            )
        }
        if let secure = settings.secure {
            let context = try context(secure.identity, trust: secure.trust)
            services.append(try RegistrarService(.secureSignalling, host: settings.host, port: secure.port, [context]))
        }
        if let port = settings.clearPort {
            services.append(try RegistrarService(.clearSignalling, host: settings.host, port: port, []))
        }
        return services
    }

    private static func context(
        _ identity: TLSIdentity,
        trust: TLSClientTrust?
    ) throws(SimulationError) -> TLSContext {
        do throws(ConnectionFailure) {
            return try TLSContext(TLSSettings(.server), identity: identity, clientTrust: trust)
        } catch {
            throw SimulationError(
                .system,
                "TLS cannot use the certificate \(identity.certificate.subject): \(error)",
                remedy: "Give an RSA key of 2048 bits or an EC key, and a certificate signed with SHA-256"
            )
        }
    }
}
