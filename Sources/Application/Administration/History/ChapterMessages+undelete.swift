internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

/// What is said when a deleted object was brought back.
extension ChapterMessages {
    /// What it is like now (S02 for a phone).
    static func broughtBack(_ object: any SavedObject, _ gone: DeletedObject, hasFirstFile: Bool) -> Message {
        let time = gone.deletion.time.text
        let secrets =
            switch object {
            case is Phone: ", passwords and certificates included"
            case is SRSTReference: gone.state.certificate == nil ? "" : ", its certificate included"
            default: ""
            }
        let file = hasFirstFile ? " Its first file is published at once, as a new phone's is." : ""
        return Message(
            .broughtBack,
            [
                Document.Entry("object", .string(object.label)), Document.Entry("deleted-at", .string(time)),
                Document.Entry("deleted-by", .string(gone.deletion.actor)),
                Document.Entry("certificate", .bool(gone.state.certificate != nil)),
                Document.Entry("first-file", .bool(hasFirstFile)),
            ],
            text: "\(object.label) is as it was when \(gone.deletion.actor) deleted it on \(time)\(secrets).\(file)"
        )
    }

    /// A replaced phone is back beside the one in its place.
    static func alsoSuccessor(_ phone: String, _ successor: DeviceName) -> Message {
        Message(
            .alsoSuccessor,
            [
                Document.Entry("phone", .string(phone)), Document.Entry("successor", .string(successor.description)),
            ],
            text: "\(phone) was replaced by \(successor), which is still saved: both have its lines now."
        )
    }

    /// Device pools that were moved to `disable` with the deletion of their reference.
    static func poolsStayDetached(_ reference: String, _ pools: [ObjectName]) -> Message {
        let word = ShellWord.quoted(reference)
        let commands = pools.map { "cnfctl device-pool update \(ShellWord.quoted($0.text)) --srst \(word)" }
        let names = pools.map(\.text).joined(separator: ", ")
        let subject =
            pools.count == 1
            ? "The device pool \(names) had it as its SRST choice until it was deleted, and stays as it is"
            : "The device pools \(names) had it as their SRST choice until it was deleted, and stay as they are"
        return Message(
            .poolsStayDetached,
            [
                Document.Entry("reference", .string(reference)),
                Document.Entry("pools", .list(pools.map { .string($0.text) })),
                Document.Entry("commands", .list(commands.map { .string($0) })),
            ],
            text: subject + "; to give it back, run " + commands.joined(separator: "; ") + "."
        )
    }

    /// A file has objects that were deleted or replaced.
    static func broughtBackByFile(_ count: Int) -> Message {
        let objects = Quantity(count, "object")
        return Message(
            .broughtBackByFile,
            [Document.Entry("count", .integer(count))],
            text: "The file adds \(objects) again that \(objects.choose("was", "were")) deleted or replaced; undelete "
                + "brings back all that a deleted one had."
        )
    }

    /// Several objects were deleted under one name.
    static func otherDeletions(_ noun: ObjectNoun, _ name: String, _ count: Int) -> Message {
        let command = "cnfctl \(noun.rawValue) list --deleted \(ShellWord.quoted(name))"
        let others = Quantity(count, "other")
        return Message(
            .otherDeletions,
            [Document.Entry("count", .integer(count)), Document.Entry("command", .string(command))],
            text: "This is the one that was deleted last; \(others) of that name can be brought back in its place with "
                + "--deleted-at: see \(command)."
        )
    }
}
