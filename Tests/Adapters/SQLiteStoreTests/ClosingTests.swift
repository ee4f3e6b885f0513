import Documents
import Foundation
import Platform
import Store
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("P05: a store that is closed while its disk takes nothing stays closed")
struct ClosingTests {
    /// What keeps the store's mark from being written: a directory in the place of its new file, which stops the superuser,
    /// too.
    private static let obstacle = "cnfd.store.new"

    /// A killed daemon's state, and the store of the next one, which can only read it.
    private func readableStore() async throws -> (StateFolder, SQLiteStore) {
        let origin = try StateFolder()
        let state = try await origin.withStore { store in
            try await store.write { try SmallSite.save(in: $0) }
            return try origin.killed()
        }
        try FileManager.default.createDirectory(
            atPath: state.folder.path(Self.obstacle),
            withIntermediateDirectories: false
        )
        let store = try SQLiteStore(directory: StateDirectory(path: state.folder.path))
        #expect(store.obstacle?.code == "disk-error")
        return (state, store)
    }

    private func append(to store: SQLiteStore) async throws {
        try await store.write { try $0.appendAudit(AuditEntry(time: 1, actor: "a", action: "b", object: "c")) }
    }

    @Test("Once the disk works again a change opens it for writing, and is on the disk")
    func again() async throws {
        let (state, store) = try await readableStore()
        let refused = await #expect(throws: Problem.self) { try await append(to: store) }
        #expect(refused?.code == "disk-error")
        try state.remove(Self.obstacle)
        try await append(to: store)
        #expect(store.obstacle == nil)
        #expect(try await store.read { try $0.auditCount() } == 6)
    }

    @Test("A change after the end is refused and opens nothing, although the disk works again")
    func closed() async throws {
        let (state, store) = try await readableStore()
        store.close()
        try state.remove(Self.obstacle)
        let before = try state.everyFile()
        for _ in 1...2 {
            let refused = await #expect(throws: Problem.self) { try await append(to: store) }
            #expect(refused?.code == "database" && refused?.kind == .unavailable)
            await #expect(throws: Problem.self) { try await store.read { try $0.auditCount() } }
        }
        #expect(store.obstacle == nil)
        #expect(try state.everyFile() == before)
    }

    @Test("Closed while a change opens it: the change is refused, and the next daemon finds all that was committed")
    func closedMeanwhile() async throws {
        let (state, store) = try await readableStore()
        try state.remove(Self.obstacle)
        let (isReading, mayEnd) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        // Whoever reads is waited for before it is opened for writing, and before it is closed.
        let reader = Task {
            try await store.read { snapshot in
                isReading.signal()
                mayEnd.wait()
                return try snapshot.auditCount()
            }
        }
        await onThread { isReading.wait() }
        let change = Task { try await append(to: store) }
        try await Task.sleep(for: .milliseconds(50))
        let isClosed = Task { await onThread { store.close() } }
        while store.obstacle != nil { try await Task.sleep(for: .milliseconds(1)) }
        mayEnd.signal()
        #expect(try await reader.value == 5)
        let refused = await #expect(throws: Problem.self) { try await change.value }
        #expect(refused?.code == "database")
        await isClosed.value
        let count = try await state.killed().withStore { store in try await store.read { try $0.auditCount() } }
        #expect(count == 5)
    }

    private func onThread(_ body: @Sendable @escaping () -> Void) async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                body()
                continuation.resume()
            }
        }
    }
}
