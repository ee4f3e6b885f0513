internal import AdminAPI
internal import Administration
internal import Documents

/// Whoever sent a request, and what they may do.
struct Caller: Sendable {
    /// How audit records name them.
    let name: String
    private let access: AdminAccess?
    private let rules: AccessRules

    /// Whoever is at the other end of a connection.
    init(_ peer: Peer, _ rules: AccessRules) async {
        let credentials = await peer.credentials
        name = await UserName.of(credentials)
        access = credentials.flatMap(rules.access)
        self.rules = rules
    }

    /// What they may do.
    ///
    /// - Throws: `ProblemReport` when that is nothing.
    func admitted() throws -> AdminAccess {
        guard let access else { throw ProblemReport([rules.stranger(name)]) }
        return access
    }

    /// Refuses what takes more than they may do.
    func require(_ needed: AdminAccess) throws {
        guard try needed <= admitted() else { throw readOnly }
    }

    /// The refusal of a change, when they may only look.
    var readOnly: ProblemReport { ProblemReport([rules.readOnly(name)]) }
}
