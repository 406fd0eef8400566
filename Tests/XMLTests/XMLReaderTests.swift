import TestSupport
import Testing

@testable import XML

/// Writes down what it is told, merging neighbouring text, so that two ways of reading can be
/// compared.
private final class Recorder: XMLHandler {
    var lines: [String] = []
    var isOfNoUse: (String) -> Bool = { _ in false }
    private var text = ""

    func restart() {
        lines = []
        text = ""
    }

    private func say(_ line: String) {
        if !text.isEmpty { lines.append("text " + text) }
        text = ""
        if !line.isEmpty { lines.append(line) }
    }

    func finish() -> [String] {
        say("")
        return lines
    }

    private func string(_ bytes: XMLBytes) -> String { String(decoding: bytes, as: UTF8.self) }

    func startElement(_ element: XMLStartElement) -> Bool {
        let spaces = element.declarations.map { " \(string($0.prefix))=\(string($0.uri))" }
        let values = element.attributes.map {
            " \(string($0.prefix))|\(string($0.local))|\(string($0.uri))=\(string($0.value))"
        }
        say(
            "start \(element.name) \(element.namespace) {\(string(element.uri))}"
                + "\(string(element.prefix)):\(string(element.local))"
                + spaces.joined() + values.joined() + " @\(element.start)-\(element.contentStart)")
        return isOfNoUse(string(element.local))
    }

    func endElement(_ element: XMLEndElement) {
        say("end \(string(element.local)) @\(element.contentEnd)-\(element.end)")
    }

    func characters(_ bytes: XMLBytes, fromCDATA: Bool) { text += string(bytes) }
    func comment(_ bytes: XMLBytes) { say("comment " + string(bytes)) }
    func instruction(target: XMLBytes, content: XMLBytes) {
        say("instruction \(string(target)) \(string(content))")
    }
}

private let vocabulary = XMLVocabulary(
    namespaces: ["urn:a", "urn:b"],
    names: [.init(namespace: "urn:a", local: "root"), .init(namespace: "urn:b", local: "leaf")])

private struct Reading: Equatable {
    var events: [String] = []
    var canonical = ""
    var error: XMLError.Kind?
}

private func read(
    _ text: [UInt8], by way: XMLReader.Way = .fastest, limits: XMLLimits = XMLLimits()
) -> Reading {
    read(text, by: way, with: XMLReader(vocabulary: vocabulary, limits: limits))
}

private func read(
    _ text: [UInt8], by way: XMLReader.Way, with reader: XMLReader,
    _ isOfNoUse: @escaping (String) -> Bool = { _ in false }
) -> Reading {
    let recorder = Recorder()
    recorder.isOfNoUse = isOfNoUse
    var reading = Reading()
    text.withUnsafeBufferPointer { bytes in
        do throws(XMLError) {
            _ = try reader.read(bytes, handler: recorder, by: way)
            reading.events = recorder.finish()
            reading.canonical = String(decoding: reader.canonicalText, as: UTF8.self)
        } catch {
            reading.error = error.kind
        }
    }
    return reading
}

@Suite("reading XML")
struct XMLReaderTests {
    /// Canonical forms by the rules of Canonical XML 1.1, section 2; each row was also made with
    /// lxml's `method="c14n"` (libxml2's own canonicaliser, which this module does not use).
    static let canonical: [(text: String, form: String)] = [
        ("<a/>", "<a></a>"),
        ("<?xml version='1.0'?>\n<a b='1'  a=\"2\" />\n", "<a a=\"2\" b=\"1\"></a>"),
        ("<a>&lt;&gt;&amp;&quot;&apos;&#13;\"'></a>", "<a>&lt;&gt;&amp;\"'&#xD;\"'&gt;</a>"),
        (
            "<a b='&lt;>&amp;&quot;&apos;&#9;&#10;&#13;\t\n'/>",
            "<a b=\"&lt;>&amp;&quot;'&#x9;&#xA;&#xD;  \"></a>"
        ),
        ("<a><![CDATA[<&>]]>x</a>", "<a>&lt;&amp;&gt;x</a>"),
        ("<a>1<!-- no -->2</a>", "<a>12</a>"),
        ("<a>\r\nb\rc</a>", "<a>\nb\nc</a>"),
        ("<a><?p  x y ?></a>", "<a><?p x y ?></a>"),
        ("<?p?><a/>", "<?p?>\n<a></a>"),
        (
            "<x:a xmlns:y='urn:b' xmlns:x='urn:a' xmlns='urn:c'/>",
            "<x:a xmlns=\"urn:c\" xmlns:x=\"urn:a\" xmlns:y=\"urn:b\"></x:a>"
        ),
        (
            "<a xmlns='urn:a'><b xmlns='urn:a'/><c xmlns=''/></a>",
            "<a xmlns=\"urn:a\"><b></b><c xmlns=\"\"></c></a>"
        ),
        ("<a xmlns=''/>", "<a></a>"),
        (
            "<a xmlns:x='urn:b' xmlns:w='urn:c' x:k='1' w:k='2' k='3' b='4'/>",
            "<a xmlns:w=\"urn:c\" xmlns:x=\"urn:b\" b=\"4\" k=\"3\" x:k=\"1\" w:k=\"2\"></a>"
        ),
        ("<a xml:lang='ar'>\u{0634}\u{1F9FE}</a>", "<a xml:lang=\"ar\">\u{0634}\u{1F9FE}</a>"),
    ]

