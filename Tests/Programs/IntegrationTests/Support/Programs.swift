import Foundation
import Glibc
import TestSupport

/// Where the programs under test and the fixtures are.
enum Programs {
    /// The directory of the running test program; the products are built beside it.
    private static let directory: String = {
        var path = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = readlink("/proc/self/exe", &path, path.count - 1)
        let own = String(decoding: path.prefix(max(0, length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
        // The runner of a toolchain may have loaded the tests; then the bundle is its first argument.
        return [own, CommandLine.arguments[0]].map(parent).first { access($0 + "/cnfd", X_OK) == 0 } ?? parent(own)
    }()

    /// The daemon; another build of it when `CNFD_TEST_DAEMON` names one, for runs of many kills.
    static var cnfd: String { getenv("CNFD_TEST_DAEMON").map { String(cString: $0) } ?? directory + "/cnfd" }
    /// What lets a daemon's disk fail.
    static var failingDisk: String { directory + "/libFailingDisk.so" }
    /// What lets no packet of a program leave the machine.
    static var loopbackOnly: String { directory + "/libLoopbackOnly.so" }
    static var cnfctl: String { directory + "/cnfctl" }
    static var cnfsim: String { directory + "/cnfsim" }

    private static func parent(_ path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    }
}

/// The inputs that the demo and the golden files use too.
enum Fixture {
    private static let directory = Fixtures.folder.path

    /// The site with a head office and branches.
    static var site: String { directory + "/site.yaml" }

    /// A certificate by the name of its file.
    static func certificate(_ name: String) -> String { "\(directory)/certificates/\(name)" }

    /// The directory with the file of every phone of the site, `mixed` or `non-secure`.
    static func golden(_ mode: String) -> String { "\(directory)/golden/\(mode)" }

    /// A certificate of `fixtures/trust`.
    static func trust(_ name: String) -> String { "\(directory)/trust/\(name).pem" }

    /// Every phone of the site.
    static let phones = (0x55...0x60).map { "SEP0011223344" + String($0, radix: 16, uppercase: true) }

    /// The protected phones behind the secure reference.
    static let protectedPhones = [
        "SEP001122334455", "SEP001122334456", "SEP001122334458", "SEP001122334459",
    ]

    /// What gives each secret of the site away, as it is written there and as XML says it.
    static let secrets = [
        "swordfish", "12345", "p<w>", "p&lt;w", "second&secret", "second&amp;secret", "hidden", "tanaka-secret",
        "osaka-secret",
    ]

    /// The secrets that stand in a text.
    static func secrets(in text: String) -> [String] { secrets.filter { text.contains($0) } }
}
