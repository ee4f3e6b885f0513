public import Documents

/// What a phone belongs to: its call managers, its SRST choice, its time and its language.
public struct DevicePool: Hashable, Sendable {
    /// How long a phone watches a restored call manager before it leaves the gateway, in seconds (formats.md 1.3).
    public static let standardConnectionMonitorDuration = 120
    /// The longest such time, in seconds: a day. Our own bound.
    public static let maximumConnectionMonitorDuration = 86_400

    /// The pool's name.
    public let name: ObjectName
    /// The call-manager group of its phones.
    public let callManagerGroup: ObjectName
    /// What its phones do without a call manager.
    public let srst: SRSTChoice
    /// Seconds before a phone leaves the gateway for a restored call manager.
    public let connectionMonitorDuration: Int
    /// How its phones show the time.
    public let dateTime: DateTimeSetting
    /// What language its phones speak.
    public let locale: PhoneLocale
}

extension DevicePool: SavedObject {
    /// `device-pool`.
    public static let noun = "device-pool"

    /// The noun and the name.
    public var label: String { "\(Self.noun) \(name)" }

    /// Reads the pool's fields.
    public init?(_ reader: inout FieldReader) {
        let name = reader.requiredName(noun: Self.noun)
        let group: ObjectName? = reader.required("call-manager-group")
        let srst = reader.optional("srst", default: SRSTChoice.disable)
        let duration = reader.optional(
            "connection-monitor-duration",
            default: Self.standardConnectionMonitorDuration
        ).flatMap { Self.checkedDuration($0, reader) }
        let dateTime = reader.group("date-time", absent: DateTimeSetting()) { DateTimeSetting(&$0) }
        let locale = reader.group("locale", absent: PhoneLocale()) { PhoneLocale(&$0) }
        guard let name, let group, let srst, let duration, let dateTime, let locale else { return nil }
        self.name = name
        callManagerGroup = group
        self.srst = srst
        connectionMonitorDuration = duration
        self.dateTime = dateTime
        self.locale = locale
    }

    private static func checkedDuration(_ seconds: Int, _ reader: FieldReader) -> Int? {
        guard 0...maximumConnectionMonitorDuration ~= seconds else {
            reader.refuse(
                InvalidValue(
                    "\(seconds) seconds is out of range.",
                    remedy: "Give 0 to \(maximumConnectionMonitorDuration) seconds."
                ),
                field: "connection-monitor-duration"
            )
            return nil
        }
        return seconds
    }

    /// The pool's fields.
    public var document: Document {
        .mapping([
            Document.Entry("name", name.document),
            Document.Entry("call-manager-group", callManagerGroup.document),
            Document.Entry("srst", srst.document),
            Document.Entry("connection-monitor-duration", connectionMonitorDuration.document),
            Document.Entry("date-time", dateTime.document),
            Document.Entry("locale", locale.document),
        ])
    }
}
