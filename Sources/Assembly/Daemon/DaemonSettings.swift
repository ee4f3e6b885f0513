public import AdminAPI
public import Logging
public import Notifiers
public import Store
public import TFTPServer

/// Every setting of the daemon in one place; flags are the only way in so far.
public struct DaemonSettings: Sendable {
    /// Where the store is.
    public var stateDirectory: String
    /// Where the admin API is.
    public var controlSocket: String
    /// The group whose members may look; `cnfd-readers`, if there is one, when none is named.
    public var readersGroup: String?
    /// Where firmware loads and other static files are; none when there are no such files.
    public var staticDirectory: String?
    /// Everything about TFTP.
    public var tftp: TFTPServerSettings
    /// How phones are told of new files.
    public var notifier: NotifierSetting
    /// How many seconds after its file is published a phone that has not fetched it counts as stale.
    public var staleAfter: Int
    /// How long revisions are kept.
    public var retention: Retention
    /// The pause between two looks at the gateways' certificates; 0 for none at all.
    public var certificateCheckInterval: TimeSpan
    /// What is logged.
    public var logLevel: Logger.Level

    /// The given settings.
    public init(
        stateDirectory: String,
        controlSocket: String,
        readersGroup: String? = nil,
        staticDirectory: String?,
        tftp: TFTPServerSettings,
        notifier: NotifierSetting,
        staleAfter: Int,
        retention: Retention,
        certificateCheckInterval: TimeSpan,
        logLevel: Logger.Level
    ) {
        self.stateDirectory = stateDirectory
        self.controlSocket = controlSocket
        self.readersGroup = readersGroup
        self.staticDirectory = staticDirectory
        self.tftp = tftp
        self.notifier = notifier
        self.staleAfter = staleAfter
        self.retention = retention
        self.certificateCheckInterval = certificateCheckInterval
        self.logLevel = logLevel
    }
}
