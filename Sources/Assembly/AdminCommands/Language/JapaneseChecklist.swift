internal import AdminAPI

/// The Japanese wording of the set-up checklist (S12): each step, how it stands and what it asks for.
///
/// What was seen – names, fingerprints, numbers – stays as the daemon words it.
enum JapaneseChecklist {
    /// What a step is about.
    static func title(_ step: SRSTCheckReport.Step) -> String {
        switch step {
        case .providerAnswers: "証明書プロバイダーが応答する"
        case .providerSelfSigned: "自己署名証明書を 1 つだけ提示する"
        case .clusterMixed: "クラスタが混合モードである"
        case .trustList: "電話機に証明書信頼リスト (CTL) がある"
        case .phonesHaveCertificates: "保護対象の電話機に証明書がある"
        case .gatewayHasIssuers: "ゲートウェイが電話機の証明書の発行者を知っている"
        case .phonesProtected: "電話機が認証済みまたは暗号化されている"
        case .referenceSecure: "SRST リファレンスがセキュアである"
        case .referenceEnabled: "デバイスプールで SRST リファレンスが有効である"
        case .certificateAccepted: "ゲートウェイの証明書が受け入れられている"
        case .certificateValid: "証明書が有効期間内である"
        case .certificateCurrent: "ゲートウェイが受け入れ済みの証明書を提示している"
        case .filesCarryCertificate: "電話機のファイルに証明書が含まれている"
        case .phonesReset: "変更後に電話機がリセットされている"
        case .filesFetched: "電話機が新しいファイルを取得している"
        case .gatewayReset: "ゲートウェイがリセットされている"
        }
    }

    /// How a step stands.
    static func state(_ state: SRSTCheckReport.State) -> String {
        switch state {
        case .ok: "OK"
        case .notYet: "未完了"
        case .cannotTell: "判断できません"
        case .assumed: "確認済みとみなす"
        }
    }

    /// What to do about a step.
    static func remedy(_ step: SRSTCheckReport.Step) -> String {
        switch step {
        case .providerAnswers:
            "ゲートウェイでクレデンシャル サービスを有効にし、アドレスと証明書プロバイダーのポートを確認してください。"
        case .providerSelfSigned: "ゲートウェイごとに、自己署名証明書を 1 つだけ使用してください。"
        case .clusterMixed: "クラスタのセキュリティ モードを混合モードに変更してください。"
        case .trustList: "このクラスタの CTL が電話機にあることを確認してください。"
        case .phonesHaveCertificates: "電話機で証明書を確認するか、証明書をインポートしてください。"
        case .gatewayHasIssuers: "ゲートウェイにトラストポイントを設定し、show crypto pki certificates で確認してください。"
        case .phonesProtected: "認証済みまたは暗号化のセキュリティ プロファイルを電話機に割り当ててください。"
        case .referenceSecure: "SRST リファレンスをセキュアに設定してください。"
        case .referenceEnabled: "電話機のデバイスプールで SRST リファレンスを選択してください。"
        case .certificateAccepted: "ゲートウェイの証明書を取得し、受け入れてください。"
        case .certificateValid: "ゲートウェイで証明書を更新し、取得し直してください。時計も確認してください。"
        case .certificateCurrent: "ゲートウェイの証明書を確認し、取得し直してください。"
        case .filesCarryCertificate: "関連する電話機をリセットしてください。"
        case .phonesReset: "関連する電話機をリセットしてください。"
        case .filesFetched: "電話機を再起動し、TFTP サーバのアドレスを確認してください。"
        case .gatewayReset: "電話機のリセット後に、ゲートウェイをリセットしてください。"
        }
    }

    /// The verdict over all steps.
    static func verdict(_ object: String, holding: Int, of all: Int) -> String {
        holding == all
            ? "\(object): \(all) 項目すべてが完了しています" : "\(object): \(all) 項目中 \(holding) 項目が完了しています"
    }
}
