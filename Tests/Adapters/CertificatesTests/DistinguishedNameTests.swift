import Testing

@testable import Certificates

@Suite("Names on a terminal")
struct DistinguishedNameTests {
    @Test("Control characters, NUL, C1 controls and direction overrides are escaped, other letters stay")
    func escaping() throws {
        let subject = try Fixture.certificate("hostile-name").subject
        #expect(subject.hasPrefix(#"CN=zażółć nul\00 esc\1B[31m lf\0A\7F\C2\9B,name=lo\E2\80\AEng.longlong"#))
        #expect(subject.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0.value != 0x9B })
    }

    @Test("A name of 10 000 characters is cut with an ellipsis")
    func length() throws {
        let subject = try Fixture.certificate("hostile-name").subject
        #expect(subject.unicodeScalars.count == DistinguishedName.maximumScalarCount)
        #expect(subject.unicodeScalars.last == DistinguishedName.ellipsis)
    }
}
