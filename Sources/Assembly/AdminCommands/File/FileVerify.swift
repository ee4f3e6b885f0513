internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import ClusterModel
internal import CommandLines
internal import Documents
internal import FoundationEssentials

/// `cnfctl file verify`.
struct FileVerify: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Compare all files with those of a directory, as a test does.",
        discussion: """
            Files that say the same are the same (docs/canonical-form.md), and a masked password in the directory stands \
            for any; --bytes compares every byte. Named are the files that are missing here, those that differ, and those \
            that the directory has not.

            Exit code 0 without a difference, 1 with one.

            Examples:
              cnfctl file verify --golden golden --ignore-version-stamp
              cnfctl file verify --golden golden --saved
            """
    )

    /// How many bytes of files go into one request, besides one of the largest; base64 makes four of three.
    private static let batchBytes = 2 << 20
    /// The largest file that is read: the daemon reads no larger one.
    private static let largestFile = 2_000_000
    private static let certificate = "capf.der"
    private static let ending = ".cnf.xml"

    @OptionGroup var global: GlobalOptions

    @Option(
        name: .long,
        help: ArgumentHelp("The directory; its *.cnf.xml files and its CAPF.der count.", valueName: "directory")
    )
    var golden: String
    @Flag(name: .long, help: "Compare the files that resets would publish.")
    var saved = false
    @Option(name: .long, help: ArgumentHelp("Compare those of this revision.", valueName: "revision"))
    var revision: String?
    @Flag(name: .long, help: "Leave the version stamp out.")
    var ignoreVersionStamp = false
    @Flag(name: .long, help: "Compare every byte.")
    var bytes = false
    @Option(name: .long, help: ArgumentHelp("With --saved, as of this time (ISO 8601).", valueName: "time"))
    var asOf: String?

    func validate() throws {
        guard !(saved && revision != nil) else { throw ValidationError("Give --saved or --revision, not both.") }
    }

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let names = try names()
        // One revision for all requests, whatever is published meanwhile.
        let list = try await client.send(ListFiles(revision: revision, saved: saved))
        var report = FileVerificationReport(same: 0, mismatches: [])
        var rest = names[...]
        while !rest.isEmpty {
            let batch = try batch(&rest, &report)
            guard !batch.isEmpty else { break }
            let answer = try await client.send(
                VerifyFiles(
                    files: batch,
                    revision: list.revision?.description,
                    saved: saved,
                    ignoreVersionStamp: ignoreVersionStamp,
                    bytes: bytes,
                    asOf: asOf
                )
            )
            report.same += answer.same
            report.mismatches += answer.mismatches
        }
        let given = Set(names.map { $0.lowercased() })
        report.mismatches += list.files.filter { !given.contains($0.lowercased()) }
            .map { FileVerificationReport.Mismatch(file: $0, kind: "extra") }
        try Output.answer(report, global.format) { Self.text(report) }
        return report.mismatches.isEmpty ? .done : .difference
    }

    static func text(_ report: FileVerificationReport) -> String {
        let lines = report.mismatches.map { mismatch in
            let first = mismatch.first.map { ": \($0)" } ?? ""
            let more = (mismatch.differences ?? 1) - 1
            return "\(mismatch.kind)  \(mismatch.file)\(first)" + (more > 0 ? " and \(more) more" : "")
        }
        return (lines + ["\(report.same) same, \(report.mismatches.count) not"]).joined(separator: "\n")
    }

    private func names() throws -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: golden)
                .filter { name in
                    let folded = name.lowercased()
                    return folded.hasSuffix(Self.ending) || folded == Self.certificate
                }
                .sorted()
        } catch {
            throw Problem(
                .usage,
                code: "unreadable-file",
                "It cannot be read as a directory.",
                object: "directory \(golden)",
                hint: "Check the path and its permissions."
            )
        }
    }

    /// The next files, at most ``batchBytes`` of them or one larger file; none when there are no more.
    ///
    /// What is no file of a phone's is noted in the report: one FIFO or one large file is no reason to compare none.
    private func batch(
        _ rest: inout ArraySlice<String>,
        _ report: inout FileVerificationReport
    ) throws -> [VerifyFiles.File] {
        var batch: [VerifyFiles.File] = []
        var size = 0
        while size < Self.batchBytes, let name = rest.popFirst() {
            let content: Data
            do throws(Problem) {
                content = Data(try InputFile.regular("\(golden)/\(name)", limit: Self.largestFile))
            } catch {
                guard ["no-regular-file", "file-too-large"].contains(error.code) else { throw error }
                report.mismatches.append(.init(file: name, kind: "unreadable", first: error.message))
                continue
            }
            batch.append(VerifyFiles.File(file: name, content: content))
            size += content.count
        }
        return batch
    }
}
