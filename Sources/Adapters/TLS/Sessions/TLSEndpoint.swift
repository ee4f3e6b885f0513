internal import COpenSSL
internal import OpenSSL

/// One end of a TLS connection for callers with a loop of their own: bytes of the peer in, bytes for the peer out.
public final class TLSEndpoint {
    /// How far the connection is.
    public enum State: Hashable, Sendable {
        /// The ends agree on how to speak.
        case handshaking
        /// Both ends speak.
        case established
        /// The peer has said that it sends no more.
        case ended
        /// It failed, for this reason in words.
        case failed(String)
    }

    /// How many bytes are read in one step: what a record holds (RFC 8446 section 5.1).
    private static let recordBytes = 16_384

    private let session: TLSSession
    /// How far the connection is.
    public private(set) var state = State.handshaking

    /// A connection whose handshake has not begun; a client calls ``advance()`` first.
    public init(_ context: TLSContext) { session = TLSSession(context) }

    /// The peer's own certificate in DER, once it has shown one.
    public var peerCertificate: [UInt8]? { session.peerCertificates.first }

    /// The version that was agreed upon.
    public var version: TLSVersion? { session.version }

    /// Takes bytes of the peer.
    ///
    /// - Returns: What the peer wrote.
    public func receive(_ bytes: [UInt8]) -> [UInt8] {
        session.receive(bytes)
        advance()
        var text: [UInt8] = []
        while state == .established {
            switch session.read(upTo: Self.recordBytes) {
            case .done(let bytes): text += bytes
            case .needsInput: return text
            case .ended: state = .ended
            case .failed(let failure): state = .failed(reason(failure))
            }
        }
        return text
    }

    /// Goes on with the handshake as far as the bytes that came allow.
    public func advance() {
        guard state == .handshaking else { return }
        switch session.handshake() {
        case .done: state = .established
        case .needsInput, .ended: return
        case .failed(let failure): state = .failed(reason(failure))
        }
    }

    /// Writes for the peer, once the connection is established.
    public func write(_ bytes: [UInt8]) {
        guard state == .established, case .failed(let failure) = session.write(bytes) else { return }
        state = .failed(reason(failure))
    }

    /// Tells the peer that no more is written.
    public func end() {
        guard state == .established else { return }
        _ = session.end()
    }

    /// The bytes for the peer; after a failure they tell it the reason.
    public func takeOutgoing() -> [UInt8] { session.takeOutgoing() }

    /// What was wrong with the peer's certificate says more than that it was wrong.
    private func reason(_ failure: OpenSSLErrorQueue.Failure) -> String {
        let result = unsafe session.withPointer { unsafe SSL_get_verify_result($0) }
        guard result != X509_V_OK, let text = unsafe X509_verify_cert_error_string(result) else { return failure.text }
        return unsafe "certificate refused: " + String(cString: text)
    }
}
