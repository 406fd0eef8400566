import Encoding
import Loopback

/// A right answer, spoilt in one of the ways that clients must bear or notice.
struct SpoiltAnswer {
    private let answer: Answer
    private let value: JSONValue

    init(_ answer: Answer) {
        self.answer = answer
        value = JSONValue.object(in: answer.body) ?? .null
    }

    /// The answer unchanged where this way does not apply to it.
    func spoilt(by kind: Fault.Kind) -> Answer {
        guard value.members != nil else { return answer }
        let spoilt: JSONValue
        switch kind {
        case .nullArrays: spoilt = withNulls
        case .oddShape: spoilt = oddShape
        case .singleBase64: spoilt = withSingleBase64
        case .missingCopy: spoilt = value.replacing("clearedInvoice", .null)
        case .wrongUUID: spoilt = copyEdited { Self.raiseFirstDigit(in: &$0, after: "UUID") }
        case .alteredCopy:
            spoilt = copyEdited { Self.raiseFirstDigit(in: &$0, after: "PayableAmount") }
        default: return answer
        }
        var answer = answer
        answer.body = Array(spoilt.serialized().utf8)
        return answer
    }

    /// Null for each list, and for the codes of the messages that are left.
    private var withNulls: JSONValue {
        guard let results = value["validationResults"]?.members else {
            return value.replacing("tokenType", .null)
        }
        let spoilt = results.map { member in
            guard let messages = member.value.elements else { return member }
            if messages.isEmpty || member.name == "infoMessages" {
                return JSONValue.Member(member.name, .null)
            }
            let anonymous = messages.map {
                $0.replacing("code", .null).replacing("category", .null)
            }
            return JSONValue.Member(member.name, .array(anonymous))
        }
        return value.replacing("validationResults", .object(spoilt))
    }

    /// As the official description's own examples have it: one object for the list of infos, the
    /// other lists beside `validationResults`, one of them misspelt; a CSID one level deeper; an
    /// error without its list.
    private var oddShape: JSONValue {
        if let results = value["validationResults"] {
            let info = results["infoMessages"]?.elements?.first ?? .null
            let inner: [JSONValue.Member] = [
                .init("infoMessages", info), .init("status", results["status"] ?? .null),
            ]
            let beside: [JSONValue.Member] = [
                .init("warningMessages", results["warningMessages"] ?? .null),
                .init("erroMessages", results["errorMessages"] ?? .null),
            ]
            let rest = (value.members ?? []).filter { $0.name != "validationResults" }
            return .object([.init("validationResults", .object(inner))] + beside + rest)
        }
        if value["binarySecurityToken"] != nil { return ["value": value] }
        return value["errors"]?.elements?.first ?? value
    }

    private var withSingleBase64: JSONValue {
        guard let token = value["binarySecurityToken"]?.string, let once = Base64.decode(token)
        else { return value }
        return value.replacing(
            "binarySecurityToken", .string(String(decoding: once, as: UTF8.self)))
    }

    private func copyEdited(_ edit: (inout [UInt8]) -> Void) -> JSONValue {
        guard let text = value["clearedInvoice"]?.string, var copy = Base64.decode(text) else {
            return value
        }
        edit(&copy)
        return value.replacing("clearedInvoice", .string(Base64.encode(copy)))
    }

    /// Changes the first decimal digit in the first element of this name: 9 becomes 0.
    private static func raiseFirstDigit(in xml: inout [UInt8], after name: String) {
        guard let child = RootScanner(xml) else { return }
        let places = child.children.compactMap { element in
            element.name == name ? element.range : element.content(of: name)
        }
        guard let range = places.first else { return }
        // Attributes may hold digits too; the content begins behind the first `>`.
        let whole = xml[range]
        let close = whole.firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 }
        let isElement = whole.first == UInt8(ascii: "<")
        let start = isElement ? close ?? range.lowerBound : range.lowerBound
        guard
            let digit = xml[start..<range.upperBound].firstIndex(where: {
                (0x30...0x39).contains($0)
            })
        else { return }
        xml[digit] = xml[digit] == 0x39 ? 0x30 : xml[digit] + 1
    }
}

extension JSONValue {
    /// The object with one member's value replaced; unchanged where there is no such member.
    func replacing(_ name: String, _ value: JSONValue) -> JSONValue {
        guard case .object(let members) = self else { return self }
        return .object(
            members.map { $0.name == name ? Member(name, value) : $0 })
    }
}
