/// Carries out a plan that was kept (``ApplySite/keep``) exactly as it was made, or refuses.
public struct ApplyPlan: ConfirmableRequest {
    /// The answer.
    public typealias Response = ApplyReport
    /// `site/apply-plan`.
    public static let path = "site/apply-plan"
    /// It brings a plan with its site file.
    public static var size: RequestSize { .site }

    /// The text of the plan's file.
    public var text: String
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool
    /// Whether it may take something away: security, an SRST choice, a certificate, lines or passwords.
    public var confirm: Bool
    /// Whether it may delete objects.
    public var confirmDeletions: Bool

    /// The request to carry out the plan in `text`.
    public init(text: String, plan: Bool = false, confirm: Bool = false, confirmDeletions: Bool = false) {
        self.text = text
        self.plan = plan
        self.confirm = confirm
        self.confirmDeletions = confirmDeletions
    }

    /// The same plan, with a yes to what it takes away.
    public var confirmed: ApplyPlan {
        var request = self
        request.confirm = true
        return request
    }

    private enum CodingKeys: String, CodingKey {
        case text, plan, confirm
        case confirmDeletions = "confirm-deletions"
    }
}
