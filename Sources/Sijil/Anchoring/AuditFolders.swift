import Glibc
import MerkleLog
public import Verifier

/// The folders that an auditor brings, or finds beside a ledger.
public enum AuditFolders {
    /// Certificates, lists of revoked ones and dates of algorithms: ``TrustStore``.
    ///
    /// - Throws: ``TrustStoreError``; `SijilError` where a file cannot be read.
    public static func trust(_ folder: String) throws -> TrustStore {
        let names = try Files.names(in: folder).filter(TrustStore.takes)
        let files = try names.map { name in
            (name, try Files.read("\(folder)/\(name)", limitBytes: TrustStore.largestFile))
        }
        return try TrustStore(files: files)
    }

    /// Every file of a folder as a document that somebody shows; receipts (`.tlog-proof`) are
    /// anchors instead, and the index of an export is neither.
    ///
    /// - Throws: ``AnchorError/damaged(path:_:)`` for a receipt that is none.
    public static func documents(
        _ folder: String
    ) throws -> (documents: [ShownDocument], anchors: [Anchor]) {
        let documents = try Files.names(in: folder).filter {
            !$0.hasSuffix(Anchors.receiptSuffix) && !$0.hasPrefix(".") && $0 != ExportIndex.name
        }.map { name in
            ShownDocument(name: name) {
                try? Files.read("\(folder)/\(name)", limitBytes: largestDocument)
            }
        }
        return (documents, try Anchors.read(folder: folder, suffixes: [Anchors.receiptSuffix]))
    }

    /// The checkpoints in the folder that a firm keeps beside its ledger; `nil` where there is
    /// none. A file there that is no checkpoint is not one of them.
    public static func ownAnchors(ledger path: String) -> [Anchor]? {
        let folder = AnchorFolder(ledger: path).path
        guard access(folder, F_OK) == 0, let names = try? Files.names(in: folder) else {
            return nil
        }
        return names.filter { $0.hasSuffix(AnchorFolder.suffix) }.compactMap { name in
            let bytes = try? Files.read("\(folder)/\(name)", limitBytes: SignedNote.limitBytes)
            return bytes.flatMap { try? Anchor(name: name, bytes: $0) }
        }
    }

    private static let largestDocument = 10 << 20
}
