import Documents
import Foundation
import SQLiteStore
import TestSupport
import Testing

@Suite("The state directory")
struct StateDirectoryTests {
    private func refusal(_ path: String) throws -> Problem {
        try #require(throws: Problem.self) { try StateDirectory(path: path) }
    }

    @Test("A missing directory is made, for this user alone")
    func made() throws {
        let folder = try TemporaryDirectory()
        let path = folder.path("state")
        let directory = try StateDirectory(path: path)
        #expect(directory.path == path)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        let lock = try FileManager.default.attributesOfItem(atPath: path + "/cnfd.lock")
        #expect(lock[.posixPermissions] as? Int == 0o600)
    }

    @Test("A second daemon is refused while the first lives, and not after")
    func locked() throws {
        let folder = try TemporaryDirectory()
        let first = try StateDirectory(path: folder.path)
        let problem = try refusal(folder.path)
        #expect(
            problem
                == Problem(
                    .unavailable,
                    code: "state-directory",
                    "It is in use by another cnfd.",
                    object: "state directory \(folder.path)",
                    hint: "Stop the other daemon, or name another state directory."
                )
        )
        withExtendedLifetime(first) {}
    }

    @Test("A lock that a killed daemon's child still holds is waited for")
    func inherited() throws {
        let folder = try TemporaryDirectory()
        let descriptor = open(folder.path("cnfd.lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        #expect(flock(descriptor, LOCK_EX) == 0)
        // As a child does that has been forked, and begins to run its program a moment later.
        let child = Thread {
            usleep(100_000)
            close(descriptor)
        }
        child.start()
        #expect(throws: Never.self) { try StateDirectory(path: folder.path) }
    }

    @Test("The lock ends with the store that holds it")
    func released() throws {
        let state = try StateFolder()
        for _ in 1...3 { try state.open() }
    }

    @Test("A directory that cannot be made or written is one problem, with a remedy")
    func unusable() throws {
        let folder = try TemporaryDirectory()
        try Data().write(to: folder.url.appending(path: "file"))
        let cases = [
            (folder.path("no/parent"), "cannot be made: No such file or directory"),
            (folder.path("file/below"), "cannot be made: Not a directory"),
            (folder.path("file"), "cannot be written: Not a directory"),
        ]
        let hints = [
            "Make its parent directory with mkdir -p \(folder.path("no")), or name another with --state-directory.",
            "\(folder.path("file")) is no directory; name another with --state-directory.",
            "It is a file: name a directory with --state-directory, or move the file away.",
        ]
        for ((path, reason), hint) in zip(cases, hints) {
            let problem = try refusal(path)
            #expect(problem.hint == hint)
            #expect(problem.kind == .unavailable && problem.code == "state-directory" && problem.hint != nil)
            #expect(problem.object == "state directory \(path)" && problem.message == "It \(reason).")
        }
        #expect(try folder.names() == ["file"])
    }

    @Test("A lock that is a symbolic link is not followed")
    func link() throws {
        let folder = try TemporaryDirectory()
        let target = folder.path("precious")
        try FileManager.default.createSymbolicLink(atPath: folder.path("cnfd.lock"), withDestinationPath: target)
        #expect(try refusal(folder.path).code == "state-directory")
        #expect(!FileManager.default.fileExists(atPath: target))
    }
}
