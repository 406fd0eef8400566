import Testing
import Verifier

/// A change after which every record still says the same, so that no finding may come of it.
struct Harmless: Sendable, CustomTestStringConvertible {
    let ref: String
    let name: String
    let change: @Sendable (Evidence) throws -> Void

    init(_ ref: String, _ name: String, _ change: @escaping @Sendable (Evidence) throws -> Void) {
        self.ref = ref
        self.name = name
        self.change = change
    }

    var testDescription: String { "\(ref) \(name)" }

    /// Other bytes, the same canonical text; the log knows the other bytes.
    private static func bytes(
        _ name: String, _ change: @escaping @Sendable (String, Evidence) throws -> String
    ) -> Harmless {
        Harmless("F12", name) { evidence in
            try evidence.relogged {
                Array(try change(String(decoding: $0, as: UTF8.self), evidence).utf8)
            }
        }
    }

    static let all: [Harmless] = [
        bytes("CRLF at the ends of lines") { text, _ in
            let head = try #require(text.firstRange(of: "<cac:AccountingSupplierParty>"))
            let rest = String(text[head.lowerBound...]).replacing("\n", with: "\r\n")
            return String(text[..<head.lowerBound]) + rest
        },
        bytes("a character by its number") { text, evidence in
            try evidence.replacing("115.00</cbc:Payable", "&#49;1&#x35;.00</cbc:Payable", in: text)
        },
        bytes("attributes in another order") { text, evidence in
            let namespaces = try #require(text.firstRange(of: "<Invoice "))
            let end = try #require(text[namespaces.upperBound...].firstRange(of: ">"))
            let list = String(text[namespaces.upperBound..<end.lowerBound])
            let other = list.split(separator: " ").map { String($0) }.reversed()
            return try evidence.replacing(list, other.joined(separator: " "), in: text)
        },
        bytes("CDATA") { text, evidence in
            try evidence.replacing(
                ">115.00</cbc:Payable", "><![CDATA[115.00]]></cbc:Payable", in: text)
        },
        Harmless("F14", "a bidi override in the name of an item") { evidence in
            try evidence.forge("قهوة", "a\u{202E}b\u{2066}")
        },
    ]
}
