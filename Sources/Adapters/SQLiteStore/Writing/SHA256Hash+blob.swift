internal import FoundationEssentials
internal import Platform

extension SHA256Hash {
    /// Its 32 octets, as a parameter of a statement.
    var blob: Data { Data(bytes) }
}
