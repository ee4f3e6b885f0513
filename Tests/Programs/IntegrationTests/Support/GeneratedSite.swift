/// Sites of any size whose every phone's file says which edition of the site it is from.
enum GeneratedSite {
    /// The site as YAML.
    ///
    /// - Parameters:
    ///   - phones: How many phones it has.
    ///   - edition: A word that stands in every phone's file.
    /// - Returns: What `apply` reads.
    static func text(phones: Int, edition: String) -> String {
        head + "phones:\n" + (0..<phones).map { phone($0, edition) }.joined()
    }

    /// The names of the first `count` phones.
    static func names(_ count: Int) -> [String] { (0..<count).map(name) }

    static func name(_ index: Int) -> String {
        let digits = String(index, radix: 16, uppercase: true)
        return "SEP020000" + String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// What stands in every file of an edition.
    static func mark(_ edition: String) -> String { "<userId>edition-\(edition)</userId>" }

    private static func phone(_ index: Int, _ edition: String) -> String {
        let isSIP = index.isMultiple(of: 2)
        let kind = isSIP ? "sip, model: \"8841\"" : "sccp, model: \"7942\""
        let profile = isSIP ? "sip-encrypted" : "sccp-plain"
        let line = "{number: \"\(index)\", label: 内線 \(index), authentication-password: p\(index)}"
        let lines = isSIP ? ", lines: [\(line)]" : ""
        return "  - {name: \(name(index)), protocol: \(kind), device-pool: Branch, security-profile: \(profile), "
            + "owner-user-id: edition-\(edition)\(lines)}\n"
    }

    private static let head = """
        cluster:
          security-mode: mixed
          default-call-manager-group: all
        call-manager-groups:
          - name: all
            members:
              - name: cm1
                address: 192.0.2.1
        srst-references:
          - name: gateway
            secure: true
            sip:
              - address: 127.0.2.1
        device-pools:
          - name: Branch
            call-manager-group: all
            srst: gateway
        security-profiles:
          - name: sip-encrypted
            protocol: sip
            device-security-mode: encrypted
          - name: sccp-plain
            protocol: sccp

        """
}
