// swift-tools-version: 6.2
import PackageDescription

/// Wanted for writing the documentation alone, so that no other build fetches it.
let documentation: [Package.Dependency] =
    Context.environment["GATEHOUSE_DOCS"] == nil
    ? [] : [.package(url: "https://github.com/swiftlang/swift-docc-plugin.git", from: "1.5.0")]

/// What every target is compiled with.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let configuration: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let inMemoryTracing: Target.Dependency = .product(name: "InMemoryTracing", package: "swift-distributed-tracing")
let jwtKit: Target.Dependency = .product(name: "JWTKit", package: "jwt-kit")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let metricsTestKit: Target.Dependency = .product(name: "MetricsTestKit", package: "swift-metrics")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let orderedCollections: Target.Dependency = .product(name: "OrderedCollections", package: "swift-collections")
let subprocess: Target.Dependency = .product(
    name: "Subprocess", package: "swift-subprocess", condition: .when(platforms: [.linux, .macOS]))
let serviceLifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let tracing: Target.Dependency = .product(name: "Tracing", package: "swift-distributed-tracing")
let x509: Target.Dependency = .product(name: "X509", package: "swift-certificates")

/// The resources of each domain. A resource is a folder with what can be asked (`API`), what happens (`Server`) and
/// what must hold (`Tests`).
let domains: [(name: String, resources: [String], uses: [String])] = [
    ("Access", ["Roles", "ResourceServers", "Grants"], uses: []),
    (
        "Applications",
        [
            "Organizations", "Clients", "ClientGrants", "Connections", "DeviceCredentials", "ConnectionProfiles",
            "UserAttributeProfiles", "VerifiableCredentials", "SelfServiceProfiles",
        ],
        uses: ["AccessAPI"]
    ),
    (
        "Extensions",
        [
            "Rules", "RulesConfigs", "Hooks", "Actions", "ActionModules", "TokenExchangeProfiles", "Blacklists",
            "Migrations",
        ], uses: []
    ),
    ("Appearance", ["CustomDomains", "Branding", "Prompts"], uses: []),
    ("Operations", ["Logs", "Stats"], uses: []),
    ("Orchestration", ["Flows", "Forms"], uses: []),
    (
        "People",
        [
            "Users", "UsersByEmail", "AuthenticationMethods", "Sessions", "RefreshTokens", "UserBlocks", "Groups",
            "ConnectedAccounts", "Jobs", "Tickets",
        ], uses: ["AccessAPI", "ApplicationsAPI", "OperationsAPI"]
    ),
    (
        "Protection",
        [
            "AttackProtection", "Anomaly", "Guardian", "Keys", "NetworkACLs", "RiskAssessments", "SupplementalSignals",
        ], uses: []
    ),
    ("Streams", ["LogStreams", "EventStreams", "EventFeed"], uses: []),
    ("Tenant", ["TenantSettings", "Emails", "EmailTemplates"], uses: []),
]

/// Resources that have no `Tests` yet: the package manager refuses a folder that is not there.
let untested: Set<String> = ["UsersByEmail"]

func targets(of domain: (name: String, resources: [String], uses: [String])) -> [Target] {
    let uses: [Target.Dependency] = domain.uses.map { .target(name: $0) }
    let own: [Target.Dependency] = [.target(name: "\(domain.name)API"), "Contract"]
    let path = "Sources/Resources/\(domain.name)"
    let tested: [String] = domain.resources.filter { !untested.contains($0) }
    let api: [String] = domain.resources.map { "\($0)/API" }
    let server: [String] = domain.resources.map { "\($0)/Server" }
    let tests: [String] = tested.map { "\($0)/Tests" }
    let targets: [Target] = [
        .target(
            name: "\(domain.name)API", dependencies: ["Contract", "ManagementClientCore", orderedCollections] + uses,
            path: path, exclude: server + tests, sources: api, swiftSettings: settings),
        .target(
            name: domain.name,
            dependencies: own + [
                "Background", "Compression", "Events", "Keyring", "Liquid", "Mail", "Model", "Outbound", "Phones",
                "Search", "Scripts", "Serving", "Storage", "Secrets", "Triggers", orderedCollections,
            ]
                + uses,
            path: path, exclude: api + tests, sources: server, swiftSettings: settings),
    ]
    if tested.isEmpty { return targets }
    return targets + [
        .testTarget(
            name: "\(domain.name)Tests",
            dependencies: own
                + [
                    .target(name: domain.name), "Compression", "Events", "Mail", "ManagementClient", "Model",
                    "Outbound",
                    "Search",
                    "Secrets", "Storage",
                    "TestKit", httpTypes,
                ] + uses,
            path: path, exclude: api + server, sources: tests, swiftSettings: settings)
    ]
}

