import ClusterModel
import Platform
import Store
import TestSupport
import Testing

@Suite("A02: whether a phone has its file follows from what it acknowledged to the end")
struct FetchStateTests {
    private static let (served, other) = (SHA256Hash.repeating(1), SHA256Hash.repeating(2))

    private func fetches(
        complete: SHA256Hash?,
        sent: SHA256Hash? = nil,
        last: String = "abandoned"
    ) throws -> PhoneFetches {
        func transfer(_ hash: SHA256Hash) -> PhoneFetches.Transfer {
            PhoneFetches.Transfer(time: 1, address: "192.0.2.1", incarnation: "a", revision: 1, hash: hash)
        }
        return PhoneFetches(
            lastRequest: FetchRecord(
                phone: try DeviceName("SEP001122334455"),
                time: 2,
                address: "192.0.2.66",
                outcome: last
            ),
            lastComplete: complete.map(transfer),
            sentSince: sent.map(transfer)
        )
    }

    @Test("Its last complete fetch alone says that it has its file; what was only sent is told apart")
    func states() throws {
        #expect(FetchState(nil, served: Self.served) == .never)
        #expect(FetchState(nil, served: nil) == .unserved)
        for last in ["abandoned", "aborted", "cancelled", "refused", "failed"] {
            #expect(FetchState(try fetches(complete: Self.served, last: last), served: Self.served) == .current)
            #expect(FetchState(try fetches(complete: Self.other, last: last), served: Self.served) == .old)
            #expect(FetchState(try fetches(complete: nil, last: last), served: Self.served) == .never)
        }
        #expect(FetchState(try fetches(complete: nil, sent: Self.served), served: Self.served) == .sent)
        #expect(FetchState(try fetches(complete: Self.other, sent: Self.served), served: Self.served) == .sent)
        #expect(FetchState(try fetches(complete: Self.other, sent: Self.other), served: Self.served) == .old)
        #expect(FetchState(try fetches(complete: nil, sent: Self.other), served: Self.served) == .never)
        #expect(FetchState(try fetches(complete: Self.served, sent: Self.other), served: Self.served) == .current)
        #expect(FetchState(try fetches(complete: Self.served), served: nil) == .unserved)
    }

    @Test("Behind is who is served a file and is not proved to have it")
    func behind() {
        #expect(FetchState.allCases.filter(\.isBehind) == [.sent, .old, .never])
    }

    @Test("Only a transfer of bytes that was acknowledged, to its end or but for its last block, proves anything")
    func proofs() throws {
        var record = try fetches(complete: nil).lastRequest
        for outcome in ["abandoned", "aborted", "cancelled", "refused", "failed", "fetched", "sent"] {
            record.outcome = outcome
            record.hash = nil
            #expect(record.proof == nil)
            record.hash = Self.served
            #expect(record.proof == (outcome == "fetched" ? .acknowledged : outcome == "sent" ? .unacknowledged : nil))
            #expect(record.isFailure == ["abandoned", "aborted", "refused", "failed"].contains(outcome))
        }
    }
}
