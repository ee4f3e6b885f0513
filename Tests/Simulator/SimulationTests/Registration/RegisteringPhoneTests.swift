import ClusterModel
import Platform
import Testing

@testable import Simulation

@Suite("A phone that registers")
struct RegisteringPhoneTests {
    private let callManager = Registrar(.callManager, address: "192.0.2.1", port: 5_061, .tls)
    private let clearCallManager = Registrar(.callManager, address: "192.0.2.1", port: 5_060, .clear)
    private let gateway = Registrar(.gateway, address: "192.0.2.12", port: 5_061, .tls)
    private let clearGateway = Registrar(.gateway, address: "192.0.2.12", port: 5_060, .clear)

    private func world(_ file: RegistrationPlan?) throws -> RegistrationWorld {
        var world = try RegistrationWorld(file)
        world.happens(.switchedOn)
        return world
    }

    /// A phone that is registered to the gateway because its call manager has gone.
    private func failedOver(_ file: RegistrationPlan = .secure) throws -> RegistrationWorld {
        var world = try world(file)
        world.powerOff(.callManager)
        return world
    }

    @Test("T03: It boots, and registers with its call manager as its file says")
    func registers() throws {
        var secure = try world(.secure)
        #expect(secure.registrar == callManager)
        #expect(
            secure.takeReports() == [
                .booting, .configured(.secure), .registering(callManager), .registered(callManager),
            ]
        )
        #expect(try world(.nonSecure).registrar == clearCallManager)
    }

    @Test(
        "S09: It goes to the gateway over TLS only when all four conditions hold",
        arguments: [
            (RegistrationPlan.secure, true), (.sample(.authenticated), true), (.nonSecure, false),
            (.sample(.nonSecure), false), (.sample(.encrypted, isSecure: false), false),
            (.sample(.encrypted, hasCertificate: false), false), (.sample(.encrypted, asOf: 2_001), false),
            (.sample(.encrypted, asOf: 999), false),
        ]
    )
    func failsOver(plan: RegistrationPlan, isSecure: Bool) throws {
        #expect(try failedOver(plan).registrar == (isSecure ? gateway : clearGateway))
    }

    @Test("S07: A non-secure file means the clear at the call manager and at the gateway")
    func nonSecure() throws {
        var world = try world(.nonSecure)
        #expect(world.registrar == clearCallManager)
        world.powerOff(.callManager)
        #expect(world.registrar == clearGateway)
    }

    @Test("It falls back after the call manager has answered for the connection-monitor duration, and not before")
    func fallsBack() throws {
        var world = try failedOver()
        world.passes(seconds: 600)
        #expect(world.registrar == gateway)
        world.powerOn(.callManager)
        world.passes(seconds: 10)
        #expect(world.takeReports().contains(.monitoring(callManager)))
        world.passes(seconds: 105)
        #expect(world.registrar == gateway)
        world.passes(seconds: 15)
        #expect(world.registrar == callManager)
        #expect(world.takeReports().contains(.fallingBack(from: gateway)))
    }

    @Test("A call manager that goes away again begins the connection-monitor duration anew")
    func monitorRestarts() throws {
        var world = try failedOver()
        world.powerOn(.callManager)
        world.passes(seconds: 100)
        world.powerOff(.callManager)
        world.powerOn(.callManager)
        world.passes(seconds: 100)
        #expect(world.registrar == gateway)
        world.passes(seconds: 40)
        #expect(world.registrar == callManager)
    }

    @Test("S11: A phone over secure SRST whose new file is non-secure stays until the gateway is powered off")
    func held() throws {
        var world = try failedOver()
        world.file = .nonSecure
        world.powerOn(.callManager)
        world.passes(seconds: 200)
        #expect(world.phone.isHeld && world.registrar == gateway)
        #expect(world.takeReports().filter { $0 == .held(gateway) }.count == 1)
        world.happens(.resetDemanded)
        world.passes(seconds: 100_000)
        #expect(world.phone.isHeld && world.registrar == gateway)

        world.powerOff(.gateway)
        #expect(!world.phone.isHeld && world.registrar == clearCallManager)

        // From here on fail-over and fallback are automatic again.
        world.powerOn(.gateway)
        world.powerOff(.callManager)
        #expect(world.registrar == clearGateway)
        world.powerOn(.callManager)
        world.passes(seconds: 140)
        #expect(!world.phone.isHeld && world.registrar == clearCallManager)
    }

    @Test("S11: A reset brings the new file too, and holds the phone at once")
    func heldByReset() throws {
        var world = try failedOver()
        world.file = .nonSecure
        world.happens(.resetDemanded)
        #expect(world.phone.isHeld && world.registrar == gateway)
        world.powerOn(.callManager)
        world.passes(seconds: 1_000)
        #expect(world.registrar == gateway)
    }

    @Test("S11: Back in mixed mode before the gateway was powered off, a reset ends the hold")
    func heldAndMixedAgain() throws {
        var world = try failedOver()
        world.file = .nonSecure
        world.happens(.resetDemanded)
        world.powerOn(.callManager)
        world.file = .secure
        world.happens(.resetDemanded)
        #expect(!world.phone.isHeld && world.registrar == callManager)
    }

    @Test("S11: In the clear nothing holds a phone")
    func clearIsNotHeld() throws {
        var world = try failedOver(.sample(.encrypted, hasCertificate: false))
        #expect(world.registrar == clearGateway)
        world.file = .nonSecure
        world.powerOn(.callManager)
        world.passes(seconds: 140)
        #expect(world.registrar == clearCallManager)
    }

    @Test("A reset lets the phone boot, and takes its new file into use", arguments: [false, true])
    func reset(byCallManager: Bool) throws {
        var world = try world(.secure)
        world.file = .nonSecure
        world.happens(byCallManager ? .received(.reset, .registration) : .resetDemanded)
        #expect(world.registrar == clearCallManager)
    }

    @Test("A reset while files are fetched lets them be fetched once more")
    func resetWhileBooting() throws {
        var phone = RegisteringPhone(try DeviceName("SEP001122334455"))
        #expect(phone.handle(.switchedOn, now: 0) == [.report(.booting), .fetchFiles])
        #expect(phone.handle(.resetDemanded, now: 1) == [])
        let again: [RegistrationAction] = [.report(.configured(.secure)), .report(.booting), .fetchFiles]
        #expect(phone.handle(.filesFetched(.secure), now: 2) == again)
        #expect(phone.handle(.filesFetched(.nonSecure), now: 3).contains(.connect(.registration, clearCallManager)))
    }

    @Test("Three keepalives without an answer mean that the call manager is gone")
    func keepalives() throws {
        var phone = RegisteringPhone(try DeviceName("SEP001122334455"))
        _ = phone.handle(.switchedOn, now: 0)
        _ = phone.handle(.filesFetched(.secure), now: 0)
        _ = phone.handle(.connected(.registration), now: 0)
        _ = phone.handle(.received(.registered(phone.name), .registration), now: 0)
        for number in 1...3 as ClosedRange<UInt64> {
            #expect(phone.handle(.timerFired, now: number * 30_000_000) == [.send(.keepalive, .registration)])
        }
        let actions = phone.handle(.timerFired, now: 120_000_000)
        #expect(actions.contains(.report(.lost(callManager, reason: "no answer to 3 keepalives"))))
        #expect(actions.contains(.connect(.registration, callManager)))
    }

    @Test("A server that refuses, answers for another phone or says nothing is left for the next")
    func refusals() throws {
        let other = try DeviceName("SEP001122334499")
        let events: [(RegistrationEvent, UInt64)] = [
            (.received(.refused("no"), .registration), 1), (.received(.registered(other), .registration), 1),
            (.lost(.registration, reason: "certificate refused"), 1), (.timerFired, 10_000_000),
        ]
        for (event, now) in events {
            var phone = RegisteringPhone(try DeviceName("SEP001122334455"))
            _ = phone.handle(.switchedOn, now: 0)
            _ = phone.handle(.filesFetched(.secure), now: 0)
            #expect(phone.handle(.connected(.registration), now: 0) == [.send(.register(phone.name), .registration)])
            let actions = phone.handle(event, now: now)
            #expect(actions.contains(.close(.registration)) && actions.contains(.connect(.registration, gateway)))
        }
    }

    @Test("Without anyone to register to, or without a file, it tries again later")
    func waits() throws {
        var world = try world(nil)
        #expect(world.phone.status == .waiting)
        world.file = .secure
        world.powerOff(.callManager)
        world.powerOff(.gateway)
        world.passes(seconds: 11)
        #expect(world.phone.status == .waiting && world.phone.plan == .secure)
        world.powerOn(.gateway)
        world.file = nil
        world.passes(seconds: 11)
        #expect(world.registrar == gateway)
    }
}
