import AdminAPI
import AdminClient
import ClusterModel
import TestSupport
import Testing

@Suite("P05: a daemon killed at every single write of a publication", .timeLimit(.patience))
struct EveryStepTests {
    private static let phones = GeneratedSite.names(6)

    @Test(
        "Each reset is wholly done or not at all, whichever write of it is the last, whole or torn",
        arguments: [FailingDisk.Action.kill, .tear]
    )
    func reset(_ action: FailingDisk.Action) async throws {
        var settings = RunningDaemon.Settings()
        let disk = try FailingDisk()
        settings.disk = disk
        let daemon = try await RunningDaemon(settings)
        let client = AdminClient(socketPath: daemon.socket)
        try await client.applyEdition("0", phones: Self.phones.count)
        var served = try daemon.served(Self.phones)
        var revision: RevisionNumber = 1
        var step = 0
        var committed = 0
        var isOver = false
        while !isOver {
            try await client.applyEdition("\(step)x", phones: Self.phones.count)
            try disk.fail(after: step, action)
            let answer = try? await client.send(Reset(scope: .all))
            // A reset of fewer writes than that: every one had its turn.
            isOver = answer != nil
            try disk.mend()
            if !isOver {
                try await daemon.crash()
                try await daemon.start()
            }
            let found = try await client.send(ShowStatus())
            let now = try daemon.served(Self.phones)
            if found.revision == revision {
                #expect(now == served, "step \(step): the files are not those of revision \(revision)")
                #expect(found.pending.count == Self.phones.count)
                #expect(!isOver)
            } else {
                #expect(found.revision == revision.next)
                #expect(Self.isAll(now, edition: "\(step)x"), "step \(step): files of two revisions are served at once")
                #expect(found.pending.isEmpty)
                committed += 1
            }
            #expect(try await client.send(VerifyAudit()).firstBroken == nil)
            // The operation is there when its revision is.
            let latest = try await client.send(ListOperations(limit: 1)).operations.first
            #expect((latest?.waves.last?.revision ?? 1) == found.revision, "step \(step)")
            revision = found.revision ?? 0
            served = now
            step += 1
        }
        // Some died before the commit was on the disk, and some behind it.
        #expect(step > 10 && committed > 0 && committed < step)
    }

    @Test("Stopped in order, too: whichever write of the last checkpoint it dies at")
    func stopping() async throws {
        var settings = RunningDaemon.Settings()
        let disk = try FailingDisk()
        settings.disk = disk
        let daemon = try await RunningDaemon(settings)
        let client = AdminClient(socketPath: daemon.socket)
        var step = 0
        while true {
            try await client.applyEdition("\(step)", phones: Self.phones.count)
            _ = try await client.send(Reset(scope: .all))
            let served = try daemon.served(Self.phones)
            #expect(Self.isAll(served, edition: "\(step)"))
            try disk.fail(after: step, .kill)
            daemon.terminate()
            let end = try await daemon.stopped()
            try disk.mend()
            try await daemon.start()
            #expect(try daemon.served(Self.phones) == served)
            #expect(try await client.send(VerifyAudit()).firstBroken == nil)
            if end == .exited(code: 0) { break }
            step += 1
        }
        #expect(step > 1)
    }

    private static func isAll(_ files: [String: [UInt8]], edition: String) -> Bool {
        files.values.allSatisfy { String(decoding: $0, as: UTF8.self).contains(GeneratedSite.mark(edition)) }
    }
}

extension AdminClient {
    /// Saves an edition of a generated site.
    func applyEdition(_ edition: String, phones: Int) async throws {
        _ = try await send(ApplySite(text: GeneratedSite.text(phones: phones, edition: edition), confirm: true))
    }
}
