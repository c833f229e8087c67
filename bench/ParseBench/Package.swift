// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the product's build knows nothing of the benchmark.
let package = Package(
    name: "ParseBench",
    platforms: [.macOS(.v14)],
    dependencies: [.package(name: "lakewright", path: "../..")],
    targets: [
        .executableTarget(
            name: "ParseBench", dependencies: [.product(name: "TrinoSQL", package: "lakewright")]),
        .executableTarget(
            name: "ParseFuzz", dependencies: [.product(name: "TrinoSQL", package: "lakewright")]),
        .executableTarget(
            name: "SelectionBench", dependencies: [.product(name: "Optimizer", package: "lakewright")]),
    ]
)
