internal import CMalloc

/// Gives memory back to the system after work that took much of it: the C library keeps what was freed for the next such
/// work, which may never come.
enum MemoryReturn {
    /// What takes longer has gone through many phones. Our own bound.
    private static let threshold = Duration.milliseconds(200)
    /// By then the answer is sent.
    private static let delay = Duration.milliseconds(500)

    /// What is larger than this has pages of its own, which go back to the system as soon as it is freed; the C library
    /// would else raise the bound to the largest block it has seen, up to 32 MiB (mallopt(3)). Our own bound.
    private static let ownPages: CInt = 256 << 10

    /// To be called before there is much memory.
    static func prepare() { mallopt(M_MMAP_THRESHOLD, ownPages) }

    static func afterWork(taking duration: Duration) {
        guard duration > threshold else { return }
        Task.detached {
            try? await Task.sleep(for: delay)
            malloc_trim(0)
        }
    }
}
