import AdminAPI
import AdminClient
import Certificates
import ClusterModel
import OpenSSL
import Platform
import Testing

/// Every revision that a store has committed, as it was first seen, and which files it serves by them.
struct CommittedFiles {
    /// The files of each revision, by name without its ending; nothing for one that was taken away.
    private var revisions: [RevisionNumber: [String: String?]] = [:]
    /// What the latest revision of each file says.
    private(set) var served: [String: String?] = [:]
    /// All hashes that a file ever had.
    private var hashes: [String: Set<String>] = [:]
    private(set) var latest: RevisionNumber = 0

    /// Takes note of the revisions since the last time; each must be whole.
    mutating func update(from client: AdminClient) async throws {
        let newest = try await client.send(ListRevisions(limit: 1)).revisions.first?.revision ?? 0
        #expect(newest >= latest, "a revision was lost")
        for number in stride(from: latest.rawValue + 1, through: newest.rawValue, by: 1) {
            let report = try await client.send(ShowRevision(revision: "\(number)"))
            var files: [String: String?] = [:]
            for file in report.files ?? [] {
                let name = file.file.replacing(".cnf.xml", with: "")
                files[name] = .some(file.sha256)
                if let hash = file.sha256 { hashes[name, default: []].insert(hash) }
            }
            #expect(files.count == report.published + report.withdrawn, "revision \(number) is not whole")
            #expect(files.values.count { $0 != nil } == report.published, "revision \(number) is not whole")
            revisions[RevisionNumber(rawValue: number)] = files
            served.merge(files) { $1 }
        }
        latest = newest
    }

    /// Whether a file of that hash was ever committed.
    func knows(_ hash: SHA256Hash, of phone: String) -> Bool { hashes[phone]?.contains(hash.description) == true }

    /// Checks that what was acknowledged is there, and says the same.
    func expect(_ publication: DaemonLife.Publication) {
        let files = revisions[publication.revision]
        #expect(files != nil, "the acknowledged revision \(publication.revision) was lost")
        let phones = files?.keys.filter { $0.hasPrefix("SEP") }.sorted()
        #expect(phones == publication.phones.sorted(), "revision \(publication.revision) is not what was acknowledged")
    }

    /// What each phone is served; nothing for one without a file.
    static func hashes(of phones: [String], port: UInt16) throws -> [String: String?] {
        var hashes: [String: String?] = [:]
        for phone in phones {
            switch try PhoneClient.fetch("\(phone).cnf.xml", port: port, ownAddress: true) {
            case .file(let bytes): hashes[phone] = .some(SHA256Digest.of(bytes).description)
            case .error(let code, _):
                #expect(code == 1)
                hashes[phone] = .some(nil)
            }
        }
        return hashes
    }

    /// Compares what phones are served with the only revision that it can be from.
    func expect(_ hashes: [String: String?]) {
        for (phone, hash) in hashes {
            #expect((served[phone] ?? nil) == hash, "\(phone) is served another file than its latest revision has")
        }
    }
}
