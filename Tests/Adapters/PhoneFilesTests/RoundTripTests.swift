import ClusterModel
import Foundation
import PhoneFiles
import TestSupport
import TestTools
import Testing

@Suite("What is written is read back")
struct RoundTripTests {
    @Test("P01: libxml2 reads every value back as it was given", arguments: 0..<300)
    func values(seed: Int) throws {
        let circumstances = try Circumstances.random(seed: seed)
        let file = try circumstances.rendition()
        for (path, text) in circumstances.valuesByPath {
            let read = try PhoneFileReader.text(at: path, in: file)
            #expect(read.map { Array($0.utf8) } == Array(text.utf8), "\(path)")
        }
    }

    @Test("characters that XML gives a meaning are escaped")
    func escaping() throws {
        let circumstances = try Circumstances(phone: ["ssh-user": "a<b>&\"c'd]]>"])
        let file = String(decoding: try circumstances.rendition(), as: UTF8.self)
        #expect(file.contains("\n<sshUserId>a&lt;b&gt;&amp;&quot;c'd]]&gt;</sshUserId>\n"))
    }

    @Test("text beyond ASCII stands in the file as UTF-8")
    func unicode() throws {
        let circumstances = try Circumstances(
            group: ["members": [["address": "192.0.2.1", "description": "東京𠮷"]]],
            phone: ["owner-user-id": "山田 か\u{3099}"]
        )
        let file = try circumstances.rendition()
        #expect(file.firstRange(of: Array("<description>東京𠮷</description>".utf8)) != nil)
        #expect(file.firstRange(of: Array("<ownerId>山田 か\u{3099}</ownerId>".utf8)) != nil)
    }

    @Test("the layout is the call manager's: one element on each line, empty elements with both tags")
    func layout() throws {
        let file = String(decoding: try Circumstances(phone: ["protocol": "sccp"]).rendition(), as: UTF8.self)
        #expect(file.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<device>\n<fullConfig>true</fullConfig>\n"))
        #expect(file.hasSuffix("\n</phoneServices>\n</device>\n"))
        #expect(file.contains("\n<vendorConfig></vendorConfig>\n"))
        #expect(!file.contains("/>"))
        #expect(!file.contains("\n\n"))
        #expect(!file.contains("\n "))
    }

    static let xmllint = "/usr/bin/xmllint"

    @Test("xmllint accepts the files", arguments: 0..<5)
    func wellFormed(seed: Int) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).cnf.xml")
        try Data(try Circumstances.random(seed: seed).rendition()).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(try exitStatus(of: Self.xmllint, ["--noout", "--nonet", file.path]) == 0)
    }
}

extension Circumstances {
    /// Every text of these circumstances that stands in the file, by its place.
    var valuesByPath: [(path: String, text: String)] {
        var values = [
            ("sshUserId", phone.sshUser.text),
            ("sshPassword", phone.sshPassword.revealed.text),
            ("commonProfile/phonePassword", phone.phonePassword.revealed.text),
            ("userId", phone.ownerUserID.text),
            ("ownerId", phone.ownerUserID.text),
            ("certHash", certificateHash ?? ""),
            ("versionStamp", "1-2"),
            ("devicePool/name", pool.name.text),
            ("devicePool/dateTimeSetting/dateTemplate", pool.dateTime.template.text),
            ("devicePool/callManagerGroup/name", group.name.text),
            ("userLocale/name", pool.locale.userLocale.text),
            ("networkLocale", pool.locale.networkLocale.text),
            ("networkLocaleInfo/name", pool.locale.networkLocale.text),
            ("directoryURL", cluster.services.directory.text),
            ("servicesURL", cluster.services.services.text),
            ("secureIdleURL", cluster.services.idle.text),
        ]
        for (index, member) in group.members.enumerated() {
            let path = "devicePool/callManagerGroup/members/member[\(index + 1)]/callManager/"
            values += [(path + "name", member.name.text), (path + "description", member.description.text)]
        }
        for (index, line) in phone.lines.enumerated() {
            let path = "sipProfile/sipLines/line[\(index + 1)]/"
            let authenticationName = line.authenticationName.text.isEmpty ? line.number : line.authenticationName
            values += [
                (path + "featureLabel", line.label.text),
                (path + "name", line.number.text),
                (path + "contact", line.number.text),
                (path + "displayName", line.displayName.text),
                (path + "authName", authenticationName.text),
                (path + "authPassword", line.authenticationPassword.revealed.text),
                (path + "messagesNumber", line.voiceMailNumber.text),
                (path + "maxNumCalls", String(line.maximumCalls)),
                (path + "busyTrigger", String(line.busyTrigger)),
            ]
        }
        let levels = [("vendorConfig/", phone.settings), ("commonConfig/", profile.settings)]
        for (path, settings) in levels + [("enterpriseConfig/", cluster.settings)] {
            values += settings.all.map { (path + $0.name, $0.value.text) }
        }
        return values.map { ("/device/" + $0.0, $0.1) }
    }
}
