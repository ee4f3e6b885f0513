import ClusterModel
import Documents
import TestSupport
import Testing

@Suite("Product-specific settings")
struct ProductSettingsTests {
    private func problems(_ settings: Document) -> [Problem] { Cluster.problems(["settings": settings]) }

    @Test("Settings are kept by the elements' own names, in alphabetical order")
    func order() throws {
        let settings = try Cluster.example(["settings": ["b": "2", "a": 1, "B": true]]).settings
        #expect(settings.all.map(\.name) == ["B", "a", "b"])
        #expect(settings["a"]?.text == "1" && settings["B"]?.text == "true" && settings["A"] == nil)
    }

    @Test(
        "Names are those of XML elements",
        arguments: ["webAccess", "_x", "a-b.c_1", "A", String(repeating: "x", count: 64)]
    )
    func names(_ name: String) { #expect(problems(.mapping([.init(name, "1")])).isEmpty) }

    @Test(
        "What is no element's name is refused, naming the setting",
        arguments: [
            "", "1a", "-a", ".a", "a b", "a:b", "a<b", "a/", "é", "設定", "xmlns", "XML", "xMlFoo", "a\u{0}", "a\u{301}",
            String(repeating: "x", count: 65),
        ]
    )
    func notNames(_ name: String) {
        let problems = problems(.mapping([.init(name, "1")]))
        #expect(problems.map(\.field) == ["settings.\(name)"])
        #expect(problems.first?.message == "\"\(name)\" cannot be the name of a setting.")
    }

    @Test(
        "A06: a setting is secret by its ending",
        arguments: ["sshPassword", "authPASSWD", "energyWiseSecret", "adminPin", "pskPassphrase"]
    )
    func secret(_ name: String) throws {
        let cluster = try Cluster.example(["settings": .mapping([.init(name, "1234")])])
        #expect(cluster.settings.all.first?.isSecret == true)
        #expect(cluster.document["settings"]?[name] == .secret("1234"))
    }

    @Test("A06: the mask is refused where a secret should be, and nowhere else")
    func mask() throws {
        let problems = problems(["sshPassword": "********", "webAccess": "********"])
        #expect(problems.map(\.field) == ["settings.sshPassword"])
        #expect(problems.map(\.code) == ["masked-secret"])
    }

    @Test("At most 200 settings stand at one level")
    func count() throws {
        func settings(_ count: Int) -> Document { .mapping((0..<count).map { .init("s\($0)", "x") }) }
        #expect(problems(settings(200)).isEmpty)
        #expect(
            problems(settings(201)).map(\.description) == [
                "cluster, field \"settings\": There are 201 settings. Give at most 200."
            ]
        )
    }
}
