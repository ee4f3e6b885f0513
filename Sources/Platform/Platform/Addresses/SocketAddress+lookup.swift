internal import Glibc

extension SocketAddress {
    /// The addresses of a name, or the one of a numeric address, in the system's order of preference.
    ///
    /// It may block for as long as the resolver is configured to; see ``NameLookup``.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - port: The port that the addresses get.
    ///   - isNumeric: Whether it must be a numeric address; then nobody is asked, and it never blocks.
    /// - Returns: The addresses, at least one.
    /// - Throws: That there is no such name, or why it cannot be told.
    public static func lookUp(
        _ name: String,
        port: UInt16,
        isNumeric: Bool = false
    ) throws(LookupFailure) -> [SocketAddress] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = AF_UNSPEC
        unsafe hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        // Not AI_ADDRCONFIG: a host with nothing but loopback would find no localhost.
        unsafe hints.ai_flags = AI_NUMERICSERV | (isNumeric ? AI_NUMERICHOST : 0)
        var list: UnsafeMutablePointer<addrinfo>?
        let result = unsafe getaddrinfo(name, String(port), &hints, &list)
        guard result == 0, let first = unsafe list else {
            if notFound.contains(result) { throw .notFound }
            throw .failed(reason: unsafe String(cString: gai_strerror(result)))
        }
        defer { unsafe freeaddrinfo(first) }
        var addresses: [SocketAddress] = []
        var next = unsafe list
        while let entry = unsafe next {
            if let kernel = unsafe entry.pointee.ai_addr,
                let address = unsafe SocketAddress(kernel: kernel, length: entry.pointee.ai_addrlen),
                !addresses.contains(address)
            {
                addresses.append(address)
            }
            unsafe next = entry.pointee.ai_next
        }
        guard !addresses.isEmpty else { throw .notFound }
        return addresses
    }

    /// EAI_NODATA (-5) is a GNU extension that Swift's C library module leaves out.
    private static let notFound: Set<CInt> = [EAI_NONAME, -5]
}

/// Why a name has no addresses.
public enum LookupFailure: Error, Hashable, Sendable {
    /// No such name.
    case notFound
    /// The name servers could not say; the system's reason.
    case failed(reason: String)
}
