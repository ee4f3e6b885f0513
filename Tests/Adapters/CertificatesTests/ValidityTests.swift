import Certificates
import Platform
import Testing

@Suite("Validity")
struct ValidityTests {
    @Test("Both ends are valid seconds (RFC 5280 section 4.1.2.5)")
    func ends() {
        let validity = Validity(notBefore: 100, notAfter: 200)
        #expect(validity.state(at: 99) == .before)
        #expect(validity.state(at: 100) == .within)
        #expect(validity.state(at: 200) == .within)
        #expect(validity.state(at: 201) == .after)
        #expect(!validity.contains(second: 99) && validity.contains(second: 150) && !validity.contains(second: 201))
    }

    @Test("A validity that ends before it begins contains nothing")
    func reversed() {
        let validity = Validity(notBefore: 200, notAfter: 100)
        #expect([0, 100, 150, 200, 300].allSatisfy { !validity.contains(second: $0) })
    }

    @Test("The factory certificates expired on 2020-01-01")
    func factory() throws {
        let validity = try Fixture.certificate("factory-expired").validity
        #expect(validity.contains(second: 1_577_836_800))
        #expect(validity.state(at: 1_577_836_801) == .after)
    }
}
