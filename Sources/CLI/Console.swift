import Encoding
import Glibc
import Invoicing
import Sijil
import Synchronization

/// The language that people are spoken to in.
enum Language: String, CaseIterable {
    case en, ar

    /// `--lang`, else what the environment says, else English.
    static func chosen(_ option: Language?) -> Language {
        if let option { return option }
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            guard let value = getenv(name), value.pointee != 0 else { continue }
            return String(cString: value).hasPrefix("ar") ? .ar : .en
        }
        return .en
    }

    /// The same where the options were not read, or could not be.
    static func spoken(_ arguments: [String]) -> Language {
        for (index, argument) in arguments.enumerated() {
            if argument.hasPrefix("--lang=") {
                return chosen(Language(rawValue: String(argument.dropFirst(7))))
            }
            if argument == "--lang", index + 1 < arguments.count {
                return chosen(Language(rawValue: arguments[index + 1]))
            }
        }
        return chosen(nil)
    }
}

extension Bilingual {
    func callAsFunction(_ language: Language) -> String { language == .ar ? ar : en }
}

/// Results go to standard output, everything else to standard error.
struct Console {
    let language: Language
    let isJSON: Bool
    let showsProgress: Bool
    let reader: Reader

    /// Who reads the answer.
    final class Reader: Sendable {
        /// Whether the work ends with it.
        fileprivate let endsWork: Bool
        private let left = Atomic<Bool>(false)

        /// The answer could not be written any more.
        var isGone: Bool { left.load(ordering: .relaxed) }

        fileprivate init(endsWork: Bool) { self.endsWork = endsWork }

        fileprivate func leave() { left.store(true, ordering: .relaxed) }
    }

    /// - Parameter endsWithReader: Whether the program ends where its answer cannot be written. If
    ///   not, it goes on in silence, and whoever wrote asks ``Reader/isGone`` at the end.
    init(_ options: CommonOptions, endsWithReader: Bool = true) {
        reader = Reader(endsWork: endsWithReader)
        language = Language.chosen(options.lang)
        isJSON = options.json
        showsProgress = !options.noProgress && isatty(STDERR_FILENO) == 1
    }

    /// Writes one line of the answer.
    ///
    /// A closed pipe ends the program quietly: what was issued stays issued and can be listed.
    func out(_ line: String) {
        guard !reader.endsWork else { return Console.write(line + "\n", to: STDOUT_FILENO) }
        guard !reader.isGone else { return }
        if !Files.writeAll(Array((line + "\n").utf8), to: STDOUT_FILENO) { reader.leave() }
    }

    func out(_ json: JSONValue) { out(json.shownText()) }

    func out(_ text: Bilingual) { out(text(language)) }

    /// Writes bytes to a new file, or as the whole answer where none is named. For a program the
    /// answer is an object: `file`, or the bytes as `text`, or as `base64` where they are none.
    ///
    /// - Parameter members: What stands before that in the object.
    func deliver(
        _ bytes: [UInt8], to path: String?, _ members: [JSONValue.Member] = []
    ) throws {
        if let path { try Files.writeNew(bytes, to: path) }
        if isJSON {
            let content: JSONValue.Member =
                if let path {
                    .init("file", .string(path))
                } else if let text = String(validating: bytes, as: UTF8.self) {
                    .init("text", .string(text))
                } else {
                    .init("base64", .string(Base64.encode(bytes)))
                }
            return out(.object(members + [content]))
        }
        guard path == nil else { return }
        guard Files.writeAll(bytes, to: STDOUT_FILENO) else {
            Console.tellUnwritten(errno)
            throw ExitStatus.couldNotBeDone
        }
    }

    /// Says something beside the answer.
    func note(_ text: Bilingual) { note(text(language)) }

    func note(_ text: String) { Console.write("sijil: " + text + "\n", to: STDERR_FILENO) }

    /// Shows how far a long run is, on a terminal only; `nil` ends the line.
    func progress(_ done: Int, of total: Int?, _ what: Bilingual) {
        guard showsProgress else { return }
        let count = total.map { "\(done)/\($0)" } ?? "\(done)"
        Console.write("\r\u{1B}[K\(what(language)) \(count)", to: STDERR_FILENO)
    }

    func endProgress() {
        guard showsProgress else { return }
        Console.write("\r\u{1B}[K", to: STDERR_FILENO)
    }

    /// Says why the answer could not be written. A reader that left knows it.
    private static func tellUnwritten(_ number: Int32) {
        guard number != EPIPE else { return }
        let why = SystemWords.of(number)
        let words = Bilingual(
            en: "the answer could not be written to its end: \(why.en); what was done before it "
                + "is done",
            ar: "تعذرت كتابة الرد إلى آخره: \(why.ar)؛ وما أُنجز قبله مُنجز")
        write("sijil: " + words(Language.spoken(CommandLine.arguments)) + "\n", to: STDERR_FILENO)
    }

    static func write(_ text: String, to descriptor: Int32) {
        if !Files.writeAll(Array(text.utf8), to: descriptor), descriptor == STDOUT_FILENO {
            tellUnwritten(errno)
            exit(ExitStatus.couldNotBeDone.rawValue)
        }
    }
}

/// Exit codes; a contract with scripts.
enum ExitStatus: Int32, Error {
    case done = 0
    /// The answer is no: findings, refused drafts.
    case no = 1
    /// File, lock, key, network.
    case couldNotBeDone = 2
    /// Nothing wrong found, but something asked for could not be proven.
    case unproven = 3
    case usage = 64
}
