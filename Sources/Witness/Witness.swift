public import Cryptography
import Encoding
import GRDB
public import MerkleLog

/// Somebody outside the firm who remembers how large its log was, and signs only what continues it
/// (C2SP "tlog-witness").
///
/// It never signs two checkpoints of one log that contradict each other: the size it signed last is
/// compared, moved on and on the disk before the signature leaves.
public struct Witness: Sendable {
    public let key: NoteKey
    /// Inconsistent checkpoints of a log that are kept; one is evidence enough.
    private static let mostRefused = 1_000

    private let file: WitnessFile
    private let privateKey: Ed25519PrivateKey

    private init(_ file: WitnessFile, _ name: KeyName, _ privateKey: Ed25519PrivateKey) {
        self.file = file
        self.privateKey = privateKey
        key = NoteKey(name: name, kind: .witness, publicKey: privateKey.publicKey)
    }

    /// Makes a witness with a new key in a new file.
    ///
    /// - Parameter name: Something like `auditor.example/2026`.
    public static func create(
        _ path: String, name: String, passphrase: SecretBytes
    ) throws(WitnessError) -> Witness {
        guard let keyName = KeyName(name) else { throw .name(name) }
        let privateKey = Ed25519PrivateKey.generate()
        let sealed = EncryptedPKCS8.seal(key: privateKey.pkcs8(), passphrase: passphrase)
        let file = try WitnessFile(creating: path)
        try file.write { db in
            try db.execute(
                sql: "INSERT INTO witness (id, name, private_key) VALUES (1, :name, :key)",
                arguments: ["name": name, "key": String(decoding: sealed, as: UTF8.self)])
        }
        return Witness(file, keyName, privateKey)
    }

    /// Opens a witness's file and its key.
    public static func open(
        _ path: String, passphrase: SecretBytes
    ) throws(WitnessError) -> Witness {
        let file = try WitnessFile(opening: path)
        let row = try file.read { db in
            try Row.fetchOne(db, sql: "SELECT name, private_key FROM witness WHERE id = 1")
        }
        guard let row, let name = KeyName(row["name"] as String) else {
            throw .foreign(path: path)
        }
        let privateKey: Ed25519PrivateKey?
        do {
            let pem = Array((row["private_key"] as String).utf8)
            privateKey = Ed25519PrivateKey.read(
                pkcs8: try EncryptedPKCS8.open(pem, passphrase: passphrase))
        } catch {
            throw .key(error)
        }
        guard let privateKey else { throw .foreign(path: path) }
        return Witness(file, name, privateKey)
    }

    /// Takes a log among those it vouches for.
    ///
    /// - Parameter line: The log's key as one line of text.
    public func trust(_ line: String) throws(WitnessError) {
        guard let log = try? NoteKey.read(line.utf8), log.kind == .log else { throw .logKey(line) }
        let known = try file.write { db in
            try db.execute(
                sql: "INSERT INTO log (origin, key) VALUES (:origin, :key) ON CONFLICT DO NOTHING",
                arguments: ["origin": log.name.text, "key": log.text])
            return try String.fetchOne(
                db, sql: "SELECT key FROM log WHERE origin = :origin",
                arguments: ["origin": log.name.text])
        }
        guard known == log.text else { throw .logTaken(origin: log.name.text) }
    }

    /// Judges a request and, where the log only grew, cosigns its checkpoint.
    ///
    /// The order of the checks, and so of the refusals, is that of the page. What is signed but
    /// inconsistent is kept.
    ///
    /// - Parameter seconds: Now, since 1970.
    public func answer(
        _ request: [UInt8], at seconds: Int64
    ) throws(WitnessError) -> WitnessAnswer {
        guard let request = try? WitnessRequest.read(request) else { return .malformed }
        return try file.write { db in try answer(request, at: seconds, db) }
    }

