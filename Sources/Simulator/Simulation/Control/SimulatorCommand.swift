/// What a running simulator can be told.
public enum SimulatorCommand: UInt8, Sendable, CaseIterable {
    /// Be without power: refuse and close every connection.
    case powerOff = 1
    /// Have power again.
    case powerOn
    /// Reset the phone, or for a call manager: every phone that is registered.
    case reset
    /// End.
    case stop
}
