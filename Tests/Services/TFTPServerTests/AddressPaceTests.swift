import Testing

@testable import TFTPServer

@Suite("What an address that acknowledges nothing is sent")
struct AddressPaceTests {
    private static let second: UInt64 = 1_000_000
    private let address = Address(high: 0, low: 0xC000_0201, family: 4)

    /// When packets go out while somebody wants one every `microseconds`, for so many seconds.
    private func sent(
        _ paces: inout AddressPaces,
        every microseconds: UInt64 = 100,
        from start: UInt64 = 0,
        seconds: UInt64
    ) -> [UInt64] {
        stride(from: start, to: start + seconds * Self.second, by: UInt64.Stride(microseconds)).filter {
            paces.take(.answer, for: address, now: $0)
        }
    }

    /// The most in any second.
    private func most(_ times: [UInt64]) -> Int {
        var first = 0
        return times.indices.reduce(0) { most, last in
            while times[first] + Self.second <= times[last] { first += 1 }
            return max(most, last - first + 1)
        }
    }

    @Test("Amplification: in no second is it more than the bound, whatever is asked", arguments: [1, 2, 16])
    func bound(workers: Int) {
        var paces = AddressPaces(AddressPace.Bound(packets: 128, workers: workers), now: 0)
        let times = sent(&paces, seconds: 5)
        #expect(most(times) <= 128 / workers)
        // It is not much less either.
        #expect(times.count >= 5 * 90 / workers)
        // Nor after a pause, in which no more is saved than goes out at once.
        let later = sent(&paces, from: 600 * Self.second, seconds: 3)
        #expect(most(later) <= 128 / workers)
    }

    @Test("Each worker may send one packet, however many they are")
    func manyWorkers() {
        var paces = AddressPaces(AddressPace.Bound(packets: 128, workers: 256), now: 0)
        let times = sent(&paces, seconds: 10)
        // A packet at once, and one every two and a half seconds.
        #expect(times.count == 4)
    }

    @Test("What is acknowledged earns more, which is spent once and kept for a minute")
    func earned() {
        let bound = AddressPace.Bound(packets: 128, workers: 1)
        var paces = AddressPaces(bound, now: 0)
        func burst(_ now: UInt64) -> Int {
            var count = 0
            while paces.take(.answer, for: address, now: now) { count += 1 }
            return count
        }
        func expectBurst(_ count: Int, at now: UInt64) {
            let sent = burst(now)
            #expect(sent == count)
        }
        expectBurst(32, at: 0)
        for _ in 0..<10 { paces.earn(address, now: 0) }
        expectBurst(80, at: 0)
        expectBurst(0, at: 0)
        for _ in 0..<10 { paces.earn(address, now: 0) }
        expectBurst(80, at: AddressPace.saved)
        for _ in 0..<10 { paces.earn(address, now: 0) }
        expectBurst(32, at: 2 * AddressPace.saved)
        for _ in 0..<10_000 { paces.earn(address, now: 2 * AddressPace.saved) }
        expectBurst(Int(AddressPace.mostSaved), at: 2 * AddressPace.saved)
    }

    @Test("Resends wait for first answers when packets are short")
    func resends() {
        var paces = AddressPaces(AddressPace.Bound(packets: 128, workers: 1), now: 0)
        var resends = 0
        while paces.take(.resend, for: address, now: 0) { resends += 1 }
        #expect(resends == 16)
        let isAnswered = paces.take(.answer, for: address, now: 0)
        #expect(isAnswered)
        // With a share of one packet there is nothing to keep.
        var few = AddressPaces(AddressPace.Bound(packets: 128, workers: 128), now: 0)
        let isResent = few.take(.resend, for: address, now: 0)
        #expect(isResent)
    }

    @Test("Those that wait go in their order, as packets become due and when something is acknowledged")
    func held() throws {
        var paces = AddressPaces(AddressPace.Bound(packets: 128, workers: 1), now: 0)
        while paces.take(.answer, for: address, now: 0) {}
        #expect(paces.nextLook == nil)
        for slot in 0..<100 { paces.hold(slot, for: address) }
        #expect(paces.nextLook != nil)
        let due = paces.releaseDue(now: 100_000)
        #expect(due == Array(0..<9))
        paces.forget(10)
        paces.earn(address, now: 100_000)
        var released: [Int] = []
        while let slot = paces.release(address, now: 100_000) { released.append(slot) }
        #expect(released == [9] + Array(11..<18))
        for slot in 18..<100 { paces.forget(slot) }
        let left = paces.releaseDue(now: Self.second)
        #expect(left.isEmpty)
        #expect(paces.nextLook == nil)
    }

    @Test("Addresses that meet in one place forgive each other, and none for which somebody waits is forgotten")
    func collisions() {
        var paces = AddressPaces(AddressPace.Bound(packets: 128, workers: 1), now: 0)
        while paces.take(.answer, for: address, now: 0) {}
        paces.hold(7, for: address)
        for low in 0..<100_000 {
            let other = Address(high: 0, low: 0x0A00_0000 + UInt64(low), family: 4)
            let isFree = paces.take(.answer, for: other, now: 1)
            #expect(isFree)
        }
        let isAnswered = paces.take(.answer, for: address, now: 1)
        #expect(!isAnswered)
        let due = paces.releaseDue(now: Self.second)
        #expect(due == [7])
    }
}
