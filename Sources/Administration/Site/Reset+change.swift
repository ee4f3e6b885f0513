internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

extension Reset: ChangingUseCase {
    func change(_: Void, _ transaction: any StoreTransaction, _ context: UseCaseContext) throws -> ResetReport {
        let selection = try selection()
        let description = scope == .pending ? "pending phones" : selection.description
        return try ResetStep(
            selection: selection,
            description: description,
            asOf: try asOf.map { try Instant.second($0) },
            acceptsExpiredLoss: confirm,
            staleAfter: try staleAfter.map { try Self.atLeast(1, $0, "stale-after") },
            waves: try waves.map { try wavePlan($0, selection) },
            plan: plan
        ).run(in: transaction, context)
    }

    private func selection() throws(Problem) -> PhoneSelection {
        switch scope {
        case .all, .pending: .all
        case .srst: .srst(try Names.object(required(), noun: SRSTReference.noun))
        case .devicePool: .devicePool(try Names.object(required(), noun: DevicePool.noun))
        case .securityProfile: .securityProfile(try Names.object(required(), noun: PhoneSecurityProfile.noun))
        case .phone: .phone(try Names.phone(required()))
        }
    }

    private func wavePlan(_ waves: Waves, _ selection: PhoneSelection) throws(Problem) -> WavePlan {
        WavePlan(
            selection: selection,
            size: try Self.atLeast(1, waves.size, "wave"),
            pause: try Self.atLeast(0, waves.pause, "pause"),
            stopOnStale: try Self.percent(waves.stopOnStale),
            acceptsExpiredLoss: confirm
        )
    }

    private static func atLeast(_ least: Int, _ value: Int, _ field: String) throws(Problem) -> Int {
        // A century of seconds: sums with times stay far from overflowing.
        guard (least...3_153_600_000).contains(value) else {
            throw Problem(
                .validation,
                code: "out-of-range",
                "\(value) is out of range.",
                object: "reset",
                field: field,
                hint: "Give a number from \(least)."
            )
        }
        return value
    }

    private static func percent(_ value: Int?) throws(Problem) -> Int? {
        guard let value else { return nil }
        guard (0...100).contains(value) else {
            throw Problem(
                .validation,
                code: "out-of-range",
                "\(value) is no percentage.",
                object: "reset",
                field: "stop-on-stale",
                hint: "Give a number from 0 to 100."
            )
        }
        return value
    }

    private func required() throws(Problem) -> String {
        guard let name else {
            throw Problem(.usage, code: "missing-name", "A name is missing.", object: scope.rawValue, hint: "Give one.")
        }
        return name
    }
}
