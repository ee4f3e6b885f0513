internal import ArgumentParser
internal import Documents

/// `address`, `address:port` or `[IPv6]:port` as the fields of an endpoint.
enum EndpointArgument {
    static func document(_ text: String) throws(ValidationError) -> Document {
        let colons = text.count { $0 == ":" }
        if text.hasPrefix("["), let close = text.firstIndex(of: "]") {
            let address = text[text.index(after: text.startIndex)..<close]
            let rest = text[text.index(after: close)...]
            guard rest.isEmpty || (rest.hasPrefix(":") && rest.count > 1) else { throw malformed(text) }
            return fields(address, port: rest.dropFirst())
        }
        // More than one colon without brackets is an IPv6 address.
        guard colons == 1, let colon = text.firstIndex(of: ":") else { return fields(text[...], port: "") }
        let port = text[text.index(after: colon)...]
        guard !port.isEmpty else { throw malformed(text) }
        return fields(text[..<colon], port: port)
    }

    private static func fields(_ address: Substring, port: Substring) -> Document {
        let entry = Document.Entry("address", .string(String(address)))
        return .mapping(port.isEmpty ? [entry] : [entry, Document.Entry("port", .string(String(port)))])
    }

    private static func malformed(_ text: String) -> ValidationError {
        ValidationError("\"\(text)\" is no address; write ADDRESS, ADDRESS:PORT or [IPv6]:PORT.")
    }
}
