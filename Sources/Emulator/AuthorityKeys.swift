import Cryptography
import EGS
import Encoding
import GRDB
import Invoicing
import TestCA

/// The authority's own keys: two that issue certificates and one that stamps cleared documents.
///
/// The clearance key has a certificate from the same authority, so that a cleared copy can be
/// checked with nothing but itself. The real one leaves the taxpayer's certificate in its stamp,
/// whose key does not verify it (C9).
struct AuthorityKeys: Sendable {
    let production: TestAuthority
    let compliance: TestAuthority
    let clearanceKey: Secp256k1PrivateKey
    let clearanceCertificate: StampingCertificate

    /// Twenty years, longer than any certificate that is issued below.
    private static let lifeSeconds: Int64 = 20 * 365 * 86_400
    /// A clock that is set back a little must not find the authority unborn.
    private static let leewaySeconds: Int64 = 86_400

    private struct Stored {
        let key: Secp256k1PrivateKey
        let certificateDER: [UInt8]
        let notBefore: Instant
        let notAfter: Instant
    }

    init(in db: Database, now: Instant) throws {
        let production = try Self.authority(.production, "production", db, now)
        self.production = production
        compliance = try Self.authority(.compliance, "compliance", db, now)
        let stored =
            try Self.read("clearance", db)
            ?? Self.store("clearance", db, now) { key, notBefore, notAfter in
                try production.issue(
                    csrDER: Self.clearanceRequest(key), notBefore: notBefore, notAfter: notAfter)
            }
        clearanceKey = stored.key
        clearanceCertificate = try StampingCertificate(der: stored.certificateDER)
    }

    private static func authority(
        _ role: TestAuthority.Role, _ name: String, _ db: Database, _ now: Instant
    ) throws -> TestAuthority {
        func make(
            _ key: Secp256k1PrivateKey, _ notBefore: Instant, _ notAfter: Instant
        ) -> TestAuthority {
            TestAuthority(key: key, role: role, notBefore: notBefore, notAfter: notAfter)
        }
        let stored =
            try read(name, db)
            ?? store(name, db, now) { key, from, until in make(key, from, until).certificateDER }
        return make(stored.key, stored.notBefore, stored.notAfter)
    }

    private static func clearanceRequest(_ key: Secp256k1PrivateKey) -> [UInt8] {
        let subject = DistinguishedName([
            ("2.5.4.6", .printable, "SA"), ("2.5.4.10", .utf8, "Sijil emulator"),
            ("2.5.4.3", .utf8, "Clearance, no tax value"),
        ])
        let unit = DistinguishedName([
            (UnitAttribute.serial, .utf8, "1-Sijil|2-Emulator|3-Clearance"),
            (UnitAttribute.documents, .utf8, "1000"),
        ])
        return CertificateRequest(subject: subject, extensions: [.alternativeName(unit)], key: key)
            .der
    }

    private static func read(_ role: String, _ db: Database) throws -> Stored? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT private_key, certificate, not_before, not_after
                FROM authority WHERE role = ?
                """, arguments: [role])
        guard let row else { return nil }
        guard var key = Base64.decode(row["private_key"] as String),
            let certificate = Base64.decode(row["certificate"] as String)
        else { throw DatabaseError(message: "the \(role) key is damaged") }
        return Stored(
            key: try Secp256k1PrivateKey.read(pemOrDER: SecretBytes(taking: &key)),
            certificateDER: certificate, notBefore: Instant(secondsSince1970: row["not_before"]),
            notAfter: Instant(secondsSince1970: row["not_after"]))
    }

    private static func store(
        _ role: String, _ db: Database, _ now: Instant,
        _ certificate: (Secp256k1PrivateKey, Instant, Instant) throws -> [UInt8]
    ) throws -> Stored {
        let key = Secp256k1PrivateKey.generate()
        let notBefore = Instant(secondsSince1970: now.secondsSince1970 - leewaySeconds)
        let notAfter = Instant(secondsSince1970: now.secondsSince1970 + lifeSeconds)
        let der = try certificate(key, notBefore, notAfter)
        try db.execute(
            sql: """
                INSERT INTO authority (role, private_key, certificate, not_before, not_after)
                VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [
                role, Base64.encode(key.pkcs8().withBytes { Array($0) }), Base64.encode(der),
                notBefore.secondsSince1970, notAfter.secondsSince1970,
            ])
        return Stored(key: key, certificateDER: der, notBefore: notBefore, notAfter: notAfter)
    }
}
