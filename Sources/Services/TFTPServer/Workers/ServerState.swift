internal import Serving
internal import Synchronization

/// What the workers share.
final class ServerState: Sendable {
    let settings: TFTPServerSettings
    let source: any FileSource
    let observer: any TransferObserver
    /// `nil` when requests may come at any rate.
    let requestRates: RequestRates?
    let enumeration = EnumerationDetector()
    let probes = ProbeEndpoints()
    /// Descriptors for the sockets that are opened after the start.
    let furtherSockets = OpenFileShare(most: .max)
    private let active = Atomic<Int>(0)
    private let translated = Atomic<Int>(0)
    /// When draining ends, in monotonic microseconds; 0 as long as the server takes requests.
    private let drainDeadline = Atomic<UInt64>(0)

    init(settings: TFTPServerSettings, source: any FileSource, observer: any TransferObserver) {
        self.settings = settings
        self.source = source
        self.observer = observer
        requestRates = settings.maximumRequestRate.map(RequestRates.init(perSecond:))
    }

    /// Open transfers of all workers.
    var activeTransfers: Int { active.load(ordering: .relaxed) }

    /// Counts one more transfer; `false`, and nothing counted, when there are too many.
    func admitTransfer() -> Bool {
        let (former, _) = active.wrappingAdd(1, ordering: .relaxed)
        guard former < settings.maximumTransfers else {
            active.wrappingSubtract(1, ordering: .relaxed)
            return false
        }
        return true
    }

    /// Counts one transfer less.
    func releaseTransfer() { active.wrappingSubtract(1, ordering: .relaxed) }

    /// Counts octets held for netascii translations; `false`, and nothing counted, when there are too many.
    func admitTranslation(_ bytes: Int) -> Bool {
        let (former, _) = translated.wrappingAdd(bytes, ordering: .relaxed)
        guard former + bytes <= settings.maximumTranslatedBytes else {
            translated.wrappingSubtract(bytes, ordering: .relaxed)
            return false
        }
        return true
    }

    /// Counts octets held for translations less.
    func releaseTranslation(_ bytes: Int) {
        if bytes > 0 { translated.wrappingSubtract(bytes, ordering: .relaxed) }
    }

    /// When draining ends; `nil` as long as the server takes requests.
    var drainsUntil: UInt64? {
        let deadline = drainDeadline.load(ordering: .acquiring)
        return deadline == 0 ? nil : deadline
    }

    /// Stops taking requests. An earlier deadline stays.
    func drain(until deadline: UInt64) {
        var former = drainDeadline.load(ordering: .acquiring)
        while former == 0 || deadline < former {
            let (exchanged, original) = drainDeadline.compareExchange(
                expected: former,
                desired: max(deadline, 1),
                ordering: .acquiringAndReleasing
            )
            guard !exchanged else { return }
            former = original
        }
    }
}
