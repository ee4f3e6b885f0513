internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines
internal import Documents
internal import FoundationEssentials

/// `cnfctl phone certificate`.
struct PhoneCertificateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificate",
        abstract: "The phones' own certificates.",
        subcommands: [PhoneCertificateList.self, PhoneCertificateImport.self]
    )
}

/// `cnfctl phone certificate list`.
struct PhoneCertificateList: TableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the imported certificates, and who vouches for them.",
        discussion: "Examples:\n  cnfctl phone certificate list\n  cnfctl phone certificate list SEP001122334455 --json"
    )

    @OptionGroup var global: GlobalOptions
    @OptionGroup var sorting: SortOption
    @Argument(help: "The phone's name or MAC address; all phones when it is not given.") var phone: String?

    var request: ListPhoneCertificates { ListPhoneCertificates(phone: phone) }

    static func table(_ report: ObjectListReport) -> Table {
        let columns = ["name", "kind", "cert-hash", "not-after", "state", "vouched-for-by"]
        var table = Table(columns.map { $0.uppercased() })
        for object in report.objects { table.add(columns.map { ObjectTable.text(object.fields[$0]) }) }
        return table
    }
}

/// `cnfctl phone certificate import`.
struct PhoneCertificateImport: AdminCommand {
    /// How files of certificates end.
    private static let endings = [".pem", ".der", ".cer", ".crt"]

    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import phones' certificates, from files or from all files of directories.",
        discussion: """
            A file is a phone's by its name (SEP001122334455.pem) or by the certificate's common name. Either all files \
            are imported or none. A file that holds a private key is refused. The phones' files name the certificate \
            (certHash) from their next reset on.

            Examples:
              cnfctl phone certificate import --kind lsc SEP001122334455.pem
              cnfctl phone certificate import --kind mic certificates/ --plan
            """
    )

    @OptionGroup var global: GlobalOptions
    @Option(name: .long, help: "lsc (issued by the CAPF) or mic (installed by the manufacturer).")
    var kind: String
    @Option(name: .long, help: ArgumentHelp("The phone, when its file does not tell it.", valueName: "name"))
    var phone: String?
    @Argument(help: "Files of one certificate each, PEM or DER, or directories of such files.") var paths: [String]
    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let files = try paths.flatMap(Self.files).map { path in
            ImportPhoneCertificates.File(source: path, bytes: Data(try InputFile.read(path)))
        }
        let request = ImportPhoneCertificates(kind: kind, files: files, phone: phone, plan: plan)
        return try await changeTrust(request, client)
    }

    /// The path itself, or the certificates in the directory of that path.
    private static func files(_ path: String) throws -> [String] {
        var isDirectory = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory else {
            return [path]
        }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw Problem(
                .usage,
                code: "unreadable-file",
                "It cannot be read.",
                object: "directory \(path)",
                hint: "Check the path and its permissions."
            )
        }
        let certificates = names.filter { name in endings.contains { name.lowercased().hasSuffix($0) } }
        return certificates.sorted().map { path + (path.hasSuffix("/") ? "" : "/") + $0 }
    }
}
