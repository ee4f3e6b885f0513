internal import ClusterModel
internal import Documents

/// The Japanese wording of the refusals that the chapter words (S16, S17).
enum JapaneseProblems {
    /// What is wrong and what mends it; none for a refusal that the chapter does not word.
    static func wording(_ problem: Problem) -> (message: String, hint: String)? {
        switch (problem.code, problem.field) {
        case ("invalid-port", "certificate-provider-port"):
            let allowed = CertificateProviderPort.allowed
            return (
                "ポート番号に使用できるのは数字だけです",
                "\(allowed.lowerBound) から \(allowed.upperBound) までの数値を指定してください。"
            )
        case ("reference-non-secure", _):
            let name = problem.object.map { $0.hasPrefix("srst ") ? String($0.dropFirst("srst ".count)) : $0 } ?? ""
            return (
                "セキュアとして保存されていないため、証明書を持つことができません。",
                "先に cnfctl srst update \(ShellWord.quoted(name)) --secure true を実行してください。"
            )
        default:
            return nil
        }
    }
}
