import AdminAPI
import Administration
import Certificates
import ClusterModel
import Documents
import Foundation
import NIOConcurrencyHelpers
import Platform
import Publishing
import SQLiteStore
import Serving
import Store
import TestSupport
import Testing

/// A site in a temporary directory, driven through the same operations as the daemon's, without sockets.
final class TestSite: Sendable {
    /// 2026-06-01T00:00:00Z: every fixture certificate's validity is judged against it.
    static let start: UnixTime = 1_780_272_000

    let catalog = Catalog()
    let store: SQLiteStore
    let directory: URL
    let clock = TestClock()
    let gateway = TestGateway()
    let administrator: Administrator
    private let operations: TestOperations
    /// Whose directory it is, when it is another's.
    private let origin: TestSite?

    /// An empty site.
    convenience init(operations: OperationSettings = OperationSettings()) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "cnfd-\(UUID().uuidString)")
        let store = try SQLiteStore(directory: StateDirectory(path: directory.path))
        try await self.init(directory, store, operations, origin: nil)
    }

    /// The site as a new daemon finds it: nothing but the database is left.
    func reopened() async throws -> TestSite {
        let site = try await TestSite(directory, store, OperationSettings(), origin: self)
        site.clock.second = clock.second
        return site
    }

    private init(
        _ directory: URL,
        _ store: SQLiteStore,
        _ settings: OperationSettings,
        origin: TestSite?
    ) async throws {
        self.origin = origin
        self.directory = directory
        self.store = store
        try await catalog.load(from: store)
        var operations = TestOperations()
        administrator = Administrator(
            store: store,
            publisher: Publisher(catalog: catalog),
            version: "test",
            provider: gateway,
            operations: settings,
            clock: { [clock] in clock.second }
        )
        administrator.registerOperations(with: &operations)
        self.operations = operations
    }

    deinit { if origin == nil { try? FileManager.default.removeItem(at: directory) } }

    /// A site with the fixture applied.
    static func fixture() async throws -> TestSite {
        let site = try await TestSite()
        _ = try await site.send(ApplySite(text: fixtureText))
        return site
    }

    /// The fixture site, with its certificate accepted and everything reset.
    static func secureFixture() async throws -> TestSite {
        let site = try await fixture()
        _ = try await site.accept("branch-12")
        _ = try await site.send(Reset(scope: .all))
        return site
    }

    static var fixtureText: String {
        get throws { try String(contentsOf: Repository.root.appending(path: "fixtures/site.yaml"), encoding: .utf8) }
    }

    static func certificate(_ name: String) throws -> Data {
        try Data(contentsOf: Repository.root.appending(path: "fixtures/certificates/\(name).pem"))
    }

    func send<Request: AdminRequest>(
        _ request: Request,
        as actor: String = "tester"
    ) async throws -> Request.Response {
        try await operations.send(request, as: actor)
    }

    /// The lines of an answer that comes piece by piece, and what stands in the end.
    func stream<Request: AdminStreamRequest>(
        _ request: Request,
        body: String = "",
        as actor: String = "tester"
    ) async throws -> (pieces: [(kind: StreamPiece, json: Document)], end: Request.Summary) {
        try await operations.stream(request, body: Array(body.utf8), as: actor)
    }

    /// The objects of a list.
    func send(_ request: ListObjects, as actor: String = "tester") async throws -> ObjectListReport {
        let pieces = try await stream(request, as: actor).pieces.filter { $0.kind == .item }
        return ObjectListReport(
            objects: try pieces.map {
                try AdminJSON.decode(ObjectReport.self, from: Data($0.json.revealedJSON.utf8))
            }
        )
    }

    /// The problems a list is refused with; a failure when it is not.
    func refusal(
        _ request: ListObjects,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> ProblemReport {
        try await #require(throws: ProblemReport.self, sourceLocation: sourceLocation) {
            _ = try await self.operations.stream(request, body: [])
        }
    }

    /// Lets the clock's time be the last known one, as a daemon does that has run all the while.
    func believeClock() async throws {
        try await store.write { [clock] in try $0.believe(clock.second) }
    }

    /// What one must be allowed for a request to be performed.
    func access<Request: AdminRequest>(_ request: Request) throws -> AdminAccess { try operations.access(request) }

    /// What one must be allowed for a request to be answered piece by piece.
    func access<Request: AdminStreamRequest>(_ request: Request) throws -> AdminAccess {
        try operations.access(request)
    }

    /// The problems a request is refused with; a failure when it is not.
    func refusal<Request: AdminRequest>(
        _ request: Request,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> ProblemReport {
        try await #require(throws: ProblemReport.self, sourceLocation: sourceLocation) {
            _ = try await self.operations.send(request)
        }
    }

    @discardableResult
    func accept(
        _ reference: String,
        _ certificate: String = "branch-12",
        expired: Bool = false
    ) async throws
        -> ChangeReport
    {
        let file = try Self.certificate(certificate)
        return try await send(AcceptSRSTCertificate(name: reference, file: file, acceptExpired: expired))
    }

    /// The whole saved state as a site file.
    func send(_ request: ExportSite) async throws -> ExportSite.Response {
        let answer = try await stream(request)
        let text = answer.pieces.compactMap(\.json.text).joined()
        return ExportSite.Response(text: text, certificates: answer.end.certificates)
    }

    /// The bytes a phone is served; `nil` when its file is not published.
    func served(_ name: String) -> [UInt8]? {
        guard case .found(let content) = catalog.find(Array(name.utf8).span) else { return nil }
        return content.bytes
    }

    /// Every served file of the fixture by name, of phones that tests add to it, and of the whole site.
    func everyFile() -> [String: [UInt8]] {
        let names = (0x55...0x6F).map { "SEP0011223344\(String($0, radix: 16, uppercase: true)).cnf.xml" }
        let all = names + ["XMLDefault.cnf.xml", "CAPF.der"]
        return Dictionary(uniqueKeysWithValues: all.compactMap { name in served(name).map { (name, $0) } })
    }
}

/// A clock that tests set.
final class TestClock: Sendable {
    private let current = NIOLockedValueBox(TestSite.start)

    var second: UnixTime {
        get { current.withLockedValue { $0 } }
        set { current.withLockedValue { $0 = newValue } }
    }
}

extension FileContent {
    /// The whole file in one piece.
    var bytes: [UInt8] {
        (slices ?? []).flatMap { slice in slice.range.map { slice.bytes.span[$0] } }
    }
}

extension [UInt8] {
    /// The file as text.
    var text: String { String(decoding: self, as: UTF8.self) }

    /// The text of the first element of that name.
    func element(_ name: String) -> String? {
        guard let start = text.range(of: "<\(name)>"), let end = text.range(of: "</\(name)>") else { return nil }
        return String(text[start.upperBound..<end.lowerBound])
    }
}
