public import Documents
public import Platform
public import Serving

/// What the use cases can look at outside the store: the daemon itself and the host it runs on.
public struct Surroundings: Sendable {
    /// What fetches files as phones do.
    public var prober: any FileProbing
    /// What keeps the store from taking changes now.
    public var storeObstacle: @Sendable () -> Problem?
    /// Looks at the host now.
    public var host: @Sendable () -> HostFacts

    /// The given surroundings.
    public init(
        prober: any FileProbing,
        storeObstacle: @Sendable @escaping () -> Problem? = { nil },
        host: @Sendable @escaping () -> HostFacts
    ) {
        self.prober = prober
        self.storeObstacle = storeObstacle
        self.host = host
    }
}

/// What is seen of the host and of what the daemon uses of it.
public struct HostFacts: Hashable, Sendable {
    /// The sockets' receive buffers, in bytes.
    public struct ReceiveBuffer: Hashable, Sendable {
        /// What the daemon asks for.
        public var wanted: Int
        /// What the kernel gave.
        public var granted: Int

        /// A buffer as it was asked for and given.
        public init(wanted: Int, granted: Int) {
            self.wanted = wanted
            self.granted = granted
        }
    }

    /// The file system a directory is on.
    public struct Disk: Hashable, Sendable {
        /// The directory.
        public var path: String
        /// What can still be written, in bytes; none when nobody can tell.
        public var freeBytes: Int?

        /// A directory's file system.
        public init(path: String, freeBytes: Int?) {
            self.path = path
            self.freeBytes = freeBytes
        }
    }

    /// Something the daemon is configured to use.
    public struct Path: Hashable, Sendable {
        /// Its path.
        public var path: String
        /// Why it cannot be used, in the system's words; none when it can.
        public var obstacle: String?

        /// A path with what stands in the way of using it.
        public init(path: String, obstacle: String?) {
            self.path = path
            self.obstacle = obstacle
        }
    }

    /// An address that asked for many phones' files that are not published.
    public struct Suspect: Hashable, Sendable {
        /// The address, as text.
        public var address: String
        /// When it was noticed last, in seconds since 1970.
        public var time: UnixTime

        /// An address with the time.
        public init(address: String, time: UnixTime) {
            self.address = address
            self.time = time
        }
    }

    /// The receive buffers.
    public var receiveBuffer: ReceiveBuffer
    /// Where the state is.
    public var stateDisk: Disk
    /// The directory of static files, when there is one.
    public var staticDirectory: Path?
    /// The program that tells phones of new files, when there is one.
    public var notifierProgram: Path?
    /// How many lines of the log were lost since the daemon's start.
    public var lostLogLines: Int
    /// The addresses that seem to guess phones' names, the latest first.
    public var suspects: [Suspect]

    /// The given facts.
    public init(
        receiveBuffer: ReceiveBuffer,
        stateDisk: Disk,
        staticDirectory: Path? = nil,
        notifierProgram: Path? = nil,
        lostLogLines: Int = 0,
        suspects: [Suspect] = []
    ) {
        self.receiveBuffer = receiveBuffer
        self.stateDisk = stateDisk
        self.staticDirectory = staticDirectory
        self.notifierProgram = notifierProgram
        self.lostLogLines = lostLogLines
        self.suspects = suspects
    }
}
