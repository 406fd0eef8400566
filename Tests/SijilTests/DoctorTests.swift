import Cryptography
import Glibc
import Invoicing
import KeyStore
import Testing

@testable import Sijil

@Suite("Doctor")
struct DoctorTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let harm: @Sendable (Stand) throws -> Void
        /// `level check`, of all that is not ok.
        let says: [String]
        var testDescription: String { name }
    }

    /// What is true of every stand: nothing is submitted, and its certificate lasts a month.
    static let usual = ["warn certificate", "warn unsubmitted"]

    static let rows: [Row] = [
        Row(name: "nothing", harm: { _ in }, says: usual),
        Row(
            name: "no backup", harm: { unlink($0.path + ".keys/backup") },
            says: usual + ["warn backup"]),
        Row(
            name: "an old backup",
            harm: {
                $0.clock.move(8 * 86_400)
                try $0.issue("C")
            }, says: ["warn certificate", "fail unsubmitted", "warn backup"]),
        Row(
            name: "a ledger that others may read", harm: { chmod($0.path, 0o644) },
            says: ["warn ledger"] + usual),
        Row(
            name: "a clock that runs behind", harm: { $0.clock.move(-10) },
            says: ["fail clock"] + usual),
        Row(
            name: "a certificate that ended", harm: { $0.clock.move(31 * 86_400) },
            says: ["fail certificate", "fail unsubmitted", "warn backup"]),
        Row(
            name: "documents that are not late yet", harm: { $0.clock.move(9 * 3_600) },
            says: usual),
        Row(
            name: "documents that are late", harm: { $0.clock.move(10 * 3_600) },
            says: ["warn certificate", "fail unsubmitted"]),
        Row(
            name: "a unit without a certificate", harm: { try $0.addUnit("Jeddah-1") },
            says: ["warn certificate"] + usual),
        Row(
            name: "no key folder", harm: { Stand.remove($0.path + ".keys") },
            says: ["warn keys"] + usual + ["warn backup"]),
        Row(
            name: "a key folder that is a copy",
            harm: { stand in
                let folder = stand.path + ".keys"
                #expect(rename(folder, folder + "-2") == 0)
                mkdir(folder, 0o700)
                for name in try Files.names(in: folder + "-2") {
                    #expect(rename("\(folder)-2/\(name)", "\(folder)/\(name)") == 0)
                }
            }, says: ["fail keys"] + usual),
        Row(
            name: "a key file that others may read",
            harm: { chmod(try Self.key($0), 0o644) },
            says: ["fail keys", "fail passphrase"] + usual),
        Row(
            name: "a damaged key file",
            harm: { stand in
                try RestoringTests.harm(
                    stand, String(try Self.key(stand).dropFirst(stand.folder.count + 1))
                ) {
                    $0[100] ^= 1
                }
            }, says: ["fail keys", "fail passphrase"] + usual),
        Row(
            name: "a lost checksum", harm: { unlink(try Self.key($0) + ".sha256") },
            says: ["fail keys", "fail passphrase"] + usual),
        Row(
            name: "a lost key",
            harm: {
                let key = try Self.key($0)
                unlink(key)
                unlink(key + ".sha256")
            }, says: ["warn keys"] + usual),
        Row(
            name: "a lost key of the log",
            harm: {
                unlink($0.path + ".keys/log.p8")
                unlink($0.path + ".keys/log.p8.sha256")
            }, says: ["warn keys"] + usual),
        Row(
            name: "a damaged tip",
            harm: { try RestoringTests.harm($0, "shop.sijil.keys/tip") { $0[20] ^= 4 } },
            says: ["fail tip"] + usual),
        Row(
            name: "an older ledger",
            harm: { stand in
                try RestoringTests.replace(
                    stand.path, Files.read(stand.folder + "/older", limitBytes: 1 << 24))
            }, says: ["fail tip"] + usual),
        Row(
            name: "a restored ledger",
            harm: { _ = try RestoringTests.restoring($0, "older").run() },
            says: ["warn tip", "warn certificate", "warn unsubmitted"]),
        Row(
            name: "no ledger", harm: { unlink($0.path) }, says: ["fail ledger"]),
        Row(
            name: "a ledger with two names", harm: { link($0.path, $0.path + "-2") },
            says: ["fail ledger"]),
    ]

    @Test("each trouble is told by its check, with a remedy", arguments: rows)
    func trouble(_ row: Row) throws {
        let stand = try Stand()
        try stand.issue("A")
        try stand.backup("older")
        try stand.issue("B")
        try row.harm(stand)
        let checks = Doctor(
            stand.path, passphrase: stand.passphrase, surroundings: stand.surroundings
        ).run()
        let wrong = checks.filter { $0.level != .ok }
        #expect(wrong.map { "\($0.level) \($0.name)" } == row.says)
        for check in checks {
            #expect(check.message.en != check.message.ar)
            // A certificate's end is told together with the command.
            if check.level != .ok, check.name != "certificate" { #expect(check.remedy != nil) }
        }
        let libraries = try #require(checks.first { $0.name == "libraries" })
        #expect(!libraries.message.en.contains("?"))
    }

    @Test("the oldest document that waits is named by its time of issue")
    func oldest() throws {
        let stand = try Stand()
        try stand.issue("A")
        let checks = Doctor(
            stand.path, passphrase: nil, surroundings: stand.surroundings
        ).run()
        let message = try #require(checks.first { $0.name == "unsubmitted" }?.message)
        #expect(message.en.contains("issued at 2026-03-01T10:15:00 (Riyadh)"), "\(message.en)")
        #expect(message.ar.contains("2026-03-01T10:15:00"))
    }

    @Test("a wrong passphrase is told for each file")
    func wrongPassphrase() throws {
        let stand = try Stand()
        var text = Array("another passphrase".utf8)
        let checks = Doctor(
            stand.path, passphrase: .init(taking: &text), surroundings: stand.surroundings
        ).run()
        #expect(checks.filter { $0.name == "passphrase" }.map(\.level) == [.fail, .fail])
    }

    private static func key(_ stand: Stand) throws -> String {
        let name = try #require(try stand.keys().keyFiles().first)
        return "\(stand.path).keys/\(name)"
    }
}
