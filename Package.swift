// swift-tools-version: 6.2
import PackageDescription

// The targets and their arrows. `tools/check` compares every `import` with these lists: one way
// down, engines never import each other. A target may use a block lower than its own; `Encoding`
// and `Invoicing` are everyone's.

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let arguments: Target.Dependency = .product(
    name: "ArgumentParser", package: "swift-argument-parser")

let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")

func module(_ name: String, _ dependencies: [Target.Dependency], path: String? = nil) -> Target {
    .target(name: name, dependencies: dependencies, path: path, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [])
    -> Target
{
    .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

let package = Package(
    name: "Sijil",
    products: [.executable(name: "sijil", targets: ["CLI"])],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        // Part of Hummingbird's own tree; named only so that its log can be silenced.
        .package(url: "https://github.com/apple/swift-log.git", from: "1.6.0"),
    ],
    targets: [
        // Front ends: words and exit codes.
        .executableTarget(
            name: "CLI",
            dependencies: [
                "Sijil", "Verifier", "Page", "Emulator", "Witness", "Rules", "Mapping", "Picture",
                "EGS", "MerkleLog", "Cryptography", "Invoicing", "Encoding", "LedgerSchema",
                arguments,
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "schema-dump", dependencies: ["LedgerSchema", grdb], path: "Sources/SchemaDump",
            swiftSettings: strict),
        .executableTarget(
            name: "bench-limits",
            dependencies: ["Sheets", "Cryptography", "Invoicing", "Encoding"],
            path: "Sources/BenchLimits", swiftSettings: strict),
        .executableTarget(
            name: "fuzz",
            dependencies: [
                "Rules", "StampCheck", "UBL", "EGS", "MerkleLog", "Mapping", "Sheets",
                "Cryptography", "Invoicing", "Encoding",
            ],
            path: "Sources/Fuzz", swiftSettings: strict),

        // What people look at: the printed invoice, the page of an audit.
        .target(
            name: "Page",
            dependencies: [
                "Verifier", "UBL", "Picture", "XML", "Invoicing", "Encoding", mustache,
            ],
            resources: [.embedInCode("invoice.mustache"), .embedInCode("audit.mustache")],
            swiftSettings: strict),

        // The verbs.
        module(
            "Sijil",
            [
                "Ledger", "Verifier", "Signer", "KeyStore", "Fatoora", "StampCheck", "Rules", "UBL",
                "EGS", "MerkleLog", "Picture", "HTTP", "Mapping", "Sheets", "Cryptography",
                "Invoicing", "Encoding", "Crew",
            ]),

        // Engines: none imports another.
        module(
            "Ledger",
            [
                "LedgerSchema", "StampCheck", "UBL", "EGS", "MerkleLog", "Cryptography",
                "Invoicing", "Encoding", "Crew", "CSQLite", grdb,
            ]),
        module(
            "Verifier",
            [
                "LedgerSchema", "StampCheck", "Rules", "UBL", "EGS", "MerkleLog", "Cryptography",
                "Invoicing", "Encoding", "Crew", "CSQLite", grdb,
            ]),
        module("Signer", ["UBL", "EGS", "Cryptography", "Invoicing", "Encoding"]),
        module("KeyStore", ["EGS", "Cryptography", "Invoicing", "Encoding"]),
        module("Fatoora", ["HTTP", "EGS", "Cryptography", "Invoicing", "Encoding"]),
        .target(
            name: "Emulator",
            dependencies: [
                "TestCA", "StampCheck", "Rules", "UBL", "EGS", "Cryptography", "Invoicing",
                "Encoding", "Loopback", grdb,
            ],
            resources: [.embedInCode("openapi.json")], swiftSettings: strict),

        module(
            "Witness", ["MerkleLog", "Cryptography", "Invoicing", "Encoding", "Loopback", grdb]),

        // Formats: bytes and values, pure.
        module("StampCheck", ["UBL", "EGS", "Cryptography", "Invoicing", "Encoding"]),
        module("Rules", ["UBL", "XML", "Invoicing", "Encoding"]),
        module("UBL", ["XML", "Cryptography", "Invoicing", "Encoding"]),
        module("EGS", ["Cryptography", "Invoicing", "Encoding"]),
        module("MerkleLog", ["Cryptography", "Encoding"]),
        module("TestCA", ["EGS", "Cryptography", "Invoicing", "Encoding"]),
        module("Picture", ["CQRencode"]),
        module("Sheets", ["XML", "CLibZip", "Invoicing", "Encoding"]),
        module("Mapping", ["Sheets", "Invoicing", "Encoding"]),
        module("Invoicing", ["Encoding"]),
        module("Encoding", []),
        .target(
            name: "LedgerSchema", path: "migrations",
            resources: [
                .embedInCode("0001_ledger.sql"), .embedInCode("0002_authority.sql"),
                .embedInCode("0003_incident.sql"), .embedInCode("0004_import.sql"),
                .embedInCode("0005_closing.sql"),
                .embedInCode("0006_settlement.sql"),
            ],
            swiftSettings: strict),

        // Wrappers: no word of the field in them.
        module("XML", ["CLibXML2"]),
        module("Cryptography", ["CLibCrypto", "CSecp256k1", "Encoding"]),
        module("Crew", []),
        module("HTTP", ["CCurl"]),
        module("Loopback", [hummingbird, logging]),
        .target(name: "CSQLite", linkerSettings: [.linkedLibrary("sqlite3")]),
        .systemLibrary(
            name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(
            name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(
            name: "CSecp256k1", pkgConfig: "libsecp256k1", providers: [.apt(["libsecp256k1-dev"])]),
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(
            name: "CQRencode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(
            name: "CLibZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),

        // What several test targets need; no other target may import it.
        module("TestSupport", [], path: "Tests/TestSupport"),
        tests("CrewTests", ["Crew"]),
        tests("EncodingTests", ["Encoding"]),
        tests("InvoicingTests", ["Rules", "UBL", "Invoicing", "Encoding", "TestSupport"]),
        tests("CryptographyTests", ["Cryptography", "EGS", "TestCA", "Invoicing", "Encoding"]),
        tests("KeyStoreTests", ["KeyStore", "EGS", "Cryptography", "Invoicing", "Encoding"]),
        tests("HTTPTests", ["HTTP"]),
        tests(
            "FatooraTests",
            ["Fatoora", "HTTP", "EGS", "TestCA", "Cryptography", "Invoicing", "Encoding"]),
        tests("XMLTests", ["XML", "TestSupport"]),
        tests("UBLTests", ["UBL", "Signer", "EGS", "Cryptography", "Invoicing", "Encoding"]),
        tests("RulesTests", ["Rules", "XML", "Invoicing", "Encoding"]),
        tests(
            "StampCheckTests",
            ["StampCheck", "UBL", "EGS", "Cryptography", "Invoicing", "Encoding"]),
        tests(
            "EmulatorTests",
            [
                "CLI", "Emulator", "Fatoora", "Signer", "StampCheck", "UBL", "EGS", "Cryptography",
                "Invoicing", "Encoding", "TestSupport",
            ]),
        tests("PictureTests", ["Picture"]),
        tests(
            "WitnessTests",
            ["Witness", "MerkleLog", "Cryptography", "Invoicing", "Encoding", "HTTP"]),
        tests(
            "MerkleLogTests", ["MerkleLog", "Cryptography", "Encoding"],
            resources: [.embedInCode("Proofs/vectors.tsv")]),
        tests("PageTests", ["Page", "Verifier", "Picture", "Invoicing"]),
        tests(
            "SheetsTests", ["Sheets", "XML", "Invoicing", "Encoding"],
            resources: [.copy("Fixtures")]),
        tests(
            "MappingTests", ["Mapping", "Sheets", "Invoicing", "Encoding"],
            resources: [.copy("Fixtures")]),
        tests(
            "LedgerTests",
            [
                "Ledger", "LedgerSchema", "Signer", "TestCA", "StampCheck", "UBL", "EGS",
                "MerkleLog", "Cryptography", "Invoicing", "Encoding", grdb, "TestSupport",
            ]),
        tests(
            "VerifierTests",
            [
                "Verifier", "Ledger", "LedgerSchema", "Signer", "TestCA", "StampCheck", "UBL",
                "EGS", "MerkleLog", "Cryptography",
                "Invoicing", "Encoding", grdb, "TestSupport",
            ]),
        tests(
            "SijilTests",
            [
                "Sijil", "Ledger", "Verifier", "KeyStore", "TestCA", "EGS", "Cryptography",
                "Invoicing", "Encoding", "MerkleLog", "TestSupport",
            ]),
        tests(
            "EnrolmentTests",
            [
                "CLI", "Sijil", "Ledger", "KeyStore", "Fatoora", "Emulator", "EGS", "TestCA",
                "Cryptography", "Invoicing", "Encoding", "TestSupport",
            ],
            resources: [.copy("Files")]),
        tests(
            "CLITests",
            [
                "CLI", "TestCA", "EGS", "MerkleLog", "Cryptography", "Invoicing", "Encoding",
                "TestSupport",
            ],
            resources: [.copy("Transcripts")]),
    ]
)