/// What the machine has.
let systemLibraries: [Target] = [
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CCrypt", pkgConfig: "libcrypt", providers: [.apt(["libcrypt-dev"])]),
    .systemLibrary(name: "CResolv", providers: [.apt(["libc6-dev"])]),
    .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
    .systemLibrary(name: "CXXHash", pkgConfig: "libxxhash", providers: [.apt(["libxxhash-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
]

/// All that is not a domain.
let ownTargets: [Target] = [
    .target(name: "Contract", dependencies: [orderedCollections], swiftSettings: settings),
    .target(
        name: "ManagementClientCore",
        dependencies: ["Contract", orderedCollections, httpTypes, logging, metrics, tracing],
        path: "Sources/ManagementClient/Core", swiftSettings: settings),
    .target(
        name: "ManagementClient",
        dependencies: [
            "Contract", "ManagementClientCore", asyncHTTPClient, httpTypes, jwtKit, nioCore, nioHTTP1, nioPosix,
        ] + domains.map { .target(name: "\($0.name)API") },
        path: "Sources/ManagementClient/Client", swiftSettings: settings),
    .testTarget(
        name: "ManagementClientTests",
        dependencies: [
            "ManagementClient", cryptoExtras, httpTypes, hummingbird, inMemoryTracing, jwtKit, logging, metricsTestKit,
            nioCore, nioPosix, tracing,
        ],
        path: "Sources/ManagementClient/Tests", swiftSettings: settings),
    .target(name: "Compression", dependencies: ["CZlib"], swiftSettings: settings),
    .target(name: "QRCodes", dependencies: ["CQREncode"], swiftSettings: settings),
    .target(name: "Workers", swiftSettings: settings),
    .target(name: "Outbound", dependencies: ["CCurl", "CResolv", "Workers"], swiftSettings: settings),
    .target(name: "CConfinement"),
    .target(
        name: "Scripts",
        dependencies: [
            "CConfinement", "Contract", "Workers", logging, subprocess,
            .product(name: "SystemPackage", package: "swift-system"),
        ], resources: [.embedInCode("ScriptHost.js")], swiftSettings: settings),
    .target(
        name: "Triggers",
        dependencies: [
            "Background", "Contract", "Events", "Model", "Scripts", "Secrets", "Serving", "Storage", crypto,
            orderedCollections,
        ], swiftSettings: settings),
    .target(name: "Storage", dependencies: ["Contract"], swiftSettings: settings),
    .target(name: "Events", dependencies: ["Contract", "Storage"], swiftSettings: settings),
    .target(name: "Background", dependencies: ["Contract", "Storage", logging], swiftSettings: settings),
    .target(name: "Search", dependencies: ["Contract", "Storage", orderedCollections], swiftSettings: settings),
    .target(name: "Liquid", dependencies: ["Contract", orderedCollections], swiftSettings: settings),
    .target(name: "SQLite", dependencies: ["Contract", "Storage", grdb, grdbSQLite], swiftSettings: settings),
    .target(name: "Postgres", dependencies: ["Storage", "CLibPQ", "Workers"], swiftSettings: settings),
    .target(
        name: "Secrets",
        dependencies: [
            "Contract", "CArgon2", "CCrypt", "CLibCrypto", "CXXHash", "Workers", crypto, cryptoExtras,
            orderedCollections, x509,
        ],
        swiftSettings: settings),
    .target(
        name: "Serving",
        dependencies: [
            "Background", "Contract", "Events", "Keyring", "Outbound", "Scripts", "Storage", "Secrets", "Workers",
            hummingbird, httpTypes, logging, metrics, nioCore, serviceLifecycle,
        ],
        swiftSettings: settings),
    .target(name: "Keyring", dependencies: ["Contract", "Secrets", "Storage"], swiftSettings: settings),
    .target(
        name: "Model",
        dependencies: ["Background", "Contract", "Events", "Search", "Secrets", "Storage", crypto, orderedCollections],
        swiftSettings: settings),
    .target(
        name: "Mail",
        dependencies: [
            "Background", "Contract", "Events", "Liquid", "Model", "Outbound", "Secrets", "Serving", "Storage",
            crypto,
            orderedCollections,
        ], swiftSettings: settings),
    .target(
        name: "Phones",
        dependencies: [
            "Background", "Contract", "Events", "Liquid", "Model", "Outbound", "Secrets", "Serving", "Storage",
            orderedCollections,
        ], swiftSettings: settings),
    .target(
        name: "Authentication",
        dependencies: [
            "Background", "Contract", "Events", "Keyring", "Liquid", "Mail", "Model", "Outbound", "Phones", "QRCodes",
            "Scripts",
            "Secrets",
            "Serving", "Storage", "Triggers", crypto, httpTypes, jwtKit, logging, orderedCollections,
        ],
        swiftSettings: settings),
    .target(
        name: "LegacyAPI",
        dependencies: ["Contract", "Outbound", "Secrets", "Serving", "Storage", httpTypes, orderedCollections],
        swiftSettings: settings),
    .target(
        name: "Gatehouse",
        dependencies: [
            "Authentication", "Background", "Contract", "Events", "Keyring", "LegacyAPI", "Mail", "Model",
            "Outbound", "Phones", "Postgres", "Scripts", "Secrets", "Serving", "SQLite", "Storage", "Triggers",
            httpTypes,
            logging,
            metrics, orderedCollections,
        ] + domains.flatMap { [.target(name: $0.name), .target(name: "\($0.name)API")] },
        swiftSettings: settings),
    .executableTarget(
        name: "gatehouse",
        dependencies: [
            "Background", "Compression", "Contract", "Gatehouse", "Outbound", "People", "PeopleAPI", "Scripts",
            "Serving",
            "Storage", argumentParser, configuration,
            logging,
            metrics, nioCore, serviceLifecycle,
            .product(name: "SystemPackage", package: "swift-system"),
        ], path: "Sources/gatehouse-cli", swiftSettings: settings),
    .executableTarget(
        name: "fuzz",
        dependencies: ["Contract", "Liquid", "People", "Search", "Serving", argumentParser, orderedCollections],
        path: "Tests/fuzz", swiftSettings: settings),
    .executableTarget(
        name: "baselines",
        dependencies: [
            "ManagementClient", argumentParser, asyncHTTPClient, cryptoExtras, grdb, hummingbird, logging, nioCore,
        ],
        path: "Benchmarks/Baselines", swiftSettings: settings),
    .target(
        name: "GatehouseTesting",
        dependencies: [
            "Contract", "Gatehouse", "Mail", "ManagementClient", "Outbound", "Phones", "SQLite", "Secrets", "Serving",
            "Storage",
            httpTypes, logging, orderedCollections, serviceLifecycle,
        ], swiftSettings: settings),
    .target(
        name: "TestKit",
        dependencies: [
            "CLibCrypto", "Contract", "Gatehouse", "GatehouseTesting", "Mail", "ManagementClient", "Outbound",
            "Phones", "Postgres", "Secrets",
            "Serving", "Storage", "Workers", crypto, cryptoExtras, httpTypes, logging, orderedCollections,
            serviceLifecycle,
        ], swiftSettings: settings),
    .testTarget(
        name: "ContractTests", dependencies: ["Contract", "TestKit", orderedCollections], swiftSettings: settings),
    .testTarget(
        name: "MailTests",
        dependencies: ["Contract", "Events", "Mail", "ManagementClient", "Outbound", "Storage", "TestKit"],
        swiftSettings: settings),
    .testTarget(name: "LiquidTests", dependencies: ["Contract", "Liquid"], swiftSettings: settings),
    .testTarget(name: "ScriptsTests", dependencies: ["Contract", "Scripts", logging], swiftSettings: settings),
    .testTarget(name: "SearchTests", dependencies: ["Contract", "Search"], swiftSettings: settings),
    .testTarget(
        name: "StorageTests", dependencies: ["Contract", "Gatehouse", "Storage", "TestKit"], swiftSettings: settings
    ),
    .testTarget(
        name: "OutboundTests", dependencies: ["Outbound", hummingbird, logging], swiftSettings: settings),
    .testTarget(
        name: "BackgroundTests", dependencies: ["Background", "Contract", "Storage", "TestKit", logging],
        swiftSettings: settings),
    .testTarget(
        name: "SecretsTests", dependencies: ["Contract", "Secrets", "TestKit"], swiftSettings: settings),
    .testTarget(
        name: "ServingTests", dependencies: ["Contract", "Serving", "TestKit", httpTypes, metrics],
        swiftSettings: settings),
    .testTarget(
        name: "AuthenticationTests",
        dependencies: [
            "Contract", "GatehouseTesting", "Mail", "ManagementClient", "Outbound", "Phones", "Secrets", "Serving",
            "Storage",
            "TestKit", crypto, httpTypes, jwtKit, logging, orderedCollections, serviceLifecycle,
        ],
        swiftSettings: settings),
    .testTarget(
        name: "GatehouseTests",
        dependencies: [
            "Contract", "Events", "Gatehouse", "Keyring", "Secrets", "Serving", "Storage", "TestKit",
            "ManagementClient", logging,
        ],
        swiftSettings: settings),
    .testTarget(
        name: "ArticleTests", dependencies: ["GatehouseTesting", "ManagementClient", httpTypes, logging],
        swiftSettings: settings),
    .testTarget(
        name: "SDKTests",
        dependencies: [
            "Contract", "Gatehouse", "GatehouseTesting", "ManagementClient", "Model", "Serving", "Storage", "TestKit",
            asyncHTTPClient, httpTypes, hummingbird, logging, nioCore, nioHTTP1, nioPosix,
        ] + domains.map { .target(name: "\($0.name)API") },
        swiftSettings: settings),
    .testTarget(name: "QRCodesTests", dependencies: ["QRCodes"], swiftSettings: settings),
    .testTarget(
        name: "GatehouseTestingTests",
        dependencies: ["Contract", "GatehouseTesting", "ManagementClient", asyncHTTPClient, httpTypes],
        swiftSettings: settings),
    .testTarget(
        name: "SecurityTests",
        dependencies: [
            "ApplicationsAPI", "Background", "Compression", "Contract", "Events", "Gatehouse", "Keyring", "LegacyAPI",
            "Liquid", "Mail", "ManagementClient", "PeopleAPI", "Model", "Outbound", "Phones", "Postgres", "SQLite",
            "Scripts", "Secrets", "Serving", "Storage", "TestKit",
            "Workers", crypto, httpTypes, jwtKit, logging, orderedCollections,
        ], path: "Tests/security", swiftSettings: settings),
    .testTarget(
        name: "LegacyAPITests",
        dependencies: ["Contract", "Gatehouse", "LegacyAPI", "ManagementClient", "TestKit", httpTypes],
        swiftSettings: settings),
]

let package = Package(
    name: "gatehouse",
    platforms: [.macOS(.v15), .iOS(.v18), .tvOS(.v18), .watchOS(.v11), .visionOS(.v2)],
    products: [
        .executable(name: "gatehouse", targets: ["gatehouse"]),
        .library(name: "ManagementClient", targets: ["ManagementClient"]),
        .library(name: "GatehouseTesting", targets: ["GatehouseTesting"]),
    ],
    dependencies: [
        .package(
            url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1", traits: ["FullFoundation"]),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/vapor/jwt-kit.git", from: "5.7.1"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-certificates.git", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration.git", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing.git", from: "1.7.3"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-collections.git", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-system.git", from: "1.8.1"),
        .package(url: "https://github.com/swiftlang/swift-subprocess.git", from: "1.0.2", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    ] + documentation,
    targets: systemLibraries + ownTargets + domains.flatMap(targets)
)
