import AdminAPI
import Documents
import TestSupport
import Testing

@Suite("S11, S16, S17, S18: messages in Japanese", .timeLimit(.patience))
struct JapaneseTests {
    private static let japanese = ["LANG": "ja_JP.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""]

    private func cnfctl(_ daemon: RunningDaemon, _ arguments: String...) async throws -> CommandResult {
        let environment = Self.japanese.merging(["CNFD_SOCKET": daemon.socket]) { $1 }
        return try await Command.run(Programs.cnfctl, arguments, environment: environment)
    }

    @Test("The chapter's messages, one after the other")
    func messages() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        let port = try await cnfctl(daemon, "srst", "update", "branch-12", "--certificate-provider-port", "80")
        #expect(port.code == 6)
        #expect(
            port.error == "cnfctl: srst branch-12, field \"certificate-provider-port\": "
                + "ポート番号に使用できるのは数字だけです 1024 から 49151 までの数値を指定してください。\n"
        )
        let clear = try await cnfctl(daemon, "srst", "update", "branch-12", "--secure", "false", "--yes")
        #expect(
            clear.errorLines.first
                == "注意: srst branch-12 の証明書をデータベースから削除しました。"
                + "ゲートウェイのクレデンシャル サービスを無効にしてください。"
                + "電話機のファイルから証明書を取り除くには、cnfctl reset --srst branch-12 を実行してください。"
        )
        let early = try await cnfctl(daemon, "srst", "certificate", "fetch", "branch-12", "--yes")
        #expect(early.code == 6)
        #expect(early.error.contains("先に cnfctl srst update branch-12 --secure true を実行してください。"))
        let set = try await cnfctl(daemon, "srst", "update", "branch-12", "--secure", "true")
        #expect(
            set.errorLines.first
                == "注意: ゲートウェイの証明書を取得する必要があります: cnfctl srst certificate fetch branch-12 を実行し、"
                + "その後、関連する電話機をリセットしてください。"
        )
        let mode = try await cnfctl(daemon, "cluster", "set-mode", "non-secure", "--yes")
        let warning = try #require(mode.errorLines.first)
        #expect(warning.hasPrefix("注意: セキュア SRST でゲートウェイに登録されている電話機は"))
        #expect(warning.contains("現在 4 台の電話機のファイルに SRST 証明書が含まれ"))
        #expect(mode.errorLines.last?.hasSuffix("は次のリセットで変わります: cnfctl reset --all を実行してください。") == true)
    }

    @Test("JSON is the same in every language")
    func json() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        let arguments = ["cluster", "set-mode", "non-secure", "--plan", "--json"]
        let english = try await daemon.cnfctl(arguments)
        let environment = Self.japanese.merging(["CNFD_SOCKET": daemon.socket]) { $1 }
        let japanese = try await Command.run(Programs.cnfctl, arguments, environment: environment)
        #expect(english.code == 1)
        #expect(japanese.code == 1)
        #expect(japanese.output == english.output)
        let report: ChangeReport = try japanese.json()
        #expect(report.messages.first?.code == MessageCode.phonesStayOnGateway.rawValue)
        #expect(report.messages.first?.arguments?["phones"]?.text == "4")
        #expect(report.messages.first?.text.hasPrefix("Phones registered") == true)
        let refusal = try await cnfctl(
            daemon,
            "srst",
            "update",
            "branch-12",
            "--certificate-provider-port",
            "x",
            "--json"
        )
        #expect(try refusal.problems().first?.message == "Port Numbers can only contain digits.")
    }
}
