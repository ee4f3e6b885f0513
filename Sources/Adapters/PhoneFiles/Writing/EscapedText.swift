internal import CLibXML2

/// Text escaped for the content of an element, by the function that libxml2's writer itself uses; so a value filled
/// into a hole and a value written in place are the same bytes.
@safe
struct EscapedText: ~Copyable {
    private let characters: UnsafeMutablePointer<xmlChar>

    init(_ text: String) throws(PhoneFileError) {
        guard let characters = unsafe xmlEncodeSpecialChars(nil, text) else { throw .writer("escape a value") }
        unsafe self.characters = characters
    }

    deinit { unsafe cnfd_xmlFree(characters) }

    /// The escaped text in UTF-8.
    var bytes: [UInt8] {
        unsafe Array(UnsafeBufferPointer(start: characters, count: Int(xmlStrlen(characters))))
    }
}
