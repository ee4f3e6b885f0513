public import Logging
public import Store
public import TFTPServer

/// Every setting of the daemon in one place; flags are the only way in so far.
public struct DaemonSettings: Sendable {
    /// Where the store is.
    public var stateDirectory: String
    /// Where the admin API is.
    public var controlSocket: String
    /// Where firmware loads and other static files are; none when there are no such files.
    public var staticDirectory: String?
    /// Everything about TFTP.
    public var tftp: TFTPServerSettings
    /// How long revisions are kept.
    public var retention: Retention
    /// The pause between two looks at the gateways' certificates, in seconds; 0 for none at all.
    public var certificateCheckInterval: Int
    /// What is logged.
    public var logLevel: Logger.Level

    /// The given settings.
    public init(
        stateDirectory: String,
        controlSocket: String,
        staticDirectory: String?,
        tftp: TFTPServerSettings,
        retention: Retention,
        certificateCheckInterval: Int,
        logLevel: Logger.Level
    ) {
        self.stateDirectory = stateDirectory
        self.controlSocket = controlSocket
        self.staticDirectory = staticDirectory
        self.tftp = tftp
        self.retention = retention
        self.certificateCheckInterval = certificateCheckInterval
        self.logLevel = logLevel
    }
}
