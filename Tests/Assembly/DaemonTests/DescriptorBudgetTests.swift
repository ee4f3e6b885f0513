import AdminServer
import Serving
import Testing

@testable import Daemon

@Suite("P05: how descriptors are shared out")
struct DescriptorBudgetTests {
    @Test("With enough of them every share is as large as is of use")
    func roomy() throws {
        let budget = try DescriptorBudget(
            limit: DescriptorBudget.wanted(open: 40),
            open: 40,
            hasStaticFiles: true,
            hasNotices: true
        )
        #expect(!budget.isTight)
        #expect(budget.connections == ConnectionLimits.usual.total)
        #expect(budget.staticFiles == DescriptorBudget.usualStaticFiles)
        let ports = try DescriptorBudget(
            limit: DescriptorBudget.wanted(open: 40, oldPorts: 64),
            open: 40,
            hasStaticFiles: true,
            hasNotices: true,
            oldPorts: 64
        )
        #expect(!ports.isTight && ports.oldPorts == 64)
        let more = try DescriptorBudget(limit: 1_000_000, open: 40, hasStaticFiles: true, hasNotices: true)
        #expect(more.staticFiles == budget.staticFiles && more.connections == budget.connections)
    }

    @Test(
        "Whatever the limit, the shares and the reserve fit into it, and none is empty",
        arguments: [false, true],
        [false, true]
    )
    func fits(hasStaticFiles: Bool, hasNotices: Bool) throws {
        var least = 0
        for limit in 0...8_192 {
            let budget: DescriptorBudget
            do {
                budget = try DescriptorBudget(
                    limit: limit,
                    open: 40,
                    hasStaticFiles: hasStaticFiles,
                    hasNotices: hasNotices,
                    oldPorts: 64
                )
            } catch {
                #expect(least == 0, "refused at \(limit), taken at \(least)")
                continue
            }
            if least == 0 { least = limit }
            let shared =
                budget.staticFiles + budget.connections + budget.inquiries * DescriptorBudget.perInquiry
                + budget.notices + budget.oldPorts
            let kept = 40 + DescriptorBudget.database + DescriptorBudget.passing + OpenFileLimit.reserve
            #expect(shared + kept <= limit)
            #expect(budget.connections >= ConnectionLimits.fewest && budget.inquiries >= 1)
            #expect(hasStaticFiles ? budget.staticFiles >= 16 : budget.staticFiles == 0)
        }
        #expect((100...256).contains(least), "\(least)")
    }

    @Test("Too few are refused with a number that is enough")
    func tooFew() throws {
        let problem = try #require(throws: (any Error).self) {
            try DescriptorBudget(limit: 64, open: 40, hasStaticFiles: true, hasNotices: true)
        }
        #expect("\(problem)".contains("LimitNOFILE=\(DescriptorBudget.roomy)"))
        #expect(throws: Never.self) {
            try DescriptorBudget(limit: DescriptorBudget.roomy, open: 1_000, hasStaticFiles: true, hasNotices: true)
        }
    }
}
