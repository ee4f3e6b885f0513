public import ClusterModel

/// Renders the file of phones that have none of their own, `XMLDefault.cnf.xml` (P03; formats.md 1.6).
public struct DefaultFileRenderer {
    /// The default file: the call managers, the firmware load of each model by type id, and the service addresses.
    ///
    /// The format has no place for a version stamp in this file, so the body has no hole.
    ///
    /// - Parameters:
    ///   - cluster: The cluster, for its loads and services.
    ///   - group: The cluster's default call-manager group.
    /// - Returns: The body: the whole file.
    /// - Throws: `xml-writer` when memory is short.
    public static func body(cluster: Cluster, group: CallManagerGroup) throws(PhoneFileError) -> RenditionBody {
        var file = try FileWriter(.holes(lineCount: 0))
        file.element("Default") { file in
            file.callManagerGroup(group, isDefault: true)
            for (model, load) in cluster.modelLoads.sorted(by: { $0.key < $1.key }) {
                file.text("loadInformation\(model.typeID)", load.name, ["model": model.productName], from: .cluster)
            }
            file.serviceURLs(cluster.services)
        }
        return try file.finishBody()
    }
}

extension PhoneModel {
    /// The model's name as call managers write it; phones look at the type id alone.
    fileprivate var productName: String { name == "ip-communicator" ? "Cisco IP Communicator" : "Cisco \(name)" }
}
