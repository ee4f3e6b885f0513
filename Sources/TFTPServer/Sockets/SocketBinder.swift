internal import CDatagram
internal import Glibc

/// Makes the workers' sockets.
struct SocketBinder {
    private let settings: TFTPServerSettings
    /// What was not as it should be, with the remedy.
    private(set) var warnings: [String] = []
    /// The addresses that are listened on, with their real ports.
    private(set) var localAddresses: [ListenAddress] = []
    private var nextPort: UInt16
    private var warnedOfBuffer = false

    init(_ settings: TFTPServerSettings) {
        self.settings = settings
        nextPort = settings.portRange?.lowerBound ?? 0
    }

    /// Binds every listen address for every worker.
    ///
    /// - Returns: The sockets, worker by worker.
    mutating func bind() throws(TFTPServerError) -> [WorkerSockets] {
        guard !settings.listenAddresses.isEmpty else {
            throw TFTPServerError(.noListenAddress, "There is no address to listen on", remedy: "Give at least one")
        }
        var workers: [WorkerSockets] = []
        do throws(SystemFailure) {
            for _ in 0..<max(1, settings.workers) { workers.append(try WorkerSockets()) }
        } catch {
            throw TFTPServerError(settingUpWorker: error)
        }
        for wanted in settings.listenAddresses {
            var listeners: [DatagramSocket] = []
            var address = wanted.endpoint
            for _ in workers {
                let descriptor = try bind(address, of: wanted, isFirst: listeners.isEmpty)
                let bound = try boundAddress(descriptor.value, of: wanted)
                address.port = bound.port
                listeners.append(
                    try socket(
                        descriptor,
                        bound,
                        of: wanted,
                        takesRequests: true,
                        carriesTransfers: settings.singlePort
                    )
                )
            }
            localAddresses.append(ListenAddress(address))
            for (worker, listener) in zip(workers, listeners) {
                let transfers = settings.singlePort ? [] : try transferSockets(of: wanted)
                do throws(SystemFailure) {
                    try worker.add(listener: listener, transfers: transfers)
                } catch {
                    throw TFTPServerError(settingUpWorker: error)
                }
            }
        }
        return workers
    }

    /// Binds one listening socket.
    ///
    /// The first one is bound without SO_REUSEPORT, so that a port that anyone else has, a second daemon of the same user
    /// included, is found out; only then is the port shared, with our own further sockets.
    private func bind(
        _ address: Endpoint,
        of wanted: ListenAddress,
        isFirst: Bool
    ) throws(TFTPServerError) -> FileDescriptor {
        let descriptor = try open(wanted)
        if !isFirst { try check(datagram_share_port(descriptor.value), wanted) }
        var address = address
        try check(unsafe datagram_bind(descriptor.value, &address), wanted)
        if isFirst { try check(datagram_share_port(descriptor.value), wanted) }
        return descriptor
    }

    private mutating func transferSockets(of wanted: ListenAddress) throws(TFTPServerError) -> [DatagramSocket] {
        var sockets: [DatagramSocket] = []
        for _ in 0..<max(1, settings.transferSocketsPerWorker) {
            let descriptor = try open(wanted)
            try bindTransfer(descriptor.value, wanted)
            let bound = try boundAddress(descriptor.value, of: wanted)
            sockets.append(try socket(descriptor, bound, of: wanted, takesRequests: false, carriesTransfers: true))
        }
        return sockets
    }

    /// Binds a socket for transfers, to the next free port of the range when there is one.
    private mutating func bindTransfer(_ descriptor: CInt, _ wanted: ListenAddress) throws(TFTPServerError) {
        guard let range = settings.portRange else {
            var address = wanted.with(port: 0)
            try check(unsafe datagram_bind(descriptor, &address), wanted)
            return
        }
        for _ in 0..<range.count {
            var address = wanted.with(port: nextPort)
            nextPort = nextPort == range.upperBound ? range.lowerBound : nextPort + 1
            if unsafe datagram_bind(descriptor, &address) == 0 { return }
        }
        throw TFTPServerError(
            .portRangeExhausted,
            "No UDP port of \(range.lowerBound)-\(range.upperBound) is free on \(wanted)",
            remedy: "Widen the range: each worker needs \(settings.transferSocketsPerWorker) ports per listen address"
        )
    }

    private mutating func socket(
        _ descriptor: consuming FileDescriptor,
        _ bound: Endpoint,
        of wanted: ListenAddress,
        takesRequests: Bool,
        carriesTransfers: Bool
    ) throws(TFTPServerError) -> DatagramSocket {
        try check(datagram_prepare(descriptor.value, CInt(bound.family)), wanted)
        sizeBuffers(descriptor.value)
        guard
            let socket = DatagramSocket(
                owning: descriptor,
                address: bound,
                takesRequests: takesRequests,
                carriesTransfers: carriesTransfers
            )
        else { throw TFTPServerError(.system, "No memory for \(wanted)'s socket", remedy: "Free some memory") }
        return socket
    }

    private mutating func sizeBuffers(_ descriptor: CInt) {
        let asked = settings.receiveBufferBytes
        let got = Int(datagram_receive_buffer(descriptor, CInt(clamping: asked))) / 2
        _ = datagram_send_buffer(descriptor, Self.sendBufferBytes)
        guard got < asked, !warnedOfBuffer else { return }
        warnedOfBuffer = true
        warnings.append(
            "The kernel gives a receive buffer of \(max(0, got)) bytes instead of \(asked), so a boot storm may lose "
                + "requests: raise net.core.rmem_max to \(asked), or give the daemon CAP_NET_ADMIN"
        )
    }

    /// Room for a burst to many clients at once.
    private static let sendBufferBytes: CInt = 4 << 20

    private func open(_ wanted: ListenAddress) throws(TFTPServerError) -> FileDescriptor {
        let descriptor = datagram_open(wanted.isIPv6 ? 6 : 4)
        try check(descriptor, wanted)
        return FileDescriptor(owning: descriptor)
    }

    private func boundAddress(_ descriptor: CInt, of wanted: ListenAddress) throws(TFTPServerError) -> Endpoint {
        var address = Endpoint.none
        try check(unsafe datagram_bound_address(descriptor, &address), wanted)
        return address
    }

    private func check(_ result: CInt, _ address: ListenAddress) throws(TFTPServerError) {
        guard result < 0 else { return }
        throw TFTPServerError(failure: SystemFailure(errno: -result), listeningOn: address)
    }
}

extension TFTPServerError {
    /// What a failed system call means when a worker was set up.
    init(settingUpWorker failure: SystemFailure) {
        self.init(
            .system,
            "Cannot set up a worker: \(failure.text)",
            remedy: "Check the limits of the system and of the service"
        )
    }

    /// What a failed system call means to someone who wants to listen on `address`.
    init(failure: SystemFailure, listeningOn address: ListenAddress) {
        let what = "Cannot listen on UDP \(address): \(failure.text)"
        switch failure.errno {
        case EADDRINUSE:
            self.init(
                .portBusy,
                what,
                remedy: "Stop the program that has the port (ss -ulpn shows it) or choose another"
            )
        case EACCES, EPERM:
            let remedy = "Give the daemon CAP_NET_BIND_SERVICE or a socket from systemd, or choose a port above 1023"
            self.init(.permissionDenied, what, remedy: remedy)
        case EADDRNOTAVAIL, EAFNOSUPPORT:
            self.init(.addressNotAvailable, what, remedy: "Use an address of this host (ip address shows them)")
        default:
            self.init(.system, what, remedy: "Check the limits of the system and of the service")
        }
    }
}
