internal import Documents

/// What language phones speak, and which country's tones they play.
public struct PhoneLocale: Hashable, Sendable {
    /// The user locale, for instance `Japanese_Japan`.
    public internal(set) var userLocale = PlainText.englishUnitedStates
    /// Its language code, for instance `ja_JP`.
    public internal(set) var languageCode = PlainText.english
    /// Its character set.
    public internal(set) var characterSet = PlainText.utf8
    /// The network locale, for instance `Japan`.
    public internal(set) var networkLocale = PlainText.unitedStates

    /// English as in the United States.
    public init() {}

    init?(_ reader: inout FieldReader) {
        let user = reader.optional("user", default: PlainText.englishUnitedStates)
        let language = reader.optional("language-code", default: PlainText.english)
        let characters = reader.optional("character-set", default: PlainText.utf8)
        let network = reader.optional("network", default: PlainText.unitedStates)
        guard let user, let language, let characters, let network else { return nil }
        userLocale = user
        languageCode = language
        characterSet = characters
        networkLocale = network
    }

    var document: Document {
        .mapping([
            Document.Entry("user", userLocale.document),
            Document.Entry("language-code", languageCode.document),
            Document.Entry("character-set", characterSet.document),
            Document.Entry("network", networkLocale.document),
        ])
    }
}
