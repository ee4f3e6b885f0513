internal import Administration
internal import Glibc
internal import Notifiers
internal import Platform
internal import SQLiteStore
internal import TFTPServer

/// Looks at what the daemon uses of its host, for `cnfctl doctor`.
struct HostInspection: Sendable {
    let settings: DaemonSettings
    let server: TFTPServer
    let log: LogWriter
    let transfers: TransferJournal
    let store: SQLiteStore

    /// What the use cases can look at.
    var surroundings: Surroundings { Surroundings(prober: server, storeObstacle: { store.obstacle }, host: facts) }

    /// What is to be seen now.
    @Sendable
    func facts() -> HostFacts {
        HostFacts(
            receiveBuffer: HostFacts.ReceiveBuffer(
                wanted: settings.tftp.receiveBufferBytes,
                granted: server.receiveBufferBytes
            ),
            stateDisk: HostFacts.Disk(
                path: settings.stateDirectory,
                freeBytes: Self.freeBytes(settings.stateDirectory)
            ),
            staticDirectory: settings.staticDirectory.map { Self.path($0, R_OK | X_OK) },
            notifierProgram: notifierProgram,
            lostLogLines: log.lostLines,
            suspects: transfers.suspects.recent(at: WallClock.now())
        )
    }

    private var notifierProgram: HostFacts.Path? {
        switch settings.notifier {
        case .command(let path): Self.path(path, X_OK)
        case .none, .sip: nil
        }
    }

    private static func path(_ path: String, _ mode: CInt) -> HostFacts.Path {
        // As the daemon's user, who may be another than the one who started it.
        let isUsable = unsafe faccessat(AT_FDCWD, path, mode, AT_EACCESS) == 0
        return HostFacts.Path(path: path, obstacle: isUsable ? nil : SystemFailure.last.text)
    }

    private static func freeBytes(_ path: String) -> Int? {
        var system = statvfs()
        guard unsafe statvfs(path, &system) == 0 else { return nil }
        return Int(clamping: system.f_bavail.multipliedReportingOverflow(by: system.f_frsize).partialValue)
    }
}
