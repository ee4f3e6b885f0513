import Certificates
import Platform
import Testing

@testable import CertificateProvider

@Suite("S01: every distinct address of a reference counts, and is asked once")
struct ProviderRoundTests {
    /// A gateway's name has both, the first of which refuses connections.
    private let refusing = "192.0.2.1"
    private let good = "192.0.2.2"

    /// Asks hosts of some addresses each.
    ///
    /// - Returns: The addresses that were asked, in order, and the round; or why it failed.
    private func round(_ hosts: [String]...) throws -> (asked: [String], passedOver: [CertificateError]) {
        var round = ProviderRound()
        var asked: [String] = []
        for host in hosts {
            var addresses: [SocketAddress] = []
            for address in host { addresses += try SocketAddress.lookUp(address, port: 2_445) }
            try round.ask(addresses, of: "gateway") { address throws(CertificateError) in
                asked.append(address.host)
                guard address.host == refusing else { return }
                throw CertificateError(.providerRefused, "\(address) refuses connections", remedy: "Start it")
            }
        }
        return (asked, round.passedOver)
    }

    private func failure(_ hosts: [String]...) -> CertificateError.Code? {
        #expect(throws: CertificateError.self) {
            switch hosts.count {
            case 1: try round(hosts[0])
            default: try round(hosts[0], hosts[1])
            }
        }?.code
    }

    @Test("An address that answers is not asked again for another host")
    func onceEach() throws {
        #expect(try round([good], [good]).asked == [good])
    }

    @Test("One that cannot be reached is passed over when another of its name answers, and told of once")
    func passedOver() throws {
        let (asked, passedOver) = try round([refusing, good], [good], [good, refusing])
        #expect(asked == [refusing, good])
        #expect(passedOver.map(\.code) == [.providerRefused])
    }

    @Test("A host is refused whose only address was passed over for another host's sake, in either order")
    func onlyAddress() {
        #expect(failure([refusing]) == .providerRefused)
        #expect(failure([refusing, good], [refusing]) == .providerRefused)
        #expect(failure([refusing], [refusing, good]) == .providerRefused)
    }

    @Test("No more than 24 addresses are asked")
    func tooMany() {
        let many = (1...25).map { "198.51.100.\($0)" }
        #expect(failure(many) == .tooManyAddresses)
        #expect(throws: Never.self) { try round(many.dropLast()) }
    }
}
