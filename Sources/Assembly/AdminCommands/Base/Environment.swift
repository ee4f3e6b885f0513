internal import Glibc

/// The variables of this process's environment.
enum Environment {
    /// A variable's value; none when it is not set or empty, for `NAME= cnfctl …` takes one away for a call.
    static func value(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        let text = unsafe String(cString: value)
        return text.isEmpty ? nil : text
    }
}
