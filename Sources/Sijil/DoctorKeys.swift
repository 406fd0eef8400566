import Cryptography
import Encoding
import Glibc
import Invoicing
import KeyStore
import Ledger

/// The key folder and what it remembers.
extension Doctor {
    func keys(_ workplace: Workplace) -> [Check] {
        guard workplace.hasKeys else {
            let error = SijilError.keysMissing(folder: workplace.keysFolder)
            return [Check("keys", .warn, error.problem, error.remedy)]
        }
        let store: KeyStore
        do {
            store = try workplace.keyStore()
            try store.checkPlace()
        } catch {
            return [.failed("keys", error)]
        }
        var checks = collect("keys") { try files(of: store) }
        checks += collect("keys") { try certified(store, workplace) }
        if !store.hasLogKey {
            let error = KeyStoreError.keyMissing(path: "\(store.directory)/\(KeyStore.logName)")
            checks.append(Check("keys", .warn, error.problem, error.remedy))
        }
        if let passphrase { checks += openings(store, workplace, passphrase) }
        return checks + collect("tip") { try tips(store, workplace) }
    }

    // MARK: Files

    /// Modes and checksums; what is sound is one line together.
    private func files(of store: KeyStore) throws -> [Check] {
        let names = try Files.names(in: store.directory)
        var checks: [Check] = []
        for name in names {
            let path = "\(store.directory)/\(name)"
            var status = stat()
            guard lstat(path, &status) == 0 else { continue }
            let kind = status.st_mode & S_IFMT
            if kind == S_IFLNK {
                checks.append(.failed("keys", KeyStoreError.link(path: path)))
            } else if status.st_mode & 0o077 != 0 {
                checks.append(
                    .failed(
                        "keys",
                        KeyStoreError.modeTooOpen(
                            path: path, mode: UInt32(status.st_mode & 0o7777), wanted: 0o600)))
            }
        }
        let sealed = names.filter { $0.hasSuffix(".p8") || $0.hasSuffix(".cms") }
        for name in sealed { checks += damage("\(store.directory)/\(name)", name) }
        guard checks.isEmpty else { return checks }
        return [
            Check(
                "keys", .ok,
                Bilingual(
                    en: "\(store.directory): in its place, for its owner alone, \(sealed.count) "
                        + "sealed files undamaged",
                    ar: "\(store.directory): في موضعه ولصاحبه وحده، وملفاته المشفرة وعددها "
                        + "\(sealed.count) سليمة"))
        ]
    }

    private func damage(_ path: String, _ name: String) -> [Check] {
        guard let bytes = try? Files.read(path, limitBytes: 1 << 20) else {
            return [.failed("keys", KeyStoreError.fileDamaged(path: path))]
        }
        let line = try? Files.read(path + ".sha256", limitBytes: 1_024)
        guard let line, line.count == 67 + name.utf8.count,
            let stored = Hex.decode(String(decoding: line.prefix(64), as: UTF8.self))
        else { return [.failed("keys", KeyStoreError.checksumMissing(path: path))] }
        guard stored == SHA256.hash(bytes).bytes else {
            return [.failed("keys", KeyStoreError.fileDamaged(path: path))]
        }
        return []
    }

    /// Each certificate in use has its key here, unless it is another computer's.
    private func certified(_ store: KeyStore, _ workplace: Workplace) throws -> [Check] {
        try workplace.ledger.units().compactMap { unit in
            guard let active = try workplace.ledger.activeCertificate(unit: unit.name) else {
                return nil
            }
            let spki = try Certificate(der: active.der).spkiDER
            guard !store.hasKey(spki: spki) else { return nil }
            let words = KeyWords.elsewhere(unit.name)
            return Check("keys", .warn, words.problem, words.remedy)
        }
    }

    private func openings(
        _ store: KeyStore, _ workplace: Workplace, _ passphrase: SecretBytes
    ) -> [Check] {
        var checks: [Check] = []
        var count = 0
        func open(_ body: () throws -> Void) {
            do {
                try body()
                count += 1
            } catch { checks.append(.failed("passphrase", error)) }
        }
        let names = (try? Files.names(in: store.directory)) ?? []
        for name in names {
            if name == KeyStore.logName {
                open { _ = try workplace.ownLogKey(in: store, passphrase: passphrase) }
            } else if name.hasSuffix(".p8") {
                open { _ = try store.openKeyFile(name, passphrase: passphrase) }
            } else if name.hasPrefix("secret-"), name.hasSuffix(".cms") {
                let id = String(name.dropFirst(7).dropLast(4))
                open { _ = try store.secret(id, passphrase: passphrase) }
            } else if name.hasPrefix("pending-"), name.hasSuffix(".cms"),
                let id = Int64(name.dropFirst(8).dropLast(4))
            {
                open { _ = try store.pending(attempt: id, passphrase: passphrase) }
            }
        }
        guard checks.isEmpty else { return checks }
        return [
            Check(
                "passphrase", .ok,
                Bilingual(
                    en: "the passphrase opens all \(count) files",
                    ar: "عبارة المرور تفتح الملفات كلها وعددها \(count)"))
        ]
    }

    // MARK: Tip

    private func tips(_ store: KeyStore, _ workplace: Workplace) throws -> [Check] {
        try TipGuard.checkAll(workplace.ledger, store).map { tip, isKnownMissing in
            if isKnownMissing { return Self.restored(tip) }
            return Check(
                "tip", .ok,
                Bilingual(
                    en: "unit \(tip.unit): the file has all that left this computer, up to epoch "
                        + "\(tip.epoch), counter \(tip.icv)",
                    ar: "الوحدة \(tip.unit): في الملف كل ما خرج من هذا الحاسوب حتى الحقبة "
                        + "\(tip.epoch) والعداد \(tip.icv)"))
        }
    }

    private static func restored(_ tip: Tip) -> Check {
        Check(
            "tip", .warn,
            Bilingual(
                en: "unit \(tip.unit): documents up to epoch \(tip.epoch), counter \(tip.icv) are "
                    + "missing since a restore, which names them",
                ar:
                    "الوحدة \(tip.unit): تنقص مستندات حتى الحقبة \(tip.epoch) والعداد \(tip.icv) "
                    + "منذ استعادة نسخة تذكرها"),
            Bilingual(
                en: "sijil cert enrol --unit \(ShellText.quoted(tip.unit)) begins a new epoch",
                ar: "‎sijil cert enrol --unit \(ShellText.quoted(tip.unit))‎ يبدأ حقبة جديدة"))
    }
}