    @Test("the canonical form is that of the specification", arguments: canonical)
    func canonicalForm(_ row: (text: String, form: String)) {
        let reading = read(Array(row.text.utf8), by: .parserOnly)
        #expect(reading.error == nil)
        #expect(reading.canonical == row.form)
        // What is canonical is its own canonical form, by either way.
        for way in [XMLReader.Way.parserOnly, .fastest] {
            #expect(read(Array(row.form.utf8), by: way).canonical == row.form)
        }
    }

    static let refused: [(name: String, text: [UInt8], error: XMLError.Kind)] = [
        ("nothing", [], .malformed(code: 4)),
        ("a document type", Array("<!DOCTYPE a><a/>".utf8), .documentType),
        ("an unknown entity", Array("<a>&nbsp;</a>".utf8), .malformed(code: 26)),
        ("UTF-16", [0xFE, 0xFF, 0, 0x3C, 0, 0x61], .encoding(found: "UTF-16BE")),
        ("UTF-16 without a mark", [0x3C, 0, 0x61, 0], .encoding(found: "UTF-16LE")),
        (
            "another declared encoding", Array("<?xml version='1.0' encoding='UTF-7'?><a/>".utf8),
            .encoding(found: "UTF-7")
        ),
        ("a byte 0", Array("<a>\0</a>".utf8), .forbiddenCharacter(0)),
        ("a control character", Array("<a>\u{1B}[31m</a>".utf8), .forbiddenCharacter(0x1B)),
        ("U+FFFE", Array("<a>\u{FFFE}</a>".utf8), .forbiddenCharacter(0xFFFE)),
        ("an overlong sequence", [0x3C, 0x61, 0x3E, 0xC0, 0xAF], .badUTF8),
        ("a surrogate", [0x3C, 0x61, 0x3E, 0xED, 0xA0, 0x80], .badUTF8),
        ("a cut sequence", [0x3C, 0x61, 0x3E, 0xD8], .badUTF8),
        ("a reference to a forbidden character", Array("<a>&#0;</a>".utf8), .malformed(code: 9)),
        ("an undeclared prefix", Array("<p:a/>".utf8), .malformed(code: 201)),
        ("one attribute twice", Array("<a b='1' b='2'/>".utf8), .malformed(code: 42)),
        (
            "one declaration twice", Array("<a xmlns:b='u:1' xmlns:b='u:2'/>".utf8),
            .malformed(code: 42)
        ),
        ("tags that do not match", Array("<a><b></a></b>".utf8), .malformed(code: 76)),
        ("an open end", Array("<a><b>".utf8), .malformed(code: 77)),
        ("text after the root", Array("<a></a>x".utf8), .contentAfterRoot),
        ("a second root", Array("<a></a><a></a>".utf8), .contentAfterRoot),
        ("a comment after the root", Array("<a/><!-- x -->".utf8), .contentAfterRoot),
        ("bytes 0 after the root", Array("<a/>\0\0".utf8), .forbiddenCharacter(0)),
    ]

    @Test("what may not be read is refused by name", arguments: refused)
    func refusal(_ row: (name: String, text: [UInt8], error: XMLError.Kind)) {
        #expect(read(row.text).error == row.error, "\(row.name)")
        #expect(read(row.text, by: .parserOnly).error == row.error, "\(row.name)")
    }

