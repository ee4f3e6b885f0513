import AdminAPI
import Documents
import Glibc
import TestSupport

/// A real `cnfd` on a state directory, a control socket and a loopback port of its own.
final class RunningDaemon {
    /// What the daemon is started with.
    struct Settings {
        var staticDirectory: String?
        var logLevel = "info"
        /// As long as it takes, unless a test is about it.
        var drainTimeout = 300
        var notifier: String?
        var readersGroup: String?
        var keepRevisions = 100
        var keepDays = 90
        /// Never, unless a test is about it: the fixture's gateways are no machines of this network.
        var certificateCheckInterval = "0"
        /// What its disk does, when a test is about that.
        var disk: FailingDisk?
        /// A small disk of its own for its state.
        var smallDisk: SmallDisk?
        /// What starts it, when that matters: a program and its arguments, which the command follows.
        var starter: [String] = []
        /// A pipe for its log, when a test is about whoever reads it.
        var logPipe: LogPipe?
        /// Variables of its environment beside the usual ones.
        var environment: [String: String] = [:]
        /// Flags beside the usual ones.
        var flags: [String] = []
    }

    private(set) var port: UInt16 = 0
    let directory: TemporaryDirectory
    let settings: Settings
    private var process: ChildProcess?
    private var starts = 0

    var stateDirectory: String { settings.smallDisk?.path ?? directory.path + "/state" }
    var socket: String { directory.path + "/s" }

    /// A daemon on a fresh state directory, ready to serve.
    init(_ settings: Settings = Settings()) async throws {
        directory = try TemporaryDirectory()
        self.settings = settings
        try await start()
    }

    /// A daemon that serves the fixture site.
    static func withSite(_ settings: Settings = Settings()) async throws -> RunningDaemon {
        let daemon = try await RunningDaemon(settings)
        try await daemon.done("apply", "-f", Fixture.site)
        return daemon
    }

    /// A daemon that serves the fixture site with the certificate of `branch-12` in its files.
    static func withSecureSite(_ settings: Settings = Settings()) async throws -> RunningDaemon {
        let daemon = try await withSite(settings)
        try await daemon.acceptCertificate()
        try await daemon.done("reset", "--all", "--yes")
        return daemon
    }

    /// Starts it again on the same state.
    func start() async throws {
        try begin()
        try await waitUntilReady()
    }

    /// Starts it without waiting for it to be ready.
    func begin() throws {
        starts += 1
        try settings.logPipe?.copy(to: logPath)
        let command = (settings.smallDisk?.entrance ?? []) + settings.starter + [Programs.cnfd] + arguments
        process = try ChildProcess(
            command[0],
            Array(command.dropFirst()),
            environment: settings.environment.merging(settings.disk?.environment ?? [:]) { _, new in new },
            standardOutput: logPath + ".out",
            standardError: settings.logPipe?.path ?? logPath
        )
    }

    /// Waits until it serves.
    func waitUntilReady() async throws {
        port = try await awaited("cnfd is not ready:\n\(try currentLog())") {
            let lines = try currentLog().split(separator: "\n")
            if lines.contains(where: { $0.hasSuffix(" ready") }) { return try Self.port(in: lines) }
            if let end = process?.poll() { throw TestFailure("cnfd ended: \(end)\n\(try currentLog())") }
            return nil
        }
    }

    /// Ends it in the middle of whatever it does.
    func crash() async throws {
        process?.signal(SIGKILL)
        _ = try await process?.wait()
        process = nil
    }

    /// Stops it in the middle of whatever it does, until it is let go on: connections are still taken by the system.
    func pause() async throws {
        guard let process else { throw TestFailure("cnfd does not run") }
        process.signal(SIGSTOP)
        try await eventually("cnfd does not stop") {
            let state = try Files.text("/proc/\(process.id)/status").split(separator: "\n").first {
                $0.hasPrefix("State:")
            }
            return state?.contains("T (stopped)") == true
        }
    }

    /// Lets it go on.
    func proceed() { process?.signal(SIGCONT) }

    /// How many of its threads have names that begin so.
    func threads(named prefix: String) throws -> Int {
        guard let process else { throw TestFailure("cnfd does not run") }
        let tasks = try Files.names(in: "/proc/\(process.id)/task")
        return try tasks.count { try Files.text("/proc/\(process.id)/task/\($0)/comm").hasPrefix(prefix) }
    }

