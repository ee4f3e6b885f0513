internal import ClusterModel

/// Writes a configuration file, with holes where a phone's values go or with the values themselves.
struct FileWriter: ~Copyable {
    /// Where a phone's values come from.
    enum Source {
        /// From nowhere yet: each is a hole in the body of phones with so many lines.
        case holes(lineCount: Int)
        /// From a phone.
        case phone(Phone, certificateHash: String?, stamp: String)
    }

    private var xml: XMLWriter
    private let source: Source
    private var holes: [RenditionBody.Hole] = []
    /// Where everything came from; `nil` when nobody asks, so that files that are served are not slower for it.
    private(set) var record: OriginRecord?

    init(_ source: Source, recordsOrigins: Bool = false) throws(PhoneFileError) {
        xml = try XMLWriter()
        self.source = source
        record = recordsOrigins ? OriginRecord() : nil
    }

    /// The phone whose values are written in place.
    var phone: Phone? {
        guard case .phone(let phone, _, _) = source else { return nil }
        return phone
    }

    /// An element that holds what `content` writes. Where its attributes come from is where it comes from itself, should it
    /// stay empty.
    mutating func element(
        _ name: String,
        _ attributes: KeyValuePairs<String, String> = [:],
        from origin: ElementOrigin = .default,
        _ content: (inout FileWriter) -> Void
    ) {
        xml.start(name)
        for (name, value) in attributes { xml.attribute(name, value) }
        record?.open(name, attributeCount: attributes.count, from: origin)
        content(&self)
        record?.close(from: origin)
        xml.end()
    }

    /// An element that holds text.
    mutating func text(
        _ name: String,
        _ text: String,
        _ attributes: KeyValuePairs<String, String> = [:],
        from origin: ElementOrigin
    ) {
        element(name, attributes, from: origin) { $0.xml.text(text) }
    }

    /// An element that holds a number.
    mutating func number(_ name: String, _ number: Int, from origin: ElementOrigin) {
        text(name, String(number), from: origin)
    }

    /// Notes for whoever asks that an element is left out.
    mutating func absent(_ name: String, from origin: @autoclosure () -> ElementOrigin) {
        record?.absent(name, from: origin())
    }

    /// Elements that hold text, one after the other; unless it comes from somewhere, the same in every file.
    mutating func texts(_ texts: KeyValuePairs<String, String>, from origin: ElementOrigin = .default) {
        for (name, text) in texts { self.text(name, text, from: origin) }
    }

    /// An element that holds a value of the phone.
    mutating func value(_ name: String, _ value: PhoneValue) {
        switch source {
        case .holes(let lineCount):
            hole(name, .value(value.index(lineCount: lineCount)), isSecret: SecretElements.contains(name))
        case .phone(let phone, let certificateHash, _):
            text(name, value.text(of: phone, certificateHash: certificateHash), from: value.origin(in: phone))
        }
    }

    /// An element that holds a setting that many phones share; a secret one is marked in the body.
    mutating func shared(_ setting: ProductSettings.Setting, from origin: ElementOrigin) {
        element(setting.name, from: origin) { file in
            guard case .holes = file.source, setting.isSecret, !setting.value.text.isEmpty else {
                return file.xml.text(setting.value.text)
            }
            let offset = file.xml.position()
            file.xml.text(setting.value.text)
            let filling = RenditionBody.Hole.Filling.sharedSecret(length: file.xml.position() - offset)
            file.holes.append(RenditionBody.Hole(offset: offset, filling: filling, isSecret: true))
        }
    }

    /// An element that holds the file's version stamp.
    mutating func versionStamp(_ name: String) {
        switch source {
        case .holes: hole(name, .versionStamp, isSecret: false)
        case .phone(_, _, let stamp): text(name, stamp, from: .computed("from the rest of the file"))
        }
    }

    /// The whole document.
    consuming func finish() throws(PhoneFileError) -> [UInt8] { try xml.finish() }

    /// The document as a body with the holes in it.
    consuming func finishBody() throws(PhoneFileError) -> RenditionBody {
        let holes = holes
        guard let body = RenditionBody(bytes: try xml.finish(), holes: holes) else { throw .writer("place the holes") }
        return body
    }

    private mutating func hole(_ name: String, _ filling: RenditionBody.Hole.Filling, isSecret: Bool) {
        element(name) { file in
            let offset = file.xml.position()
            file.holes.append(RenditionBody.Hole(offset: offset, filling: filling, isSecret: isSecret))
        }
    }
}
