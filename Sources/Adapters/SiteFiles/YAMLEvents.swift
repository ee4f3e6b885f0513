internal import CYaml
internal import Documents

/// The events of a YAML text, read by libyaml, which Yams brings.
///
/// Yams itself composes nodes first, and hashes what stands as a key with all that its aliases hold: a page of nested aliases
/// would keep a core busy for ever before anybody could count them.
@safe
final class YAMLEvents {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let text: UnsafeBufferPointer<UInt8>

    /// The events of a text.
    ///
    /// - Parameter text: UTF-8; it stays the caller's, and must outlive the events.
    /// - Throws: `Problem` when there is no memory.
    @unsafe
    init(of text: UnsafeBufferPointer<UInt8>) throws(Problem) {
        unsafe self.text = text
        unsafe parser = .allocate(capacity: 1)
        unsafe parser.initialize(to: yaml_parser_t())
        guard unsafe yaml_parser_initialize(parser) == 1 else { throw SiteFile.notYAML("no memory is left", line: nil) }
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
    }

    /// The next event.
    ///
    /// - Throws: `Problem` with the line when the text is not YAML.
    func next() throws(Problem) -> YAMLEvent {
        while true {
            var event = unsafe yaml_event_t()
            guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw failure() }
            defer { unsafe yaml_event_delete(&event) }
            if let kind = unsafe Self.kind(event) {
                return YAMLEvent(kind: kind, line: unsafe Int(clamping: event.start_mark.line) + 1)
            }
        }
    }

    /// What is made of an event; nothing of the text's beginning.
    @unsafe
    private static func kind(_ event: yaml_event_t) -> YAMLEvent.Kind? {
        switch unsafe event.type {
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            let isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE || scalar.style == YAML_ANY_SCALAR_STYLE
            return .scalar(
                unsafe String(decoding: bytes, as: UTF8.self),
                isPlain: isPlain,
                anchor: unsafe text(scalar.anchor)
            )
        case YAML_SEQUENCE_START_EVENT: return .listBegins(anchor: unsafe text(event.data.sequence_start.anchor))
        case YAML_MAPPING_START_EVENT: return .mappingBegins(anchor: unsafe text(event.data.mapping_start.anchor))
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .ends
        case YAML_ALIAS_EVENT: return .alias(unsafe text(event.data.alias.anchor) ?? "")
        case YAML_DOCUMENT_START_EVENT: return .documentBegins
        case YAML_DOCUMENT_END_EVENT: return .documentEnds
        case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return .textEnds
        default: return nil
        }
    }

    @unsafe
    private static func text(_ characters: UnsafeMutablePointer<UInt8>?) -> String? {
        unsafe characters.map { unsafe String(cString: $0) }
    }

    private func failure() -> Problem {
        let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "it cannot be read"
        switch unsafe parser.pointee.error {
        case YAML_READER_ERROR:
            // It tells the octet, not the line.
            let before = unsafe text.prefix(Int(clamping: parser.pointee.problem_offset))
            let line = unsafe String(decoding: before, as: UTF8.self).count(where: \.isNewline) + 1
            return SiteFile.notYAML(problem, line: line)
        case YAML_SCANNER_ERROR, YAML_PARSER_ERROR, YAML_COMPOSER_ERROR:
            return SiteFile.notYAML(problem, line: unsafe Int(clamping: parser.pointee.problem_mark.line) + 1)
        default:
            return SiteFile.notYAML(problem, line: nil)
        }
    }
}
