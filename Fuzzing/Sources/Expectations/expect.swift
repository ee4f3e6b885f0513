/// Ends the process, which libFuzzer takes for a finding, and says why; `precondition` is silent in a release build.
///
/// - Parameters:
///   - holds: What must be.
///   - finding: What is wrong when it is not.
public func expect(_ holds: Bool, _ finding: @autoclosure () -> String) {
    guard !holds else { return }
    fatalError(finding())
}
