internal import CLibXML2

/// Writes a document through libxml2 into memory, laid out as call managers do: one element on each line, no
/// indentation, empty elements with both tags (formats.md 1.1).
///
/// The first failure is kept and thrown at the end, so that the layouts need not handle one at every element.
@safe
struct XMLWriter: ~Copyable {
    private let buffer: xmlBufferPtr
    private let writer: xmlTextWriterPtr
    private var failure: String?
    /// Whether an element has been opened and nothing written into it; its first child begins a new line.
    private var isJustOpened = false

    init() throws(PhoneFileError) {
        XMLLibrary.initialize()
        guard let buffer = unsafe xmlBufferCreate() else { throw .writer("create a buffer") }
        guard let writer = unsafe xmlNewTextWriterMemory(buffer, 0) else {
            unsafe xmlBufferFree(buffer)
            throw .writer("create a writer")
        }
        unsafe self.buffer = buffer
        unsafe self.writer = writer
        check(unsafe xmlTextWriterStartDocument(writer, nil, "UTF-8", nil), "begin the document")
    }

    deinit {
        unsafe xmlFreeTextWriter(writer)
        unsafe xmlBufferFree(buffer)
    }

    /// Opens an element on a line of its own.
    mutating func start(_ name: String) {
        if isJustOpened { endLine() }
        check(unsafe xmlTextWriterStartElement(writer, name), "open \(name)")
        isJustOpened = true
    }

    /// Opens an element on a line of its own, indented by two spaces for each element it is in.
    mutating func start(_ name: String, depth: Int) {
        if isJustOpened { endLine() }
        text(Self.indentation(depth))
        start(name)
    }

    /// Closes an element whose last child ended its line.
    mutating func end(depth: Int) {
        text(Self.indentation(depth))
        end()
    }

    private static func indentation(_ depth: Int) -> String { String(repeating: "  ", count: depth) }

    /// Adds an attribute to the element that was just opened.
    mutating func attribute(_ name: String, _ value: String) {
        check(unsafe xmlTextWriterWriteAttribute(writer, name, value), "write the attribute \(name)")
    }

    /// Writes text into the open element.
    mutating func text(_ text: String) {
        check(unsafe xmlTextWriterWriteString(writer, text), "write text")
    }

    /// Closes the open element and its line.
    mutating func end() {
        check(unsafe xmlTextWriterFullEndElement(writer), "close an element")
        isJustOpened = false
        endLine()
    }

    /// How many bytes stand before what is written next into the open element.
    mutating func position() -> Int {
        // Even an empty text makes the writer close the start tag.
        text("")
        check(unsafe xmlTextWriterFlush(writer), "flush")
        return unsafe Int(xmlBufferLength(buffer))
    }

    /// Ends the document; its bytes in UTF-8.
    consuming func finish() throws(PhoneFileError) -> [UInt8] {
        check(unsafe xmlTextWriterFlush(writer), "flush")
        if let failure { throw .writer(failure) }
        return unsafe Array(
            UnsafeBufferPointer(start: xmlBufferContent(buffer), count: Int(xmlBufferLength(buffer)))
        )
    }

    private mutating func endLine() {
        text("\n")
        isJustOpened = false
    }

    private mutating func check(_ result: CInt, _ operation: @autoclosure () -> String) {
        if result < 0, failure == nil { failure = operation() }
    }
}
