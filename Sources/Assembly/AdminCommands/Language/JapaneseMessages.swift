internal import AdminAPI
internal import Documents

/// The Japanese wording of each message of the catalogue (S11, S16, S18).
enum JapaneseMessages {
    private static func withoutCertificate(_ text: (String) -> String) -> String {
        "srst \(text("reference")) はセキュアですが、保護対象の電話機 \(text("phones")) 台に証明書が渡されません: "
    }

    /// The wording; none for a message that carries no code of the catalogue.
    static func text(_ message: Message) -> String? {
        guard let code = MessageCode(rawValue: message.code) else { return nil }
        // A daemon of an earlier release sends no arguments; half a sentence is worse than a foreign one.
        guard message.arguments != nil || code == .trustListNeeded else { return nil }
        let arguments = message.arguments ?? .mapping([])
        func text(_ key: String) -> String { arguments[key]?.text ?? "" }
        let word = ShellWord.quoted(text("reference"))
        switch code {
        case .updateCertificate:
            return "ゲートウェイの証明書を取得する必要があります: cnfctl srst certificate fetch \(word) を実行し、"
                + "その後、関連する電話機をリセットしてください。"
        case .disableCredentialService:
            let removed =
                arguments["certificate-removed"]?.text == "true"
                ? "srst \(text("reference")) の証明書をデータベースから削除しました。" : ""
            let reset =
                arguments["reset"]?.text == "true"
                ? ""
                : "電話機のファイルから証明書を取り除くには、cnfctl reset --srst \(word) を実行してください。"
            return removed + "ゲートウェイのクレデンシャル サービスを無効にしてください。" + reset
        case .poolsDetached:
            let pools = (arguments["pools"]?.values ?? []).compactMap(\.text).joined(separator: "、")
            return "デバイスプール \(pools) の SRST の選択は disable になりました。"
        case .phonesStayOnGateway:
            return "セキュア SRST でゲートウェイに登録されている電話機は、この変更の後、自動的にはクラスタに戻りません。"
                + "ゲートウェイの電源を切った後にのみ戻り、それ以降のフェールオーバーとフォールバックは再び自動的に行われます。"
                + "現在 \(text("phones")) 台の電話機のファイルに SRST 証明書が含まれ、次のリセットまで残ります。"
        case .trustListNeeded:
            return "電話機がセキュリティを使用するには証明書信頼リスト (CTL) が必要です。"
                + "cnfd はまだ CTL を作成しないため、別の手段で用意してください。"
        case .noCertificate:
            return withoutCertificate(text)
                + "証明書が受け入れられていません。cnfctl srst certificate fetch \(word) を実行してください。"
        case .certificateExpired:
            return withoutCertificate(text)
                + "受け入れ済みの証明書の有効期限が切れています。更新した証明書を受け入れるか、"
                + "cnfctl cluster update --expired-certificate keep を実行してください。"
        case .certificateNotYetValid:
            return withoutCertificate(text)
                + "受け入れ済みの証明書はまだ有効期間前です。ゲートウェイとこのホストの時計を確認してください。"
        case .fileStays:
            return "\(text("phone")) のファイルは次のリセットまで配信されます: \(text("command")) を実行してください。"
        case .clockFarAhead:
            return "このホストの時計は \(text("time")) を示しています。最後に確認された時刻から \(text("days")) 日後です。"
        case .broughtBack:
            let certificate = arguments["certificate"]?.text == "true" ? "証明書も元に戻りました。" : ""
            let file = arguments["first-file"]?.text == "true" ? "新しい電話機と同様に、最初のファイルがすぐに公開されます。" : ""
            return "\(text("object")) は、\(text("deleted-at")) に \(text("deleted-by")) が削除したときの状態に戻りました。"
                + certificate + file
        case .alsoSuccessor:
            return "\(text("phone")) は \(text("successor")) に交換されていて、\(text("successor")) も保存されたままです。"
                + "両方に同じ回線があります。"
        case .poolsStayDetached:
            let pools = (arguments["pools"]?.values ?? []).compactMap(\.text).joined(separator: "、")
            let commands = (arguments["commands"]?.values ?? []).compactMap(\.text).joined(separator: "; ")
            return "デバイスプール \(pools) は、削除されるまで SRST リファレンス \(text("reference")) を選択していましたが、"
                + "変更されません。元に戻すには次を実行してください: \(commands)"
        case .otherDeletions:
            return "最後に削除されたものを元に戻しました。同じ名前の削除済みのものが他に \(text("count")) 件あり、"
                + "--deleted-at で選択できます: \(text("command")) を参照してください。"
        case .broughtBackByFile:
            return "このファイルは、削除または交換されたオブジェクト \(text("count")) 件を再び追加します。"
        case .resetNeeded:
            let phones = text("phones")
            let files =
                (phones == "0" ? [] : ["\(phones) 台の電話機のファイル"])
                + (arguments["files"]?.values ?? []).compactMap(\.text)
            return "\(files.joined(separator: "と "))は次のリセットで変わります: \(text("command")) を実行してください。"
        }
    }
}