    /// The memory it has in use, in KiB.
    func residentMemory() throws -> Int { try memory("VmRSS:") }

    private func memory(_ field: String) throws -> Int {
        guard let process else { throw TestFailure("cnfd does not run") }
        let lines = try Files.text("/proc/\(process.id)/status").split(separator: "\n")
        let line = lines.first { $0.hasPrefix(field) }
        guard let kibibytes = line?.split(separator: " ").dropLast().last.flatMap({ Int($0) }) else {
            throw TestFailure("the kernel does not tell cnfd's memory")
        }
        return kibibytes
    }

    /// The most memory it ever had in use, in KiB.
    func peakMemory() throws -> Int { try memory("VmHWM:") }

    /// How many files and sockets it has open.
    func openFiles() throws -> Int {
        guard let process else { throw TestFailure("cnfd does not run") }
        return try Files.names(in: "/proc/\(process.id)/fd").count
    }

    /// The processor time it has used, in hundredths of a second (proc(5), utime and stime).
    func processorTicks() throws -> Int {
        guard let process else { throw TestFailure("cnfd does not run") }
        let fields = try Files.text("/proc/\(process.id)/stat").split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Int(fields[11]), let system = Int(fields[12]) else {
            throw TestFailure("the kernel does not tell cnfd's processor time")
        }
        return user + system
    }

    /// Lets it write no file beyond so many bytes, or as far as is usual.
    func limitFileSize(_ bytes: Int?) async throws {
        guard let process else { throw TestFailure("cnfd does not run") }
        try await Command.tool("prlimit", "--pid", "\(process.id)", "--fsize=\(bytes.map(String.init) ?? "unlimited"):")
    }

    /// Asks it to stop.
    func terminate() { process?.signal(SIGTERM) }

    /// Sends it a signal.
    func signal(_ number: Int32) { process?.signal(number) }

    /// Waits until it has stopped, and answers how it ended.
    func stopped(within limit: Duration = Patience.limit) async throws -> ProcessEnd {
        guard let process else { throw TestFailure("cnfd does not run") }
        let end = try await process.wait(atMost: limit)
        self.process = nil
        return end
    }

    /// Stops it in order, and starts it again.
    func restart() async throws {
        terminate()
        _ = try await stopped()
        try await start()
    }

    /// Everything it has logged, from the first start on.
    func log() throws -> String {
        try (1...starts).map { try Files.text("\(directory.path)/log-\($0)") }.joined()
    }

    /// Waits until it has logged a line that ends so.
    func logged(_ end: String) async throws {
        try await eventually("cnfd does not log \"\(end)\":\n\(try currentLog())") {
            try currentLog().split(separator: "\n").contains { $0.hasSuffix(end) }
        }
    }

    /// The events of requests for a file, once there are as many as expected.
    func transferEvents(of file: String, count: Int = 1) async throws -> [String] {
        try await awaited("no event of \(file) in the log:\n\(try log())") {
            let events = try log().split(separator: "\n").map(String.init).filter {
                $0.contains(" file=\(file) ") && $0.hasSuffix("transfer ended")
            }
            return events.count >= count ? events : nil
        }
    }

    private var logPath: String { "\(directory.path)/log-\(starts)" }

    private var arguments: [String] {
        var arguments = [
            "--state-directory", stateDirectory, "--control-socket", socket, "--tftp-listen", "127.0.0.1:0",
            "--log-level", settings.logLevel, "--drain-timeout", "\(settings.drainTimeout)",
            "--keep-revisions", "\(settings.keepRevisions)", "--keep-days", "\(settings.keepDays)",
            "--certificate-check-interval", settings.certificateCheckInterval,
        ]
        if let path = settings.staticDirectory { arguments += ["--static-directory", path] }
        if let group = settings.readersGroup { arguments += ["--readers-group", group] }
        if let notifier = settings.notifier { arguments += ["--notifier", notifier] }
        return arguments + settings.flags
    }

    private func currentLog() throws -> String {
        access(logPath, R_OK) == 0 ? try Files.text(logPath) : ""
    }

    private static func port(in lines: [Substring]) throws -> UInt16 {
        let line = lines.first { $0.hasSuffix(" tftp listens") }
        let address = line?.split(separator: " ").first { $0.hasPrefix("address=") }
        guard let port = address?.split(separator: ":").last.flatMap({ UInt16($0) }) else {
            throw TestFailure("cnfd does not say where it listens")
        }
        return port
    }
}
