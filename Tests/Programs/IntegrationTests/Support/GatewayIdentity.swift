import Testing

/// A gateway's key and self-signed certificate, made by the openssl command in a directory of its own.
struct GatewayIdentity {
    /// The keys gateways have.
    enum Key: String {
        case rsa512 = "rsa:512"
        case rsa1024 = "rsa:1024"
        case rsa2048 = "rsa:2048"
        case rsa4096 = "rsa:4096"
        case p256 = "ec:P-256"
        case p384 = "ec:P-384"

        fileprivate var options: [String] {
            let parts = rawValue.split(separator: ":")
            return parts[0] == "rsa"
                ? ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:\(parts[1])"]
                : ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:\(parts[1])"]
        }
    }

    let directory: TemporaryDirectory
    var keyPath: String { directory.path + "/key.pem" }
    var certificatePath: String { directory.path + "/certificate.pem" }
    private var derPath: String { directory.path + "/certificate.der" }

    /// Makes one.
    ///
    /// - Parameters:
    ///   - key: Its key.
    ///   - digest: What it is signed with.
    ///   - name: Its common name.
    ///   - longName: An attribute of any length before the common name.
    ///   - dates: The first and the last second it is valid, as `openssl ca` takes them.
    ///   - extensions: Lines of an extension section.
    ///   - issuer: Who signs it; none for itself.
    /// - Throws: When the openssl command refuses.
    init(
        _ key: Key = .rsa2048,
        digest: String = "sha256",
        name: String = "gw.example.net",
        longName: String? = nil,
        dates: (String, String) = ("20200101000000Z", "20450101000000Z"),
        extensions: String = "",
        issuer: GatewayIdentity? = nil
    ) async throws {
        directory = try TemporaryDirectory()
        let path = directory.path
        let configuration = """
            [ca]
            default_ca = gateway
            [gateway]
            database = \(path)/index.txt
            new_certs_dir = \(path)
            rand_serial = yes
            policy = any
            [any]
            commonName = supplied
            name = optional
            [req]
            distinguished_name = subject
            string_mask = utf8only
            [subject]
            [extensions]
            \(extensions)
            """
        try directory.write(configuration, to: "ca.cnf")
        try directory.write("", to: "index.txt")
        try await Command.tool("openssl", ["genpkey", "-out", keyPath] + key.options)
        try await Command.tool(
            "openssl",
            [
                "req", "-new", "-utf8", "-config", "\(path)/ca.cnf", "-key", keyPath, "-subj",
                longName.map { "/name=\($0)/CN=\(name)" } ?? "/CN=\(name)", "-out",
                "\(path)/request.pem",
            ]
        )
        let signer =
            issuer.map { ["-cert", $0.certificatePath, "-keyfile", $0.keyPath] }
            ?? ["-selfsign", "-keyfile", keyPath]
        try await Command.tool(
            "openssl",
            [
                "ca", "-batch", "-notext", "-utf8", "-preserveDN", "-config", "\(path)/ca.cnf", "-in",
                "\(path)/request.pem", "-startdate", dates.0, "-enddate", dates.1, "-md", digest, "-extensions",
                "extensions", "-out", certificatePath,
            ] + signer
        )
    }

    /// The certificate's DER, as the openssl command writes it.
    func der() async throws -> [UInt8] {
        try await Command.tool("openssl", ["x509", "-in", certificatePath, "-outform", "DER", "-out", derPath])
        return try Files.read(derPath)
    }

    /// What the openssl command says of the certificate, for instance its `-fingerprint`: what follows the equals sign.
    func say(_ options: String...) async throws -> String {
        let result = try await Command.tool("openssl", ["x509", "-in", certificatePath, "-noout"] + options)
        return String(result.output.split(separator: "=", maxSplits: 1)[1].dropLast())
    }

    /// Replaces bytes of the signed part by as many others, and signs again: what no command line can say.
    func replaceInName(_ old: String, by new: [UInt8]) async throws {
        var bytes = try await der()
        let range = try #require(bytes.firstRange(of: Array(old.utf8)))
        try #require(new.count == range.count)
        bytes.replaceSubrange(range, with: new)
        while let next = bytes.firstRange(of: Array(old.utf8)) { bytes.replaceSubrange(next, with: new) }
        // The outer SEQUENCE and the signed part both have lengths of two bytes; a 2048-bit RSA signature ends it.
        let signedLength = 4 + (Int(bytes[6]) << 8 | Int(bytes[7]))
        let signed = "\(directory.path)/signed-part"
        try Files.write(Array(bytes[4..<4 + signedLength]), to: signed)
        let signature = "\(directory.path)/signature"
        try await Command.tool("openssl", ["dgst", "-sha256", "-sign", keyPath, "-out", signature, signed])
        try Files.write(Array(bytes.dropLast(256)) + Files.read(signature), to: derPath)
        try await Command.tool("openssl", ["x509", "-inform", "DER", "-in", derPath, "-out", certificatePath])
    }
}
