internal import NIOConcurrencyHelpers
internal import Serving

/// The files that are being sent, so that transfers of the same version of one share its descriptor: a thousand phones that
/// fetch one firmware load take one.
final class OpenFiles: Sendable {
    /// A file in one of its states. One whose mode or owner has changed since is another, for it may no longer be readable.
    struct Version: Hashable {
        var device: UInt64
        var inode: UInt64
        var stamp: OpenFile.Stamp
    }

    private struct Place {
        weak var file: OpenFile?
    }

    private struct State {
        var places: [Version: Place] = [:]
        /// With more places than this, those of closed files are taken away.
        var sweepAt = 64
    }

    /// How many may be open.
    let share: OpenFileShare
    private let state = NIOLockedValueBox(State())

    /// None is open yet.
    init(_ share: OpenFileShare) { self.share = share }

    /// The open file of that version, if there is one.
    func file(_ version: Version) -> OpenFile? { state.withLockedValue { $0.places[version]?.file } }

    /// Remembers a file that was opened.
    ///
    /// - Returns: It, or the one of the same version that somebody else has opened meanwhile.
    func keep(_ file: OpenFile, _ version: Version) -> OpenFile {
        state.withLockedValue { state in
            if let other = state.places[version]?.file { return other }
            if state.places.count >= state.sweepAt {
                state.places = state.places.filter { $0.value.file != nil }
                state.sweepAt = max(64, 2 * state.places.count)
            }
            state.places[version] = Place(file: file)
            return file
        }
    }
}
