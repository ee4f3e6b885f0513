import ClusterModel
import Testing

/// Every combination against requirements.md, "What the file says", stated here once more row by row and not by
/// asking the product.
@Suite("What the file says")
struct SecurityRulesTableTests {
    @Test("The table is exhausted: 2 modes × 2 policies × 3 devices × 4 transports × 5 CAPF × 3 choices × 2 × 4")
    func count() { #expect(SecurityCase.all.count == 2 * 2 * 3 * 4 * 5 * 3 * 2 * 4) }

    @Test("S07: deviceSecurityMode is the profile's in a mixed cluster, else 1")
    func deviceSecurityMode() throws {
        for row in SecurityCase.all {
            let expected = row.isMixed ? ["non-secure": 1, "authenticated": 2, "encrypted": 3][row.mode] : 1
            #expect(try row.decision().deviceSecurityMode.fileValue == expected, "\(row.testDescription)")
        }
    }

    @Test("S07: transportLayerProtocol is 3 for protected SIP, else the profile's 1 or 2, else 4")
    func transportLayerProtocol() throws {
        for row in SecurityCase.all {
            let isProtected = row.isMixed && row.mode != "non-secure"
            let expected: Int
            if row.transport.phoneProtocol == "sccp" {
                expected = 4
            } else if isProtected {
                expected = 3
            } else {
                expected = ["tcp": 1, "udp": 2][row.transport.name] ?? 4
            }
            #expect(try row.decision().transportLayerProtocol == expected, "\(row.testDescription)")
        }
    }

    @Test("capfAuthMode is the profile's when the device is protected in effect, else 0")
    func capfAuthMode() throws {
        let values = [
            "none": 0, "authentication-string": 1, "null-string": 2, "existing-certificate": 3,
            "manufacturer-installed-certificate": 4,
        ]
        for row in SecurityCase.all {
            let expected = row.isMixed && row.mode != "non-secure" ? values[row.capf] : 0
            #expect(try row.decision().capfAuthenticationMode.fileValue == expected, "\(row.testDescription)")
        }
    }

    @Test("S08, S21: srstInfo is secure when the cluster is mixed and the pool names a secure reference")
    func isSecure() throws {
        for row in SecurityCase.all {
            let expected = row.isMixed && row.choice == .reference && row.isReferenceSecure
            #expect(try row.decision().srstIsSecure == expected, "\(row.testDescription)")
        }
    }

    @Test("S09: the certificate is in the file when all four conditions hold, and only then")
    func certificate() throws {
        for row in SecurityCase.all {
            let isUsable = row.stored == .valid || row.stored == .expired && row.keepsExpired
            let embeds = row.isMixed && row.mode != "non-secure" && row.choice == .reference && row.isReferenceSecure
            let decision = try row.decision()
            #expect(decision.certificate == (embeds && isUsable ? row.certificate() : nil), "\(row.testDescription)")
            let keeps = embeds && isUsable && row.stored == .expired
            #expect(decision.keepsExpired == keeps, "\(row.testDescription)")
            #expect(decision.reasons.isEmpty == (embeds && isUsable), "\(row.testDescription)")
        }
    }

    @Test("S09: each condition that does not hold gives its reason code, in the order of the chapter")
    func reasons() throws {
        for row in SecurityCase.all {
            var expected: [String] = []
            if !row.isMixed { expected.append("cluster-non-secure") }
            if row.mode == "non-secure" { expected.append("device-non-secure") }
            switch row.choice {
            case .disable: expected += ["srst-disabled", "no-certificate"]
            case .useDefaultGateway: expected += ["srst-default-gateway", "no-certificate"]
            case .reference:
                if !row.isReferenceSecure { expected.append("reference-non-secure") }
                switch row.stored {
                case .none: expected.append("no-certificate")
                case .notYetValid: expected.append("certificate-not-yet-valid")
                case .expired: if !row.keepsExpired { expected.append("certificate-expired") }
                case .valid: break
                }
            }
            #expect(try row.decision().reasons.map(\.rawValue) == expected, "\(row.testDescription)")
        }
    }

    @Test("Every reason code of requirements.md can be given")
    func everyReason() throws {
        let given = Set(try SecurityCase.all.flatMap { try $0.decision().reasons })
        #expect(given == Set(SecurityReason.allCases))
        #expect(
            Set(given.map(\.rawValue)) == [
                "cluster-non-secure", "device-non-secure", "srst-disabled", "srst-default-gateway",
                "reference-non-secure", "no-certificate", "certificate-expired", "certificate-not-yet-valid",
            ]
        )
    }

    @Test("Every decision shows the four conditions of S09 in their order, each with what was found")
    func conditions() throws {
        for row in SecurityCase.all {
            let conditions = try row.decision().conditions
            #expect(
                conditions.map(\.name.rawValue) == [
                    "cluster-mixed", "device-protected", "reference-secure", "certificate-valid",
                ]
            )
            #expect(conditions.allSatisfy { !$0.found.isEmpty && $0.holds == ($0.reason == nil) })
        }
    }

    @Test("S08: in a non-secure cluster neither the device's mode nor the reference's security changes the file")
    func ignored() throws {
        var files: Set<[String]> = []
        for row in SecurityCase.all where !row.isMixed && row.transport == ("sip", "tcp") {
            let decision = try row.decision()
            files.insert([
                "\(decision.deviceSecurityMode)", "\(decision.transportLayerProtocol)",
                "\(decision.capfAuthenticationMode)", "\(decision.srstIsSecure)",
                "\(decision.certificate == nil)",
            ])
        }
        #expect(files == [["nonSecure", "1", "none", "false", "true"]])
    }
}
