internal import Certificates
internal import Platform
internal import TLS

/// A TCP connection that carries lines, in the clear or over TLS.
final class LineConnection {
    /// What happened on the connection.
    enum Event: Hashable {
        /// It stands, and over TLS the peer is who it should be.
        case established
        /// A line came.
        case line(String)
        /// It is over.
        case ended(reason: String)
    }

    private enum Phase {
        case connecting
        case handshaking
        case established
        case over
    }

    private let socket: StreamSocket
    private let tls: TLSEndpoint?
    /// The certificates one of which the peer must show, in DER; `nil` when TLS itself judges it, or nobody.
    private let trusted: [[UInt8]]?
    private var phase: Phase
    private var lines = LineBuffer()
    private var outgoing: ArraySlice<UInt8> = []

    let peer: String
    var descriptor: CInt { socket.descriptor }

    /// Whether there is something to write, or a connection to wait for.
    var isWriting: Bool { phase == .connecting || !outgoing.isEmpty }

    /// A connection that was begun by us.
    init(connecting socket: StreamSocket, to peer: String, _ tls: TLSEndpoint?, trusting trusted: [[UInt8]]) {
        self.socket = socket
        self.peer = peer
        self.tls = tls
        self.trusted = trusted
        phase = .connecting
    }

    /// A connection that was accepted; ``begin()`` comes first.
    init(accepted socket: StreamSocket, _ tls: TLSEndpoint?) {
        self.socket = socket
        peer = SocketAddress.peer(of: socket.descriptor)?.description ?? ""
        self.tls = tls
        trusted = nil
        phase = .handshaking
    }

    /// The peer's certificate; `nil` in the clear.
    var peerCertificate: [UInt8]? { tls?.peerCertificate }

    /// What happens first on an accepted connection.
    func begin() -> [Event] { started() }

    /// Sends a line.
    func send(_ line: String) {
        guard phase == .established else { return }
        let bytes = Array(line.utf8) + [UInt8(ascii: "\n")]
        if let tls { tls.write(bytes) } else { outgoing += bytes }
        _ = flush()
    }

    /// Says that no more comes, as far as that can be said without waiting.
    func finish() {
        guard phase == .established else { return }
        tls?.end()
        _ = flush()
        phase = .over
    }

    /// Does what can be done now that the descriptor is ready.
    func advance() -> [Event] {
        switch phase {
        case .over: return []
        case .connecting:
            if let failure = socket.pendingFailure { return over(failure.text) }
            // An error of another kind would have been told; being woken for nothing would not.
            guard SocketAddress.peer(of: socket.descriptor) != nil else { return [] }
            phase = .handshaking
            return started()
        case .handshaking, .established:
            if let failure = flush() { return over(failure) }
            return receive()
        }
    }

    private func started() -> [Event] {
        guard let tls else {
            phase = .established
            return [.established]
        }
        tls.advance()
        return flush().map(over) ?? []
    }

    private func receive() -> [Event] {
        var events: [Event] = []
        while phase != .over {
            do throws(SystemFailure) {
                guard let bytes = try socket.receive() else { return events }
                events += bytes.isEmpty ? over("the peer closed the connection") : take(bytes)
            } catch {
                events += over(error.text)
            }
        }
        return events
    }

    private func take(_ bytes: [UInt8]) -> [Event] {
        guard let tls else { return read(bytes) }
        let text = tls.receive(bytes)
        let failure = flush()
        var events: [Event] = []
        // Before anything is said: trust in exactly one certificate (S03).
        if phase == .handshaking, let trusted, tls.hasPeerAnswered {
            guard let shown = tls.peerCertificate, trusted.contains(shown) else {
                return over("certificate refused: it is not the one that is trusted")
            }
        }
        if phase == .handshaking, tls.state == .established || tls.state == .ended {
            phase = .established
            events.append(.established)
        }
        events += read(text)
        switch tls.state {
        case .failed(let reason): return events + over(reason)
        case .ended: return events + over("the peer closed the connection")
        case .handshaking, .established: return events + (failure.map(over) ?? [])
        }
    }

    private func read(_ bytes: [UInt8]) -> [Event] {
        guard !bytes.isEmpty else { return [] }
        return lines.take(bytes)?.map(Event.line) ?? over("a line is too long, or is no text")
    }

    private func over(_ reason: String) -> [Event] {
        guard phase != .over else { return [] }
        phase = .over
        return [.ended(reason: reason)]
    }

    /// Sends what waits, as far as it goes; the reason when the connection is broken.
    private func flush() -> String? {
        if let tls { outgoing += tls.takeOutgoing() }
        while !outgoing.isEmpty {
            do throws(SystemFailure) {
                guard let sent = try socket.send(outgoing) else { return nil }
                outgoing = outgoing.dropFirst(sent)
            } catch {
                return error.text
            }
        }
        return nil
    }
}

extension TLSEndpoint {
    /// Whether the peer has shown its certificate, or never will.
    fileprivate var hasPeerAnswered: Bool {
        switch state {
        case .handshaking: peerCertificate != nil
        case .established, .ended: true
        case .failed: false
        }
    }
}
