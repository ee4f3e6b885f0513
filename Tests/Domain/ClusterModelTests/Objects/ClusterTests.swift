import ClusterModel
import Documents
import TestSupport
import Testing

@Suite("The cluster")
struct ClusterTests {
    @Test("A cluster nobody has set is non-secure, leaves expired certificates out and has no CAPF")
    func defaults() throws {
        let cluster = try Cluster.example()
        #expect(cluster == Cluster())
        #expect(cluster.securityMode == .nonSecure && cluster.expiredCertificate == .omit)
        #expect(cluster.defaultCallManagerGroup == nil && cluster.capfAddress == nil && cluster.capfPort.number == 3804)
        #expect(cluster.modelLoads.isEmpty && cluster.settings.all.isEmpty)
    }

    @Test("Model loads are read by model and written in the order of type ids")
    func loads() throws {
        let cluster = try Cluster.example([
            "model-loads": ["8841": "sip88xx.14", "7960": "P0S3-8", "IP-Communicator": "x"]
        ])
        #expect(cluster.document["model-loads"]?.entries.map(\.key) == ["7960", "8841", "ip-communicator"])
        #expect(cluster.modelLoads[try PhoneModel("8841")]?.name == "sip88xx.14")
    }

    @Test("A03: an unknown model and a bad load are both refused, with the models there are")
    func unknownModel() {
        let problems = Cluster.problems(["model-loads": ["9999": "x", "8841": "../etc/passwd"]])
        #expect(problems.map(\.field) == ["model-loads.9999", "model-loads.8841"])
        #expect(problems.map(\.object) == ["cluster", "cluster"])
        #expect(problems.first?.hint?.contains("8841") == true && problems.first?.code == "unknown-model")
    }

    @Test("One model named twice is refused, not guessed")
    func twice() {
        let problems = Cluster.problems(["model-loads": ["ip-communicator": "a", "IP-Communicator": "b"]])
        #expect(problems.map(\.field) == ["model-loads.IP-Communicator"])
    }

    @Test("Every fault of the services is reported, and nothing that is right")
    func services() {
        let problems = Cluster.problems([
            "services": ["authentication": "a\nb", "directory": "http://cm/d", "idle": [], "idel": "x"]
        ])
        #expect(problems.map(\.field) == ["services.authentication", "services.idle", "services.idel"])
        #expect(problems.map(\.code) == ["control-character", "wrong-type", "unknown-key"])
    }

    @Test("The words of the modes are the documented ones")
    func words() throws {
        #expect(try Cluster.example(["security-mode": "mixed"]).securityMode == .mixed)
        #expect(try Cluster.example(["expired-certificate": "keep"]).expiredCertificate == .keep)
        #expect(Cluster.problems(["security-mode": "secure"]).map(\.hint) == ["Write one of non-secure, mixed."])
    }
}
