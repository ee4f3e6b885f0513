import AdminAPI
import Administration
import Certificates
import Documents
import Platform
import Synchronization
import TestSupport
import Testing

@Suite("S04, S12: the periodic look at gateways' certificates")
struct CertificateWatchTests {
    private static let day = 86_400
    /// The last second of the certificate branch-12 (fixtures/certificates).
    private static let end: UnixTime = 2_366_841_600

    /// One round; what it reported, as `code` or `code over`.
    private func round(_ site: TestSite) async throws -> [String] {
        let events = Events()
        try await site.administrator.checkCertificates { event in events.add(event) }
        return events.all.map { $0.code + ($0.isOver ? " over" : "") }
    }

    private func warnings(_ site: TestSite) async throws -> [String] {
        let listed = try await site.send(ListObjects(noun: .srst, names: ["branch-12"])).objects
        let shown = try await site.send(ShowObject(noun: .srst, name: "branch-12"))
        let status = try await site.send(ShowStatus()).warnings
        let codes = listed.flatMap { ($0.details["warnings"]?.values ?? []).compactMap { $0["code"]?.text } }
        #expect((shown.details["warnings"]?.values ?? []).compactMap { $0["code"]?.text } == codes)
        #expect(status.filter { $0.reference == "branch-12" }.map(\.code) == codes)
        return codes
    }

    @Test("Nothing is said while all is well, and only secure references are asked")
    func quiet() async throws {
        let site = try await TestSite.secureFixture()
        try site.gateway.present("branch-12")
        #expect(try await round(site) == [])
        #expect(try await warnings(site) == [])
        #expect(site.gateway.asked.map(\.hosts) == [["127.0.12.1", "127.0.12.2"]])
        let shown = try await site.send(ShowObject(noun: .srst, name: "branch-12"))
        #expect(shown.details["gateway-asked"]?.text == "2026-06-01T00:00:00Z")
    }

    @Test("A changed certificate is said once, shown until it is accepted, and said to be over once")
    func changed() async throws {
        let site = try await TestSite.secureFixture()
        try site.gateway.present("branch-12-renewed")
        #expect(try await round(site) == ["certificate-changed"])
        #expect(try await round(site) == [])
        #expect(try await warnings(site) == ["certificate-changed"])
        try await site.accept("branch-12", "branch-12-renewed")
        #expect(try await warnings(site) == [])
        #expect(try await round(site) == ["certificate-changed over"])
        #expect(try await round(site) == [])
    }

    @Test("A gateway that cannot be asked is said once; what it presented before is not forgotten meanwhile")
    func unreachable() async throws {
        let site = try await TestSite.secureFixture()
        try site.gateway.present("branch-12-renewed")
        _ = try await round(site)
        site.gateway.fail(CertificateError(.providerRefused, "It refuses", remedy: "Enable it"))
        #expect(try await round(site) == ["gateway-unreachable"])
        site.gateway.fail(CertificateError(.providerConnectTimeout, "It did not answer", remedy: "Check the route"))
        #expect(try await round(site) == [], "another way of the same")
        #expect(try await warnings(site) == ["certificate-changed", "gateway-unreachable"])
        try site.gateway.present("branch-12")
        #expect(try await round(site) == ["certificate-changed over", "gateway-unreachable over"])
    }

    @Test("S04: a pair of gateways behind one address is told by a later check")
    func pair() async throws {
        let site = try await TestSite.secureFixture()
        let error = CertificateError(.certificatesDiffer, "They look like an HSRP pair", remedy: "Make two references")
        site.gateway.fail(error)
        #expect(try await round(site) == ["provider-certificate-refused"])
        #expect(try await site.send(ShowStatus()).warnings.first?.text.contains("HSRP") == true)
    }

