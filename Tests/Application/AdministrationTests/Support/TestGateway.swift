import CertificateProvider
import Certificates
import Synchronization
import TLS

/// A gateway whose certificate provider presents what the test says, without a network.
final class TestGateway: CertificateProviding {
    private static let refusal = CertificateError(
        .providerRefused,
        "The certificate provider refuses",
        remedy: "Enable it"
    )

    private let answer = Mutex<Result<Certificate, CertificateError>>(.failure(refusal))
    /// What happens while it is asked.
    private let meanwhile = Mutex<(@Sendable () async throws -> Void)?>(nil)
    private let questions = Mutex<[(hosts: [String], port: UInt16)]>([])

    /// What it was asked for.
    var asked: [(hosts: [String], port: UInt16)] { questions.withLock { $0 } }

    func present(_ name: String) throws {
        let loaded = try Certificate.load(Array(TestSite.certificate(name)))
        answer.withLock { $0 = .success(loaded) }
    }

    func fail(_ error: CertificateError) { answer.withLock { $0 = .failure(error) } }

    func whileAsked(_ body: @escaping @Sendable () async throws -> Void) { meanwhile.withLock { $0 = body } }

    func fetch(from hosts: [String], port: UInt16) async throws(CertificateError) -> ProvidedCertificate {
        questions.withLock { $0.append((hosts, port)) }
        try? await meanwhile.withLock { $0 }?()
        let certificate = try answer.withLock { $0 }.get()
        return ProvidedCertificate(
            certificate: certificate,
            presentations: hosts.map { .init(address: "\($0):\(port)", version: .tls12, cipherSuite: "AES128-SHA") }
        )
    }
}
