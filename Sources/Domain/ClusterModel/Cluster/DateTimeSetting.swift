internal import Documents

/// How phones show the time and where they get it.
public struct DateTimeSetting: Hashable, Sendable {
    /// The order of day, month and year, for instance `M/D/YA`.
    public internal(set) var template = PlainText.dayMonthYear
    /// The time zone in the call manager's words, for instance `Tokyo Standard Time`.
    public internal(set) var timeZone = PlainText.greenwich
    /// The same zone in the words of the tz database, for instance `Asia/Tokyo`.
    public internal(set) var olsonTimeZone = PlainText.empty
    /// Time servers, first choice first.
    public internal(set) var timeServers: [HostAddress] = []

    /// Greenwich time, no time server.
    public init() {}

    init?(_ reader: inout FieldReader) {
        let template = reader.optional("template", default: PlainText.dayMonthYear)
        let timeZone = reader.optional("time-zone", default: PlainText.greenwich)
        let olson = reader.optional("olson-time-zone", default: PlainText.empty)
        let servers = reader.list("time-servers", of: HostAddress.self)
        guard let template, let timeZone, let olson, let servers else { return nil }
        self.template = template
        self.timeZone = timeZone
        olsonTimeZone = olson
        timeServers = servers
    }

    var document: Document {
        .mapping([
            Document.Entry("template", template.document),
            Document.Entry("time-zone", timeZone.document),
            Document.Entry("olson-time-zone", olsonTimeZone.document),
            Document.Entry("time-servers", .list(timeServers.map(\.document))),
        ])
    }
}
