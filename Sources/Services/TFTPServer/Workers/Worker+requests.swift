internal import Platform
internal import Serving
internal import TFTP

extension Worker {
    /// Handles a datagram that opens a transfer, or tries to.
    mutating func requestArrived(
        _ packet: ClientPacket,
        _ bytes: Span<UInt8>,
        _ arrival: DatagramArrival,
        _ socket: Int
    ) {
        guard mayAsk(arrival.peer) else { return }
        counters.add(to: .requests)
        guard !arrival.isTruncated, let request = ReadRequest(bytes) else {
            refuseOther(packet, arrival, socket)
            return
        }
        let digest = RequestDigest.of(bytes)
        if belongsToTransfer(arrival.peer, digest: digest) { return }
        let name = bytes.extracting(request.fileName)
        guard request.mode != .mail else {
            refuse(name, arrival, socket, .illegalOperation, "Mail is not supported", reason: .mailMode)
            return
        }
        switch find(name) {
        case .missing(let reason):
            if reason == .notPublished, !state.probes.contains(arrival.peer) { noteMiss(name, arrival.peer) }
            refuse(name, arrival, socket, .fileNotFound, "File not found", reason: TransferReason(reason))
        case .busy:
            counters.add(to: .droppedOpenFiles)
        case .found(let content):
            open(content, request, name, arrival, listener: socket, digest: digest)
        }
    }

    /// Looks a name up; when no more files can be opened, those that nobody has answered for are closed first.
    private mutating func find(_ name: Span<UInt8>) -> FileLookup {
        let found = state.source.find(name)
        guard case .busy = found, closeUnansweredFiles() else { return found }
        return state.source.find(name)
    }

    private func noteMiss(_ name: Span<UInt8>, _ peer: Endpoint) {
        guard state.enumeration.missed(RequestDigest.of(name), by: peer, now: now) else { return }
        counters.add(to: .enumerations)
        state.observer.enumerationSuspected(client: peer.client.host)
    }

    /// Whether a client's requests are looked at; those that are not are dropped without an answer.
    private mutating func mayAsk(_ peer: Endpoint) -> Bool {
        let settings = state.settings
        // This host itself is no client, so no network that is allowed need have it.
        guard
            settings.allowedSubnets.isEmpty || state.probes.contains(peer)
                || settings.allowedSubnets.contains(where: { $0.contains(peer) })
        else {
            counters.add(to: .droppedSubnet)
            return false
        }
        guard state.drainsUntil == nil else {
            counters.add(to: .droppedDraining)
            return false
        }
        guard state.requestRates?.admit(peer, now: now) ?? true else {
            counters.add(to: .droppedRequestRate)
            return false
        }
        return true
    }

    /// Answers what is no read request that could be served.
    private mutating func refuseOther(_ packet: ClientPacket, _ arrival: DatagramArrival, _ socket: Int) {
        guard case .writeRequest = packet else {
            counters.add(to: .malformed)
            guard strayErrors.take(now: now) else { return }
            sendError(.illegalOperation, "Malformed request", to: arrival, socket)
            return
        }
        // The answer may be longer than the request, and is as much of a courtesy.
        guard strayErrors.take(now: now) else {
            counters.add(to: .refused)
            return
        }
        let nothing: [UInt8] = []
        refuse(nothing.span, arrival, socket, .accessViolation, "This server is read-only", reason: .writeRequest)
    }

