import SQLiteStore
import StoreConformance
import TestSupport
import Testing

@Suite("SQLite keeps what the Store port promises")
struct ConformanceTests {
    @Test(arguments: StoreCheck.all)
    func keeps(_ check: StoreCheck) async throws {
        let folder = try TemporaryDirectory()
        try await check.run(on: SQLiteStore(directory: StateDirectory(path: folder.path)))
    }
}
