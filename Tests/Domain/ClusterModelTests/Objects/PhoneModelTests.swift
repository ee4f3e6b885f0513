import ClusterModel
import Documents
import Testing

@Suite("Phone models and firmware loads")
struct PhoneModelTests {
    @Test("Every model has a type id of its own and reads itself back", arguments: PhoneModel.all)
    func all(_ name: String) throws {
        let model = try PhoneModel(name)
        #expect(model.typeID > 0)
        #expect(try PhoneModel(model.document) == model)
        #expect(try PhoneModel.all.filter { try PhoneModel($0).typeID == model.typeID } == [name])
    }

    @Test("Models are named without regard to case and known by the call manager's ids")
    func known() throws {
        #expect(try PhoneModel("IP-Communicator").typeID == 30016)
        #expect(try PhoneModel("8841").typeID == 683 && PhoneModel("7960").typeID == 7)
    }

    @Test("An unknown model is refused with all there are", arguments: ["", "8842", " 8841", "８８４１", "Cisco 8841"])
    func unknown(_ name: String) {
        let refusal = #expect(throws: InvalidValue.self) { try PhoneModel(name) }
        #expect(refusal?.code == "unknown-model")
        #expect(PhoneModel.all.allSatisfy { refusal?.remedy.contains($0) == true })
    }

    @Test("A load is called as its file is", arguments: ["sip78xx.14-2-1-0101-52", "P0S3-8-12-00", "SCCP70.9_x"])
    func load(_ name: String) throws { #expect(try FirmwareLoad(name).name == name) }

    @Test(
        "What cannot be a load's name is refused",
        arguments: [
            "", ".", "..", ".x", "a/b", "../x", "a b", "a\u{0}", "é", "a\n", "ａ", String(repeating: "a", count: 65),
        ]
    )
    func notLoad(_ name: String) { #expect(throws: InvalidValue.self) { try FirmwareLoad(name) } }
}
