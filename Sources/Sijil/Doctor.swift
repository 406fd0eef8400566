public import Cryptography
import Glibc
public import Invoicing
import KeyStore
import Ledger

/// The health of a ledger and of what lies around it, one line a check. Nothing is changed and
/// nothing is sent.
public struct Doctor {
    public enum Level: String, Sendable {
        case ok, warn, fail
    }

    public struct Check: Sendable {
        /// A stable name, for scripts.
        public let name: String
        public let level: Level
        public let message: Bilingual
        /// What to do; `nil` where nothing is to be done.
        public let remedy: Bilingual?

        init(_ name: String, _ level: Level, _ message: Bilingual, _ remedy: Bilingual? = nil) {
            self.name = name
            self.level = level
            self.message = message
            self.remedy = remedy
        }

        static func failed(_ name: String, _ error: any Error) -> Check {
            guard let error = error as? any ExplainedError else {
                return Check(
                    name, .fail,
                    Bilingual(en: "not checked: \(error)", ar: "لم يُفحص: \(error)"))
            }
            return Check(name, .fail, error.problem, error.remedy)
        }
    }

    let path: String
    let surroundings: Surroundings
    let passphrase: SecretBytes?

    /// - Parameter passphrase: With it, every file of the key folder is opened too.
    public init(
        _ path: String, passphrase: SecretBytes?, surroundings: Surroundings = .real
    ) {
        self.path = path
        self.passphrase = passphrase
        self.surroundings = surroundings
    }

    public func run() -> [Check] {
        var checks: [Check] = []
        do {
            let workplace = try Workplace(opening: path, surroundings: surroundings)
            checks.append(file(workplace))
            checks += keys(workplace)
            checks += collect("clock") { [try clock(workplace)] }
            checks += collect("certificate") { try certificates(workplace) }
            checks += collect("request") { try requests(workplace) }
            checks += collect("unsubmitted") { try unsubmitted(workplace) }
            checks += collect("judged") { try open(workplace) }
            checks += collect("backup") { [try backup(workplace)] }
            checks += collect("profile") { [try profile(workplace)] }
        } catch {
            checks.append(.failed("ledger", error))
        }
        checks.append(Self.libraries)
        checks.append(disk)
        return checks
    }

    /// A check that cannot be made is one that failed.
    func collect(_ name: String, _ body: () throws -> [Check]) -> [Check] {
        do { return try body() } catch { return [.failed(name, error)] }
    }

    // MARK: The file

    private func file(_ workplace: Workplace) -> Check {
        var status = stat()
        guard stat(workplace.ledger.path, &status) == 0 else {
            return .failed("ledger", SijilError.fileUnreadable(path: path, reason: .current))
        }
        let mode = status.st_mode & 0o777
        guard mode & 0o077 == 0 else {
            return Check(
                "ledger", .warn,
                Bilingual(
                    en: "\(path) may be read by others on this computer (mode "
                        + "0\(String(mode, radix: 8))): it names buyers",
                    ar: "يستطيع غيرك على هذا الجهاز قراءة \(path) (الصلاحيات "
                        + "0\(String(mode, radix: 8))) وفيه أسماء المشترين"),
                Bilingual(
                    en: "run: chmod 0600 \(ShellText.quoted(path))",
                    ar: "نفّذ: chmod 0600 \(ShellText.quoted(path))"))
        }
        return Check(
            "ledger", .ok,
            Bilingual(
                en: "\(path): newest version, its schema as published, \(status.st_size) bytes, "
                    + "one name, a disk that keeps its promises",
                ar: "\(path): أحدث إصدار ومخططه كما نُشر، الحجم \(status.st_size) بايت، باسم واحد "
                    + "وعلى قرص يعتمد عليه"))
    }

    private func clock(_ workplace: Workplace) throws -> Check {
        let now = surroundings.now()
        let last = try workplace.ledger.lastRecordedAt()
        guard now >= last else {
            return .failed("clock", LedgerError.clockBehind(now: now, last: last))
        }
        return Check(
            "clock", .ok,
            Bilingual(
                en: "it is \(now), after the last record of \(last)",
                ar: "الوقت \(now) بعد آخر قيد في \(last)"))
    }

    private var disk: Check {
        let folder = FilePath.split(path).folder
        var status = statvfs()
        guard statvfs(folder, &status) == 0 else {
            return .failed("disk", SijilError.fileUnreadable(path: folder, reason: .current))
        }
        let free = (UInt64(status.f_bavail) * UInt64(status.f_frsize)) >> 20
        let level: Level = free < 64 ? .fail : free < 1_024 ? .warn : .ok
        return Check(
            "disk", level,
            Bilingual(
                en: "\(free) MiB are free beside the ledger",
                ar: "المساحة الخالية بجانب السجل \(free) ميبيبايت"),
            level == .ok
                ? nil
                : Bilingual(
                    en: "make room: a full disk issues nothing",
                    ar: "وفّر مساحة: القرص الممتلئ لا يصدر شيئًا"))
    }

    // MARK: Libraries

    static var libraries: Check {
        let list = DoctorLibraries.all.map { "\($0.name) \($0.version)" }.joined(separator: ", ")
        return Check(
            "libraries", .ok,
            Bilingual(
                en: "sijil \(ProgramVersion.text), \(list)",
                ar: "سجل \(ProgramVersion.text)، \(list)"))
    }
}
