public import Encoding
import Invoicing
import Ledger
import UBL

/// The draft that says what a rejected document says, from its stored bytes.
public struct SuccessorDraft: Sendable {
    public let json: JSONValue
    /// VAT categories whose exemptions its reader must fill in: the document has several.
    public let unclearCategories: [String]
    /// Numbers of the documents that it settles or corrects.
    let named: Set<String>
    let unchanged: (xml: [UInt8], movedUUIDs: [String: String])

    /// - Throws: ``CorrectionRefusal/unreadable(number:)`` where the stored bytes are not those
    ///   that were stamped.
    init(of record: DocumentRecord, in ledger: Ledger) throws {
        let xml = try ledger.xml(of: record)
        guard let document = try? DocumentReader.read(xml), document.hash == record.hash,
            let content = DocumentContent.read(xml)
        else { throw CorrectionRefusal.unreadable(number: record.number.text) }
        let moved = try Self.movedUUIDs(content, in: ledger)
        json = .object(
            [
                .init("number", .string(content.number)),
                .init("type", .string(content.type.rawValue)),
                .init("unit", .string(record.unit)),
            ]
                + content.common
                + content.own.map { $0.name == "prepayments" ? $0.moved(moved) : $0 }
                + content.wholeMembers)
        unclearCategories = content.unclearCategories
        named = Set(content.named.map(\.number))
        unchanged = (xml, moved)
    }

    /// An advance that was rejected and reissued since is another document now: what settles it
    /// names that one (KSA-27).
    private static func movedUUIDs(
        _ content: DocumentContent, in ledger: Ledger
    ) throws -> [String: String] {
        var moved: [String: String] = [:]
        for (number, uuid) in content.named {
            guard let uuid, let number = InvoiceNumber(number),
                let newest = try ledger.document(number: number)
            else { continue }
            var older = try ledger.predecessor(of: newest)
            while let record = older {
                if record.uuid.description == uuid { moved[uuid] = newest.uuid.description }
                older = try ledger.predecessor(of: record)
            }
        }
        return moved
    }
}

extension DocumentContent {
    /// The documents that it settles or corrects; the first with their UUIDs, where it tells them.
    fileprivate var named: [(number: String, uuid: String?)] {
        own.filter { ["prepayments", "references"].contains($0.name) }
            .flatMap { member -> [JSONValue] in
                if case .array(let entries) = member.value { entries } else { [] }
            }
            .compactMap { entry in
                guard case .string(let number) = entry["number"] else { return nil }
                if case .string(let uuid) = entry["uuid"] { return (number, uuid) }
                return (number, nil)
            }
    }
}

extension JSONValue.Member {
    /// The same with other UUIDs in the objects of its list.
    fileprivate func moved(_ uuids: [String: String]) -> JSONValue.Member {
        guard case .array(let entries) = value else { return self }
        return .init(
            name,
            .array(
                entries.map { entry in
                    guard case .object(let members) = entry else { return entry }
                    return .object(
                        members.map { member in
                            guard case .string(let text) = member.value, let new = uuids[text]
                            else { return member }
                            return .init(member.name, .string(new))
                        })
                }))
    }
}

extension Workplace {
    /// The draft of the successor of a rejected document that says the same.
    ///
    /// - Throws: ``CorrectionRefusal`` where the document has no successor to come.
    public func successorDraft(of number: String) throws -> SuccessorDraft {
        let record = try find(number: number, key: nil)
        let submission = try ledger.submission(of: record)
        if let closing = submission.closing {
            throw CorrectionRefusal.closed(closing.words(number: number))
        }
        let state = SubmissionState(submission)
        guard state == .rejected else {
            throw CorrectionRefusal.notRejected(number: number, state: state)
        }
        // Its successor may have another number and keep the key.
        if let other = try ledger.successor(of: record) {
            throw CorrectionRefusal.replaced(
                number: number, by: other.number.text, icv: other.icv.rawValue)
        }
        return try SuccessorDraft(of: record, in: ledger)
    }
}
