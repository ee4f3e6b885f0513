import AdminAPI
import ClusterModel
import Documents
import Foundation

extension TestSite {
    /// The objects of a noun as CSV, as `cnfctl` writes it.
    func exportCSV(_ noun: ObjectNoun, showSecrets: Bool = true) async throws -> String {
        let request = ListObjects(noun: noun, columns: true, showSecrets: showSecrets)
        let pieces = try await stream(request).pieces
        let heads = pieces.first { $0.kind == .head }?.json["columns"]?.values.compactMap(\.text) ?? []
        let columns = try FlatColumns(heads, shape: Self.shape(of: noun))
        return CSVText.row(heads.map(Optional.some))
            + pieces.filter { $0.kind == .item }
            .map { CSVText.row(columns.cells(of: $0.json["fields"] ?? .mapping([]))) }.joined()
    }

    private static func shape(of noun: ObjectNoun) -> [FieldShape] {
        switch noun {
        case .cluster: Cluster.shape
        case .callManagerGroup: CallManagerGroup.shape
        case .srst: SRSTReference.shape
        case .devicePool: DevicePool.shape
        case .securityProfile: PhoneSecurityProfile.shape
        case .phone: Phone.shape
        }
    }

    /// Imports a CSV text; answers the rows and the summary.
    func importCSV(
        _ text: String,
        _ noun: ObjectNoun = .phone,
        keepGoing: Bool = false,
        plan: Bool = false,
        confirm: Bool = false
    ) async throws -> (rows: [ImportRow], report: ImportReport) {
        let request = ImportObjects(noun: noun, keepGoing: keepGoing, plan: plan, confirm: confirm)
        let answer = try await stream(request, body: text)
        let rows = try answer.pieces.filter { $0.kind == .item }.map {
            try AdminJSON.decode(ImportRow.self, from: Data($0.json.revealedJSON.utf8))
        }
        return (rows, answer.end)
    }

    /// The problems an import as a whole is refused with.
    func importRefusal(_ text: String, _ noun: ObjectNoun = .phone) async throws -> [Problem] {
        do {
            _ = try await importCSV(text, noun)
            return []
        } catch let report as ProblemReport {
            return report.all
        }
    }
}
