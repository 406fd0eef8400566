public import Cryptography
import EGS
import Encoding
import Glibc
public import Invoicing
import KeyStore
import Ledger

extension Workplace {
    /// Reads a unit file for this ledger's taxpayer.
    ///
    /// - Throws: ``SijilError/notJSON(path:line:column:detail:)``,
    ///   ``UnitError/refused(path:problems:)``.
    public func readUnit(_ bytes: [UInt8], path: String) throws -> UnitFile {
        let json: JSONValue
        do {
            json = try JSONReader.read(bytes)
        } catch {
            throw SijilError.notJSON(path: path, error)
        }
        switch UnitFile.read(json, vat: ledger.header.vat, uuid: surroundings.newUUID()) {
        case .success(let unit): return unit
        case .failure(let problems): throw UnitError.refused(path: path, problems: problems.all)
        }
    }

    /// Whether this computer has a folder with the ledger's keys, its own or a copied one.
    public var hasKeys: Bool { access(keysFolder, F_OK) == 0 }

    public struct UnitAdded: Sendable {
        public let name: String
        public let serial: String
        /// The key folder, where it was made for this unit.
        public let madeKeys: String?
    }

    /// Adds a unit. On a computer without the ledger's keys it is this computer's: the key folder
    /// is made with the unit's first key in it.
    ///
    /// May be repeated after a crash at any point.
    ///
    /// - Parameter passphrase: For the new key folder; asked only where there is none.
    /// - Throws: ``UnitError/differs(name:fields:)`` if the name is taken by another unit.
    public func addUnit(
        _ file: UnitFile, passphrase: () throws -> SecretBytes
    ) throws -> UnitAdded {
        let profile = file.profile
        let known = try ledger.units().first { $0.name == profile.name }
        if let known { try Self.requireSame(known, file) }
        let isNewFolder = !hasKeys
        // A unit with a key is some computer's already, and goes on there.
        if known != nil, try !isNewFolder || !ledger.signingKeys(unit: profile.name).isEmpty {
            throw LedgerError.unitTaken(name: profile.name)
        }
        // A copied folder hands out no key: the new unit could never enrol in it.
        if !isNewFolder { try keyStore().checkPlace() }
        let chosen = isNewFolder ? try passphrase() : nil
        if let chosen { try Passphrase.check(chosen) }
        if known == nil {
            try ledger.addUnit(
                UnitRecord(
                    name: profile.name, serial: profile.serial, branch: profile.branch,
                    documents: profile.documents, location: profile.location,
                    industry: profile.industry,
                    onRenewal: file.onRenewal == .continue ? .continue : .restart),
                now: surroundings.now())
        }
        if let chosen {
            let store = try KeyStore.create(directory: keysFolder, ledger: ledger.header.uuid)
            // The first file that the passphrase seals: from now on no other passphrase fits.
            let key = Secp256k1PrivateKey.generate()
            try store.store(key: key, passphrase: chosen)
            _ = try ledger.recordKey(
                spki: key.publicKey.spkiDER, unit: profile.name, now: surroundings.now())
        }
        return UnitAdded(
            name: profile.name, serial: known?.serial ?? profile.serial,
            madeKeys: isNewFolder ? keysFolder : nil)
    }

    /// A derived serial number differs each time, and says nothing.
    private static func requireSame(_ known: UnitRecord, _ file: UnitFile) throws(UnitError) {
        let profile = file.profile
        var fields: [String] = []
        let isDerived = profile.serial.hasPrefix("1-Sijil|2-\(ProgramVersion.text)|3-")
        if known.serial != profile.serial, !isDerived { fields.append("serial") }
        if known.branch != profile.branch { fields.append("branch") }
        if known.documents != profile.documents { fields.append("documents") }
        if known.location != profile.location { fields.append("location") }
        if known.industry != profile.industry { fields.append("industry") }
        if known.onRenewal.rawValue != file.onRenewal.rawValue { fields.append("on_renewal") }
        guard fields.isEmpty else { throw .differs(name: known.name, fields: fields) }
    }

    /// Refuses a computer that does not have the ledger's keys, before anybody is asked for a
    /// passphrase.
    ///
    /// - Throws: ``SijilError/keysMissing(folder:)``
    public func requireKeys() throws { _ = try keyStore() }

    /// Seals every file of the key folder with another passphrase: all or none.
    ///
    /// - Returns: How many files.
    public func changePassphrase(from old: SecretBytes, to new: SecretBytes) throws -> Int {
        let store = try keyStore()
        try prove(old, in: store)
        try store.changePassphrase(from: old, to: new)
        return try Files.names(in: keysFolder).filter {
            $0.hasSuffix(".p8") || $0.hasSuffix(".cms")
        }.count
    }
}

// MARK: - One unit, whole

/// A unit with everything that the ledger knows of it.
public struct UnitView: Sendable {
    public struct Epoch: Sendable {
        public let epoch: Int
        /// 0 in an epoch without documents.
        public let icv: Int64
        public let hash: String?
    }

    /// An enrolment or renewal that has not come to its end.
    public struct Pending: Sendable {
        public enum Stage: String, Sendable {
            /// A request has no answer: it may have arrived.
            case requestCut = "request-cut"
            /// The compliance certificate is there; its checks are under way.
            case checks
            /// What came of a renewal is not known: the certificate in use may be replaced.
            case renewalUnsettled = "renewal-unsettled"
            /// A key waits for its certificate.
            case keyWaiting = "key-waiting"
        }

