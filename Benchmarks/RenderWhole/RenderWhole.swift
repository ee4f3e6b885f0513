import ClusterModel
import Foundation
import GRDB
internal import OpenSSL
import PhoneFiles
import Platform
import Publishing
import SQLiteStore
import Store

/// The naive way that Benchmarks/scale.sh compares with: every phone's file is rendered whole through libxml2, twice
/// because the stamp is cut from the hash of the file without it, and stored whole, durably, in one transaction.
///
///     render-whole STATE-DIRECTORY OUTPUT.sqlite
///
/// It prints the number of files, their bytes, and the processor and wall seconds of rendering alone and of all.
@main
struct RenderWhole {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else { throw CocoaError(.fileReadInvalidFileName) }
        let store = try SQLiteStore(directory: StateDirectory(path: arguments[1]))
        let output = try DatabaseQueue(path: arguments[2])
        try await output.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
            try database.execute(sql: "CREATE TABLE files (name TEXT PRIMARY KEY, bytes BLOB NOT NULL)")
        }
        let asOf = WallClock.now()
        let began = ContinuousClock.now
        let files = try await store.read { try render($0, asOf: asOf) }
        let rendered = ContinuousClock.now
        try await output.write { database in
            for file in files {
                try database.cachedStatement(sql: "INSERT INTO files VALUES (?, ?)")
                    .execute(arguments: [file.name, Data(file.bytes)])
            }
        }
        let stored = ContinuousClock.now
        try await output.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        let bytes = files.reduce(0) { $0 + $1.bytes.count }
        print("{\"files\": \(files.count), \"bytes\": \(bytes),", terminator: " ")
        print("\"rendering\": \(seconds(rendered - began)), \"all\": \(seconds(stored - began)),", terminator: " ")
        print("\"processor\": \(Double(clock()) / 1e6)}")
    }

    private static func render(_ snapshot: any StoreSnapshot, asOf: UnixTime) throws -> [(name: String, bytes: [UInt8])]
    {
        let configuration = try snapshot.configuration()
        var files: [(name: String, bytes: [UInt8])] = []
        try snapshot.forEachPhone { saved in
            let phone = saved.value
            let circumstances = try PhoneCircumstances(phone, configuration, asOf: asOf)
            let context = PhoneFileContext(
                cluster: configuration.cluster.value,
                group: circumstances.group.value,
                pool: circumstances.pool.value,
                profile: circumstances.profile.value,
                choice: configuration.resolvedChoice(of: circumstances.pool.value),
                decision: circumstances.decision
            )
            let plain = try PhoneFileRenderer.document(context, phone, certificateHash: nil, stamp: "")
            let stamp = VersionStamp(SHA256Digest.of(plain)).description
            let file = try PhoneFileRenderer.document(context, phone, certificateHash: nil, stamp: stamp)
            files.append((phone.name.fileName, file))
        }
        return files
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }
}