    /// The last checkpoint that this witness cosigned for a log, with both signatures.
    ///
    /// - Parameter originHash: SHA-256 of the origin in lower-case hexadecimal, as the page has it.
    public func checkpoint(originHash: String) throws(WitnessError) -> [UInt8]? {
        let rows = try file.read { db in
            try Row.fetchAll(db, sql: "SELECT origin, checkpoint FROM cosigned")
        }
        let row = rows.first { row in
            let digest = SHA256.hash(Array((row["origin"] as String).utf8))
            return Hex.encode(digest.bytes) == originHash
        }
        return row.map { Array(($0["checkpoint"] as String).utf8) }
    }

    private func answer(
        _ request: WitnessRequest, at seconds: Int64, _ db: Database
    ) throws -> WitnessAnswer {
        let checkpoint = request.checkpoint.checkpoint
        let origin = checkpoint.origin.text
        let known = try String.fetchOne(
            db, sql: "SELECT key FROM log WHERE origin = :origin", arguments: ["origin": origin])
        guard let known, let log = try? NoteKey.read(known.utf8) else { return .unknownLog }
        guard request.checkpoint.isSigned(by: log) else { return .unsigned }
        guard request.proof.oldSize <= checkpoint.size else { return .malformed }
        let last = try Row.fetchOne(
            db, sql: "SELECT size, root FROM cosigned WHERE origin = :origin",
            arguments: ["origin": origin])
        let lastSize = last.map { $0["size"] as Int64 } ?? 0
        guard request.proof.oldSize == lastSize else { return .otherSize(last: lastSize) }
        let lastRoot = last.flatMap { Base64.decode($0["root"] as String) }
            .flatMap { SHA256Digest($0) }
        guard Self.continues(request.proof, lastRoot, checkpoint) else {
            try keep(request, at: seconds, db)
            return .inconsistent
        }
        let signature = NoteSignature.witness(
            checkpoint.text, at: seconds, name: key.name, by: privateKey)
        let signed = request.checkpoint.adding(signature)
        try db.execute(
            sql: """
                INSERT INTO cosigned (origin, size, root, checkpoint, seconds)
                VALUES (:origin, :size, :root, :checkpoint, :seconds)
                ON CONFLICT (origin) DO UPDATE
                SET size = excluded.size, root = excluded.root,
                    checkpoint = excluded.checkpoint, seconds = excluded.seconds
                """,
            arguments: [
                "origin": origin, "size": checkpoint.size, "seconds": seconds,
                "root": Base64.encode(checkpoint.root.bytes),
                "checkpoint": String(decoding: signed.bytes, as: UTF8.self),
            ])
        return .cosigned(signature.line)
    }

    /// Keeps an inconsistent request as evidence: one for each checkpoint that the log signed.
    ///
    /// The proof above it is not signed, so anybody could send one checkpoint again and again with
    /// ever new proofs.
    private func keep(_ request: WitnessRequest, at seconds: Int64, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO refused (origin, request, reason, seconds)
                SELECT :origin, :request, 'inconsistent', :seconds
                WHERE NOT EXISTS (
                    SELECT 1 FROM refused
                    WHERE origin = :origin AND instr(request, :checkpoint) > 0)
                  AND (SELECT count(*) FROM refused WHERE origin = :origin) < :most
                """,
            arguments: [
                "origin": request.checkpoint.checkpoint.origin.text, "seconds": seconds,
                "request": String(decoding: request.bytes, as: UTF8.self),
                "checkpoint": String(decoding: request.checkpoint.checkpoint.text, as: UTF8.self),
                "most": Self.mostRefused,
            ])
    }

    /// Whether the new tree begins with the one cosigned last.
    private static func continues(
        _ proof: ConsistencyProof, _ lastRoot: SHA256Digest?, _ checkpoint: Checkpoint
    ) -> Bool {
        if checkpoint.size == 0 {
            return proof.hashes.isEmpty && checkpoint.root == MerkleTree().root()
        }
        // Every tree continues an empty one, so there is nothing to prove.
        guard proof.oldSize > 0 else { return proof.hashes.isEmpty }
        guard let lastRoot else { return false }
        return proof.proves(lastRoot, before: checkpoint.root)
    }
}
