internal import Logging

/// What loggers do here: their lines go to the one ``LogWriter``.
struct WrittenLogHandler: LogHandler {
    let label: String
    let writer: LogWriter
    var logLevel = Logger.Level.info
    var metadata = Logger.Metadata()
    var metadataProvider: Logger.MetadataProvider?

    subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var facts = metadata
        if let provided = metadataProvider?.get() { facts.merge(provided) { _, new in new } }
        if let given = event.metadata { facts.merge(given) { _, new in new } }
        if let error = event.error { facts["error"] = "\(error)" }
        let text = facts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        writer.write(
            LogLine.bytes(
                level: event.level,
                label: label,
                facts: text,
                source: event.source,
                message: event.message.description
            )
        )
    }
}
