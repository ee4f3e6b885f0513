public import ClusterModel

/// What of a phone shapes the body of its file; phones of one shape and one ``PhoneFileContext`` share a body.
public struct BodyShape: Hashable, Sendable {
    /// The phone's protocol: only a SIP phone's file has a `sipProfile`.
    let phoneProtocol: PhoneProtocol
    /// The firmware load the phone is to run: its own, else the cluster's for its model.
    let load: FirmwareLoad?
    /// How many lines it has.
    let lineCount: Int
    /// The names of its product-specific settings, in the order they are written.
    let settingNames: [String]

    /// The shape of `phone` in `cluster`.
    public init(_ phone: Phone, cluster: Cluster) {
        self.init(PhoneOutline(phone, layout: PhoneFileRenderer.valueLayout), cluster: cluster)
    }

    /// The shape of phones of that outline in `cluster`.
    public init(_ outline: PhoneOutline, cluster: Cluster) {
        phoneProtocol = outline.phoneProtocol
        load = outline.load ?? cluster.modelLoads[outline.model]
        lineCount = outline.lineCount
        settingNames = outline.settingNames
    }
}
