public import ClusterModel

/// How a reset goes on in waves.
public struct WavePlan: Hashable, Sendable {
    /// Which phones.
    public var selection: PhoneSelection
    /// How they are cut into waves.
    public var waves: Waves
    /// Whether files may lose a certificate only because it expired.
    public var acceptsExpiredLoss: Bool

    /// A plan with the given parts.
    public init(selection: PhoneSelection, waves: Waves, acceptsExpiredLoss: Bool) {
        self.selection = selection
        self.waves = waves
        self.acceptsExpiredLoss = acceptsExpiredLoss
    }
}