    @Test("An expiry is said once when it comes near and once when it has come, and is listed")
    func expiry() async throws {
        let site = try await TestSite.secureFixture()
        try site.gateway.present("branch-12")
        func listed(_ seconds: Int) async throws -> Int {
            try await site.send(ListObjects(noun: .srst, expiring: seconds)).objects.count
        }
        site.clock.second = Self.end - 30 * Self.day - 1
        #expect(try await round(site) == [])
        #expect(try await listed(30 * Self.day) == 0)
        #expect(try await listed(30 * Self.day + 1) == 1)
        site.clock.second += 1
        #expect(try await round(site) == ["certificate-expires-soon"])
        #expect(try await listed(30 * Self.day) == 1)
        site.clock.second += 18 * Self.day
        #expect(try await round(site) == [])
        let status = try await site.send(ShowStatus()).warnings
        #expect(status.first?.text.contains("expires in 12 days, at 2045-01-01T00:00:00Z") == true, "\(status)")
        site.clock.second = Self.end + 1
        #expect(try await round(site) == ["certificate-expires-soon over", "certificate-expired"])
        #expect(try await listed(0) == 1)
    }

    @Test("Every reset whose files carry a certificate that expires within 30 days says so")
    func resetSaysSo() async throws {
        let site = try await TestSite.secureFixture()
        func messages() async throws -> [Message] {
            try await site.send(Reset(scope: .srst, name: "branch-12")).messages
        }
        site.clock.second = Self.end - 30 * Self.day - 1
        #expect(try await messages().isEmpty)
        site.clock.second = Self.end - 12 * Self.day
        let soon = try #require(try await messages().first)
        #expect(soon.code == "certificate-expires-soon")
        #expect(
            soon.text
                == "The certificate of srst branch-12, which 4 of these phone files carry, expires in 12 days, at "
                + "2045-01-01T00:00:00Z. Renew it on the gateway, then run cnfctl srst certificate fetch branch-12."
        )
        #expect(try await site.send(Reset(scope: .devicePool, name: "HQ")).messages.isEmpty)
        #expect(try await site.send(Reset(scope: .phone, name: "SEP001122334455")).messages.map(\.code) == [soon.code])
        _ = try await site.send(UpdateObject(noun: .cluster, name: nil, fields: ["expired-certificate": "keep"]))
        site.clock.second = Self.end + 1
        #expect(try await messages().map(\.code) == ["certificate-expired"])
    }

    @Test("A gateway that is slow holds up no administrator, and a change meanwhile is not judged by what was seen")
    func meanwhile() async throws {
        let site = try await TestSite.secureFixture()
        try site.gateway.present("branch-12-renewed")
        site.gateway.whileAsked { [unowned site] in
            let fields: Document = ["certificate-provider-port": 3000]
            _ = try await site.send(UpdateObject(noun: .srst, name: "branch-12", fields: fields))
        }
        #expect(try await round(site) == [])
        #expect(try await warnings(site) == [])
    }

    @Test("However many references there are, few gateways are asked at once, and each of them once")
    func bounded() async throws {
        let site = try await TestSite.fixture()
        try site.gateway.present("branch-12")
        for number in 1...40 {
            let fields: Document = .mapping([
                .init("name", .string("gw-\(number)")), .init("secure", .bool(true)),
                .init("sip", .list([.mapping([.init("address", .string("192.0.2.\(number)"))])])),
            ])
            _ = try await site.send(AddObject(noun: .srst, fields: fields))
        }
        let gauge = Gauge()
        site.gateway.whileAsked {
            gauge.enter()
            for _ in 0..<50 { await Task.yield() }
            gauge.leave()
        }
        _ = try await round(site)
        #expect(site.gateway.asked.count == 41)
        #expect((1...8).contains(gauge.most))
    }
}

private final class Events: Sendable {
    private let list = Mutex<[CertificateWatchEvent]>([])
    var all: [CertificateWatchEvent] { list.withLock { $0 } }
    func add(_ event: CertificateWatchEvent) { list.withLock { $0.append(event) } }
}

/// How many are inside at once.
private final class Gauge: Sendable {
    private let state = Mutex((now: 0, most: 0))
    var most: Int { state.withLock { $0.most } }
    func enter() { state.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }
    func leave() { state.withLock { $0.now -= 1 } }
}
