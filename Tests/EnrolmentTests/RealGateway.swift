import Emulator
import Foundation
import TestSupport
import Testing

/// The authority's own host name, answered on this computer: a proxy with a certificate for that
/// name under an authority of the test's own, before the emulator.
final class RealGateway {
    static let host = "gw-fatoora.zatca.gov.sa"

    /// What is wrong with the certificate.
    enum Flaw: String, CaseIterable, Sendable {
        case none, otherName = "other name", expired, unknownAuthority = "unknown authority"
    }

    let port: Int
    let folder: String
    /// The authority that the program is told to believe.
    var authority: String { folder + "/" + "ca.pem" }
    private let process = Process()
    private let input = Pipe()

    init(_ town: Town, base: String, flaw: Flaw = .none) throws {
        folder = town.bench.path("gateway-" + UUID().uuidString)
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false)
        try Self.makeCertificates(folder, flaw)
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", Bench.files + "/authority_proxy.py", "cert.pem", "key.pem",
            String(town.gate.port), base, Authority.basePath,
        ]
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardInput = input
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let line = output.fileHandleForReading.availableData
        let text = String(decoding: line, as: UTF8.self).split(separator: "\n").first
        port = try #require(text.flatMap { Int($0) }, "the proxy did not start")
    }

    deinit {
        // The proxy ends with its input.
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    var arguments: [String] {
        ["--proxy", "http://127.0.0.1:\(port)", "--ca-file", authority]
    }

    /// What came through, one line each.
    var seen: [String] {
        let text = try? String(contentsOfFile: folder + "/seen", encoding: .utf8)
        return (text ?? "").split(separator: "\n").map(String.init)
    }

    private static func makeCertificates(_ folder: String, _ flaw: Flaw) throws {
        let name = flaw == .otherName ? "other.example" : host
        let issuer = flaw == .unknownAuthority ? "other" : "ca"
        let end = flaw == .expired ? "20240102000000Z" : "20900101000000Z"
        let made = try shell(
            """
            set -e
            cd '\(folder)'
            for name in ca other; do
              openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 \
                -keyout $name.key -out $name.pem -subj "/CN=$name of a test"
            done
            openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem \
              -out request.pem -subj '/CN=a test'
            : > index
            cat > ca.cnf <<'END'
            [ca]
            default_ca = own
            [own]
            database = index
            rand_serial = yes
            new_certs_dir = .
            default_md = sha256
            policy = any
            x509_extensions = names
            [any]
            commonName = supplied
            [names]
            subjectAltName = DNS:\(name)
            END
            openssl ca -batch -config ca.cnf -cert \(issuer).pem -keyfile \(issuer).key \
              -in request.pem -out cert.pem -notext -startdate 20240101000000Z -enddate \(end)
            """)
        try #require(made.status == 0, "\(made.output)")
    }
}
