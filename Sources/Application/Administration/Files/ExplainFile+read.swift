internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import PhoneFiles
internal import Platform
internal import Publishing
internal import Store

extension ExplainFile: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> FileExplanation {
        let saved = try Names.findPhone(phone, in: snapshot).value
        let asOf = try asOf.map { try UnixTime($0, field: "as-of") } ?? context.now
        let decision = try PhoneCircumstances(saved, snapshot.configuration(), asOf: asOf).decision
        var served: Publication?
        try snapshot.forEachCandidate(.phone(saved.name)) { served = $0.published ?? served }
        let elements = try chosen(SavedFiles(snapshot, asOf: asOf).explanation(of: saved), of: saved)
        return FileExplanation(
            phone: saved.name.description,
            asOf: asOf.text,
            carriesCertificate: decision.certificate != nil,
            servedWithCertificate: served?.rendition.origin.certificate != nil,
            conditions: elements.contains(where: \.isSecurity)
                ? decision.conditions.map(FileExplanation.Condition.init) : [],
            elements: elements.map { FileExplanation.Element($0, certificate: decision.certificate) }
        )
    }

    private func chosen(_ elements: [ExplainedElement], of phone: Phone) throws(Problem) -> [ExplainedElement] {
        guard let element else { return elements }
        let selection = ElementSelection(element)
        let chosen = elements.filter { selection.contains($0.path) }
        guard chosen.isEmpty else { return chosen }
        throw Problem(
            .notFound,
            code: "unknown-element",
            "There is no element \"\(element)\" in its file.",
            object: phone.label,
            field: "element",
            hint: selection.nearest(in: elements.map(\.path)).map { "Did you mean \($0)?" }
                ?? "List its elements with cnfctl file explain \(phone.name)."
        )
    }
}

extension FileExplanation.Condition {
    fileprivate init(_ condition: SecurityDecision.Condition) {
        self.init(
            condition: condition.name.rawValue,
            holds: condition.holds,
            reason: condition.reason?.rawValue,
            found: condition.found
        )
    }
}

extension FileExplanation.Element {
    fileprivate init(_ element: ExplainedElement, certificate: AcceptedCertificate?) {
        var value = element.value
        if element.isSecret, value?.isEmpty == false {
            value = Document.mask
        } else if let certificate, element.path.hasSuffix("/" + SRSTCertificateElement.name) {
            // Base 64 of a thousand bytes tells nobody anything.
            value = "SHA-256 \(certificate.fingerprint)"
        }
        self.init(
            path: element.path,
            value: value,
            source: element.source.rawValue,
            object: element.object,
            because: element.reason
        )
    }
}
