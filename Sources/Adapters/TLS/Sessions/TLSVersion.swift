internal import COpenSSL

/// A version of TLS.
public enum TLSVersion: String, Hashable, Sendable, Comparable, CaseIterable, CustomStringConvertible {
    /// RFC 2246; retired by RFC 8996.
    case tls10 = "TLS 1.0"
    /// RFC 4346; retired by RFC 8996.
    case tls11 = "TLS 1.1"
    /// RFC 5246.
    case tls12 = "TLS 1.2"
    /// RFC 8446.
    case tls13 = "TLS 1.3"

    /// For instance `TLS 1.2`.
    public var description: String { rawValue }

    /// The older version first.
    public static func < (left: TLSVersion, right: TLSVersion) -> Bool { left.number < right.number }

    /// The version with OpenSSL's number.
    init?(number: CInt) {
        guard let version = Self.allCases.first(where: { $0.number == number }) else { return nil }
        self = version
    }

    /// OpenSSL's number, which is the one on the wire.
    var number: CInt {
        switch self {
        case .tls10: TLS1_VERSION
        case .tls11: TLS1_1_VERSION
        case .tls12: TLS1_2_VERSION
        case .tls13: TLS1_3_VERSION
        }
    }
}
