import ClusterModel
import Documents
import TestSupport
import Testing

@Suite("Call-manager groups")
struct CallManagerGroupTests {
    @Test("A member needs an address only; ports are the standard ones and its name is its address")
    func defaults() throws {
        let member = try #require(try CallManagerGroup.example().members.first)
        #expect(member.name.text == "192.0.2.10" && member.description.text.isEmpty)
        #expect(member.sccpPort.number == 2000 && member.sipPort.number == 5060)
        #expect(member.securedSIPPort.number == 5061)
        #expect(member.mgcpListenPort.number == 2427 && member.mgcpKeepAlivePort.number == 2428)
    }

    @Test("A group has one to five members, in order")
    func members() throws {
        let five = (1...5).map { Document.mapping([.init("address", .string("192.0.2.\($0)"))]) }
        let group = try CallManagerGroup.example(["members": .list(five)])
        #expect(group.members.map(\.address.text) == ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.5"])
        for (count, members) in [(0, []), (6, five + [["address": "192.0.2.6"]])] {
            #expect(
                CallManagerGroup.problems(["members": .list(members)]) == [
                    Problem(
                        .validation,
                        code: "invalid-value",
                        "The group has \(count) members.",
                        object: "call-manager-group CMG-Tokyo",
                        field: "members",
                        hint: "Give 1 to 5 call managers."
                    )
                ]
            )
        }
    }

    @Test("A03: a member's refusal names its place")
    func place() {
        let problems = CallManagerGroup.problems([
            "members": [["address": "192.0.2.1"], ["address": "a b", "sip-port": 0], ["adress": "192.0.2.1"]]
        ])
        #expect(problems.allSatisfy { $0.object == "call-manager-group CMG-Tokyo" })
        #expect(
            problems.map(\.field) == [
                "members[2].address", "members[2].sip-port", "members[3].address", "members[3].adress",
            ]
        )
        #expect(problems.last?.hint?.hasPrefix("Did you mean \"address\"?") == true)
    }
}
