import Cryptography
import Glibc
import MerkleLog

/// What is stamped, and the files around it.
///
/// A checkpoint may be cosigned later, and its file then changes. So what is stamped is the
/// checkpoint with the log's own signature and no other; it is kept as a file of its own, and the
/// tokens beside it:
///
///   000000000118.checkpoint       with all signatures
///   000000000118.stamped          with the log's alone: what the tokens are over
///   000000000118.stamped.tsr      a token; further ones are NAME.2.tsr, NAME.3.tsr, …
///   000000000118.stamped.tsq      a query that waits for its reply
///
/// A token may be stamped too, before the certificates in it end: FILE.tsr.tsr is over FILE.tsr.
struct StampSubject {
    static let suffix = ".stamped"
    static let tokenSuffix = ".tsr"
    private static let querySuffix = ".tsq"

    /// The file as which `bytes` are kept.
    let path: String
    let bytes: [UInt8]

    /// - Parameter file: A checkpoint of the log, or a token.
    /// - Throws: ``TimestampFailure/notOurs(path:)``; ``AnchorError/damaged(path:_:)``.
    init(_ file: String, log: NoteKey) throws {
        let read = try Files.read(file, limitBytes: SignedNote.limitBytes)
        if file.hasSuffix(Self.tokenSuffix) {
            do throws(TimestampError) {
                _ = try TimestampToken.read(read)
            } catch {
                throw TimestampFailure.unsound(path: file, error)
            }
            path = file
            bytes = read
            return
        }
        let checkpoint: SignedCheckpoint
        do throws(NoteError) {
            checkpoint = try SignedCheckpoint(read)
        } catch {
            throw AnchorError.damaged(path: file, error)
        }
        guard let alone = checkpoint.alone(signedBy: log) else {
            throw TimestampFailure.notOurs(path: file)
        }
        bytes = alone.bytes
        let stem =
            [AnchorFolder.suffix, Self.suffix].first { file.hasSuffix($0) }
            .map { String(file.dropLast($0.count)) } ?? file
        path = stem + Self.suffix
    }

    /// The queries that wait in a folder, by the files that they are about.
    static func waiting(in folder: String) throws -> [(file: String, query: TimestampQuery)] {
        try Files.names(in: folder).filter { $0.hasSuffix(querySuffix) }.compactMap { name in
            let path = "\(folder)/\(name)"
            let bytes = try Files.read(path, limitBytes: TimestampToken.limitBytes)
            guard let query = TimestampQuery.read(bytes) else { return nil }
            return (String(path.dropLast(querySuffix.count)), query)
        }
    }

    /// The query that waits for its reply, if it is for the same policy; else a new one.
    func query(policy: String?) throws -> TimestampQuery {
        if let waiting = try waitingQuery(), waiting.policy == policy { return waiting }
        let query = TimestampQuery(over: bytes, policy: policy)
        try Files.writeNew(bytes, to: path)
        try Files.replace(query.der, at: path + Self.querySuffix)
        return query
    }

    func waitingQuery() throws -> TimestampQuery? {
        let file = path + Self.querySuffix
        guard access(file, F_OK) == 0 else { return nil }
        return TimestampQuery.read(try Files.read(file, limitBytes: TimestampToken.limitBytes))
    }

    /// Keeps a token that answers a query about these bytes.
    ///
    /// - Returns: The token's file.
    func keep(_ token: TimestampToken, answering query: TimestampQuery) throws -> String {
        try Files.writeNew(bytes, to: path)
        for number in 1... {
            let middle = number == 1 ? "" : ".\(number)"
            let file = path + middle + Self.tokenSuffix
            do throws(SijilError) {
                try Files.writeNew(token.reply, to: file)
            } catch {
                if case .fileExists = error { continue }
                throw error
            }
            if try waitingQuery() == query { unlink(path + Self.querySuffix) }
            return file
        }
        preconditionFailure("numbers do not end")
    }
}
