internal import CDatagram
internal import Glibc

/// Runs `body` on a new thread of its own that nobody waits for, so that what waits never holds one of the few threads that
/// tasks share.
///
/// - Parameters:
///   - name: What the system's tools show; 15 octets at most.
///   - body: What to run.
/// - Throws: What the system said.
public func startThread(named name: String, _ body: @escaping @Sendable () -> Void) throws(SystemFailure) {
    final class Box: Sendable {
        let name: String
        let body: @Sendable () -> Void

        init(name: String, body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }
    let box = unsafe Unmanaged.passRetained(Box(name: name, body: body))
    var thread = pthread_t()
    let failed = unsafe pthread_create(
        &thread,
        nil,
        { context in
            guard let context = unsafe context else { return nil }
            let box = unsafe Unmanaged<Box>.fromOpaque(context).takeRetainedValue()
            unsafe datagram_name_thread(box.name)
            box.body()
            return nil
        },
        box.toOpaque()
    )
    guard failed == 0 else {
        unsafe box.release()
        throw SystemFailure(errno: failed)
    }
    pthread_detach(thread)
}
