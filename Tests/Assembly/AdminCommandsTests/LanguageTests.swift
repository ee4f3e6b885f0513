import AdminAPI
import ClusterModel
import Documents
import Testing

@testable import AdminCommands

@Suite("S11, S16, S17, S18: the language of the messages")
struct LanguageTests {
    @Test(
        "The locale decides: LC_ALL over LC_MESSAGES over LANG, empty ones left out",
        arguments: [
            ([:], Language.english), (["LANG": "ja_JP.UTF-8"], .japanese), (["LANG": "ja_JP.utf8"], .japanese),
            (["LANG": "ja"], .japanese), (["LANG": "ja_JP.UTF-8", "LC_MESSAGES": "C"], .english),
            (["LANG": "C", "LC_MESSAGES": "ja_JP.UTF-8"], .japanese),
            (["LANG": "C", "LC_MESSAGES": "C", "LC_ALL": "ja_JP.UTF-8"], .japanese),
            (["LANG": "ja_JP.UTF-8", "LC_ALL": "en_US.UTF-8"], .english),
            (["LANG": "ja_JP.UTF-8", "LC_ALL": ""], .japanese), (["LANG": "ja_JP.eucJP"], .english),
            (["LANG": "jam_JM.UTF-8"], .english), (["LANG": "ja_JP.UTF-8@modifier"], .japanese),
        ] as [([String: String], Language)]
    )
    func locale(_ environment: [String: String], _ language: Language) {
        #expect(Language { environment[$0] } == language)
    }

    @Test(
        "Every message of the catalogue has a Japanese wording that holds its arguments",
        arguments: MessageCode.allCases
    )
    func everyCode(_ code: MessageCode) {
        let arguments = [
            Document.Entry("reference", .string("branch-12")), Document.Entry("certificate-removed", .bool(true)),
            Document.Entry("reset", .bool(false)), Document.Entry("pools", .list([.string("HQ"), .string("B")])),
            Document.Entry("phones", .integer(4)), Document.Entry("files", .list([.string("XMLDefault.cnf.xml")])),
            Document.Entry("command", .string("cnfctl reset --all")),
            Document.Entry("phone", .string("SEP001122334455")),
        ]
        let text = Language.japanese.text(Message(code, arguments, text: "English."))
        #expect(text != "English.")
        #expect(text.unicodeScalars.contains { (0x3040...0x30FF).contains($0.value) })
        #expect(Language.english.text(Message(code, arguments, text: "English.")) == "English.")
    }

    @Test("A message of another code, or of a daemon that sends no arguments, stays as it is")
    func unknown() {
        #expect(Language.japanese.text(Message(code: "x", text: "Said.")) == "Said.")
        #expect(Language.japanese.text(Message(code: "update-certificate", text: "Said.")) == "Said.")
    }

    @Test("S17: the port's refusal has the chapter's words, and its field and object")
    func port() throws {
        let problem = Problem(
            .validation,
            code: "invalid-port",
            CertificateProviderPort.message,
            object: "srst branch-12",
            field: "certificate-provider-port",
            hint: "Give a number from 1024 to 49151."
        )
        let worded = Language.japanese.worded(problem)
        #expect(
            worded.description == "srst branch-12, field \"certificate-provider-port\": "
                + "ポート番号に使用できるのは数字だけです 1024 から 49151 までの数値を指定してください。"
        )
        #expect(worded.code == problem.code && worded.kind == problem.kind)
        #expect(Language.english.worded(problem) == problem)
        var other = problem
        other.field = "sip"
        #expect(Language.japanese.worded(other) == other)
    }

    @Test(
        "S12: every step of the checklist has a Japanese title and remedy of its own",
        arguments: SRSTCheckReport.Step.allCases
    )
    func checklist(_ step: SRSTCheckReport.Step) {
        let line = SRSTCheckReport.Line(step, .notYet, "found", remedy: "Do it.", command: "cnfctl x")
        let text = SRSTCheck.text(SRSTCheckReport(object: "srst a", checkedAt: "", lines: [line]), .japanese)
        #expect(text.contains("未完了") && text.contains(JapaneseChecklist.title(step)))
        #expect(text.contains("  \(step.rawValue): \(JapaneseChecklist.remedy(step))"))
        #expect(text.contains("run: cnfctl x") && !text.contains("Do it."))
        let titles = Set(SRSTCheckReport.Step.allCases.map(JapaneseChecklist.title))
        #expect(titles.count == SRSTCheckReport.Step.allCases.count)
        let english = SRSTCheck.text(SRSTCheckReport(object: "srst a", checkedAt: "", lines: [line]), .english)
        #expect(english.contains("not yet") && english.contains("  \(step.rawValue): Do it."))
    }
}
