import Foundation
import Serving
import StaticFiles
import TestSupport
import Testing

@Suite("A directory that another one takes the place of", .timeLimit(.patience))
struct ExchangedDirectoryTests {
    private let root = TemporaryDirectory()

    private func text(_ name: String, in files: StaticDirectory) -> String? {
        guard case .found(let content) = files.find(Array(name.utf8).span), case .file(let file) = content.storage
        else { return nil }
        var bytes = [UInt8](repeating: 0, count: content.length)
        let count = pread(file.descriptor, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    @Test("P03: files come from the new one within a second, and from the old one while there is none")
    func renamed() async throws {
        for name in ["served", "next"] {
            root.makeDirectory(name)
            root.write(name, to: name + "/file")
        }
        root.write("new", to: "next/new")
        let files = try StaticDirectory(path: root.path + "/served")
        #expect(text("file", in: files) == "served")
        root.rename("served", to: "former")
        // Longer than a look at the path is put off.
        try await Task.sleep(for: .milliseconds(1_100))
        #expect(text("file", in: files) == "served")
        root.rename("next", to: "served")
        try await eventually("the new directory is not served") { text("file", in: files) == "next" }
        #expect(text("new", in: files) == "new")
    }

    @Test("P03: so do they when a link that leads to it is pointed elsewhere")
    func link() async throws {
        for name in ["first", "second"] {
            root.makeDirectory(name)
            root.write(name, to: name + "/file")
        }
        root.link("first", as: "current")
        let files = try StaticDirectory(path: root.path + "/current")
        #expect(text("file", in: files) == "first")
        root.link("second", as: "other")
        root.rename("other", to: "current")
        try await eventually("the new directory is not served") { text("file", in: files) == "second" }
    }

    @Test("Descriptors of former directories are closed")
    func descriptors() async throws {
        root.makeDirectory("served")
        let files = try StaticDirectory(path: root.path + "/served")
        for round in 0..<3 {
            root.makeDirectory("next")
            root.write("\(round)", to: "next/file")
            root.rename("served", to: "former\(round)")
            root.rename("next", to: "served")
            try await eventually("the new directory is not served") { text("file", in: files) == "\(round)" }
        }
        let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { descriptor in
            try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(descriptor)")
        }
        #expect(open.filter { $0.hasPrefix(root.path) } == [root.path + "/served"])
    }
}
