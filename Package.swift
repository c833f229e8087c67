// swift-tools-version: 6.2
import PackageDescription

/// Lays the functions that every task calls side by side: strewn over 34 MB of program, the system maps sixteen pages for each of
/// them. `make function_order` finds them; lld, which every toolchain brings, keeps to the order.
let functionOrder = LinkerSetting.unsafeFlags(
    [
        "-use-ld=lld", "-Xlinker", "--symbol-ordering-file=\(Context.packageDirectory)/deploy/function-order.txt",
        "-Xlinker", "--no-warn-symbol-ordering",
    ], .when(platforms: [.linux], configuration: .release))

let package = Package(
    name: "lakewright",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "lakewright-api", targets: ["APIServer"]),
        .executable(name: "lakewright-worker", targets: ["Worker"]),
        .library(name: "TrinoSQL", targets: ["TrinoSQL"]),
        .library(name: "Optimizer", targets: ["Optimizer"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(
            url: "https://github.com/apple/swift-configuration", from: "1.4.0",
            traits: [.defaults, "CommandLineArguments"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // System libraries, with the shims that variadic C functions need.
        .systemLibrary(
            name: "CHiredis", pkgConfig: "hiredis",
            providers: [.apt(["libhiredis-dev"]), .brew(["hiredis"])]),
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),
        .systemLibrary(
            name: "CSQLiteShims", pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),

        // What Swift's module of the C library lacks.
        .systemLibrary(name: "CPlatform"),
        .systemLibrary(
            name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .systemLibrary(name: "CProcess"),

        // SQL as data.
        .target(name: "TrinoSQL"),
        // The reason the project exists; pure.
        .target(
            name: "Optimizer",
            dependencies: ["TrinoSQL", "CZlib"]),

        // Clients.
        .target(
            name: "HTTPTransport",
            dependencies: ["CCurl", .product(name: "Logging", package: "swift-log")]),
        .target(
            name: "TrinoClient",
            dependencies: ["HTTPTransport", .product(name: "Logging", package: "swift-log")]),
        .target(
            name: "LLMClient",
            dependencies: ["HTTPTransport", .product(name: "Logging", package: "swift-log")]),

        // What the API and the workers both speak.
        .target(
            name: "Shared",
            dependencies: [
                "CHiredis", "CPlatform", "CProcess", "CSQLiteShims",
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .target(
            name: "WorkerService",
            dependencies: [
                "Shared", "Optimizer", "TrinoClient", "LLMClient",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),

        // `/metrics` on a port of its own.
        .target(
            name: "MetricsEndpoint",
            dependencies: [
                "Shared",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),

        // Executables.
        .executableTarget(
            name: "APIServer",
            dependencies: [
                "CZlib", "Shared", "TrinoClient", "WorkerService", "MetricsEndpoint",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], linkerSettings: [functionOrder]),
        .executableTarget(
            name: "Worker",
            dependencies: [
                "Shared", "Optimizer", "TrinoSQL", "WorkerService", "MetricsEndpoint",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], linkerSettings: [functionOrder]),

        // Tests.
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .testTarget(name: "TrinoSQLTests", dependencies: ["TrinoSQL"]),
        .testTarget(name: "OptimizerTests", dependencies: ["Optimizer", "TestSupport"]),
        .testTarget(name: "HTTPTransportTests", dependencies: ["HTTPTransport", "TestSupport"]),
        .testTarget(name: "TrinoClientTests", dependencies: ["TrinoClient", "TestSupport"]),
        .testTarget(name: "LLMClientTests", dependencies: ["LLMClient", "TestSupport"]),
        .testTarget(
            name: "SharedTests",
            dependencies: ["Shared", "TestSupport", .product(name: "Metrics", package: "swift-metrics")]),
        .testTarget(
            name: "WorkerServiceTests",
            dependencies: [
                "WorkerService", "Optimizer", "Shared", "TrinoClient", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .testTarget(
            name: "APIServerTests",
            dependencies: [
                "APIServer", "Shared", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ]),
        .testTarget(
            name: "SystemTests",
            dependencies: ["Shared", "TestSupport", .product(name: "Crypto", package: "swift-crypto")]),
    ]
)
