internal import Dispatch
internal import GRDB

extension Configuration {
    /// A connection's configuration. What it does stands behind the threads that serve phones: going through the site takes a
    /// processor for seconds, and phones need one for microseconds, at once.
    ///
    /// GRDB's own default, `userInitiated`, makes it go before them where cnfd runs as root: Dispatch gives its threads a nice
    /// value below 0 there, and one above 0 for `utility`.
    static func standingBack(_ label: String) -> Configuration {
        var configuration = Configuration()
        configuration.label = label
        configuration.qos = .utility
        return configuration
    }
}
