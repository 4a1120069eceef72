// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Invitations",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "gatehouse", path: "../..")],
    targets: [
        .target(
            name: "Invitations", dependencies: [.product(name: "ManagementClient", package: "gatehouse")]),
        .testTarget(
            name: "InvitationsTests",
            dependencies: ["Invitations", .product(name: "GatehouseTesting", package: "gatehouse")]),
    ]
)
