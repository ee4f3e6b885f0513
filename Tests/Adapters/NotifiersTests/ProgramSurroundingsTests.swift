import Glibc
import TestSupport
import Testing

@testable import Notifiers

@Suite("A02: a program that tells phones gets nothing of the daemon's but its input", .timeLimit(.patience))
struct ProgramSurroundingsTests {
    @Test("It has none of the daemon's files and sockets, also those that say nothing of programs")
    func descriptors() async throws {
        // As NIO's listening sockets are: without FD_CLOEXEC.
        var ends: [CInt] = [-1, -1]
        #expect(socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0, &ends) == 0)
        defer { for end in ends { close(end) } }
        let program = try TellingProgram("ls /proc/self/fd > heard")
        #expect(try await program.tell(try phones(1)).told == 1)
        // The last is what ls itself looks at.
        #expect(program.lines(of: "heard") == ["0", "1", "2", "3"])
    }

    @Test("It ignores and blocks no signal, whatever the daemon does")
    func signals() async throws {
        signal(SIGXFSZ, SIG_IGN)
        let program = try TellingProgram("grep -E '^Sig(Ign|Blk):' /proc/self/status > heard")
        #expect(try await program.tell(try phones(1)).told == 1)
        let masks = program.lines(of: "heard").compactMap { UInt64($0.suffix(16), radix: 16) }
        // 32 and 33 are the C library's own.
        let ours = ~(UInt64(0b11) << 31)
        #expect(masks.map { $0 & ours } == [0, 0])
    }

    @Test("It leads a process group of its own, so that no terminal's Ctrl-C ends it in the daemon's stead")
    func group() async throws {
        let program = try TellingProgram("cut -d ' ' -f 5 /proc/$$/stat > heard; echo $$ >> heard")
        #expect(try await program.tell(try phones(1)).told == 1)
        let numbers = program.lines(of: "heard").compactMap { pid_t($0) }
        #expect(numbers.count == 2 && Set(numbers).count == 1)
    }
}
