internal import Platform

/// Makes the workers' sockets.
struct SocketBinder {
    /// How many ports there must be for each that is in use, so that to exchange them means something. Our own choice.
    private static let leastChoice = 4

    let settings: TFTPServerSettings
    /// The workers' sockets so far.
    private(set) var workers: [WorkerSockets] = []
    /// What was not as it should be, with the remedy.
    private(set) var warnings: [String] = []
    /// The addresses that are listened on, with their real ports.
    private(set) var localAddresses: [ListenAddress] = []
    /// The smallest receive buffer that the kernel gave, in bytes, and what was asked for at most.
    private(set) var receiveBufferBytes: Int

    init(_ settings: TFTPServerSettings) throws(TFTPServerError) {
        self.settings = settings
        receiveBufferBytes = settings.receiveBufferBytes
        do throws(SystemFailure) {
            for _ in 0..<max(1, settings.workers) { workers.append(try WorkerSockets()) }
        } catch {
            throw TFTPServerError(settingUpWorker: error)
        }
    }

    /// Binds every listen address for every worker.
    mutating func bindListenAddresses() throws(TFTPServerError) {
        guard !settings.listenAddresses.isEmpty else {
            throw TFTPServerError(.noListenAddress, "There is no address to listen on", remedy: "Give at least one")
        }
        for wanted in settings.listenAddresses {
            var listeners: [WorkerSocket] = []
            var address = wanted.endpoint
            for _ in workers {
                let descriptor = try bind(address, of: wanted, isFirst: listeners.isEmpty)
                try Self.attempt(wanted) { () throws(SystemFailure) in
                    address.port = try descriptor.boundEndpoint().port
                }
                listeners.append(try listener(descriptor, wanted))
            }
            try add(listeners, at: ListenAddress(address, reach: wanted.reach))
        }
    }

    /// Takes over listening sockets that are bound already (`LISTEN_FDS`).
    ///
    /// - Parameter descriptors: UDP sockets; they belong to the binder from now on.
    /// - Throws: Which of them cannot be used.
    mutating func adopt(_ descriptors: [CInt]) throws(TFTPServerError) {
        // Owned first, so that all of them close when one of them is refused.
        var groups: [(address: ListenAddress, listeners: [WorkerSocket])] = []
        var unusable: CInt?
        for number in descriptors {
            let descriptor = DatagramDescriptor(owning: number)
            let address: ListenAddress
            do throws(SystemFailure) {
                address = ListenAddress(try descriptor.boundEndpoint(), reach: descriptor.reach)
            } catch {
                unusable = number
                continue
            }
            let socket = try listener(descriptor, address)
            if let known = groups.firstIndex(where: { $0.address == address }) {
                groups[known].listeners.append(socket)
            } else {
                groups.append((address, [socket]))
            }
        }
        guard unusable == nil, !groups.isEmpty else {
            throw TFTPServerError(
                .unusableSocket,
                unusable.map { "The socket handed over as descriptor \($0) is no UDP socket" }
                    ?? "No socket was handed over",
                remedy: "Use ListenDatagram= in the socket unit"
            )
        }
        for group in groups { try add(group.listeners, at: group.address) }
    }

    /// Gives each worker its listener; those who get none are fed by the first.
    private mutating func add(_ listeners: [WorkerSocket], at address: ListenAddress) throws(TFTPServerError) {
        localAddresses.append(address)
        if listeners.count < workers.count {
            warnings.append(
                "\(listeners.count) socket(s) were handed over for \(address) and there are \(workers.count) workers, so "
                    + "one of them receives for the others: hand over one socket per worker, with ReusePort=yes"
            )
        }
        for (number, listener) in listeners.enumerated() {
            try add(listener, to: workers[number % workers.count], address)
        }
        // On a single port acknowledgements come in with the requests, so they cannot be shared out.
        guard !settings.singlePort, listeners.count < workers.count else { return }
        for number in listeners.count..<workers.count {
            let group = try add(nil, to: workers[number], address)
            workers[0].feed(workers[number], group: group)
        }
    }

    @discardableResult
    private mutating func add(
        _ listener: WorkerSocket?,
        to worker: WorkerSockets,
        _ address: ListenAddress
    ) throws(TFTPServerError) -> Int {
        let port = TransferPort(
            address: address,
            range: settings.portRange,
            receiveBufferBytes: settings.receiveBufferBytes
        )
        let transfers = try transferSockets(port)
        do throws(SystemFailure) {
            return try worker.add(listener: listener, transfers: transfers, port: canExchange ? port : nil)
        } catch {
            throw TFTPServerError(settingUpWorker: error)
        }
    }

