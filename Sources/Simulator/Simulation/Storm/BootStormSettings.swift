public import ClusterModel

/// Everything about a boot storm.
public struct BootStormSettings: Sendable {
    /// The most phones of one storm: as many as have loopback addresses of their own (127.64.0.0/10).
    public static let maximumPhones = PhoneNetwork.maximumPhones

    /// Where the server takes requests.
    public var server: ServerAddress
    /// The phones, in the order they are switched on.
    public var phones: [DeviceName]
    /// Phones switched on each second; `nil` for all at once.
    public var phonesPerSecond: Double?
    /// The probability that a packet is lost, from 0 to 1; the same in both directions.
    public var loss = 0.0
    /// What chooses the lost packets.
    public var seed: UInt64 = 0
    /// How the phones behave.
    public var behaviour = PhoneBehaviour()

    /// A storm of old phones, all at once, without loss.
    ///
    /// - Parameters:
    ///   - server: Where the server takes requests.
    ///   - phones: The phones.
    public init(server: ServerAddress, phones: [DeviceName]) {
        self.server = server
        self.phones = phones
    }
}
