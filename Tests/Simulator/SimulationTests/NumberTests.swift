import AdminAPI
import ArgumentParser
import Certificates
import Documents
import TestSupport
import Testing

@testable import Simulation
@testable import SimulationCommands

@Suite("Every number among the simulators' flags is refused with its range when it is out of it, and none can trap")
struct NumberTests {
    private static let storm = ["boot-storm", "--server", "127.0.0.1:69"]
    private static let phone = ["phone", "SEP001122334455", "--server", "127.0.0.1:69"]
    private static let gateway = ["gateway", "--make-certificate", "gw"]

    /// The commands that take numbers, and those that are just in the range.
    private static let flags: [(command: [String], flag: String, allowed: [String])] = [
        (storm, "--phones", ["1", "4194304"]), (storm + ["--phones", "1"], "--rate", ["0.001", "10000000"]),
        (phone, "--timeout", ["0", "0.5", "3155760000"]), (phone, "--time-scale", ["0", "1"]),
        (gateway, "--provider-port", ["0", "65535"]), (gateway, "--clear-port", ["0", "65535"]),
        (gateway, "--tls-port", ["0", "65535"]), (["call-manager"], "--clear-port", ["0", "65535"]),
        (["call-manager"], "--tls-port", ["0", "65535"]),
    ]
    private static let extremes = [
        "9223372036854775807", "-9223372036854775808", "9223372036854775808", "-1", "1e300", "-1e-300", "nan", "inf",
        "-inf", "x", String(repeating: "9", count: 400),
    ]

    @Test("Whatever is written", arguments: flags, extremes)
    func refused(_ place: (command: [String], flag: String, allowed: [String]), _ number: String) throws {
        let error = #expect(throws: (any Error).self) {
            try Cnfsim.parseAsRoot(place.command + ["\(place.flag)=\(number)"])
        }
        let message = Cnfsim.message(for: try #require(error))
        #expect(message.contains(place.flag) && message.contains("Give a number from"), "\(message)")
    }

    @Test("The ends of the ranges are allowed", arguments: flags)
    func allowed(_ place: (command: [String], flag: String, allowed: [String])) throws {
        for number in place.allowed { _ = try Cnfsim.parseAsRoot(place.command + ["\(place.flag)=\(number)"]) }
    }

    @Test("None is forgotten here; the seed is any number of 64 bits")
    func complete() throws {
        #expect(NumericOptions.names(ofAll: Cnfsim.self) == Set(Self.flags.map(\.flag) + ["--seed"]))
        for seed in ["0", "18446744073709551615"] {
            let arguments = ["--phones", "1", "--loss", "0.999999", "--server", "127.0.0.1:69", "--seed", seed]
            var loss = PacketLoss(0.999_999, seed: try BootStormCommand.parse(arguments).settings().seed)
            for _ in 0..<1_000 { _ = loss.takesNext() }
        }
        for seed in ["-1", "18446744073709551616"] {
            #expect(throws: (any Error).self) {
                try Cnfsim.parseAsRoot(Self.storm + ["--phones", "1", "--seed=\(seed)"])
            }
        }
    }

    @Test("There are as many phones at most as have addresses")
    func phones() { #expect(NumberLimit.simulatedPhones.range.upperBound == BootStormSettings.maximumPhones) }

    @Test("A slow storm's last phone has a time")
    func slowStorm() throws {
        let last = Double(BootStormSettings.maximumPhones) / DecimalLimit.rate.range.lowerBound * 1_000_000
        #expect(
            UInt64(exactly: last.rounded()) != nil && UInt64(last).addingReportingOverflow(1 << 62).overflow == false
        )
        #expect(UInt64(exactly: DecimalLimit.wait.range.upperBound * 1_000_000) != nil)
    }

    @Test(
        "Times of certificates",
        arguments: ["9999999999-01-01", "-9999999999-01-01", "10000-01-01", "1949-12-31", "x", "9999-12-31T23:59:60Z"]
    )
    func times(_ time: String) {
        for flag in ["--valid-from", "--valid-until"] {
            #expect(throws: (any Error).self) {
                try Cnfsim.parseAsRoot(["capf", "init", "--directory", "d", "\(flag)=\(time)"])
            }
        }
    }

    @Test("A certificate from the last second that one can name is valid for that second")
    func lastSecond() throws {
        let command = try #require(
            try Cnfsim.parseAsRoot(["capf", "init", "--directory", "d", "--valid-from=9999-12-31T23:59:59Z"])
                as? CAPFInitCommand
        )
        #expect(command.certificate.validity.notBefore == command.certificate.validity.notAfter)
    }
}
