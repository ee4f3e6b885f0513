import ClusterModel
import TestSupport
import Testing

@testable import Simulation

@Suite("Whatever happens to a phone that registers")
struct RegistrationPropertyTests {
    private static let files: [RegistrationPlan?] = [
        .secure, .nonSecure, .sample(.authenticated), .sample(.encrypted, hasCertificate: false),
        .sample(.nonSecure), .sample(.encrypted, monitorDuration: 0), nil,
    ]

    /// One random thing happens.
    private func step(_ world: inout RegistrationWorld, _ generator: inout SeededGenerator) {
        let kind: Registrar.Kind = Bool.random(using: &generator) ? .callManager : .gateway
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: world.file = Self.files.randomElement(using: &generator) ?? nil
        case 1: world.happens(.resetDemanded)
        case 2: world.powerOff(kind)
        case 3: world.powerOn(kind)
        case 4: if world.connections[.registration] != nil { world.happens(.received(.reset, .registration)) }
        default: world.passes(seconds: Int.random(in: 0...200, using: &generator))
        }
    }

    @Test(
        "S11: a held phone is registered over TLS at the gateway, and only power or a secure file ends that",
        arguments: 0..<60
    )
    func held(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        var world = try RegistrationWorld(.secure)
        world.happens(.switchedOn)
        var holds = 0
        for _ in 0..<300 {
            let wasHeld = world.phone.isHeld
            step(&world, &generator)
            let isAtSecureGateway = world.registrar.map { $0.kind == .gateway && $0.protection == .tls } ?? false
            if world.phone.isHeld {
                holds += 1
                #expect(isAtSecureGateway && world.phone.plan?.isNonSecure == true)
            } else if wasHeld {
                #expect(world.isPowered[.gateway] == false || world.phone.plan?.isNonSecure == false)
            }
            if isAtSecureGateway && world.phone.plan?.isNonSecure == true { #expect(world.phone.isHeld) }
            #expect((world.registrar != nil) == (world.connections[.registration] != nil))
        }
        // The world checks every connection; here only that the interesting case is met somewhere.
        if seed == 0 { #expect(holds > 0) }
    }

    @Test("With power and a file, every phone that is not held ends at its call manager", arguments: 0..<60)
    func settles(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        var world = try RegistrationWorld(.secure)
        world.happens(.switchedOn)
        for _ in 0..<100 { step(&world, &generator) }
        world.file = .secure
        world.powerOn(.callManager)
        world.powerOff(.gateway)
        world.passes(seconds: 1_000)
        #expect(world.registrar?.kind == .callManager)
    }
}
