import AdminAPI
import Documents
import TestSupport
import Testing

@Suite("S13: finding objects")
struct ListFilterTests {
    private func names(_ request: ListObjects, in site: TestSite) async throws -> [String] {
        try await site.send(request).objects.compactMap { $0.fields["name"]?.text }
    }

    @Test("By name and by field, with wildcards, without regard to case; all conditions must hold")
    func wildcards() async throws {
        let site = try await TestSite.fixture()
        #expect(try await names(ListObjects(noun: .srst, names: ["BRANCH-?0"]), in: site) == ["branch-20"])
        #expect(try await names(ListObjects(noun: .srst, names: ["*店", "*-12"]), in: site) == ["branch-12", "札幌支店"])
        func condition(_ field: String, _ pattern: String) -> ListObjects.Filter {
            .init(field: field, pattern: pattern)
        }
        let secure = ListObjects(noun: .srst, filters: [condition("secure", "TRUE")])
        #expect(try await names(secure, in: site) == ["branch-12"])
        let address = ListObjects(noun: .srst, filters: [condition("sip.address", "127.0.*")])
        #expect(try await names(address, in: site) == ["branch-12", "branch-20"])
        let any = ListObjects(noun: .srst, filters: [condition("sip", "5065")])
        #expect(try await names(any, in: site) == ["branch-20"])
        let both = ListObjects(
            noun: .phone,
            names: ["00:11:22:33:44:5*"],
            filters: [condition("protocol", "sccp"), condition("device-pool", "branch-*"), condition("load", "")]
        )
        #expect(
            try await names(both, in: site) == ["SEP001122334458", "SEP001122334459", "SEP00112233445E"]
        )
        let zone = ListObjects(noun: .devicePool, filters: [condition("date-time.olson-time-zone", "asia/*")])
        #expect(try await names(zone, in: site).count == 3)
    }

    @Test("A field that is not there is refused with the nearest; a secret is compared masked")
    func refusals() async throws {
        let site = try await TestSite.fixture()
        let wrong = ListObjects(noun: .srst, filters: [.init(field: "secur", pattern: "*")])
        let refused = try await site.refusal(wrong)
        #expect(refused.error.field == "secur" && refused.error.hint?.contains("\"secure\"") == true)
        let nested = ListObjects(noun: .srst, filters: [.init(field: "sip.adress", pattern: "*")])
        #expect(try await site.refusal(nested).error.hint?.contains("\"address\"") == true)
        let guess = ListObjects(noun: .phone, filters: [.init(field: "ssh-password", pattern: "sword*")])
        #expect(try await names(guess, in: site).isEmpty)
    }

    @Test("Dependents are counted, by the saved state and by what is served, and named on request")
    func dependents() async throws {
        let site = try await TestSite.fixture()
        let plain = try await site.send(ShowObject(noun: .srst, name: "branch-12")).details["dependents"]
        #expect(plain?["phone-count"]?.text == "6" && plain?["phones"] == nil)
        #expect(plain?.texts(at: "device-pools") == ["Branch-12"])
        _ = try await site.send(UpdateObject(noun: .phone, name: "SEP001122334455", fields: ["device-pool": "HQ"]))
        for (name, count, pending) in [("Branch-12", 6, 1), ("HQ", 3, 1)] {
            let show = ShowObject(noun: .devicePool, name: name, dependents: true)
            let details = try await site.send(show).details["dependents"]
            #expect(details?["phone-count"]?.text == "\(count)" && details?["pending-count"]?.text == "\(pending)")
            #expect(details?.texts(at: "phones").contains("SEP001122334455") == true)
        }
        let profile = try await site.send(ShowObject(noun: .securityProfile, name: "sip-encrypted", dependents: true))
        #expect(profile.details["dependents"]?.texts(at: "phones").count == 3)
        let group = try await site.send(ShowObject(noun: .callManagerGroup, name: "tokyo"))
        #expect(group.details["dependents"]?.texts(at: "device-pools") == ["Branch-12", "HQ"])
    }
}
