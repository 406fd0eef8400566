public import Invoicing
public import MerkleLog

/// A policy file that is refused; nothing was judged by it.
public struct PolicyRefused: ExplainedError, Equatable {
    public let path: String
    public let reason: TrustPolicyError

    public var code: String { "policy-refused" }

    public var problem: Bilingual {
        let reason = reason.words
        return Bilingual(en: "policy \(path): \(reason.en)", ar: "السياسة \(path): \(reason.ar)")
    }

    public var remedy: Bilingual {
        Bilingual(
            en: "each line is `log KEY`, `witness NAME KEY`, `group NAME all|any|N NAME…` or "
                + "`quorum NAME|none`; a name stands before its use",
            ar: "كل سطر أحد: `log KEY` أو `witness NAME KEY` أو `group NAME all|any|N NAME…` أو "
                + "`quorum NAME|none`؛ ويُعرَّف الاسم قبل استعماله")
    }
}

extension TrustPolicy {
    /// Reads the policy of whoever checks.
    ///
    /// - Throws: ``PolicyRefused`` with the line; `SijilError` where the file cannot be read.
    public static func read(path: String) throws -> TrustPolicy {
        let bytes = try Files.read(path, limitBytes: 1 << 17)
        do throws(TrustPolicyError) {
            return try read(bytes)
        } catch {
            throw PolicyRefused(path: path, reason: error)
        }
    }
}

extension TrustPolicyError {
    fileprivate var words: Bilingual {
        switch self {
        case .tooLong(let bytes, let limit):
            Bilingual(
                en: "\(bytes) bytes, of at most \(limit)", ar: "\(bytes) بايت، والحد \(limit)")
        case .tooManyLines(let limit):
            Bilingual(en: "more than \(limit) lines", ar: "أكثر من \(limit) سطر")
        case .character(let byte, let line):
            Bilingual(
                en: "line \(line): the byte \(byte) may not stand there",
                ar: "السطر \(line): لا يجوز البايت \(byte) هناك")
        case .unfinished:
            Bilingual(en: "the last line has no end", ar: "السطر الأخير بلا نهاية")
        case .word(let word, let line):
            Bilingual(
                en: "line \(line): “\(word)” is no kind of line",
                ar: "السطر \(line): «\(word)» ليس نوعًا من الأسطر")
        case .form(let line):
            Bilingual(
                en: "line \(line): too few or too many words",
                ar: "السطر \(line): كلمات أقل أو أكثر مما يلزم")
        case .key(let error, let line):
            Bilingual(
                en: "line \(line): \(error.words.en)", ar: "السطر \(line): \(error.words.ar)")
        case .wrongKind(let line):
            Bilingual(
                en: "line \(line): a witness's key for a log, or a log's for a witness",
                ar: "السطر \(line): مفتاح شاهد مكان سجل أو مفتاح سجل مكان شاهد")
        case .keyTwice(let line, let first):
            Bilingual(
                en: "line \(line): the same key as on line \(first); it would count twice",
                ar: "السطر \(line): المفتاح نفسه في السطر \(first)؛ فيُحسب مرتين")
        case .nameTwice(let name, let line):
            Bilingual(
                en: "line \(line): the name “\(name)” is taken",
                ar: "السطر \(line): الاسم «\(name)» مستعمل")
        case .unknownName(let name, let line):
            Bilingual(
                en: "line \(line): no earlier line defines “\(name)”",
                ar: "السطر \(line): لا سطر قبله يعرّف «\(name)»")
        case .memberTwice(let name, let line):
            Bilingual(
                en: "line \(line): “\(name)” is a member already",
                ar: "السطر \(line): «\(name)» عضو من قبل")
        case .threshold(let text, let line, let members):
            Bilingual(
                en: "line \(line): “\(text)” of \(members) members",
                ar: "السطر \(line): «\(text)» من \(members) من الأعضاء")
        case .noQuorum:
            Bilingual(en: "there is no quorum line", ar: "لا يوجد سطر quorum")
        case .secondQuorum(let line):
            Bilingual(
                en: "line \(line): a second quorum", ar: "السطر \(line): سطر quorum ثان")
        }
    }
}
