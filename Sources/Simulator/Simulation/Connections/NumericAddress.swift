internal import Glibc

/// A numeric address and a port, in the kernel's form.
struct NumericAddress {
    private let bytes: [UInt8]
    let family: CInt

    /// The address; `nil` when it is not numeric, or the port is none.
    init?(_ host: String, port: Int) {
        guard let port = UInt16(exactly: port) else { return nil }
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, String(port), &hints, &list) == 0, let first = unsafe list else { return nil }
        defer { unsafe freeaddrinfo(first) }
        guard let address = unsafe first.pointee.ai_addr else { return nil }
        bytes = unsafe Array(UnsafeRawBufferPointer(start: address, count: Int(first.pointee.ai_addrlen)))
        family = unsafe first.pointee.ai_family
    }

    /// The address that a socket is bound to, or its peer's, as text with its port; empty when there is none.
    static func text(
        of descriptor: CInt,
        _ lookUp: (CInt, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> CInt
    ) -> String {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard unsafe lookUp(descriptor, address, &length) == 0 else { return "" }
                // Room for a numeric IPv6 address with the name of an interface (INET6_ADDRSTRLEN + IF_NAMESIZE = 62).
                var host = [CChar](repeating: 0, count: 64)
                var service = [CChar](repeating: 0, count: 64)
                let flags = NI_NUMERICHOST | NI_NUMERICSERV
                let result = unsafe getnameinfo(
                    address,
                    length,
                    &host,
                    socklen_t(host.count),
                    &service,
                    socklen_t(service.count),
                    flags
                )
                guard result == 0 else { return "" }
                let name = text(host)
                return name.contains(":") ? "[\(name)]:\(text(service))" : "\(name):\(text(service))"
            }
        }
    }

    /// Lends the kernel's form; the pointer is valid only inside `body`.
    func withKernelForm(_ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt) -> CInt {
        unsafe bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress else { return -1 }
            return unsafe body(start.assumingMemoryBound(to: sockaddr.self), socklen_t(buffer.count))
        }
    }

    private static func text(_ buffer: [CChar]) -> String {
        String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
