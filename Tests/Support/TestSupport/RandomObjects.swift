public import ClusterModel
internal import Documents

/// Random objects of the saved state that are right by themselves; the same seed makes the same ones.
public struct RandomObjects {
    /// Where the choices come from.
    public var random: SeededGenerator

    /// Objects from the given seed.
    public init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// Text of up to `length` characters with awkward ones among them.
    public mutating func text(upTo length: Int = 20) -> String {
        if random.oneIn(3) { return random.pick(AwkwardText.all.filter { $0 != Document.mask }) }
        let characters = Array("abcXYZ019 <>&'\"]-_:;#日本語é😀\u{301}")
        let count = Int.random(in: 0...length, using: &random)
        return String((0..<count).map { _ in random.pick(characters) })
    }

    /// A name that no other object of the same number has.
    public mutating func name(_ number: Int) -> String { "\(random.pick(["Ünder", "b r", "支店", "x<&>"]))-\(number)" }

    /// The name of phone `number`.
    public func phoneName(_ number: Int) -> String {
        let digits = String(number, radix: 16, uppercase: true)
        return "SEP00" + String(repeating: "0", count: 10 - digits.count) + digits
    }

    /// The fields of `whole`, about half of those that are not in `needed` left out.
    private mutating func some(_ whole: Document, needed: Set<String>) -> Document {
        .mapping(whole.entries.filter { needed.contains($0.key) || random.oneIn(2) })
    }

    private mutating func address() -> Document {
        random.pick(["192.0.2.1", "2001:DB8::1", "gw.Example.net", "cm_1", "::ffff:192.0.2.7", "a-b.c"])
    }

    private mutating func port() -> Document { .integer(Int.random(in: 1...65535, using: &random)) }

    private mutating func list(_ count: ClosedRange<Int>, _ item: (inout Self) -> Document) -> Document {
        let count = Int.random(in: count, using: &random)
        return .list((0..<count).map { _ in item(&self) })
    }

    private mutating func settings() -> Document {
        let names = ["webAccess", "sshPassword", "adminPin", "_x.y-z", "A", "a"]
        return .mapping(names.filter { _ in random.oneIn(2) }.map { Document.Entry($0, .string(text())) })
    }

    /// A random cluster, with `group` as its default call-manager group if at all.
    public mutating func cluster(group: String) throws -> Cluster {
        try Cluster(
            some(
                [
                    "security-mode": random.pick(["mixed", "non-secure"]),
                    "expired-certificate": random.pick(["omit", "keep"]),
                    "default-call-manager-group": .string(group),
                    "capf": some(["address": address(), "port": port()], needed: []),
                    "model-loads": some(["8841": "sip88xx.14-2", "7970": "SCCP70.9"], needed: []),
                    "services": some(["directory": .string(text()), "idle": .string(text())], needed: []),
                    "settings": settings(),
                ],
                needed: []
            )
        )
    }

    /// A random call-manager group.
    public mutating func callManagerGroup(_ number: Int) throws -> CallManagerGroup {
        let members = list(1...CallManagerGroup.maximumMembers) { this in
            this.some(
                [
                    "name": .string(this.name(number)), "description": .string(this.text()), "address": this.address(),
                    "sccp-port": this.port(), "sip-port": this.port(), "secured-sip-port": this.port(),
                    "mgcp-listen-port": this.port(), "mgcp-keep-alive-port": this.port(),
                ],
                needed: ["address"]
            )
        }
        return try CallManagerGroup(["name": .string(name(number)), "members": members])
    }

    /// A random SRST reference.
    public mutating func srstReference(_ number: Int) throws -> SRSTReference {
        func endpoint(_ this: inout Self) -> Document {
            this.some(["address": this.address(), "port": this.port()], needed: ["address"])
        }
        return try SRSTReference(
            some(
                [
                    "name": .string(name(number)),
                    "sccp": list(1...SRSTReference.maximumEndpoints, endpoint),
                    "sip": list(0...SRSTReference.maximumEndpoints, endpoint),
                    "secure": .bool(random.oneIn(2)),
                    "certificate-provider-port": .integer(Int.random(in: 1024...49151, using: &random)),
                ],
                needed: ["name", "sccp"]
            )
        )
    }

    /// A random device pool of `group`; `reference` is its SRST choice about one time in three.
    public mutating func devicePool(_ number: Int, group: String, reference: String) throws -> DevicePool {
        try DevicePool(
            some(
                [
                    "name": .string(name(number)),
                    "call-manager-group": .string(group),
                    "srst": random.pick([.string(reference), "disable", "use-default-gateway"]),
                    "connection-monitor-duration": .integer(Int.random(in: 0...86_400, using: &random)),
                    "date-time": some(
                        [
                            "template": .string(text()), "time-zone": .string(text()),
                            "olson-time-zone": .string(text()), "time-servers": list(0...3) { $0.address() },
                        ],
                        needed: []
                    ),
                    "locale": some(
                        [
                            "user": .string(text()), "language-code": .string(text()),
                            "character-set": .string(text()), "network": .string(text()),
                        ],
                        needed: []
                    ),
                ],
                needed: ["name", "call-manager-group"]
            )
        )
    }

    /// A random phone security profile.
    public mutating func securityProfile(_ number: Int) throws -> PhoneSecurityProfile {
        let isSIP = random.oneIn(2)
        return try PhoneSecurityProfile(
            some(
                [
                    "name": .string(name(number)),
                    "description": .string(text()),
                    "protocol": isSIP ? "sip" : "sccp",
                    "device-security-mode": random.pick(["non-secure", "authenticated", "encrypted"]),
                    "transport": isSIP ? random.pick(["tcp", "udp", "tcp-or-udp"]) : "tcp-or-udp",
                    "capf-authentication": .string(random.pick(CAPFAuthenticationMode.allCases).rawValue),
                    "settings": settings(),
                ],
                needed: ["name", "protocol"]
            )
        )
    }

    /// A random phone of the given pool and profile.
    public mutating func phone(_ number: Int, pool: String, profile: String) throws -> Phone {
        let isSIP = random.oneIn(2)
        let line: (inout Self) -> Document = { this in
            let calls = Int.random(in: 1...Line.maximumCalls, using: &this.random)
            return this.some(
                [
                    "number": .string("1" + this.text()), "label": .string(this.text()),
                    "display-name": .string(this.text()), "authentication-name": .string(this.text()),
                    "authentication-password": .string(this.text()), "voice-mail-number": .string(this.text()),
                    "maximum-calls": .integer(calls),
                    "busy-trigger": .integer(Int.random(in: 1...calls, using: &this.random)),
                ],
                needed: ["number", "maximum-calls", "busy-trigger"]
            )
        }
        return try Phone(
            some(
                [
                    "name": .string(phoneName(number)),
                    "description": .string(text()),
                    "protocol": isSIP ? "sip" : "sccp",
                    "model": .string(random.pick(PhoneModel.all)),
                    "load": "sip88xx.14-2-1",
                    "device-pool": .string(pool),
                    "security-profile": .string(profile),
                    "lines": isSIP ? list(0...4, line) : [],
                    "owner-user-id": .string(text()),
                    "ssh-user": .string(text()),
                    "ssh-password": .string(text()),
                    "phone-password": .string(text()),
                    "settings": settings(),
                ],
                needed: ["name", "protocol", "model", "device-pool", "security-profile"]
            )
        )
    }
}
