internal import ArgumentParser
internal import Simulation

/// `FROM=TO`: where to connect instead of what a file says, both as `ADDRESS:PORT`.
struct AddressMapping: ExpressibleByArgument {
    let from: String
    let target: PhoneSettings.RouteTarget

    init?(argument: String) {
        let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, Self.split(parts[0]) != nil, let to = Self.split(parts[1]) else { return nil }
        from = String(parts[0])
        target = PhoneSettings.RouteTarget(host: to.host, port: to.port)
    }

    private static func split(_ text: Substring) -> (host: String, port: Int)? {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]), port > 0 else {
            return nil
        }
        var host = text[..<colon]
        if host.hasPrefix("[") && host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        return host.isEmpty ? nil : (String(host), Int(port))
    }
}
