public import Cryptography
public import Encoding
import GRDB
import MerkleLog

/// Where a row stands in the log.
public struct LogPlace: Sendable {
    /// From 0.
    public let index: Int64
    /// The columns of a row whose payload is its JSON, the document itself left out; `nil` where
    /// the payload is the bytes alone.
    public let row: JSONValue?
}

extension Ledger {
    /// The entry of the document as it is handed on: of the authority's copy, where there is one.
    public func logPlace(of document: DocumentRecord) throws(LedgerError) -> LogPlace {
        try store.read { db throws(LedgerError) in
            let cleared = try db.first(
                """
                SELECT id, document_id, answer_id, recorded_at
                FROM cleared
                WHERE document_id = :id
                """, [.integer(document.id)]
            ) { (id: $0.integer(0), json: $0.json) }
            let kind: EntryKind = cleared == nil ? .document : .cleared
            let id = cleared?.id ?? document.id
            let seq = try db.first(
                "SELECT seq FROM entry WHERE kind = :kind AND row_id = :id",
                [.text(kind.rawValue), .integer(id)]
            ) { $0.integer(0) }
            guard let seq else { throw .badRow(table: kind.rawValue, id: id, column: "seq") }
            return LogPlace(index: seq - 1, row: cleared?.json)
        }
    }

    /// Gives the leaf hashes of the log's first entries in order, a page under one lock at a time.
    ///
    /// - Returns: False if the log is shorter than `size`.
    public func forEachLeaf(
        upTo size: Int64, _ body: (SHA256Digest) -> Void
    ) throws(LedgerError) -> Bool {
        var done: Int64 = 0
        while done < size {
            let before = done
            let page = min(before + Self.pageRows, size)
            try store.perform { db throws(LedgerError) in
                try db.each(
                    """
                    SELECT seq, leaf_hash
                    FROM entry
                    WHERE seq > :after AND seq <= :last
                    ORDER BY seq
                    """,
                    [.integer(before), .integer(page)]
                ) { row throws(LedgerError) in
                    let seq = row.integer(0)
                    guard seq == done + 1 else {
                        throw .badRow(table: "entry", id: seq, column: "seq")
                    }
                    guard let leaf = SHA256Digest(row.blob(1)) else {
                        throw .badRow(table: "entry", id: seq, column: "leaf_hash")
                    }
                    body(leaf)
                    done += 1
                    return true
                }
            }
            if done == before { return false }
        }
        return true
    }
}
