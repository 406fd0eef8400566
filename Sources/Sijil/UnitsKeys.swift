public import Cryptography
import Glibc
public import Invoicing
import KeyStore
import Ledger

/// A fresh key folder in place of one that cannot be used: its passphrase is forgotten, it is lost,
/// or it is a copy.
extension Workplace {
    public struct KeysRenewed: Sendable {
        public let folder: String
        /// Where the folder is now that had the place; `nil` if there was none.
        public let movedAside: String?
        /// Why the key of the log, which the old folder has, did not come along.
        public let logKeyLeft: (any ExplainedError)?
    }

    /// Makes an empty key folder with this passphrase, and moves one that is there aside. What the
    /// old one remembers of released documents goes along, so that no counter is given twice, and
    /// the key of the log, if this passphrase opens it: no other can ever sign its checkpoints.
    ///
    /// A fresh folder that an earlier call made is kept if it has this passphrase, so the enrolment
    /// that follows may be repeated by the same command.
    public func renewKeys(passphrase: SecretBytes) throws -> KeysRenewed {
        try Passphrase.check(passphrase)
        if try isFresh(passphrase) {
            return KeysRenewed(folder: keysFolder, movedAside: nil, logKeyLeft: nil)
        }
        let time = FilePath.time(surroundings.now().description)
        let new = FilePath.unused("\(keysFolder).old-\(time)")
        let old = try memory()
        var (logKey, left): (Ed25519PrivateKey?, (any ExplainedError)?)
        if let store = old.store, store.hasLogKey {
            do {
                logKey = try ownLogKey(in: store, passphrase: passphrase)
            } catch let error as any ExplainedError { left = error }
        }
        // Finished under the name that the old folder will have, so that one step ends it all.
        let store = try KeyStore.create(directory: new, ledger: ledger.header.uuid)
        do {
            try store.advanceTips(old.tips)
            if let backup = old.backup {
                try store.noteBackup(at: backup.at, logSize: backup.logSize)
            }
            if let logKey { try store.storeLogKey(logKey, passphrase: passphrase) }
            let isReplacing = hasKeys
            if isReplacing {
                try Exchange.swap(new, keysFolder)
            } else {
                try Exchange.place(new, at: keysFolder)
            }
            return KeysRenewed(
                folder: keysFolder, movedAside: isReplacing ? new : nil, logKeyLeft: left)
        } catch {
            for name in (try? Files.names(in: new)) ?? [] { unlink("\(new)/\(name)") }
            rmdir(new)
            throw error
        }
    }

    /// Whether the folder in place is one that holds nothing yet but keys without certificates,
    /// sealed with this passphrase.
    private func isFresh(_ passphrase: SecretBytes) throws -> Bool {
        guard hasKeys, let store = try? keyStore(), (try? store.checkPlace()) != nil,
            (try? store.readTips()) != nil
        else { return false }
        let certified = try ledger.units().flatMap { try ledger.signingKeys(unit: $0.name) }
            .filter(\.hasCertificate)
        guard !certified.contains(where: { store.hasKey(spki: $0.spki) }) else { return false }
        // A key of another ledger's log, or a damaged one, is no part of a fresh folder.
        if store.hasLogKey, (try? ownLogKey(in: store, passphrase: passphrase)) == nil {
            return false
        }
        return (try? prove(passphrase, in: store)) != nil
    }

    private struct Memory {
        var tips: [Tip] = []
        var backup: BackupNote?
        /// The folder that remembers.
        var store: KeyStore?
    }

    /// What the folder in place remembers; of a lost one, what the last that was moved aside does.
    private func memory() throws -> Memory {
        let (parent, name) = FilePath.split(keysFolder)
        var folder: String? = keysFolder
        if !hasKeys {
            folder = try Files.names(in: parent).last { $0.hasPrefix("\(name).old-") }
                .map { "\(parent)/\($0)" }
        }
        guard let folder else { return Memory() }
        // The wrong ledger's folder remembers nothing of this one.
        guard let store = try? KeyStore.open(directory: folder, ledger: ledger.header.uuid) else {
            return Memory()
        }
        do {
            try store.checkPlace()
        } catch KeyStoreError.keysOfAnotherLedger {
            return Memory()
        } catch {}
        return Memory(
            tips: (try? store.readTips()) ?? [], backup: try? store.lastBackup(), store: store)
    }
}
