/// For whom the store works: what readers try out has a connection of its own, so that it delays no plan of an administrator's.
public enum StoreLane: Hashable, Sendable, CaseIterable {
    /// Those who may change something, and the daemon itself.
    case administrators
    /// Those who may only look.
    case readers

    /// The lane of the current task.
    @TaskLocal public static var current = StoreLane.administrators
}
