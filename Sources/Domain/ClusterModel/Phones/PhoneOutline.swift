public import Documents

/// What of a phone shapes its file, apart from the values that fill it and from what its cluster says.
///
/// It is kept beside the published values, so that the file of a phone that has not been changed since can be made anew
/// without reading the phone.
public struct PhoneOutline: Hashable, Sendable {
    /// Thousands of phones share an outline, and it stands beside the values of each.
    private final class Shared: Sendable {
        let layout: Int
        let phoneProtocol: PhoneProtocol
        let model: PhoneModel
        let load: FirmwareLoad?
        let lineCount: Int
        let settingNames: [String]

        init(
            layout: Int,
            phoneProtocol: PhoneProtocol,
            model: PhoneModel,
            load: FirmwareLoad?,
            lineCount: Int,
            settingNames: [String]
        ) {
            self.layout = layout
            self.phoneProtocol = phoneProtocol
            self.model = model
            self.load = load
            self.lineCount = lineCount
            self.settingNames = settingNames
        }
    }

    private let shared: Shared

    /// The order in which the values beside it were gathered; another one means that they must be gathered anew.
    public var layout: Int { shared.layout }
    /// The phone's protocol.
    public var phoneProtocol: PhoneProtocol { shared.phoneProtocol }
    /// The phone's model.
    public var model: PhoneModel { shared.model }
    /// A firmware load of the phone's own.
    public var load: FirmwareLoad? { shared.load }
    /// How many lines it has.
    public var lineCount: Int { shared.lineCount }
    /// The names of its product-specific settings, in the order they are written.
    public var settingNames: [String] { shared.settingNames }

    /// The outline of `phone`, whose values are gathered in the order `layout`.
    public init(_ phone: Phone, layout: Int) {
        shared = Shared(
            layout: layout,
            phoneProtocol: phone.phoneProtocol,
            model: phone.model,
            load: phone.load,
            lineCount: phone.lines.count,
            settingNames: phone.settings.all.map(\.name)
        )
    }

    /// An outline read back; `nil` when the document is none, as of another release.
    public init?(_ document: Document) {
        guard case .integer(let layout)? = document["layout"]?.content,
            case .integer(let lineCount)? = document["lines"]?.content,
            case .list(let names)? = document["settings"]?.content,
            let phoneProtocol = document["protocol"]?.text.flatMap(PhoneProtocol.init(rawValue:)),
            let model = document["model"].flatMap({ try? PhoneModel($0) })
        else { return nil }
        let load = document["load"].flatMap { try? FirmwareLoad($0) }
        let settingNames = names.compactMap(\.text)
        guard settingNames.count == names.count, lineCount >= 0, load != nil || document["load"] == nil else {
            return nil
        }
        shared = Shared(
            layout: layout,
            phoneProtocol: phoneProtocol,
            model: model,
            load: load,
            lineCount: lineCount,
            settingNames: settingNames
        )
    }

    /// Whether both are the same.
    public static func == (left: PhoneOutline, right: PhoneOutline) -> Bool {
        left.shared === right.shared
            || left.layout == right.layout && left.phoneProtocol == right.phoneProtocol && left.model == right.model
                && left.load == right.load && left.lineCount == right.lineCount
                && left.settingNames == right.settingNames
    }

    /// Mixes in what is compared.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(layout)
        hasher.combine(phoneProtocol)
        hasher.combine(model)
        hasher.combine(load)
        hasher.combine(lineCount)
        hasher.combine(settingNames)
    }

    /// The outline's fields.
    public var document: Document {
        .mapping(
            [
                Document.Entry("layout", .integer(layout)),
                Document.Entry("protocol", phoneProtocol.document),
                Document.Entry("model", model.document),
                Document.Entry("lines", .integer(lineCount)),
                Document.Entry("settings", .list(settingNames.map(Document.string))),
            ] + (load.map { [Document.Entry("load", $0.document)] } ?? [])
        )
    }
}
