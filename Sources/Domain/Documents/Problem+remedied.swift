public import Platform

extension Problem {
    /// The problem that an error is, in sentences.
    ///
    /// - Parameters:
    ///   - error: The error.
    ///   - kind: The sort of refusal.
    ///   - object: The object, for instance `phone SEP001122334455`.
    public init(_ error: some RemediedError, _ kind: Kind, object: String? = nil) {
        self.init(kind, code: error.word, "\(error.message).", object: object, hint: "\(error.remedy).")
    }
}
