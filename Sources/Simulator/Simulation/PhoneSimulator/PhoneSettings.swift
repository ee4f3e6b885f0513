public import Certificates
public import ClusterModel
public import TLS

/// Everything about one simulated phone.
public struct PhoneSettings: Sendable {
    /// The phone's name.
    public var name: DeviceName
    /// The TFTP server.
    public var server: ServerAddress
    /// How it fetches files.
    public var behaviour = PhoneBehaviour()
    /// Its times.
    public var times = RegistrationTimes()
    /// Its certificate (LSC) with the key; `nil` when it has none.
    public var identity: TLSIdentity?
    /// The certificates of call managers that it trusts, as a trust list would tell.
    public var callManagerCertificates: [Certificate] = []
    /// What it does about an expired certificate in its file.
    public var expiredCertificate = ExpiredCertificatePolicy.omit
    /// Where to connect instead: from `ADDRESS:PORT` as in the file to a numeric address and port.
    public var addresses: [String: RouteTarget] = [:]

    /// Where to connect instead of what a file says.
    public struct RouteTarget: Hashable, Sendable {
        /// A numeric address.
        public var host: String
        /// The port.
        public var port: Int

        /// A numeric address and a port.
        public init(host: String, port: Int) {
            self.host = host
            self.port = port
        }
    }

    /// A phone without a certificate.
    public init(_ name: DeviceName, server: ServerAddress) {
        self.name = name
        self.server = server
    }
}
