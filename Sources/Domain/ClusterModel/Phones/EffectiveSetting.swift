/// A product-specific setting as a phone takes it: of the three levels of its file, the first that has it.
public struct EffectiveSetting: Hashable, Sendable {
    /// Where a setting stands, the strongest first (formats.md 1.3).
    public enum Level: String, Sendable, CaseIterable {
        /// The phone's own settings (`vendorConfig`).
        case phone
        /// Its security profile's (`commonConfig`).
        case profile
        /// The cluster's (`enterpriseConfig`).
        case cluster
    }

    /// The setting.
    public let setting: ProductSettings.Setting
    /// The level it is taken from.
    public let level: Level

    /// The settings a phone takes, by name: vendor over common over enterprise.
    public static func resolve(
        phone: ProductSettings,
        profile: ProductSettings,
        cluster: ProductSettings
    ) -> [EffectiveSetting] {
        var taken: [String: EffectiveSetting] = [:]
        for (settings, level) in [(phone, Level.phone), (profile, .profile), (cluster, .cluster)] {
            for setting in settings.all where taken[setting.name] == nil {
                taken[setting.name] = EffectiveSetting(setting: setting, level: level)
            }
        }
        return taken.values.sorted { $0.setting.name < $1.setting.name }
    }
}
