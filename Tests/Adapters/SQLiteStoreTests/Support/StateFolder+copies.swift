import Foundation
import TestSupport

@testable import SQLiteStore

extension StateFolder {
    /// A state directory as a daemon leaves it that is killed now: what an open store has on the disk.
    func killed() throws -> StateFolder {
        let copy = try StateFolder()
        for name in try folder.names() where !name.hasSuffix("-shm") && name != "cnfd.lock" {
            try FileManager.default.copyItem(atPath: folder.path(name), toPath: copy.folder.path(name))
        }
        return copy
    }

    /// The octets of a file in the folder.
    func bytes(_ name: String) throws -> [UInt8] { [UInt8](try folder.contents(name)) }

    /// Writes a file of the folder over, in its place.
    func write(_ bytes: [UInt8], over name: String, at offset: UInt64 = 0) throws {
        let handle = try FileHandle(forWritingTo: URL(filePath: folder.path(name)))
        try handle.seek(toOffset: offset)
        try handle.write(contentsOf: Data(bytes))
        try handle.close()
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: folder.path(name)) }

    /// Every file of the folder but locks.
    func everyFile() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try folder.names() where name != "cnfd.lock" { files[name] = try bytes(name) }
        return files
    }
}
