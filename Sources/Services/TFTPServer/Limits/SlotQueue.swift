/// A queue of slots, the oldest first. Only its ends are here; what joins them lies in ``SlotLinks``, so that a queue costs
/// no memory of its own and a slot leaves it from anywhere at once.
struct SlotQueue {
    fileprivate static let nobody: Int32 = -1

    fileprivate var first = SlotQueue.nobody
    fileprivate var last = SlotQueue.nobody
    /// How many are in it.
    fileprivate(set) var count: Int32 = 0

    /// The slot that has been in it longest.
    var oldest: Int? { first == Self.nobody ? nil : Int(first) }
}

/// The links of queues of which each slot is in one at most.
struct SlotLinks {
    private struct Link {
        var next = SlotQueue.nobody
        var previous = SlotQueue.nobody
    }

    private var links: ContiguousArray<Link> = []

    /// Adds a slot that is in no queue.
    mutating func append(_ slot: Int, to queue: inout SlotQueue) {
        while links.count <= slot { links.append(Link()) }
        let own = Int32(truncatingIfNeeded: slot)
        links[slot] = Link(previous: queue.last)
        if queue.last == SlotQueue.nobody {
            queue.first = own
        } else {
            links[Int(queue.last)].next = own
        }
        queue.last = own
        queue.count += 1
    }

    /// Takes out a slot that is in this queue.
    mutating func remove(_ slot: Int, from queue: inout SlotQueue) {
        let link = links[slot]
        if link.previous == SlotQueue.nobody {
            queue.first = link.next
        } else {
            links[Int(link.previous)].next = link.next
        }
        if link.next == SlotQueue.nobody {
            queue.last = link.previous
        } else {
            links[Int(link.next)].previous = link.previous
        }
        queue.count -= 1
    }
}
