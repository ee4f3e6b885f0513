import ClusterModel
import Documents
import TestSupport

extension Circumstances {
    /// Circumstances made up from a seed, with every kind of text in every field that takes text.
    static func random(seed: Int) throws -> Circumstances {
        var generator = SeededGenerator(seed: seed)
        let isSIP = generator.happens(0.7)
        return try Circumstances(
            cluster: [
                "security-mode": generator.happens() ? "mixed" : "non-secure",
                "default-call-manager-group": generator.happens() ? "HQ-CM" : .null,
                "capf": generator.happens() ? ["address": "capf.example.net", "port": 3805] : [:],
                "model-loads": generator.happens() ? ["8841": "sip88xx.14-2-1-0101-52"] : [:],
                "services": [
                    "directory": .string(generator.text()), "services": .string(generator.text()),
                    "idle": .string("https://a.example.net/?a=1&b=" + generator.text()),
                ],
                "settings": generator.settings(),
            ],
            group: [
                "members": .list(
                    (0..<Int.random(in: 1...5, using: &generator)).map { number in
                        [
                            "name": .string("CM\(number)" + generator.text(maximumPieces: 3)),
                            "description": .string(generator.text()), "address": .string("192.0.2.\(number)"),
                        ]
                    }
                )
            ],
            pool: [
                "name": .string("P" + generator.text(maximumPieces: 3)),
                "date-time": [
                    "template": .string(generator.text()), "olson-time-zone": .string(generator.text()),
                    "time-servers": generator.happens() ? ["192.0.2.9", "2001:db8::9"] : [],
                ],
                "locale": ["user": .string(generator.text()), "network": .string(generator.text())],
            ],
            profile: [
                "protocol": isSIP ? "sip" : "sccp",
                "device-security-mode": generator.happens() ? "encrypted" : "non-secure",
                "settings": generator.settings(),
            ],
            choice: try generator.choice(),
            phone: try generator.phone(isSIP: isSIP),
            certificateHash: generator.happens() ? "0123456789abcdef0123456789abcdef" : nil
        )
    }
}

extension SeededGenerator {
    fileprivate mutating func choice() throws -> SecurityInput.Choice {
        switch Int.random(in: 0..<4, using: &self) {
        case 0: .disable
        case 1: .useDefaultGateway
        default:
            try .reference(
                [
                    "name": .string("R" + text(maximumPieces: 3)), "secure": .bool(happens()),
                    "sip": happens() ? [["address": "2001:db8::1"], ["address": "gw.example.net", "port": 5080]] : [],
                ],
                certificate: happens()
                    ? .sample(der: (0..<Int.random(in: 0...999, using: &self)).map { UInt8($0 & 0xFF) }) : nil
            )
        }
    }

    fileprivate mutating func phone(isSIP: Bool) throws -> Circumstances.Fields {
        let lines = isSIP ? Int.random(in: 0...6, using: &self) : 0
        return [
            "protocol": isSIP ? "sip" : "sccp",
            "load": happens() ? "sip88xx.12-5-1SR1-4" : .null,
            "lines": .list((0..<lines).map { _ in line() }),
            "owner-user-id": .string(text()),
            "ssh-user": .string(text()),
            "ssh-password": .string(text()),
            "phone-password": .string(text()),
            "settings": settings(),
        ]
    }

    private mutating func line() -> Document {
        [
            "number": .string("4" + text()), "label": .string(text()), "display-name": .string(text()),
            "authentication-name": .string(text()), "authentication-password": .string(text()),
            "voice-mail-number": .string(text()), "maximum-calls": 6, "busy-trigger": 3,
        ]
    }

    fileprivate mutating func settings() -> Document {
        let names = ["adminPassword", "webAccess", "lldpAssetId", "spanToPCPort", "_x-y.z", "energyWiseSecret"]
        return .mapping(names.filter { _ in happens() }.map { Document.Entry($0, .string(text())) })
    }
}
