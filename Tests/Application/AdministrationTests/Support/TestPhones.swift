/// Small site files.
enum TestPhones {
    /// One SIP phone at the fixture's head office.
    static func one(_ name: String, label: String) -> String {
        """
        phones:
          - name: \(name)
            protocol: sip
            model: "8841"
            device-pool: HQ
            security-profile: sip-plain
            lines:
              - number: "9"
                label: \(label)
        """
    }

    /// A site of its own that shares names with the fixture.
    static let alone = """
        call-manager-groups:
          - name: tokyo
            members: [{address: 192.0.2.99}]
        device-pools:
          - {name: HQ, call-manager-group: tokyo}
        security-profiles:
          - {name: sip-plain, protocol: sip}
        phones:
          - name: SEP00112233445B
            protocol: sip
            model: "8841"
            device-pool: HQ
            security-profile: sip-plain
        """
}
