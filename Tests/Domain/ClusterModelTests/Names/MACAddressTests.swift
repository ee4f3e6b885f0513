import ClusterModel
import Documents
import TestSupport
import Testing

@Suite("A07: MAC addresses")
struct MACAddressTests {
    @Test(
        "Every usual spelling is read, and one is printed",
        arguments: [
            "00a1b2c3d4ef", "00A1B2C3D4EF", "00:a1:b2:c3:d4:ef", "00:A1:B2:c3:d4:EF", "00-A1-B2-C3-D4-EF",
            "00.A1.B2.C3.D4.EF", "00 a1 b2 c3 d4 ef", "00a1.b2c3.d4ef", "00A1-B2C3-D4EF", "00a1:b2c3:d4ef",
            "00A1B2-C3D4EF", "00a1b2:c3d4ef", "00a1b2 c3d4ef", "SEP00A1B2C3D4EF", "sep00a1b2c3d4ef",
            "Sep00:a1:b2:c3:d4:ef", "SEP00a1.b2c3.d4ef",
        ]
    )
    func spellings(_ text: String) throws {
        let address = try MACAddress(text)
        #expect(address.digits == "00A1B2C3D4EF")
        #expect(address.bits == 0x00A1_B2C3_D4EF)
        #expect(try DeviceName(text).description == "SEP00A1B2C3D4EF")
        #expect(try DeviceName(text).fileName == "SEP00A1B2C3D4EF.cnf.xml")
    }

    @Test(
        "What is not one address in one spelling is refused",
        arguments: [
            "", "SEP", "SEPSEP001122334455", "00112233445", "0011223344556", "001122334455 ", " 001122334455",
            "00:11-22:33-44:55", "00:11:22:33:44.55", "0011.2233-4455", "00:11:22:33:44", "00:11:22:33:44:55:66",
            "0:01:12:23:34:455", "001:122:334:455", "00112:2334455", "00::11:22:33:44:55", ":001122334455",
            "001122334455:", "00:11:22:33:44:5g", "+01122334455", "-01122334455", "0x1122334455",
            "００１１２２３３４４５５", "００:１１:２２:３３:４４:５５", "٠٠١١٢٢٣٣٤٤٥٥", "00/11/22/33/44/55",
            "00\t11\t22\t33\t44\t55", "001122334455\u{0}", "0011223344\u{301}55", "SEP-001122334455",
            "SEP001122334455.cnf.xml", "ATA001122334455",
        ]
    )
    func refusals(_ text: String) {
        let refusal = #expect(throws: InvalidValue.self) { try MACAddress(text) }
        #expect(refusal?.code == "invalid-mac-address")
        #expect(refusal?.reason == "\"\(text)\" is not a MAC address.")
    }

    @Test(
        "Group addresses are refused: no phone has one",
        arguments: ["01005E000001", "FFFFFFFFFFFF", "03:00:00:00:00:00"]
    )
    func groups(_ text: String) throws {
        let refusal = #expect(throws: InvalidValue.self) { try MACAddress(text) }
        #expect(refusal?.reason.contains("group address") == true)
    }

    @Test("Locally administered addresses are phones' too")
    func local() throws { #expect(try MACAddress("02:00:00:00:00:01").bits == 0x0200_0000_0001) }

    @Test("Any address printed in any spelling is read back as itself")
    func property() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<2000 {
            let bits = random.next() & 0xFEFF_FFFF_FFFF
            let address = try #require(MACAddress(bits: bits))
            let spellings = [12, 2, 4, 6].flatMap { size in
                [":", "-", ".", " "].map { Self.grouped(address.digits, by: size, $0) }
            }
            for spelling in spellings + spellings.map({ $0.lowercased() }) + spellings.map({ "SEP" + $0 }) {
                #expect(try MACAddress(spelling).bits == bits, "\(spelling)")
            }
        }
    }

    @Test("Bits that no address has make none")
    func bits() {
        #expect(MACAddress(bits: 1 << 48) == nil)
        #expect(MACAddress(bits: .max) == nil)
        #expect(MACAddress(bits: 1 << 40) == nil)
        #expect(MACAddress(bits: 0)?.digits == "000000000000")
        #expect(MACAddress(bits: 0xFEFF_FFFF_FFFF)?.digits == "FEFFFFFFFFFF")
    }

    @Test("Phones are ordered by address")
    func order() throws {
        #expect(try DeviceName("0A0000000000") > DeviceName("080000000000"))
        #expect(try DeviceName("000000000001") < DeviceName("000000000002"))
    }

    private static func grouped(_ digits: String, by size: Int, _ separator: String) -> String {
        let digits = Array(digits)
        return stride(from: 0, to: digits.count, by: size).map { String(digits[$0..<$0 + size]) }
            .joined(separator: separator)
    }
}