    private static func nested(_ depth: Int) -> [UInt8] {
        Array(
            (String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)).utf8)
    }

    private static func attributes(_ count: Int) -> [UInt8] {
        Array(("<a" + (0..<count).map { " a\(1000 + $0)=\"\"" }.joined() + "></a>").utf8)
    }

    @Test(
        "each limit holds at its own number, by both ways",
        arguments: [XMLReader.Way.fastest, .parserOnly])
    func limits(_ way: XMLReader.Way) {
        var small = XMLLimits()
        small.size = 3_000
        small.elements = 150
        small.attributeValue = 10
        small.namespacesInScope = 2
        let rows: [(sound: [UInt8], excess: [UInt8], limit: XMLError.Limit)] = [
            (
                Array("<a>\(String(repeating: "x", count: 2_993))</a>".utf8),
                Array("<a>\(String(repeating: "x", count: 2_994))</a>".utf8), .size
            ),
            (Self.nested(100), Self.nested(101), .depth),
            (Self.attributes(64), Self.attributes(65), .attributes),
            (
                Array("<a b=\"1234567890\"></a>".utf8), Array("<a b=\"12345678901\"></a>".utf8),
                .attributeValue
            ),
            (
                Array("<a>\(String(repeating: "<b></b>", count: 149))</a>".utf8),
                Array("<a>\(String(repeating: "<b></b>", count: 150))</a>".utf8), .elements
            ),
            (
                Array("<a xmlns:b='u:1'><c xmlns:d='u:2'/></a>".utf8),
                Array("<a xmlns:b='u:1'><c xmlns:d='u:2' xmlns:e='u:3'/></a>".utf8),
                .namespacesInScope
            ),
        ]
        for row in rows {
            #expect(read(row.sound, by: way, limits: small).error == nil, "\(row.limit)")
            let error = read(row.excess, by: way, limits: small).error
            #expect(error == .limit(row.limit))
        }
    }

    @Test("the scanner and the parser tell the same, whatever is changed in a text")
    func twoWays() {
        let sound = Array(
            ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<root xmlns=\"urn:a\" xmlns:b=\"urn:b\">"
                + "<b:leaf a=\"1\" b=\"2\">x &amp; \u{0634} &gt;</b:leaf>\n "
                + "<c><d/></c><b:leaf></b:leaf>"
                + "</root>\n").utf8)
        var accepted = 0
        var random: UInt64 = 0x5EED
        print("seed \(random)")
        let pieces: [[UInt8]] = [
            "<", ">", "/", "&", "\"", "'", " ", "=", "x", ":", "&#xD;", "<b/>", "]]>", "\r",
        ]
        .map { Array($0.utf8) }
        for _ in 0..<10_000 {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            var text = sound
            let place = Int(random >> 33) % text.count
            let piece = pieces[Int(random >> 20) % pieces.count]
            switch random >> 60 % 3 {
            case 0: text[place] = piece[0]
            case 1: text.insert(contentsOf: piece, at: place)
            default: text.removeSubrange(place..<min(place + 1 + Int(random >> 50 & 7), text.count))
            }
            let fast = read(text)
            #expect(fast == read(text, by: .parserOnly), "\(String(decoding: text, as: UTF8.self))")
            if fast.error == nil { accepted += 1 }
        }
        #expect(accepted > 500)
    }

    /// The scanner expects the names that came next the last time, with what they meant then.
    @Test("a reader that has read other texts tells the same as a new one")
    func readersMemory() {
        let reader = XMLReader(vocabulary: vocabulary)
        var random = SplitMix64(seed: 0x5161)
        let spaces = ["urn:a", "urn:b", "urn:other"]
        let tags = ["root", "b:leaf", "leaf", "leaf2", "b:lea", "c:leaf", "b:root", "d:leaf"]
        var scanned = 0
        for _ in 0..<4_000 {
            let declared = ["", ":b", ":c", ":d"].filter { _ in random.next() % 4 > 0 }
            let root =
                "root"
                + declared.map {
                    " xmlns\($0)=\"\(spaces[Int(random.next() % 3)])\""
                }.joined()
            var inner = ""
            for _ in 0..<random.next() % 6 {
                let tag = tags[Int(random.next() % UInt64(tags.count))]
                // Now and then the prefix, or the default, is bound anew inside.
                let prefix = tag.contains(":") ? ":" + tag.prefix(1) : ""
                let again =
                    random.next() % 5 == 0
                    ? " xmlns\(prefix)=\"\(spaces[Int(random.next() % 3)])\"" : ""
                let value = random.next() % 3 == 0 ? " a=\"1\"" : ""
                let child = random.next() % 2 == 0 ? "<\(tag)></\(tag)>" : "x"
                inner += "<\(tag)\(again)\(value)>\(child)</\(tag)>"
            }
            let text = Array("<\(root)>\(inner)</root>".utf8)
            let kept = read(text, by: .fastest, with: reader) { $0 == "root" }
            if kept.error == nil, reader.wasCanonical { scanned += 1 }
            let fresh = XMLReader(vocabulary: vocabulary)
            let parsed = read(text, by: .parserOnly, with: fresh) { $0 == "root" }
            #expect(kept.error == parsed.error, "\(String(decoding: text, as: UTF8.self))")
            #expect(
                kept.events.map(Self.withoutPlaces) == parsed.events.map(Self.withoutPlaces),
                "\(String(decoding: text, as: UTF8.self))")
        }
        #expect(scanned > 1_000)
    }

    /// Where a text was not asked for in canonical form, its offsets mean nothing.
    private static func withoutPlaces(_ line: String) -> String {
        line.split(separator: " @", omittingEmptySubsequences: false).first.map(String.init) ?? ""
    }
}
