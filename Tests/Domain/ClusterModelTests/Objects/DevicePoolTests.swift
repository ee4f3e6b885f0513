import ClusterModel
import Documents
import TestSupport
import Testing

@Suite("Device pools")
struct DevicePoolTests {
    @Test("S21: a pool that says nothing gives its phones no SRST")
    func defaults() throws {
        let pool = try DevicePool.example()
        #expect(pool.srst == .disable && pool.connectionMonitorDuration == 120)
        #expect(pool.dateTime == DateTimeSetting() && pool.locale == PhoneLocale())
    }

    @Test(
        "A pool makes exactly one SRST choice",
        arguments: [
            ("disable", .disable), ("Disable", .disable), ("use-default-gateway", .useDefaultGateway),
            ("Use Default Gateway", .useDefaultGateway),
        ] as [(Document, SRSTChoice)]
    )
    func choices(_ text: Document, _ choice: SRSTChoice) throws {
        let pool = try DevicePool.example(["srst": text])
        #expect(pool.srst == choice)
        #expect(try DevicePool(pool.document) == pool)
    }

    @Test("Any other word names a reference")
    func reference() throws {
        #expect(try DevicePool.example(["srst": "branch-12"]).srst == .reference(ObjectName("BRANCH-12")))
        #expect(DevicePool.problems(["srst": ["branch-12"]]).map(\.code) == ["wrong-type"])
    }

    @Test("The connection monitor duration is 0 to a day")
    func duration() throws {
        #expect(try DevicePool.example(["connection-monitor-duration": 0]).connectionMonitorDuration == 0)
        #expect(try DevicePool.example(["connection-monitor-duration": 86_400]).connectionMonitorDuration == 86_400)
        for seconds in [-1, 86_401] {
            let problem = DevicePool.problems(["connection-monitor-duration": .integer(seconds)])
            #expect(
                problem.map(\.description) == [
                    "device-pool HQ, field \"connection-monitor-duration\": \(seconds) seconds is out of range. "
                        + "Give 0 to 86400 seconds."
                ]
            )
        }
    }

    @Test("A time server that is no address is refused by its place")
    func timeServers() {
        let problems = DevicePool.problems(["date-time": ["time-servers": ["192.0.2.1", "a b"]]])
        #expect(problems.map(\.field) == ["date-time.time-servers[2]"])
    }
}
