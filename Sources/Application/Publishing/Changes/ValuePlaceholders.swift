internal import ClusterModel
internal import PhoneFiles
internal import Store

/// Texts that stand for phones' own values, each for one, so that two bodies are compared whatever fills them: where a
/// difference holds such a text it is another for each phone.
struct ValuePlaceholders {
    /// Stands in each of them: a character of private use, which XML allows.
    private static let mark: Character = "\u{F8FF}"

    /// The file with placeholders for the values.
    func bytes(of file: ComparedFile, in snapshot: any PublicationReading & TrustReading) throws -> [UInt8] {
        guard let body = try file.body(in: snapshot) else { return [] }
        let count = body.holes.reduce(0) { count, hole in
            if case .value(let index) = hole.filling { max(count, index + 1) } else { count }
        }
        let fragment = Fragment(values: (0..<count).map { Array("\(Self.mark)\($0)\(Self.mark)".utf8) })
        return body.filled(fragment, file.stamp, masksSecrets: false)
    }

    /// Whether a difference holds a placeholder; a text that holds the mark for another reason counts, too, and is
    /// compared phone by phone for nothing.
    func stand(in difference: PhoneFileDifference) -> Bool {
        [difference.old, difference.new].contains { $0?.contains(Self.mark) == true }
    }
}
