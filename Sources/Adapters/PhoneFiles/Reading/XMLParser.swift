internal import CLibXML2

/// Reads a file through libxml2: no network, no document type, no entities of its own.
@safe
struct XMLParser: ~Copyable {
    /// The largest file read, in bytes. Our own bound: twenty times what any phone's file has, and less than libxml2 takes as
    /// one text (`XML_MAX_TEXT_LENGTH`).
    static let maximumSize = 2_000_000

    private let context: xmlParserCtxtPtr

    init() throws(PhoneFileError) {
        XMLLibrary.initialize()
        guard let context = unsafe xmlNewParserCtxt() else { throw .writer("create a parser") }
        unsafe self.context = context
    }

    deinit { unsafe xmlFreeParserCtxt(context) }

    /// The root element of the file.
    static func root(of bytes: [UInt8]) throws(PhoneFileError) -> XMLElement {
        guard bytes.count <= maximumSize else {
            throw PhoneFileError(
                code: "file-too-large",
                message: "The file has \(bytes.count) bytes",
                remedy: "Give a phone's file of at most \(maximumSize) bytes"
            )
        }
        try XMLExtent.requireEncoding(of: bytes)
        try XMLExtent(bytes).require()
        return try XMLParser().parse(bytes).root()
    }

    private func parse(_ bytes: [UInt8]) throws(PhoneFileError) -> XMLDocument {
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        let document = unsafe bytes.withUnsafeBytes { bytes in
            unsafe xmlCtxtReadMemory(
                context,
                bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
                CInt(bytes.count),
                nil,
                nil,
                CInt(options)
            )
        }
        guard let document = unsafe document else { throw malformed() }
        return unsafe XMLDocument(owning: document)
    }

    private func malformed() -> PhoneFileError {
        var reason = "it is not well-formed"
        var line = 1
        if let error = unsafe xmlCtxtGetLastError(context) {
            if let message = unsafe error.pointee.message {
                reason = unsafe String(cString: message).filter { !$0.isNewline }
            }
            line = unsafe Int(error.pointee.line)
        }
        return PhoneFileError(
            code: "malformed-xml",
            message: "The file cannot be read as XML: line \(line): \(reason)",
            remedy: "Give a phone's file as it is served"
        )
    }
}