    /// Opens a transfer, limits permitting.
    private mutating func open(
        _ found: FileContent,
        _ request: ReadRequest,
        _ name: Span<UInt8>,
        _ arrival: DatagramArrival,
        listener: Int,
        digest: UInt64
    ) {
        let nameDigest = RequestDigest.ofName(name)
        var content = found
        var translatedBytes = 0
        if request.mode == .netascii {
            guard found.isShortEnoughToTranslate else {
                refuseTranslation(name, arrival, listener)
                return
            }
            translatedBytes = found.longestTranslation
        }
        let isFile = request.mode != .netascii && found.isFile
        let key = Admission.Key(peer: arrival.peer, name: nameDigest, isFile: isFile)
        guard admit(key, translatedBytes: translatedBytes) else { return }
        if request.mode == .netascii {
            // Only now, for it costs as much as serving the file.
            guard let translated = found.translatedToNetascii() else {
                state.releaseTransfer()
                state.releaseTranslation(translatedBytes)
                refuseTranslation(name, arrival, listener)
                return
            }
            content = translated
            state.releaseTranslation(translatedBytes - translated.length)
            translatedBytes = translated.length
        }
        let (options, hasFirstWindow) = negotiate(request.options, content.length, arrival, listener)
        var route = route(back: arrival, listener)
        route.socket = socketApart(from: arrival.peer, listener: listener)
        var session = Session(
            route: route,
            transfer: Transfer(options: options, length: content.length),
            options: options,
            path: path(to: arrival.peer, block: min(options.blockSize, content.length)),
            content: PinnedContent(content),
            name: FileName(name),
            requestDigest: digest,
            nameDigest: nameDigest,
            startedAt: now,
            translatedBytes: translatedBytes,
            isProbe: state.probes.contains(arrival.peer)
        )
        session.hasFirstWindow = hasFirstWindow
        beginInTurn(sessions.insert(session))
    }

    private mutating func refuseTranslation(_ name: Span<UInt8>, _ arrival: DatagramArrival, _ socket: Int) {
        refuse(name, arrival, socket, .illegalOperation, "Netascii is for short texts", reason: .notTranslated)
    }

    /// Answers a request's options: with a window, if one more may be on the way to the client's network.
    private mutating func negotiate(
        _ requested: RequestedOptions,
        _ length: Int,
        _ arrival: DatagramArrival,
        _ listener: Int
    ) -> (options: NegotiatedOptions, hasFirstWindow: Bool) {
        var limits = OptionLimits(
            maximumBlockSize: min(largestBlock(for: arrival, listener), state.settings.maximumBlockSize),
            maximumWindowSize: state.settings.maximumWindowSize
        )
        let options = NegotiatedOptions(requested, limits: limits, length: length)
        // A single block is no window.
        guard options.windowSize > 1, length >= options.blockSize else { return (options, false) }
        if firstWindows.take(arrival.peer, isCrowded: roundTrips.isCrowded(arrival.peer, now: now)) {
            return (options, true)
        }
        limits.maximumWindowSize = 1
        return (NegotiatedOptions(requested, limits: limits, length: length), false)
    }
}

/// Hashes of what clients send.
enum RequestDigest {
    /// A hash with a secret key, so that nobody can make two that are alike.
    static func of(_ bytes: Span<UInt8>) -> UInt64 {
        var hasher = Hasher()
        unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }

    /// A hash of a file name that its spellings share: letter case, the kind and number of separators and
    /// what clients put before it do not count (P01). Whoever makes two that are alike has fewer transfers, no more.
    static func ofName(_ name: Span<UInt8>) -> UInt64 {
        var start = 0
        while start < name.count, isPrefix(name[start]) { start += 1 }
        var digest = seed
        var follows = false
        for index in start..<name.count {
            let byte = folded(name[index])
            // Of several separators one counts, and `.` is no directory of its own.
            let isSeparator = byte == UInt8(ascii: "/")
            let isDot =
                byte == UInt8(ascii: ".") && index + 1 < name.count && folded(name[index + 1]) == UInt8(ascii: "/")
            guard !follows || !(isSeparator || isDot) else { continue }
            follows = isSeparator
            digest = (digest ^ UInt64(byte)) &* 0x0000_0100_0000_01B3  // FNV-1a
        }
        return digest
    }

    private static func folded(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        case UInt8(ascii: "\\"): UInt8(ascii: "/")
        default: byte
        }
    }

    private static let seed = UInt64.random(in: 0...(.max))

    private static func isPrefix(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: ".")
    }
}