    /// Binds one listening socket.
    ///
    /// The first one is bound without SO_REUSEPORT, so that a port that anyone else has, a second daemon of the same user
    /// included, is found out; only then is the port shared, with our own further sockets.
    private func bind(
        _ address: Endpoint,
        of wanted: ListenAddress,
        isFirst: Bool
    ) throws(TFTPServerError) -> DatagramDescriptor {
        try Self.attempt(wanted) { () throws(SystemFailure) in
            let descriptor = try DatagramDescriptor(wanted.reach)
            if !isFirst { try descriptor.sharePort() }
            try descriptor.bind(to: address)
            if isFirst { try descriptor.sharePort() }
            return descriptor
        }
    }

    private mutating func listener(
        _ descriptor: consuming DatagramDescriptor,
        _ address: ListenAddress
    ) throws(TFTPServerError) -> WorkerSocket {
        try socket(descriptor, address, takesRequests: true, carriesTransfers: settings.singlePort)
    }

    private mutating func transferSockets(_ port: TransferPort) throws(TFTPServerError) -> [WorkerSocket] {
        guard !settings.singlePort else { return [] }
        var sockets: [WorkerSocket] = []
        for _ in 0..<max(1, settings.transferSocketsPerWorker) {
            let descriptor = try bind(port)
            sockets.append(try socket(descriptor, port.address, takesRequests: false, carriesTransfers: true))
        }
        return sockets
    }

    private func bind(_ port: TransferPort) throws(TFTPServerError) -> DatagramDescriptor {
        let bound = try Self.attempt(port.address) { () throws(SystemFailure) in try port.bind() }
        guard let bound else {
            let range = settings.portRange ?? 0...0
            throw TFTPServerError(
                .portRangeExhausted,
                "No UDP port of \(range.lowerBound)-\(range.upperBound) is free on \(port.address)",
                remedy:
                    "Widen the range: each worker needs \(settings.transferSocketsPerWorker) ports per listen address"
            )
        }
        return bound
    }

    /// Whether there are ports enough to exchange those that are in use for others.
    private var canExchange: Bool {
        guard !settings.singlePort, settings.portIntervalMilliseconds > 0 else { return false }
        guard let range = settings.portRange else { return true }
        return range.count >= Self.leastChoice * workers.count * max(1, settings.transferSocketsPerWorker)
    }

    private mutating func socket(
        _ descriptor: consuming DatagramDescriptor,
        _ address: ListenAddress,
        takesRequests: Bool,
        carriesTransfers: Bool
    ) throws(TFTPServerError) -> WorkerSocket {
        let tells = takesRequests || address.isEveryAddress
        try Self.attempt(address) { () throws(SystemFailure) in try descriptor.prepare(tellsArrivals: tells) }
        sizeBuffers(descriptor)
        let role = WorkerSocket.Role(takesRequests: takesRequests, carriesTransfers: carriesTransfers)
        do throws(SystemFailure) {
            return try WorkerSocket(owning: descriptor, address: address.endpoint, role: role)
        } catch {
            throw TFTPServerError(.system, "No memory for \(address)'s socket", remedy: "Free some memory")
        }
    }

    private mutating func sizeBuffers(_ descriptor: borrowing DatagramDescriptor) {
        let asked = settings.receiveBufferBytes
        let got = descriptor.setReceiveBuffer(asked)
        descriptor.setSendBuffer(TransferPort.sendBufferBytes)
        guard got < receiveBufferBytes else { return }
        let isFirst = receiveBufferBytes == asked
        receiveBufferBytes = max(0, got)
        guard isFirst else { return }
        warnings.append(
            "The kernel gives a receive buffer of \(max(0, got)) bytes instead of \(asked), so a boot storm may lose "
                + "requests: raise net.core.rmem_max to \(asked), or give the daemon CAP_NET_ADMIN"
        )
    }

    private static func attempt<Result: ~Copyable>(
        _ address: ListenAddress,
        _ calls: () throws(SystemFailure) -> Result
    ) throws(TFTPServerError) -> Result {
        do throws(SystemFailure) {
            return try calls()
        } catch {
            throw TFTPServerError(failure: error, listeningOn: address)
        }
    }
}
