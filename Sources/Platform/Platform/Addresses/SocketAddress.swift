internal import Glibc

/// An IPv4 or IPv6 address with a port, in the kernel's form.
public struct SocketAddress: Hashable, Sendable, CustomStringConvertible {
    /// A `sockaddr_in` or `sockaddr_in6`.
    let bytes: [UInt8]
    /// The address alone, for instance `192.0.2.1` or `2001:db8::1`.
    public let host: String
    /// The port.
    public let port: UInt16

    /// The address in the kernel's form; `nil` for another family.
    init?(kernel address: UnsafePointer<sockaddr>, length: socklen_t) {
        guard [AF_INET, AF_INET6].contains(unsafe CInt(address.pointee.sa_family)) else { return nil }
        var host = [CChar](repeating: 0, count: Self.maximumHostByteCount)
        var service = [CChar](repeating: 0, count: Self.maximumHostByteCount)
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
        guard result == 0, let port = UInt16(Self.text(service)) else { return nil }
        bytes = unsafe Array(UnsafeRawBufferPointer(start: address, count: Int(length)))
        self.host = Self.text(host)
        self.port = port
    }

    /// A numeric address with a port; `nil` when it is not numeric, or the port is none.
    public init?(_ host: String, port: Int) {
        guard let port = UInt16(exactly: port),
            let first = try? Self.lookUp(host, port: port, isNumeric: true).first
        else { return nil }
        self = first
    }

    /// The address that a socket is bound to; `nil` when there is none.
    public static func bound(to descriptor: CInt) -> SocketAddress? {
        unsafe ask { unsafe getsockname(descriptor, $0, $1) }
    }

    /// The address of a socket's peer; `nil` when there is none.
    public static func peer(of descriptor: CInt) -> SocketAddress? {
        unsafe ask { unsafe getpeername(descriptor, $0, $1) }
    }

    /// `192.0.2.1:2445` or `[2001:db8::1]:2445`.
    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// Lends the kernel's form; the pointer is valid only inside `body`.
    func withKernelForm<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        unsafe bytes.withUnsafeBytes { buffer in
            // An array's storage is aligned for any of the kernel's addresses.
            guard let start = buffer.baseAddress else { preconditionFailure("An address has bytes") }
            return unsafe body(start.assumingMemoryBound(to: sockaddr.self), socklen_t(buffer.count))
        }
    }

    var family: CInt { unsafe withKernelForm { address, _ in unsafe CInt(address.pointee.sa_family) } }

    /// Room for a numeric IPv6 address with the name of an interface (INET6_ADDRSTRLEN + IF_NAMESIZE = 62).
    private static let maximumHostByteCount = 64

    private static func ask(
        _ question: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> CInt
    ) -> SocketAddress? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard unsafe question(address, &length) == 0 else { return nil }
                return unsafe SocketAddress(kernel: address, length: length)
            }
        }
    }

    private static func text(_ buffer: [CChar]) -> String {
        String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
