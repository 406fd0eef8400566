public import Cryptography
import Glibc
import Invoicing
import KeyStore
import Ledger

/// A fresh key folder in place of one that cannot be used: its passphrase is forgotten, it is lost,
/// or it is a copy.
extension Workplace {
    public struct KeysRenewed: Sendable {
        public let folder: String
        /// Where the folder is now that had the place; `nil` if there was none.
        public let movedAside: String?
    }

    /// Makes an empty key folder with this passphrase, and moves one that is there aside. What the
    /// old one remembers of released documents goes along, so that no counter is given twice.
    ///
    /// A fresh folder that an earlier call made is kept if it has this passphrase, so the enrolment
    /// that follows may be repeated by the same command.
    public func renewKeys(passphrase: SecretBytes) throws -> KeysRenewed {
        try Passphrase.check(passphrase)
        if try isFresh(passphrase) { return KeysRenewed(folder: keysFolder, movedAside: nil) }
        let time = FilePath.time(surroundings.now().description)
        let new = FilePath.unused("\(keysFolder).old-\(time)")
        let old = try memory()
        // Finished under the name that the old folder will have, so that one step ends it all.
        let store = try KeyStore.create(directory: new, ledger: ledger.header.uuid)
        do {
            try store.advanceTips(old.tips)
            if let backup = old.backup {
                try store.noteBackup(at: backup.at, logSize: backup.logSize)
            }
            if hasKeys {
                try Exchange.swap(new, keysFolder)
                return KeysRenewed(folder: keysFolder, movedAside: new)
            }
            try Exchange.place(new, at: keysFolder)
            return KeysRenewed(folder: keysFolder, movedAside: nil)
        } catch {
            for name in (try? Files.names(in: new)) ?? [] { unlink("\(new)/\(name)") }
            rmdir(new)
            throw error
        }
    }

    /// Whether the folder in place is one that holds nothing yet but keys without certificates,
    /// sealed with this passphrase.
    private func isFresh(_ passphrase: SecretBytes) throws -> Bool {
        guard hasKeys, let store = try? keyStore(), !store.hasLogKey else { return false }
        let certified = try ledger.units().flatMap { try ledger.signingKeys(unit: $0.name) }
            .filter(\.hasCertificate)
        guard !certified.contains(where: { store.hasKey(spki: $0.spki) }) else { return false }
        return (try? prove(passphrase, in: store)) != nil
    }

    /// What the folder in place remembers; of a lost one, what the last that was moved aside does.
    private func memory() throws -> (tips: [Tip], backup: BackupNote?) {
        let (parent, name) = FilePath.split(keysFolder)
        var folder: String? = keysFolder
        if !hasKeys {
            folder = try Files.names(in: parent).last { $0.hasPrefix("\(name).old-") }
                .map { "\(parent)/\($0)" }
        }
        guard let folder else { return ([], nil) }
        // The wrong ledger's folder remembers nothing of this one.
        guard let store = try? KeyStore.open(directory: folder, ledger: ledger.header.uuid) else {
            return ([], nil)
        }
        do {
            try store.checkPlace()
        } catch KeyStoreError.keysOfAnotherLedger {
            return ([], nil)
        } catch {}
        return ((try? store.readTips()) ?? [], try? store.lastBackup())
    }
}
