import ClusterModel
import TFTP
import Testing

@testable import Simulation

/// A phone and what it did last.
struct Bench {
    var phone: SimulatedPhone
    var actions: [PhoneAction] = []

    init(_ change: (inout PhoneBehaviour) -> Void = { _ in }) throws {
        var behaviour = PhoneBehaviour()
        change(&behaviour)
        phone = SimulatedPhone(try DeviceName("SEP001122334455"), behaviour)
    }

    mutating func begin(now: UInt64 = 0) {
        actions = []
        phone.begin(planned: now, now: now, into: &actions)
    }

    mutating func receive(_ reply: ServerReply, from port: UInt16 = 5_000, now: UInt64 = 0) {
        actions = []
        phone.replyArrived(reply, from: port, now: now, into: &actions)
    }

    mutating func fire(now: UInt64) {
        actions = []
        phone.timerFired(now: now, into: &actions)
    }

    /// The packets of the last event.
    var packets: [PhonePacket] {
        actions.compactMap { action in
            guard case .send(let packet, _, _) = action else { return nil }
            return packet
        }
    }

    /// How the boot ended with the last event.
    var outcome: BootOutcome? {
        guard case .bootEnded(let outcome, _) = actions.last else { return nil }
        return outcome
    }

    /// Answers requests until the boot ends: ERROR 1 for missing files, one short block for the others.
    mutating func boot(having files: Set<BootFile>) -> [BootFile] {
        var asked: [BootFile] = []
        begin()
        while case .request(let file) = packets.last, asked.count < 100 {
            asked.append(file)
            receive(files.contains(file) ? .data(1, count: 9) : .error(1), from: 5_000 + UInt16(asked.count))
        }
        return asked
    }
}

