public import Documents

extension Problem {
    /// The refusal of a request that is larger than its operation takes.
    ///
    /// - Parameters:
    ///   - path: The operation.
    ///   - limit: How many octets it takes.
    ///   - isReader: Whether an administrator might send more.
    /// - Returns: The refusal.
    public static func requestTooLarge(_ path: String, limit: Int, isReader: Bool = false) -> Problem {
        let text = limit >= 1 << 20 ? "\(limit >> 20) MiB" : "\(limit >> 10) KiB"
        return Problem(
            .validation,
            code: requestTooLargeCode,
            "The request is larger than \(text), the most that \(path) takes from \(isReader ? "a reader" : "anybody"); "
                + "nothing was changed.",
            hint: isReader
                ? "Split the input, or ask an administrator to send it." : "Split the input into several requests."
        )
    }

    /// The refusal of a request whose end has not come.
    public static let requestCutOff = Problem(
        .unavailable,
        code: "request-cut-off",
        "The request broke off before its end; nothing was changed.",
        hint: "Repeat it."
    )

    /// The code of ``requestTooLarge(_:limit:isReader:)``.
    public static let requestTooLargeCode = "request-too-large"
}

/// What a request says of itself before its body.
public enum AdminHeader {
    /// `true` when the change is only to be planned: then a reader's body is read, however large it may be.
    public static let plan = "Cnfd-Plan"
}
