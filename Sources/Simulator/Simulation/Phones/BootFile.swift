/// A file that a phone asks for while it boots, by the part it plays.
public enum BootFile: Hashable, Sendable {
    /// `CTLSEP<MAC>.tlv`: the phone's certificate trust list.
    case certificateTrustList
    /// `ITLSEP<MAC>.tlv`: the phone's identity trust list.
    case identityTrustList
    /// `ITLFile.tlv`: everyone's identity trust list.
    case sharedIdentityTrustList
    /// `SEP<MAC>.cnf.xml.sgn`: the phone's configuration, signed.
    case signedConfiguration
    /// `SEP<MAC>.cnf.xml`: the phone's configuration.
    case configuration
    /// `XMLDefault.cnf.xml`: the configuration of phones that nobody knows.
    case defaultConfiguration
    /// One of ``PhoneBehaviour/furtherFiles``, by its place there.
    case further(Int)
}
