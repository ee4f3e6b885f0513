import Testing

@testable import TFTPServer

@Suite("Timer wheel")
struct TimerWheelTests {
    /// Everything due at `now`.
    private func due(_ wheel: inout TimerWheel, _ now: UInt64) -> [Int] {
        var slots: [Int] = []
        while let slot = wheel.next(now: now) { slots.append(slot) }
        return slots.sorted()
    }

    @Test("A deadline comes once, never early, and at most a tick late")
    func once() {
        var wheel = TimerWheel(now: 1_000_000)
        wheel.schedule(3, at: 1_050_000)
        #expect(due(&wheel, 1_049_999) == [])
        #expect(due(&wheel, 1_050_000 + TimerWheel.tick) == [3])
        #expect(due(&wheel, 9_000_000) == [])
        #expect(wheel.wait(now: 9_000_000) == -1)
    }

    @Test("A deadline that moves later, or earlier, comes at its new time")
    func moved() {
        var wheel = TimerWheel(now: 0)
        wheel.schedule(0, at: 100_000)
        wheel.schedule(0, at: 300_000)
        #expect(due(&wheel, 200_000) == [])
        #expect(due(&wheel, 305_000) == [0])
        wheel.schedule(0, at: 2_000_000)
        wheel.schedule(0, at: 400_000)
        #expect(due(&wheel, 405_000) == [0])
    }

    @Test("A cancelled deadline does not come")
    func cancelled() {
        var wheel = TimerWheel(now: 0)
        wheel.schedule(0, at: 50_000)
        wheel.schedule(1, at: 50_000)
        wheel.cancel(0)
        wheel.cancel(7)
        #expect(due(&wheel, 60_000) == [1])
    }

    @Test("A deadline beyond the wheel's horizon comes at its time")
    func horizon() {
        var wheel = TimerWheel(now: 0)
        wheel.schedule(0, at: 255_000_000)
        var now: UInt64 = 0
        while now < 254_990_000 {
            now += 1_000_000
            #expect(due(&wheel, min(now, 254_990_000)) == [])
        }
        #expect(due(&wheel, 255_010_000) == [0])
    }

    @Test("A clock that leaps forgets nothing")
    func leap() {
        var wheel = TimerWheel(now: 0)
        for slot in 0..<100 { wheel.schedule(slot, at: UInt64(slot) * 70_000) }
        #expect(due(&wheel, 3_600_000_000) == Array(0..<100))
    }

    @Test("Random deadlines come in time, and the wait never sleeps past one")
    func random() {
        var wheel = TimerWheel(now: 0)
        var deadlines: [Int: UInt64] = [:]
        var now: UInt64 = 0
        for _ in 0..<5_000 {
            let slot = Int.random(in: 0..<200)
            deadlines[slot] = now + UInt64.random(in: 0...6_000_000)
            wheel.schedule(slot, at: deadlines[slot] ?? 0)
            if let soonest = deadlines.values.min() {
                let wait = wheel.wait(now: now)
                #expect(wait >= 0 && now + UInt64(wait) * 1_000 <= max(soonest, now) + TimerWheel.tick + 1_000)
            }
            now += UInt64.random(in: 0...40_000)
            for slot in due(&wheel, now) {
                #expect((deadlines[slot] ?? .max) <= now)
                deadlines[slot] = nil
            }
            #expect(deadlines.values.allSatisfy { $0 + TimerWheel.tick > now })
        }
    }
}
