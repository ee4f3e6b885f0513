public import ClusterModel

extension PhoneFileRenderer {
    /// Where everything that a phone's file says comes from.
    ///
    /// The places and values are read from the file itself; the origins are those that its layout states where it writes
    /// them. So neither can be forgotten, and they cannot disagree.
    ///
    /// - Parameters:
    ///   - file: The phone's file, secrets included.
    ///   - context: All that it was made from except the phone.
    ///   - phone: The phone it was made from.
    /// - Returns: Every attribute and every element without others in it, in the order of the file; behind
    ///   `srstInfo/isSecure` the certificate even when the file has none.
    /// - Throws: `xml-writer` when memory is short; `other-file` when the file was not made from these.
    public static func explanation(
        of file: [UInt8],
        _ context: PhoneFileContext,
        _ phone: Phone
    ) throws(PhoneFileError) -> [ExplainedElement] {
        var writer = try FileWriter(.phone(phone, certificateHash: nil, stamp: ""), recordsOrigins: true)
        writer.device(context, BodyShape(phone, cluster: context.cluster))
        // What a file says is how it differs from none.
        var comparison = FileComparison()
        comparison.compare([], [try XMLParser.root(of: file)], in: PhoneFileDifference.Place())
        var places = comparison.differences[...]
        var explained: [ExplainedElement] = []
        for entry in writer.record?.entries ?? [] {
            switch entry {
            case .place(let origin):
                guard let place = places.popFirst() else { throw otherFile }
                explained.append(
                    ExplainedElement(
                        path: place.path,
                        value: place.new,
                        isSecret: place.isSecret,
                        origin: origin,
                        object: context.objectName(origin.source, of: phone)
                    )
                )
            case .absent(let path, let origin):
                let object = context.objectName(origin.source, of: phone)
                explained.append(
                    ExplainedElement(path: path, value: nil, isSecret: false, origin: origin, object: object)
                )
            }
        }
        guard places.isEmpty else { throw otherFile }
        return explained
    }

    private static var otherFile: PhoneFileError {
        PhoneFileError(
            code: "other-file",
            message: "The file was not made from this phone as it is saved",
            remedy: "Give the file that the next reset would publish"
        )
    }
}

extension PhoneFileContext {
    /// The name of the object that a value comes from.
    fileprivate func objectName(_ source: ElementSource, of phone: Phone) -> String? {
        switch source {
        case .phone: phone.name.description
        case .securityProfile: profile.name.text
        case .devicePool: pool.name.text
        case .callManagerGroup: group.name.text
        case .srst: reference?.name.text
        case .cluster, .default, .computed: nil
        }
    }
}
