import Foundation
import NIOConcurrencyHelpers
import TestSupport

/// A path of `Benchmarks/emulator.c`, whose two ends are networks of their own; it ends with the test.
final class EmulatedPath: Sendable {
    /// Whether the system lets this user make one.
    static let isAvailable = NetworkNamespace.isAvailable && access("/dev/net/tun", R_OK | W_OK) == 0

    /// Where the emulator and the clients are, built once for all tests.
    private static let tools = Result { try build() }

    /// The server's addresses at its end.
    static let server = "192.0.2.1"
    static let server6 = "2001:db8::1"

    private struct Failed: Error { var what: String }

    private let process = NIOLockedValueBox(Process())
    private let servers: String
    private let clients: String

    /// - Parameter flags: What the emulator is asked for, such as `--loss 0.2`.
    /// - Throws: When it cannot be built or does not start.
    init(_ flags: [String]) throws {
        let output = Pipe()
        let process = Process()
        process.executableURL = try Self.tools.get().appending(path: "emulator")
        process.arguments = flags + ["--clients", "8"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        try process.run()
        var said = Data()
        while !said.contains(UInt8(ascii: "\n")) {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Failed(what: "the emulator ended with \(flags)") }
            said += more
        }
        // servers=/proc/PID/fd/N clients=/proc/PID/fd/M
        let ends = String(decoding: said, as: UTF8.self).split { $0 == " " || $0 == "=" || $0 == "\n" }.map(String.init)
        (servers, clients) = (ends[1], ends[3])
        self.process.withLockedValue { $0 = process }
    }

    deinit {
        process.withLockedValue { process in
            process.terminate()
            process.waitUntilExit()
        }
    }

    /// A server with files in memory at its end of the path; its threads live there, too.
    func serve(_ files: [String: [UInt8]], isIPv6: Bool = false) throws -> TestServer {
        try atServers { try TestServer(files, listen: [isIPv6 ? "[\(Self.server6)]:0" : "\(Self.server):0"]) }
    }

    /// Fetches files of a server, with phones at the other end that compare every byte.
    ///
    /// - Parameters:
    ///   - files: What the server has.
    ///   - server: Where.
    ///   - flags: Of `Benchmarks/phones.c`.
    /// - Returns: What the phones say when it is not that they have everything.
    /// - Throws: When they cannot be started.
    func failure(fetching files: [String: [UInt8]], from server: TestServer, _ flags: [String]) throws -> String? {
        let expected = try TemporaryDirectory()
        for (name, bytes) in files { try Data(bytes).write(to: expected.url.appending(path: name)) }
        let arguments = [
            "--net=\(clients)", try Self.tools.get().appending(path: "phones").path, "--server",
            server.isIPv6 ? Self.server6 : Self.server, "--port", String(server.port), "--verify", expected.path,
            "--seconds", String(Patience.limit.components.seconds),
        ]
        let said = try Self.run("nsenter", arguments + flags + files.keys.sorted())
        return said.status == 0 ? nil : said.output
    }

    private func atServers(_ body: @escaping @Sendable () throws -> TestServer) throws -> TestServer {
        let outcome = NIOLockedValueBox<Result<TestServer, any Error>>(.failure(Failed(what: "nothing ran")))
        let done = DispatchSemaphore(value: 0)
        let namespace = servers
        Thread {
            outcome.withLockedValue { $0 = Result { try Self.enter(namespace) }.flatMap { Result { try body() } } }
            done.signal()
        }.start()
        done.wait()
        return try outcome.withLockedValue { try $0.get() }
    }

    private static func enter(_ namespace: String) throws {
        // setns(2), which the module of the C library leaves out.
        typealias Enter = @convention(c) (CInt, CInt) -> CInt
        let network: CInt = 0x4000_0000
        let descriptor = open(namespace, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        guard let symbol = dlsym(nil, "setns"), unsafeBitCast(symbol, to: Enter.self)(descriptor, network) == 0 else {
            throw Failed(what: "setns \(namespace): \(errno)")
        }
    }

    private static func build() throws -> URL {
        let directory = Repository.root.appending(path: ".build/benchmarks")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        for program in ["emulator", "phones"] {
            // Beside the old one first: another run of the tests may be using it.
            let new = directory.appending(path: "\(program).\(getpid())").path
            let flags = ["-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", "-o", new]
            let said = try run("clang", flags + [Repository.root.appending(path: "Benchmarks/\(program).c").path])
            guard said.status == 0, rename(new, directory.appending(path: program).path) == 0 else {
                throw Failed(what: said.output)
            }
        }
        return directory
    }

    private static func run(_ name: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [name] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: said, as: UTF8.self))
    }
}