@Suite("A simulated phone")
struct PhoneTests {
    @Test("Files are asked for in boot order; what is missing decides what comes next")
    func order() throws {
        var bench = try Bench()
        #expect(
            bench.boot(having: [.configuration]) == [
                .certificateTrustList, .identityTrustList, .sharedIdentityTrustList, .signedConfiguration,
                .configuration,
            ]
        )
        #expect(bench.outcome == .completed)
        bench = try Bench()
        let secure: Set<BootFile> = [.certificateTrustList, .identityTrustList, .signedConfiguration]
        #expect(bench.boot(having: secure) == [.certificateTrustList, .identityTrustList, .signedConfiguration])
        #expect(bench.outcome == .completed)
    }

    @Test("The default file is asked for only when there is no other; without it the boot fails")
    func defaultFile() throws {
        var bench = try Bench()
        #expect(bench.boot(having: [.defaultConfiguration]).last == .defaultConfiguration)
        #expect(bench.outcome == .completedWithDefault)
        bench = try Bench()
        #expect(bench.boot(having: []).last == .defaultConfiguration)
        #expect(bench.outcome == .failed(.noConfiguration))
    }

    @Test("Further files are asked for last, and may be missing")
    func furtherFiles() throws {
        var bench = try Bench { $0.furtherFiles = ["Ringlist.xml", "dialplan.xml"] }
        #expect(bench.boot(having: [.configuration, .further(1)]).suffix(2) == [.further(0), .further(1)])
        #expect(bench.outcome == .completed)
    }

    @Test("Blocks are acknowledged one by one, and a short one ends the file", arguments: [0, 1, 511])
    func lockStep(rest: Int) throws {
        var bench = try Bench()
        bench.begin()
        bench.receive(.data(1, count: 512))
        #expect(bench.packets == [.acknowledgement(1)])
        bench.receive(.data(2, count: rest))
        #expect(bench.packets == [.acknowledgement(2), .request(.identityTrustList)])
        let end = PhoneAction.fileEnded(.certificateTrustList, .fetched(bytes: 512 + rest), microseconds: 0)
        #expect(bench.actions.contains(end))
    }

    @Test("Block numbers wrap from 65535 to 0")
    func wrap() throws {
        var bench = try Bench()
        bench.begin()
        for block in 1...70_000 {
            bench.receive(.data(UInt16(truncatingIfNeeded: block), count: 512))
            #expect(bench.packets == [.acknowledgement(UInt16(truncatingIfNeeded: block))])
        }
    }

    @Test("A repeated block is acknowledged again, any other is ignored")
    func repeats() throws {
        var bench = try Bench()
        bench.begin()
        bench.receive(.data(2, count: 512))
        #expect(bench.actions.isEmpty)
        bench.receive(.data(1, count: 512))
        bench.receive(.data(1, count: 512))
        #expect(bench.packets == [.acknowledgement(1)])
        #expect(bench.phone.duplicates == 1)
        bench.receive(.data(3, count: 512))
        bench.receive(.malformed)
        #expect(bench.actions.isEmpty)
    }

    @Test("TID-03, TID-04, TID-05: packets of another port do not disturb a transfer; only ERRORs get no ERROR 5")
    func wrongPort() throws {
        var bench = try Bench()
        bench.begin()
        bench.receive(.data(1, count: 512), from: 5_000)
        bench.receive(.data(1, count: 512), from: 6_000)
        #expect(bench.actions == [.send(.error(.unknownTransferID), port: 6_000, transfer: 1)])
        bench.receive(.error(0), from: 6_000)
        #expect(bench.actions.isEmpty)
        bench.receive(.data(2, count: 512), from: 5_000)
        #expect(bench.packets == [.acknowledgement(2)])
    }

    @Test("What is late from the last transfer is not taken for an answer")
    func lateBlock() throws {
        var bench = try Bench()
        bench.begin()
        bench.receive(.data(1, count: 3), from: 5_000)
        bench.receive(.data(1, count: 3), from: 5_000)
        bench.receive(.error(5), from: 5_000)
        #expect(bench.actions.isEmpty)
        bench.receive(.data(1, count: 4), from: 5_001)
        #expect(bench.actions.contains(.fileEnded(.identityTrustList, .fetched(bytes: 4), microseconds: 0)))
    }

    @Test("Silence makes a phone repeat its request, and give up in the end")
    func silence() throws {
        var bench = try Bench()
        bench.begin()
        let interval = PhoneBehaviour.usualRetransmissionInterval
        bench.fire(now: interval - 1)
        #expect(bench.actions.isEmpty)
        for attempt in 1...UInt64(PhoneBehaviour.usualRetransmissions) {
            #expect(bench.phone.deadline == attempt * interval)
            bench.fire(now: bench.phone.deadline)
            #expect(bench.packets == [.request(.certificateTrustList)])
        }
        bench.fire(now: bench.phone.deadline)
        #expect(bench.outcome == .failed(.timedOut))
        #expect(bench.phone.isDone && bench.phone.deadline == .max)
        #expect(bench.phone.retransmissions == PhoneBehaviour.usualRetransmissions)
    }

    @Test("Silence within a transfer makes a phone repeat its ACK; progress gives it new patience")
    func silenceWithinTransfer() throws {
        var bench = try Bench { $0.retransmissions = 1 }
        bench.begin()
        for block in 1...3 as ClosedRange<UInt16> {
            bench.receive(.data(block, count: 512), now: bench.phone.deadline)
            bench.fire(now: bench.phone.deadline)
            #expect(bench.packets == [.acknowledgement(block)])
        }
        bench.fire(now: bench.phone.deadline)
        #expect(bench.outcome == .failed(.timedOut))
    }

    @Test("A transfer that ends with an ERROR is begun anew, after a while and not for ever")
    func restarts() throws {
        var bench = try Bench { $0.requestsPerFile = 2 }
        bench.begin()
        bench.receive(.data(1, count: 512))
        bench.receive(.error(0), now: 7)
        #expect(bench.actions.isEmpty)
        #expect(bench.phone.deadline == 7 + PhoneBehaviour.usualRetransmissionInterval)
        bench.fire(now: bench.phone.deadline)
        #expect(bench.actions == [.send(.request(.certificateTrustList), port: nil, transfer: 2)])
        #expect(bench.phone.retransmissions == 0 && bench.phone.restarts == 1)
        bench.receive(.error(0), from: 5_001)
        #expect(bench.outcome == .failed(.refused))
    }

    @Test("Newer phones ask for blksize and tsize, acknowledge the OACK with 0, and check the size")
    func options() throws {
        var bench = try Bench { $0.requestsOptions = true }
        bench.begin()
        bench.receive(.options(blockSize: 1_024, transferSize: 1_030))
        #expect(bench.packets == [.acknowledgement(0)])
        bench.receive(.options(blockSize: 1_024, transferSize: 1_030))
        #expect(bench.packets == [.acknowledgement(0)])
        bench.receive(.data(1, count: 1_024))
        bench.receive(.data(2, count: 6))
        #expect(bench.packets == [.acknowledgement(2), .request(.identityTrustList)])
        bench.receive(.options(blockSize: nil, transferSize: 9), from: 5_001)
        bench.receive(.data(1, count: 8), from: 5_001)
        #expect(bench.outcome == .failed(.invalidReply))
    }

    @Test(
        "An OACK nobody asked for, or with a block size that is too large or too small, ends the boot",
        arguments: [(false, 512), (true, 1_429), (true, 7)]
    )
    func invalidOptions(asks: Bool, size: Int) throws {
        var bench = try Bench { $0.requestsOptions = asks }
        bench.begin()
        bench.receive(.options(blockSize: size, transferSize: nil))
        #expect(bench.outcome == .failed(.invalidReply))
    }

    @Test("A block larger than agreed ends the boot")
    func largeBlock() throws {
        var bench = try Bench()
        bench.begin()
        bench.receive(.data(1, count: 513))
        #expect(bench.outcome == .failed(.invalidReply))
    }

    @Test("A boot is timed from when it was planned, a file from its first request")
    func durations() throws {
        var bench = try Bench()
        bench.actions = []
        bench.phone.begin(planned: 100, now: 150, into: &bench.actions)
        let misses: [(BootFile, at: UInt64, after: UInt64)] = [
            (.certificateTrustList, 200, 100), (.identityTrustList, 310, 110), (.sharedIdentityTrustList, 430, 120),
            (.signedConfiguration, 560, 130),
        ]
        for (file, time, duration) in misses {
            bench.receive(.error(1), from: 69, now: time)
            #expect(bench.actions.contains(.fileEnded(file, .missing, microseconds: duration)))
        }
        bench.receive(.data(1, count: 1), now: 900)
        #expect(bench.actions.last == .bootEnded(.completed, microseconds: 800))
    }
}
