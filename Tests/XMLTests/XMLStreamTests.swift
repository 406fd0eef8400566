import Testing
import XML

@Suite("XML in pieces")
struct XMLStreamTests {
    private static let vocabulary = XMLVocabulary(
        namespaces: ["urn:a"],
        names: [
            XMLVocabulary.Name(namespace: "urn:a", local: "root"),
            XMLVocabulary.Name(namespace: "urn:a", local: "id"),
        ])

    private final class Recorder: XMLStreamHandler {
        var events: [String] = []

        func startElement(_ name: Int, attributes: UnsafeBufferPointer<XMLStreamAttribute>) {
            let list = attributes.map {
                "\($0.name):\(String(decoding: $0.local, as: UTF8.self))="
                    + String(decoding: $0.value, as: UTF8.self)
            }
            events.append("<\(name)\(list.map { " " + $0 }.joined())>")
        }

        func endElement(_ name: Int) { events.append("</\(name)>") }

        func characters(_ bytes: XMLBytes) {
            let text = String(decoding: bytes, as: UTF8.self)
            if let last = events.last, !last.hasPrefix("<") {
                events[events.count - 1] = last + text
            } else {
                events.append(text)
            }
        }
    }

    private func read(
        _ text: String, piece: Int, limits: XMLStreamLimits = XMLStreamLimits()
    ) throws(XMLError) -> [String] {
        let recorder = Recorder()
        let stream = XMLStream(vocabulary: Self.vocabulary, limits: limits, handler: recorder)
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count {
            let part = Array(bytes[index..<min(index + piece, bytes.count)])
            let result = part.withUnsafeBufferPointer { buffer -> Result<Void, XMLError> in
                Result { () throws(XMLError) in try stream.feed(buffer) }
            }
            try result.get()
            index += piece
        }
        try stream.finish()
        return recorder.events
    }

    static let text =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- < \"' --><a:root xmlns:a=\"urn:a\""
        + " xmlns:b=\"urn:b\" id=\"&lt;1 '\" a:id='2\"' b:id=\"3\">قهوة &amp; شاي&#33;"
        + "<![CDATA[ <x \"> ]] ]]><b:other/><?pi <y>?></a:root>"

    @Test("the events do not depend on where the pieces end", arguments: [1, 2, 3, 7, 64, 10_000])
    func pieces(piece: Int) throws {
        #expect(
            try read(Self.text, piece: piece) == [
                "<1 0:id=<1 ' 2:id=2\" -1:id=3>", "قهوة & شاي! <x \"> ]] ", "<0>", "</0>", "</1>",
            ])
    }

    @Test(
        "hostile and broken texts are refused",
        arguments: [
            ("<!DOCTYPE a><a/>", XMLError.Kind.documentType),
            ("<a><!ENTITY b \"c\"></a>", .documentType),
            ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>", .encoding(found: "ISO-8859-1")),
            ("\u{FEFF}<a/><", .malformed(code: 0)), ("<a>", .malformed(code: 0)),
            ("<a></b>", .malformed(code: 0)), ("<a>&b;</a>", .malformed(code: 0)),
            ("<a b=\"1\" b=\"2\"/>", .malformed(code: 0)), ("<x:a/>", .malformed(code: 0)),
            ("<a/><a/>", .malformed(code: 0)), ("", .malformed(code: 0)),
            ("<a>\u{1}</a>", .malformed(code: 0)),
            (String(repeating: "<a>", count: 11), .limit(.depth)),
            ("<a b1='' b2='' b3='' b4=''/>", .limit(.attributes)),
            ("<a b=\"" + String(repeating: "> <c ", count: 50) + "\"/>", .limit(.attributeValue)),
        ])
    func refused(text: String, kind: XMLError.Kind) {
        var limits = XMLStreamLimits()
        limits.depth = 10
        limits.attributes = 3
        limits.tagLength = 100
        for piece in [1, 5, 10_000] {
            let error = #expect(throws: XMLError.self) {
                _ = try read(text, piece: piece, limits: limits)
            }
            if case .malformed = kind, case .malformed = error?.kind { continue }
            #expect(error?.kind == kind, "in pieces of \(piece)")
        }
    }

    @Test("what only looks deep or long within comments, CDATA and values passes")
    func innocent() throws {
        let inner = String(repeating: "<a \"", count: 20)
        let text = "<r><!--\(inner)--><![CDATA[\(inner)]]><?p \(inner)?><e v='>'/></r>"
        var limits = XMLStreamLimits()
        limits.depth = 3
        limits.attributes = 2
        limits.tagLength = 40
        #expect(try read(text, piece: 5, limits: limits).count == 5)
    }
}
