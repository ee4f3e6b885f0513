// swift-tools-version: 6.2
import PackageDescription

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "yams")
let nioConcurrencyHelpers = Target.Dependency.product(name: "NIOConcurrencyHelpers", package: "swift-nio")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioFoundation = Target.Dependency.product(name: "NIOFoundationEssentialsCompat", package: "swift-nio")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")

/// A floor of the house: its targets lie in `Sources/<floor>/<target>`, their tests in `Tests/<floor>/<target>Tests`.
func floor(_ name: String, _ targets: Target...) -> [Target] {
    for target in targets {
        let isForTests = target.type == .test || name == "Support"
        target.path = "\(isForTests ? "Tests" : "Sources")/\(name)/\(target.name)"
    }
    return targets
}

// Imports only go down this list: docs/architecture.md has the table, docs/design/targets.md the reasons.
let package = Package(
    name: "cnfd",
    products: [
        .executable(name: "cnfd", targets: ["cnfd"]),
        .executable(name: "cnfctl", targets: ["cnfctl"]),
        .executable(name: "cnfsim", targets: ["cnfsim"]),
        // For Fuzzing/, a package of its own.
        .library(name: "ClusterModel", targets: ["ClusterModel"]),
        .library(name: "Platform", targets: ["Platform"]),
        .library(name: "Publishing", targets: ["Publishing"]),
        .library(name: "Serving", targets: ["Serving"]),
        .library(name: "StaticFiles", targets: ["StaticFiles"]),
        .library(name: "TFTP", targets: ["TFTP"]),
        // For tests: loaded into a daemon, it lets the disk fail.
        .library(name: "FailingDisk", type: .dynamic, targets: ["FailingDisk"]),
        // For tests: loaded into every program they start, it lets no packet leave the machine.
        .library(name: "LoopbackOnly", type: .dynamic, targets: ["LoopbackOnly"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Executables: a thin @main each.
        floor(
            "Programs",
            .executableTarget(name: "cnfd", dependencies: ["Daemon", argumentParser]),
            .executableTarget(name: "cnfctl", dependencies: ["AdminCommands", argumentParser]),
            .executableTarget(name: "cnfsim", dependencies: ["SimulationCommands"]),
            .testTarget(
                name: "IntegrationTests",
                dependencies: [
                    "AdminAPI", "AdminClient", "CertificateProvider", "Certificates", "ClusterModel", "Contention",
                    "Documents", "OpenSSL", "Platform", "TLS", "TestSupport", "cnfctl", "cnfd", "cnfsim", grdb,
                ]
            )
        ),
        floor(
            "Assembly",
            .target(
                name: "Daemon",
                dependencies: [
                    "AdminAPI", "AdminServer", "Administration", "CCrash", "ClusterModel", "CommandLines", "Documents",
                    "Notifiers", "Platform", "Publishing", "SQLiteStore", "Serving", "StaticFiles", "Store",
                    "TFTPServer",
                    argumentParser, lifecycle, logging, nioConcurrencyHelpers, unixSignals,
                ]
            ),
            .target(
                name: "AdminCommands",
                dependencies: [
                    "AdminAPI", "AdminClient", "ClusterModel", "CommandLines", "Documents", "Platform", "SiteFiles",
                    argumentParser, unixSignals,
                ]
            ),
            .testTarget(
                name: "DaemonTests",
                dependencies: [
                    "AdminServer", "Daemon", "Platform", "Serving", "TFTPServer", "TestSupport", argumentParser,
                    logging, nioConcurrencyHelpers,
                ]
            ),
            .testTarget(
                name: "AdminCommandsTests",
                dependencies: [
                    "AdminAPI", "AdminCommands", "ClusterModel", "CommandLines", "Documents", "Platform",
                    "TestSupport", argumentParser,
                ]
            )
        ),
        floor(
            "Simulator",
            .target(
                name: "SimulationCommands",
                dependencies: [
                    "AdminAPI", "Certificates", "ClusterModel", "CommandLines", "Documents", "Platform", "Simulation",
                    "TLS", argumentParser,
                ]
            ),
            .target(
                name: "Simulation",
                dependencies: [
                    "Certificates", "ClusterModel", "PhoneFiles", "Platform", "Serving", "TFTP", "TLS",
                ]
            ),
            .testTarget(
                name: "SimulationTests",
                dependencies: [
                    "AdminAPI", "Certificates", "ClusterModel", "Documents", "PhoneFiles", "Platform", "Serving",
                    "Simulation", "SimulationCommands", "TFTP", "TFTPServer", "TLS", "TestSupport", argumentParser,
                ]
            )
        ),
        floor(
            "Services",
            .target(
                name: "TFTPServer",
                dependencies: ["Platform", "Serving", "TFTP", nioConcurrencyHelpers],
                // So does a receiver with the octets of what it received.
                swiftSettings: [.enableExperimentalFeature("Lifetimes")]
            ),
            .target(
                name: "AdminServer",
                dependencies: [
                    "AdminAPI", "Administration", "CMalloc", "Documents", "Platform", "Serving", httpTypes,
                    hummingbird, hummingbirdCore, lifecycle, logging, nioConcurrencyHelpers, nioCore, nioFoundation,
                    nioHTTP1, nioPosix,
                ]
            ),
            .target(
                name: "AdminClient",
                dependencies: [
                    "AdminAPI", "Documents", "Platform", nioConcurrencyHelpers, nioCore, nioFoundation, nioHTTP1,
                    nioPosix, unixSignals,
                ]
            ),
            .testTarget(
                name: "TFTPServerTests",
                dependencies: [
                    "CDatagram", "ClusterModel", "Platform", "Serving", "StaticFiles", "TFTP", "TFTPServer",
                    "TestSupport", nioConcurrencyHelpers,
                ]
            ),
            .testTarget(
                name: "AdminServerTests",
                dependencies: [
                    "AdminAPI", "AdminServer", "Administration", "Documents", "TestSupport", nioConcurrencyHelpers,
                ]
            )
        ),
        floor(
            "Application",
            .target(
                name: "Administration",
                dependencies: [
                    "AdminAPI", "CertificateProvider", "Certificates", "ClusterModel", "Documents", "Notifiers",
                    "OpenSSL", "PhoneFiles", "Platform", "Publishing", "Serving", "SiteFiles", "Store", "TLS",
                    nioConcurrencyHelpers,
                ]
            ),
            .target(
                name: "Publishing",
                dependencies: [
                    "ClusterModel", "Documents", "OpenSSL", "PhoneFiles", "Platform", "Serving", "Store",
                    nioConcurrencyHelpers,
                ]
            ),
            .testTarget(
                name: "AdministrationTests",
                dependencies: [
                    "AdminAPI", "Administration", "CertificateProvider", "Certificates", "ClusterModel", "Contention",
                    "Documents", "Notifiers", "OpenSSL", "PhoneFiles", "Platform", "Publishing", "SQLiteStore",
                    "Serving", "SiteFiles", "Store", "TFTPServer", "TLS", "TestSupport", grdb, nioConcurrencyHelpers,
                ]
            ),
            .testTarget(
                name: "PublishingTests",
                dependencies: ["ClusterModel", "Platform", "Publishing", "Store", "TestSupport"]
            )
        ),
        floor(
            "Adapters",
            .target(
                name: "SQLiteStore",
                dependencies: [
                    "ClusterModel", "Documents", "OpenSSL", "Platform", "Store", grdb, grdbSQLite,
                    nioConcurrencyHelpers,
                ]
            ),
            .target(name: "PhoneFiles", dependencies: ["CLibXML2", "ClusterModel", "Platform"]),
            .target(
                name: "CertificateProvider",
                dependencies: ["Certificates", "Platform", "TLS"]
            ),
            .target(
                name: "TLS",
                dependencies: ["COpenSSL", "Certificates", "OpenSSL", "Platform", nioConcurrencyHelpers]
            ),
            .target(name: "Certificates", dependencies: ["COpenSSL", "OpenSSL", "Platform"]),
            .target(name: "SiteFiles", dependencies: ["Documents", yams]),
            .target(name: "StaticFiles", dependencies: ["CBeneath", "Platform", "Serving", nioConcurrencyHelpers]),
            .target(
                name: "Notifiers",
                dependencies: ["CSpawn", "ClusterModel", "Documents", "Platform", nioCore, nioPosix]
            ),
            .testTarget(
                name: "SQLiteStoreTests",
                dependencies: [
                    "ClusterModel", "Documents", "Platform", "SQLiteStore", "SiteFiles", "Store", "StoreConformance",
                    "TestSupport", grdb,
                ]
            ),
            .testTarget(
                name: "PhoneFilesTests",
                dependencies: ["ClusterModel", "Documents", "PhoneFiles", "Platform", "TestSupport", "TestTools"]
            ),
            .testTarget(
                name: "CertificateProviderTests",
                dependencies: ["CertificateProvider", "Certificates", "Platform"]
            ),
            .testTarget(
                name: "CertificatesTests",
                dependencies: ["Certificates", "Platform", "TLS", "TestSupport", "TestTools"]
            ),
            .testTarget(
                name: "TLSTests",
                dependencies: ["Certificates", "Platform", "TLS", "TestSupport"]
            ),
            .testTarget(
                name: "SiteFilesTests",
                dependencies: ["ClusterModel", "Documents", "SiteFiles", "TestSupport"]
            ),
            .testTarget(
                name: "StaticFilesTests",
                dependencies: ["CBeneath", "Serving", "StaticFiles", "TestSupport"]
            ),
            .testTarget(
                name: "NotifiersTests",
                dependencies: ["ClusterModel", "Notifiers", "TestSupport", nioCore, nioPosix]
            )
        ),
        floor(
            "Ports",
            .target(name: "Store", dependencies: ["ClusterModel", "Documents", "Platform"]),
            .target(name: "AdminAPI", dependencies: ["ClusterModel", "Documents"]),
            // SharedBytes hands out a span of its bytes: a getter can say so only with Lifetimes.
            .target(
                name: "Serving",
                dependencies: ["ClusterModel", "Platform"],
                swiftSettings: [.enableExperimentalFeature("Lifetimes")]
            ),
            .target(name: "CommandLines", dependencies: ["Documents", "Platform"])
        ),
        floor(
            "Domain",
            .target(name: "ClusterModel", dependencies: ["Documents", "Platform"]),
            .target(name: "TFTP"),
            .target(name: "Documents", dependencies: ["Platform"]),
            .testTarget(
                name: "ClusterModelTests",
                dependencies: ["ClusterModel", "Documents", "Platform", "TestSupport"]
            ),
            .testTarget(name: "TFTPTests", dependencies: ["TFTP"]),
            .testTarget(name: "DocumentsTests", dependencies: ["Documents", "TestSupport"])
        ),
        // C: system libraries, and small shims.
        floor(
            "Platform",
            // A receiver of datagrams hands out a span of what it received: a method can say so only with Lifetimes.
            .target(
                name: "Platform",
                dependencies: ["CDatagram"],
                swiftSettings: [.enableExperimentalFeature("Lifetimes")]
            ),
            .target(name: "OpenSSL", dependencies: ["COpenSSL", "Platform"]),
            .testTarget(name: "OpenSSLTests", dependencies: ["OpenSSL", "Platform"]),
            .systemLibrary(name: "COpenSSL", pkgConfig: "libssl", providers: [.apt(["libssl-dev"])]),
            .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
            .systemLibrary(name: "CMalloc"),
            .target(name: "CDatagram"),
            .target(name: "CBeneath"),
            .target(name: "CSpawn"),
            .target(name: "CCrash")
        ),
        // What tests share.
        floor(
            "Support",
            .target(
                name: "TestSupport",
                dependencies: ["CDatagram", "ClusterModel", "Documents", "Platform", argumentParser]
            ),
            .target(name: "TestTools"),
            .target(
                name: "StoreConformance",
                dependencies: ["ClusterModel", "Documents", "Platform", "Store", "TestSupport", nioConcurrencyHelpers]
            ),
            .target(
                name: "Contention",
                dependencies: ["AdminAPI", "Documents", "SiteFiles", "TestSupport"]
            ),
            .target(name: "FailingDisk"),
            .target(name: "LoopbackOnly")
        ),
        [
            // No product: what Benchmarks/scale.sh compares with.
            .executableTarget(
                name: "render-whole",
                dependencies: [
                    "Certificates", "ClusterModel", "PhoneFiles", "Platform", "Publishing", "SQLiteStore", "Store",
                    grdb,
                ],
                path: "Benchmarks/RenderWhole"
            )
        ],
    ].flatMap { $0 },
    swiftLanguageModes: [.v6]
)

for target in package.targets where [.regular, .executable, .test].contains(target.type) {
    guard !["CDatagram", "CBeneath", "CSpawn", "CCrash", "FailingDisk", "LoopbackOnly"].contains(target.name) else {
        continue
    }
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
            .enableUpcomingFeature("ExistentialAny"),
            // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
            .enableUpcomingFeature("MemberImportVisibility"),
            // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
            .enableUpcomingFeature("InternalImportsByDefault"),
            // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0461-async-function-isolation.md
            .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
            // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0470-isolated-conformances.md
            .enableUpcomingFeature("InferIsolatedConformances"),
            // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0443-warning-control-flags.md
            .treatAllWarnings(as: .error),
            .treatWarning("DeprecatedDeclaration", as: .warning),
        ]
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0458-strict-memory-safety.md
    // Not on tests: the #expect expansion of a span is "unsafe" to the compiler.
    if target.type != .test && !["TestSupport", "TestTools"].contains(target.name) {
        target.swiftSettings?.append(.strictMemorySafety())
    }
}
