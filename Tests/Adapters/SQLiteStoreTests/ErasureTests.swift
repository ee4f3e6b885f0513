import ClusterModel
import Documents
import Foundation
import Platform
import Store
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("A06: secrets that are gone")
struct ErasureTests {
    private static let secret = "s3cret-of-the-deleted"

    private func holders(_ state: StateFolder) throws -> [String] {
        let secret = Array(Self.secret.utf8)
        return try state.everyFile().filter { Data($0.value).range(of: Data(secret)) != nil }.keys.sorted()
    }

    @Test("What is deleted and pruned stands neither in the database nor in its log a moment later")
    func erased() async throws {
        let state = try StateFolder()
        try await state.withStore { store in
            try await store.write { transaction in
                try SmallSite.save(in: transaction)
                // Enough others that pages are split and freed.
                for number in 0..<300 {
                    let address = "00112233\(String(number + 0x1000, radix: 16))"
                    try transaction.save(
                        Phone.example(["name": .string(address), "ssh-password": .string(Self.secret)])
                    )
                }
            }
            #expect(try !holders(state).isEmpty)
            try await store.write { transaction in
                var phones: [ObjectID] = []
                try transaction.forEachPhone { saved in
                    if saved.value.name.description != "SEP001122334455" { phones.append(saved.id) }
                }
                #expect(phones.count == 300)
                for phone in phones { try transaction.delete(phone, Deletion(time: 2, actor: "a")) }
                _ = try transaction.writeRevision(RevisionDraft(asOf: 1, actor: "a", reason: "b"), at: 3)
            }
            await store.attend(isLong: false)
            // What was deleted can be brought back until no kept revision has yet to show that it is gone.
            #expect(try !holders(state).isEmpty)
            try await store.write { _ = try $0.writeRevision(RevisionDraft(asOf: 1, actor: "a", reason: "b"), at: 4) }
            _ = try await store.prune(Retention(revisions: 1, days: 0), now: 100)
            await store.attend(isLong: false)
            #expect(try holders(state).isEmpty)
        }
    }
}
