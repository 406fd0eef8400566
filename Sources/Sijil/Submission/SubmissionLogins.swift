import Cryptography
import EGS
public import Invoicing
import KeyStore
import Ledger

extension SubmissionStatus {
    /// What on this computer keeps documents from being sent, or makes the file doubtful.
    public struct Trouble: Sendable, Equatable {
        /// `nil`: every unit's.
        public let unit: String?
        public let code: String
        public let problem: Bilingual
        public let remedy: Bilingual

        init(
            _ code: String, unit: String?, _ words: (problem: Bilingual, remedy: Bilingual)
        ) {
            self.code = code
            self.unit = unit
            problem = words.problem
            remedy = words.remedy
        }

        init(_ error: any Error, unit: String?) {
            guard let error = error as? any ExplainedError else {
                let words = Bilingual(en: "\(error)", ar: "\(error)")
                self.init("not-checked", unit: unit, (words, words))
                return
            }
            self.init(error.code, unit: unit, (error.problem, error.remedy))
        }
    }
}

/// The key folder as `status` finds it; what is due is told without it too.
struct SubmissionKeys {
    private let workplace: Workplace
    /// The folder, whether or not it may be used here.
    private let folder: KeyStore?
    /// The folder where it may be used.
    let usable: KeyStore?
    /// Why it may not.
    let trouble: SubmissionStatus.Trouble?

    init(_ workplace: Workplace) {
        self.workplace = workplace
        var found: KeyStore?
        do {
            let store = try workplace.keyStore()
            found = store
            try store.checkPlace()
            (usable, trouble) = (store, nil)
        } catch {
            (usable, trouble) = (nil, SubmissionStatus.Trouble(error, unit: nil))
        }
        folder = found
    }

    /// What the folder remembers and the file does not have.
    func tipTroubles(unit name: String?) -> [SubmissionStatus.Trouble] {
        guard let folder else { return [] }
        do {
            let units = Set(try folder.readTips().map(\.unit)).sorted()
            return units.filter { name == nil || $0 == name }.compactMap { unit in
                do {
                    try TipGuard.checkAll(workplace.ledger, folder, unit: unit)
                    return nil
                } catch { return SubmissionStatus.Trouble(error, unit: unit) }
            }
        } catch { return [SubmissionStatus.Trouble(error, unit: nil)] }
    }
}

/// Which documents of a unit some login on this computer could send.
struct SubmissionLogins {
    enum Standing {
        case sendable
        /// There is a certificate, but what it needs is not here or cannot be used.
        case keyless
        /// By the clock its certificate's time is yet to come.
        case early
        /// No certificate is left to send it with, here or elsewhere.
        case stranded
    }

    private let certificates: [Int64: CertificateRecord]
    private let active: CertificateRecord?
    /// Certificates in their time.
    private let valid: Set<Int64>
    /// Those of them whose secret is here.
    private let usable: Set<Int64>
    /// When the time of each of the others begins, if that is yet to come.
    private let early: [Int64: Instant]
    private let unit: String
    private let now: Instant
    /// Why some of them are not usable.
    let trouble: SubmissionStatus.Trouble?

    init(_ workplace: Workplace, unit: String, _ keys: SubmissionKeys, now: Instant) throws {
        let all = try workplace.ledger.certificates().filter { $0.unit == unit }
        certificates = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
        active = try workplace.ledger.activeCertificate(unit: unit)
        (self.unit, self.now) = (unit, now)
        let parsed = try all.map { ($0, try StampingCertificate(der: $0.der)) }
        early = Dictionary(
            uniqueKeysWithValues: parsed.compactMap { record, certificate in
                certificate.begins(after: now).map { (record.id, $0) }
            })
        let inTime = parsed.filter { $0.1.isValid(at: now) }.map(\.0)
        valid = Set(inTime.map(\.id))
        guard let store = keys.usable else {
            (usable, trouble) = ([], keys.trouble)
            return
        }
        let found = Result {
            try Set(
                inTime.filter { try store.hasSecret(AuthorityDesk.secretID($0.der)) }.map(\.id))
        }
        switch found {
        case .success(let found):
            usable = found
            let hasKey = try active.map {
                store.hasKey(spki: try Certificate(der: $0.der).spkiDER)
            }
            trouble =
                hasKey == false
                ? SubmissionStatus.Trouble("key-elsewhere", unit: unit, KeyWords.elsewhere(unit))
                : SubmissionStatus.Trouble("secret-missing", unit: unit, KeyWords.noSecret(unit))
        case .failure(let error):
            usable = []
            trouble = SubmissionStatus.Trouble(error, unit: unit)
        }
    }

    func standing(_ record: SubmissionRecord) -> Standing {
        let candidates = SubmissionLogin.candidates(record, certificates, active)
        if candidates.contains(where: { usable.contains($0.id) }) { return .sendable }
        if candidates.contains(where: { valid.contains($0.id) }) { return .keyless }
        return candidates.contains { early[$0.id] != nil } ? .early : .stranded
    }

    /// What is said where documents wait for a certificate's time to begin.
    var clockTrouble: SubmissionStatus.Trouble? {
        early.values.min().map { begins in
            let words = OutboxWords.early(unit, begins: begins, now: now)
            return SubmissionStatus.Trouble(
                "certificate-not-yet-valid", unit: unit, (words.message, words.remedy))
        }
    }
}
