/// The language in which people are told what the chapter has them told; JSON is never translated.
enum Language {
    case english
    case japanese

    /// The language of the locale: `LC_ALL` over `LC_MESSAGES` over `LANG`; one that is empty counts as not set (POSIX,
    /// XBD 8.2).
    ///
    /// - Parameter variable: The value of an environment variable.
    init(environment variable: (String) -> String?) {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap(variable).first { !$0.isEmpty }
        self = locale.map(Self.init(locale:)) ?? .english
    }

    /// The language of a locale's name, `language[_territory][.codeset][@modifier]`.
    ///
    /// We write UTF-8, so a Japanese locale of another codeset gets English, which every codeset can show.
    private init(locale: String) {
        let name = locale.prefix { $0 != "@" }
        let parts = name.split(separator: ".", maxSplits: 1)
        let language = parts.first?.prefix { $0 != "_" }
        let codeset = parts.count > 1 ? parts[1].lowercased().filter { $0 != "-" } : "utf8"
        self = language == "ja" && codeset == "utf8" ? .japanese : .english
    }

    /// The language of this process.
    static let current = Language(environment: Environment.value)
}
