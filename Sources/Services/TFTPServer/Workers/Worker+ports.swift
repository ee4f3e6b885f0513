internal import Platform
internal import Serving

extension Worker {
    /// Exchanges the ports whose time has come, and closes old sockets that nobody needs any more. Nothing may be queued.
    mutating func lookAfterPorts() {
        // One that drains takes no transfers, and its sockets close soon.
        guard state.drainsUntil == nil else { return ports.stop() }
        for (socket, group) in ports.due(rotation.groups, now: now) { exchange(socket, of: group) }
        for socket in ports.closable(now: now, transfers: sessions.counts) {
            let drops = sockets[socket].newDrops()
            if drops > 0 { counters.add(drops, to: .receiveQueueDrops) }
            sockets[socket].close()
            state.furtherSockets.giveBack()
        }
        ports.looked(now: now)
    }

    /// Lets new transfers of a listen address run from another port than that of `old`. When there is none to be had, the old
    /// one is better than none.
    private mutating func exchange(_ old: Int, of group: Int) {
        guard let made = furtherSocket(of: group), let new = take(made) else {
            counters.add(to: .portsKept)
            return
        }
        rotation.replace(old, by: new, group: group)
        ports.retire(old, group: group)
        counters.add(to: .portsExchanged)
    }

    /// A socket for transfers beside those there are; `nil` when it cannot be.
    private func furtherSocket(of group: Int) -> WorkerSocket? {
        guard state.furtherSockets.take() else { return nil }
        guard let socket = ports.ports[group]?.make(), !OpenFileLimit.isReserved(socket.descriptor) else {
            state.furtherSockets.giveBack()
            return nil
        }
        return socket
    }

    /// Gives a socket a number and watches it; `nil`, and its share given back, when it cannot be watched.
    private mutating func take(_ socket: WorkerSocket) -> Int? {
        let reused = ports.reusedNumber()
        let number = reused ?? sockets.count
        do throws(SystemFailure) {
            try poller.add(socket.descriptor, tag: UInt64(number))
        } catch {
            if let reused { ports.giveBack(reused) }
            state.furtherSockets.giveBack()
            return nil
        }
        if number < sockets.count {
            sockets[number] = socket
        } else {
            sockets.append(socket)
        }
        outbox.install(socket.outgoing, socket: number)
        return number
    }
}
