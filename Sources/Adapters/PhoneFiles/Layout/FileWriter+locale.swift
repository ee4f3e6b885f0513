internal import ClusterModel

extension FileWriter {
    /// The version that call managers 12 give their locales; the model has no field for it.
    private static let localeVersion = "11.0.0.0(1)"

    /// The user's language and the network's tones. `uid` is empty: it numbers the locales of one call manager.
    mutating func locale(_ locale: PhoneLocale) {
        element("userLocale") { file in
            file.text("name", locale.userLocale.text, from: .devicePool)
            file.text("uid", "", from: .default)
            file.text("langCode", locale.languageCode.text, from: .devicePool)
            file.text("version", Self.localeVersion, from: .default)
            file.text("winCharSet", locale.characterSet.text, from: .devicePool)
        }
        text("networkLocale", locale.networkLocale.text, from: .devicePool)
        element("networkLocaleInfo") { file in
            file.text("name", locale.networkLocale.text, from: .devicePool)
            file.text("uid", "", from: .default)
            file.text("version", Self.localeVersion, from: .default)
        }
    }
}
