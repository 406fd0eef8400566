import Encoding
import Glibc
import Invoicing

/// The answers of a setup that is under way, in a file of their own until the ledger is made.
///
/// One JSON object: `sijil_setup` (1), `language` (`en` or `ar`), `serial`, and `answers`, an
/// object of the fields that were answered. It holds nothing secret; its mode is 0600 all the same.
/// The file is replaced whole after each answer.
public struct SetupMemory: Sendable {
    public static let suffix = ".setup"
    /// Where no ledger is named.
    static let unnamed = "sijil" + suffix
    private static let limitBytes = 1 << 16

    let path: String

    /// What an earlier run left.
    public struct Kept: Equatable, Sendable {
        public var isArabic: Bool
        public var serial: String
        public var answers: SetupAnswers
    }

    /// - Parameter ledger: The name that the ledger will have, if it was given.
    init(ledger: String?) { path = ledger.map { $0 + Self.suffix } ?? Self.unnamed }

    var isThere: Bool { access(path, F_OK) == 0 }

    /// - Returns: `nil` where nothing is kept, or nothing that can be read.
    func read() -> Kept? {
        guard let bytes = try? Files.read(path, limitBytes: Self.limitBytes),
            let json = try? JSONReader.read(bytes), json["sijil_setup"] == .number("1"),
            case .string(let language) = json["language"],
            case .string(let serial) = json["serial"], case .object(let members) = json["answers"]
        else { return nil }
        var answers = SetupAnswers()
        for member in members {
            guard let field = SetupField(rawValue: member.name),
                case .string(let text) = member.value
            else { continue }
            answers[field] = text
        }
        return Kept(isArabic: language == "ar", serial: serial, answers: answers)
    }

    func write(_ kept: Kept) throws(SijilError) {
        var answers: [JSONValue.Member] = []
        for field in SetupField.allCases {
            guard let text = kept.answers[field] else { continue }
            answers.append(.init(field.rawValue, .string(text)))
        }
        let json: JSONValue = [
            "sijil_setup": 1, "language": kept.isArabic ? "ar" : "en",
            "serial": .string(kept.serial), "answers": .object(answers),
        ]
        let text = json.serialized(pretty: true) + "\n"
        try Files.replace(Array(text.utf8), at: path, mode: 0o600)
    }

    func forget() { unlink(path) }
}

/// Which ledger setup is about, and whether it is there.
public struct SetupTarget: Sendable {
    /// `nil` while it has no name.
    public let ledger: String?
    public let isMade: Bool
    let memory: SetupMemory

    /// - Parameters:
    ///   - given: The name on the command line, or `$SIJIL_LEDGER`.
    /// - Throws: ``SijilError/ledgerNotNamed(found:)`` where the folder has several ledgers.
    public init(given: String?) throws(SijilError) {
        if let given {
            let isWhole = given.hasSuffix(".sijil") || access(given, F_OK) == 0
            let name = isWhole ? given : given + ".sijil"
            self.init(name, isMade: access(name, F_OK) == 0)
            return
        }
        let memory = SetupMemory(ledger: nil)
        if memory.isThere {
            // A crash may have come between the ledger and the end of this file.
            let file = memory.read()?.answers[.file]
            let made = file.flatMap { access($0, F_OK) == 0 ? $0 : nil }
            self.init(made, isMade: made != nil, memory)
            return
        }
        let names = try Files.names(in: ".")
        let ledgers = names.filter {
            $0.hasSuffix(".sijil") && !Workplace.isNameOfCopy($0)
        }
        guard ledgers.count < 2 else { throw .ledgerNotNamed(found: ledgers) }
        if let only = ledgers.first {
            self.init(only, isMade: true)
            return
        }
        let begun = names.filter { $0.hasSuffix(".sijil" + SetupMemory.suffix) }
        let only = begun.count == 1 ? String(begun[0].dropLast(SetupMemory.suffix.count)) : nil
        self.init(only, isMade: false)
    }

    private init(_ ledger: String?, isMade: Bool, _ memory: SetupMemory? = nil) {
        self.ledger = ledger
        self.isMade = isMade
        self.memory = memory ?? SetupMemory(ledger: ledger)
    }

    /// The language that was chosen before, if any.
    public var language: Bool? { memory.read()?.isArabic }
}
