/// How much is in an XML text, counted octet by octet before libxml2 makes anything of it.
///
/// libxml2 builds the whole tree, and compares each attribute of an element with all before it (libxml2 2.9): a file of a few
/// megabytes could keep it busy for minutes. The counts are no less than what is there, whatever the encoding, as long as it
/// has `<` and `=` where ASCII has them.
struct XMLExtent {
    /// The most tags, comments and the like that are read. Our own bound; the largest file seen in the field has 3 000.
    private static let mostTags = 100_000
    /// The most equals signs, without which there is no attribute. Our own bound: base 64 has two at its end.
    private static let mostEqualsSigns = 20_000

    private var tags = 0
    private var equalsSigns = 0

    /// Counts what is in a text.
    init(_ octets: [UInt8]) {
        for octet in octets {
            if octet == UInt8(ascii: "<") { tags += 1 }
            if octet == UInt8(ascii: "=") { equalsSigns += 1 }
        }
    }

    /// Refuses a text that holds more than any phone's file.
    func require() throws(PhoneFileError) {
        guard tags <= Self.mostTags else { throw Self.tooMuch("\(tags) tags", Self.mostTags) }
        guard equalsSigns <= Self.mostEqualsSigns else {
            throw Self.tooMuch("\(equalsSigns) equals signs", Self.mostEqualsSigns)
        }
    }

    /// Refuses a text in an encoding in which the counts say nothing.
    static func requireEncoding(of octets: [UInt8]) throws(PhoneFileError) {
        // The declaration's beginning in EBCDIC (XML 1.0, appendix F), by which libxml2 knows it; other encodings name themselves.
        let isEBCDIC = octets.starts(with: [0x4C, 0x6F, 0xA7, 0x94])
        let head = String(decoding: octets.prefix(512).filter { $0 != 0 }, as: UTF8.self).lowercased()
        let declared = head.split(separator: "encoding", maxSplits: 1).dropFirst().first?
            .split(maxSplits: 2, omittingEmptySubsequences: false) { $0 == "\"" || $0 == "'" }.dropFirst().first
        let isDeclared = head.hasPrefix("<?xml") && head.prefix { $0 != ">" }.contains("encoding")
        let names = ["utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii"]
        let isKnown = declared.map { name in
            names.contains(String(name)) || name.hasPrefix("iso-8859-") || name.hasPrefix("windows-125")
        }
        guard !isEBCDIC, !isDeclared || isKnown == true else {
            throw PhoneFileError(
                code: "unsupported-encoding",
                message: "The file is in an encoding that is not read",
                remedy: "Give a phone's file as it is served, in UTF-8"
            )
        }
    }

    private static func tooMuch(_ found: String, _ limit: Int) -> PhoneFileError {
        PhoneFileError(
            code: "file-too-large",
            message: "The file has \(found)",
            remedy: "Give a phone's file, which has far less than \(limit)"
        )
    }
}
