internal import AdminAPI
public import CertificateProvider
internal import Documents
internal import PhoneFiles
public import Platform
public import Publishing
public import Store

/// The use cases behind the admin API: the only writer of saved state.
public struct Administrator: Sendable {
    let store: any StorePort
    private let publisher: Publisher
    private let version: String
    private let provider: any CertificateProviding
    private let inquiryTurns: Turns
    private let operations: OperationSettings
    private let surroundings: Surroundings?
    private let candidates = CertificateCandidates()
    private let sights = GatewaySights()
    private let clock: @Sendable () -> UnixTime

    /// How many gateways are asked at once when nothing else is said.
    public static let usualInquiries = GatewayInquiry.usualConcurrency

    /// An administrator of one store.
    ///
    /// - Parameters:
    ///   - store: Where the state is.
    ///   - publisher: What makes and serves files.
    ///   - version: The daemon's version, for `status`.
    ///   - provider: What obtains gateways' certificates.
    ///   - inquiries: How many gateways are asked at once.
    ///   - operations: When phones count as stale, and whether they are told.
    ///   - surroundings: What can be looked at outside the store.
    ///   - clock: The current second since 1970.
    public init(
        store: any StorePort,
        publisher: Publisher,
        version: String,
        provider: any CertificateProviding = CertificateProviderClient(),
        inquiries: Int = Administrator.usualInquiries,
        operations: OperationSettings = OperationSettings(),
        surroundings: Surroundings? = nil,
        clock: @Sendable @escaping () -> UnixTime
    ) {
        self.store = store
        self.publisher = publisher
        self.version = version
        self.provider = provider
        inquiryTurns = Turns(most: inquiries, mostWaiting: GatewayInquiry.mostWaiting)
        self.operations = operations
        self.surroundings = surroundings
        self.clock = clock
    }

    /// Answers a request that only looks.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - actor: Who asks.
    /// - Returns: The answer.
    /// - Throws: `ProblemReport`.
    func perform<Request: ReadingUseCase>(_ request: Request, actor: String) async throws -> Request.Response {
        let context = context(actor)
        return try await reporting {
            guard let entry = request.disclosure(context) else {
                return try await store.read { try request.read($0, context) }
            }
            return try await store.write { transaction in
                try transaction.appendAudit(entry)
                return try request.read(transaction, context)
            }
        }
    }

    /// Does what a request asks, or answers what it would do.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - actor: Who asks.
    /// - Returns: What was done, or would be.
    /// - Throws: `ProblemReport`; then nothing was changed.
    func perform<Request: ChangingUseCase>(_ request: Request, actor: String) async throws -> Request.Response {
        let context = context(actor)
        return try await reporting {
            let prepared = try request.prepare()
            if request.plan {
                return try await store.rehearse { try request.change(prepared, $0, context) }
            }
            return try await store.write { try request.change(prepared, $0, context) }
        }
    }

    /// Does what a request asks outside, between two looks at the store.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - actor: Who asks.
    /// - Returns: What it brought.
    /// - Throws: `ProblemReport`.
    func perform<Request: ErrandUseCase>(_ request: Request, actor: String) async throws -> Request.Response {
        let before = context(actor)
        return try await reporting {
            let errand = try await store.read { try request.errand($0, before) }
            let finding = try await request.run(errand, before)
            // It may have taken a minute.
            let after = context(actor)
            return try await store.read { try request.conclude(errand, finding, $0, after) }
        }
    }

    /// Answers a request piece by piece.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - body: What it brings behind its line.
    ///   - sink: Where the pieces of the answer go.
    ///   - actor: Who asks.
    /// - Returns: What stands in the end.
    /// - Throws: `ProblemReport`; what was sent before stays said.
    func perform<Request: StreamingUseCase>(
        _ request: Request,
        body: any AdminStreamSource,
        to sink: inout any AdminStreamSink,
        actor: String
    ) async throws -> Request.Summary {
        let context = context(actor)
        return try await reporting { try await request.run(body, &sink, store, context) }
    }

    /// Looks once at what the gateways of all secure references present, and at how long the accepted certificates are
    /// still valid.
    ///
    /// - Parameter report: Called with each warning that has begun or is over since the last time, while gateways are
    ///   still asked.
    /// - Throws: What the store throws; `CancellationError` when it was given up.
    public func checkCertificates(_ report: @Sendable @escaping (CertificateWatchEvent) -> Void) async throws {
        let round = CertificateRound(store: store, report: report) { [self] in context(CertificateRound.actor) }
        try await round.run()
    }

    /// How many gateway addresses `checkCertificates` would ask now.
    ///
    /// - Throws: What the store throws.
    public func gatewaysToCheck() async throws -> Int {
        try await CertificateRound.gateways(in: store)
    }

    /// The current second since 1970.
    var now: UnixTime { clock() }

    func context(_ actor: String) -> UseCaseContext {
        UseCaseContext(
            actor: actor,
            now: clock(),
            publisher: publisher,
            version: version,
            provider: provider,
            inquiryTurns: inquiryTurns,
            candidates: candidates,
            sights: sights,
            operations: operations,
            surroundings: surroundings
        )
    }

    private func reporting<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let error as ProblemReport {
            throw error
        } catch let error as Problem {
            throw ProblemReport([error])
        } catch let error as Problems {
            throw ProblemReport(error.all)
        } catch let error as CancellationError {
            throw error
        } catch let error as PhoneFileError {
            var problem = Problem(error, .unavailable)
            problem.code = "file-not-made"
            throw ProblemReport([problem])
        } catch {
            throw ProblemReport([.failure(error)])
        }
    }
}
