/// How phones that get new files are cut into waves.
public struct Waves: Codable, Hashable, Sendable {
    /// How many phones are published at a time.
    public var size: Int
    /// How many seconds lie between two waves at least.
    public var pause: Int
    /// The share of stale phones, in percent of those published so far, above which the rest is given up.
    public var stopOnStale: Int?

    /// Waves of a size.
    public init(size: Int, pause: Int = 0, stopOnStale: Int? = nil) {
        self.size = size
        self.pause = pause
        self.stopOnStale = stopOnStale
    }

    /// How many waves there are when so many phones are left behind the first.
    public func count(behind remaining: Int) -> Int { 1 + (remaining + size - 1) / size }

    private enum CodingKeys: String, CodingKey {
        case size, pause
        case stopOnStale = "stop-on-stale"
    }
}
