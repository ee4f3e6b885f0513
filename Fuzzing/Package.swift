// swift-tools-version: 6.2
import PackageDescription

let clusterModel = Target.Dependency.product(name: "ClusterModel", package: "cnfd")
let tftp = Target.Dependency.product(name: "TFTP", package: "cnfd")
let platform = Target.Dependency.product(name: "Platform", package: "cnfd")
let serving = Target.Dependency.product(name: "Serving", package: "cnfd")
let staticFiles = Target.Dependency.product(name: "StaticFiles", package: "cnfd")
let publishing = Target.Dependency.product(name: "Publishing", package: "cnfd")

// A package of its own, because a package with unsafe flags cannot be depended on.
let package = Package(
    name: "Fuzzing",
    dependencies: [.package(name: "cnfd", path: "..")],
    targets: [
        .executableTarget(name: "FuzzPacket", dependencies: ["Expectations", tftp]),
        .executableTarget(name: "FuzzRequestPath", dependencies: ["Expectations", tftp]),
        .executableTarget(
            name: "FuzzFileName",
            dependencies: ["Expectations", clusterModel, platform, publishing, serving, staticFiles, tftp]
        ),
        .target(name: "Expectations"),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .treatAllWarnings(as: .error),
        .strictMemorySafety(),
        // libFuzzer brings the main function.
        .unsafeFlags(["-parse-as-library"]),
    ]
}
