import ClusterModel
import Glibc
import TestSupport
import Testing

@testable import Simulation

@Suite("A simulated phone without a TFTP server", .timeLimit(.patience))
struct PhoneSimulatorTests {
    private func settings(_ server: ServerAddress) throws -> PhoneSettings {
        var settings = PhoneSettings(try DeviceName("SEP001122334455"), server: server)
        settings.behaviour.retransmissionInterval = 1_000
        settings.behaviour.retransmissions = 2
        return settings
    }

    private func refusal(_ settings: PhoneSettings, timeout: UInt64? = nil) throws -> SimulationError? {
        let simulator = PhoneSimulator(settings) { _ in }
        let commands = try CommandPipe()
        do throws(SimulationError) {
            _ = try simulator.run(commands, timeout: timeout)
            return nil
        } catch {
            return error
        }
    }

    @Test("It ends and says so when nobody listens there")
    func nobody() throws {
        // Port 9 of the discard protocol, which no host of today serves.
        let server = try #require(ServerAddress("127.0.0.1:9"))
        var settings = try settings(server)
        settings.behaviour.retransmissionInterval = 600_000_000
        let error = try #require(try refusal(settings))
        #expect(error.code == .serverUnreachable)
        #expect("\(error)".contains("127.0.0.1:9") && "\(error)".contains("--server"), "\(error)")
    }

    @Test(
        "It ends and says so when whoever listens there answers none of its requests, or not within the time it was given"
    )
    func silent() throws {
        let descriptor = socket(AF_INET, CInt(SOCK_DGRAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        try #require(bound)
        let server = try #require(ServerAddress("127.0.0.1:\(UInt16(bigEndian: address.sin_port))"))
        var settings = try settings(server)
        #expect(try refusal(settings)?.code == .serverUnreachable)
        settings.behaviour.retransmissionInterval = 600_000_000
        #expect(try refusal(settings, timeout: 1_000)?.code == .serverUnreachable)
    }
}