        public let stage: Stage
        public let isRenewal: Bool
        /// Passed and needed compliance checks.
        public let passed: Int
        public let needed: Int
        /// The command that goes on.
        public let command: String

        /// What stands still, and how it goes on.
        public var text: Bilingual {
            switch stage {
            case .requestCut:
                Bilingual(
                    en: "a request to the authority was cut short; \(command) goes on",
                    ar: "انقطع طلب إلى الهيئة؛ ويتابع الأمر ‎\(command)‎")
            case .checks:
                Bilingual(
                    en: "compliance checks: \(passed) of \(needed) passed; \(command) goes on",
                    ar: "فحوص الالتزام: اجتيز \(passed) من \(needed)؛ ويتابع الأمر ‎\(command)‎")
            case .renewalUnsettled:
                Bilingual(
                    en: "the answer to a renewal was lost; \(command) goes on",
                    ar: "ضاع الرد على تجديد؛ ويتابع الأمر ‎\(command)‎")
            case .keyWaiting:
                Bilingual(
                    en: "a key waits for its certificate; \(command) goes on",
                    ar: "مفتاح ينتظر شهادته؛ ويتابع الأمر ‎\(command)‎")
            }
        }
    }

    public let name: String
    public let serial: String
    public let branch: String
    public let documents: String
    public let location: String
    public let industry: String
    public let onRenewal: String
    public let certificates: [CertificateView]
    public let epochs: [Epoch]
    public let life: CertificateLife?
    public let pending: Pending?
    /// Documents that the authority has not judged; at most ``unsubmittedLimit`` are counted.
    public let unsubmitted: Int
    /// Documents of this unit that were issued and are not in this file, by the restores.
    public let missing: [RestoringGap]

    public static let unsubmittedLimit = 10_000
}

extension Workplace {
    /// The unit of that name, or the only one.
    public func unitView(_ name: String?) throws -> UnitView {
        let unit = try unit(named: name)
        return UnitView(
            name: unit.name, serial: unit.serial, branch: unit.branch, documents: unit.documents,
            location: unit.location, industry: unit.industry, onRenewal: unit.onRenewal.rawValue,
            certificates: try certificates().filter { $0.unit == unit.name },
            epochs: try ledger.chainHeads(unit: unit.name).map {
                UnitView.Epoch(
                    epoch: $0.epoch, icv: $0.icv?.rawValue ?? 0, hash: $0.hash?.base64)
            },
            life: try lives().first { $0.unit == unit.name }, pending: try pending(of: unit),
            unsubmitted: try ledger.unsubmitted(
                unit: unit.name, limit: UnitView.unsubmittedLimit
            ).count,
            missing: try ledger.restores().flatMap(\.missing).filter { $0.unit == unit.name }
                .map { RestoringGap($0) })
    }

    /// What of an enrolment is left to do, as far as the rows tell without a passphrase.
    func pending(of unit: UnitRecord) throws -> UnitView.Pending? {
        let attempts = try ledger.attempts(unit: unit.name)
        let needed = ComplianceSteps.needed(unit)
        func view(
            _ stage: UnitView.Pending.Stage, isRenewal: Bool, passed: Int
        ) -> UnitView.Pending {
            UnitView.Pending(
                stage: stage, isRenewal: isRenewal, passed: passed, needed: needed,
                command: "sijil cert \(isRenewal ? "renew" : "enrol") --unit "
                    + ShellText.quoted(unit.name)
                    + (stage == .renewalUnsettled ? " --with-pending" : ""))
        }
        let csid = try ledger.certificates().last {
            $0.unit == unit.name && $0.class == .compliance
        }
        let source = csid.flatMap { csid in
            attempts.last { $0.answer?.certificateID == csid.id }
        }
        let isRenewal = source?.endpoint == "renewal"
        let passed = try csid.map { try ComplianceSteps.passed($0, attempts, ledger) } ?? 0
        // A document that waits for its outcome is the outbox's, not an enrolment's.
        if let open = attempts.last(where: { $0.answer == nil && $0.documentID == nil }) {
            return view(
                .requestCut, isRenewal: isRenewal || open.endpoint == "renewal", passed: passed)
        }
        if try ledger.unsettledRenewal(unit: unit.name) != nil {
            return view(.renewalUnsettled, isRenewal: true, passed: passed)
        }
        if let csid, !csid.isEnded {
            let parsed = try StampingCertificate(der: csid.der)
            if parsed.isValid(at: surroundings.now()) {
                return view(.checks, isRenewal: isRenewal, passed: passed)
            }
        }
        guard hasKeys, let store = try? keyStore() else { return nil }
        let waiting = try ledger.signingKeys(unit: unit.name).contains {
            !$0.hasCertificate && store.hasKey(spki: $0.spki)
        }
        guard waiting else { return nil }
        let renews = try ledger.activeCertificate(unit: unit.name) != nil
        return view(.keyWaiting, isRenewal: renews, passed: 0)
    }
}

/// How many of an enrolment's checks there are and are done.
enum ComplianceSteps {
    static func needed(_ unit: UnitRecord) -> Int {
        unit.documents.prefix(2).filter { $0 == "1" }.count * 3
    }

    static func passed(
        _ csid: CertificateRecord, _ attempts: [AttemptRecord], _ ledger: Ledger
    ) throws -> Int {
        try ledger.passedSteps(of: csid, attempts).count
    }
}
