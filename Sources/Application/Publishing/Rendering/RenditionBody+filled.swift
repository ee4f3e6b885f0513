internal import ClusterModel
internal import Documents

extension RenditionBody {
    /// The whole file in one piece; serving never needs it, showing does.
    func filled(_ fragment: Fragment?, _ stamp: VersionStamp, masksSecrets: Bool) -> [UInt8] {
        let ranges = fragment?.ranges ?? []
        var file: [UInt8] = []
        var start = 0
        for hole in holes {
            file += bytes[start..<hole.offset]
            start = hole.offset
            switch hole.filling {
            case .sharedSecret(let length):
                guard masksSecrets else { continue }
                file += Array(Document.mask.utf8)
                start = hole.offset + length
            case .versionStamp:
                file += stamp.ascii
            case .value(let index):
                guard let fragment, index < ranges.count, !ranges[index].isEmpty else { continue }
                file += hole.isSecret && masksSecrets ? Array(Document.mask.utf8)[...] : fragment.bytes[ranges[index]]
            }
        }
        return file + bytes[start...]
    }
}
