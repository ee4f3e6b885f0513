import ClusterModel
import Documents
import TestSupport
import Testing

@Suite("Ports")
struct PortTests {
    @Test("A port is 1 to 65535", arguments: [1, 2000, 65535])
    func allowed(_ number: Int) throws {
        #expect(try Port(number).number == number)
        #expect(try Port(.integer(number)).document == .integer(number))
        #expect(try Port(.string("\(number)")).number == number)
    }

    @Test("Anything else is refused", arguments: [0, -1, 65536, .max, .min])
    func refused(_ number: Int) {
        let refusal = #expect(throws: InvalidValue.self) { try Port(number) }
        #expect(refusal?.description == "\(number) is not a port. Give a number from 1 to 65535.")
        #expect(refusal?.code == "invalid-port")
    }
}

@Suite("S17: the certificate provider port")
struct CertificateProviderPortTests {
    @Test("It is 2445 unless told otherwise")
    func standard() throws {
        #expect(CertificateProviderPort.standard.number == 2445)
        #expect(try SRSTReference.example().certificateProviderPort.number == 2445)
    }

    @Test("Both bounds are allowed", arguments: ["1024", "1025", "2445", "49150", "49151", "02445"])
    func allowed(_ text: String) throws {
        #expect(try CertificateProviderPort(text).number == Int(text))
        #expect(try CertificateProviderPort(.string(text)).number == Int(text))
    }

    @Test(
        "Anything else is refused in the chapter's words, with the range",
        arguments: [
            "", "0", "1023", "49152", "65535", "65536", "-2445", "+2445", " 2445", "2445 ", "2 445", "2445.0", "2445\n",
            "2,445", "0x98D", "1e4", "abc", "24a5", "٢٤٤٥", "２４４５", "२४४५", "99999999999999999999999", "2445\u{301}",
        ]
    )
    func refused(_ text: String) {
        let refusal = #expect(throws: InvalidValue.self) { try CertificateProviderPort(text) }
        #expect(refusal?.reason == "Port Numbers can only contain digits.")
        #expect(refusal?.remedy == "Give a number from 1024 to 49151.")
        #expect(refusal?.code == "invalid-port")
    }

    @Test(
        "Values of other kinds are refused in the same words",
        arguments: [1023, 49152, -1, true, [], [:]] as [Document]
    )
    func otherKinds(_ document: Document) {
        let refusal = #expect(throws: InvalidValue.self) { try CertificateProviderPort(document) }
        #expect(refusal?.reason == "Port Numbers can only contain digits.")
    }

    @Test("The refusal names the reference and the field")
    func named() {
        #expect(
            SRSTReference.problems(["certificate-provider-port": "24x5"]) == [
                Problem(
                    .validation,
                    code: "invalid-port",
                    "Port Numbers can only contain digits.",
                    object: "srst branch-12",
                    field: "certificate-provider-port",
                    hint: "Give a number from 1024 to 49151."
                )
            ]
        )
    }
}
