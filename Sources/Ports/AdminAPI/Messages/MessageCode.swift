/// The messages that are told in the administrator's language: a stable word for each.
///
/// Whoever words messages in a language switches over all of them, so that a new one cannot be forgotten there.
public enum MessageCode: String, Codable, CaseIterable, Sendable {
    /// The gateway's certificate must now be obtained (S16); arguments: `reference`.
    case updateCertificate = "update-certificate"
    /// The credential service on the gateway is to be disabled (S15, S18); arguments: `reference`,
    /// `certificate-removed`, `reset`.
    case disableCredentialService = "disable-credential-service"
    /// Device pools lost their SRST reference with it (S15); arguments: `pools`.
    case poolsDetached = "pools-detached"
    /// Phones do not come back from their gateway by themselves (S11); arguments: `phones`.
    case phonesStayOnGateway = "phones-stay-on-gateway"
    /// Phones need a trust list from elsewhere (S22).
    case trustListNeeded = "trust-list-needed"
    /// A replaced phone's file stays in service until its reset; arguments: `phone`, `command`.
    case fileStays = "file-stays"
    /// Phones that are to use secure SRST get no certificate, because none is accepted (S01); arguments: `reference`,
    /// `phones`.
    case noCertificate = "no-certificate"
    /// As before, because the accepted one has expired.
    case certificateExpired = "certificate-expired"
    /// As before, because the accepted one is not valid yet.
    case certificateNotYetValid = "certificate-not-yet-valid"
    /// A deleted object is back as it was; arguments: `object`, `deleted-at`, `deleted-by`, `certificate`, `first-file`.
    case broughtBack = "brought-back"
    /// A replaced phone is back beside the one in its place; arguments: `phone`, `successor`.
    case alsoSuccessor = "also-successor"
    /// Device pools that lost their SRST reference with its deletion stay as they are; arguments: `reference`, `pools`,
    /// `commands`.
    case poolsStayDetached = "pools-stay-detached"
    /// Others of the same name were deleted, too; arguments: `count`, `command`.
    case otherDeletions = "other-deletions"
    /// A file brings back objects that were deleted or replaced; arguments: `count`.
    case broughtBackByFile = "brought-back-by-file"
    /// Files wait for a reset; arguments: `phones`, `files`, `command`.
    case resetNeeded = "reset-needed"
    /// The host's clock stands far ahead of the last known time; arguments: `time`, `days`.
    case clockFarAhead = "clock-far-ahead"
}
