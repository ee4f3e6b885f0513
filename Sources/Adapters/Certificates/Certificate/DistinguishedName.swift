internal import COpenSSL
internal import OpenSSL
internal import Platform

/// Distinguished names for people: one line, safe on a terminal, of bounded length.
enum DistinguishedName {
    /// Names beyond this many Unicode scalars are cut, with an ellipsis: eight times the longest common name
    /// (64, `ub-common-name` of RFC 5280 appendix A.1).
    static let maximumScalarCount = 512

    /// The last character of a name that was cut.
    static let ellipsis: Unicode.Scalar = "…"

    /// RFC 2253 in UTF-8 instead of escaped bytes.
    static func oneLine(_ name: OpaquePointer?) -> String {
        guard let name = unsafe name else { return "" }
        let buffer = MemoryBuffer()
        let result = unsafe buffer.withPointer { output in
            unsafe X509_NAME_print_ex(output, name, 0, cnfd_rfc2253_utf8_flags())
        }
        guard result >= 0 else {
            OpenSSLErrorQueue.clear()
            return "(a name with characters that cannot be shown)"
        }
        return bounded(terminalSafe(buffer.text))
    }

    /// OpenSSL escapes the ASCII controls; this escapes what else moves or hides text, in the same notation.
    private static func terminalSafe(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isSafe(scalar) {
                result.append(scalar)
            } else {
                for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                    result.append(contentsOf: "\\\(Hexadecimal.upperCase([byte]))".unicodeScalars)
                }
            }
        }
        return String(result)
    }

    private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
        default: true
        }
    }

    private static func bounded(_ text: String) -> String {
        guard text.unicodeScalars.count > maximumScalarCount else { return text }
        var result = String.UnicodeScalarView(text.unicodeScalars.prefix(maximumScalarCount - 1))
        result.append(ellipsis)
        return String(result)
    }
}
