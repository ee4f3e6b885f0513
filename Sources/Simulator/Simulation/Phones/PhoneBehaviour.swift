/// How simulated phones behave; times are in microseconds.
public struct PhoneBehaviour: Sendable {
    /// Data octets in a block that a newer phone asks for: what an Ethernet frame carries with room for tunnels, as boot
    /// loaders and TFTP clients commonly ask (iPXE at most 1432, U-Boot 1468).
    public static let largeBlockSize = 1_428
    /// Silence before a phone repeats its last packet.
    ///
    /// No public source tells a desk phone's; RFC 1350 gives none. Other clients wait longer (U-Boot's `net/tftp.c` 5 s), so
    /// this is a server's harder case.
    public static let usualRetransmissionInterval: UInt64 = 2_000_000
    /// Repeats of one packet before a phone gives up: U-Boot's `net/tftp.c` has 10.
    public static let usualRetransmissions = 10
    /// How often a phone asks for a file whose transfer a server ended with an ERROR; phones of the 7900 series ask four
    /// times for a trust list they cannot get.
    public static let usualRequestsPerFile = 4

    /// Whether phones ask for `blksize` and `tsize`; older ones send no options and take 512 octets in lock-step.
    public var requestsOptions = false
    /// Whether phones ask for their signed configuration before the plain one, as those do that have a trust list.
    public var requestsSignedConfiguration = true
    /// Whether phones tell of each block that is new to them, for those who want the contents of files.
    var tellsBlocks = false
    /// Names of files that every phone asks for after its configuration, such as a ring list; they may be missing.
    public var furtherFiles: [String] = []
    /// Silence before the last packet is sent again, without back-off.
    public var retransmissionInterval = Self.usualRetransmissionInterval
    /// Repeats of one packet before the phone gives up.
    public var retransmissions = Self.usualRetransmissions
    /// Requests for one file, as long as a server ends its transfers with an ERROR.
    public var requestsPerFile = Self.usualRequestsPerFile

    /// An old phone: no options.
    public init() {}
}
