import Cryptography
import EGS
import Encoding
import Invoicing
import Signer
import TestCA
import TestSupport
import Testing
import UBL
import Verifier

/// The documents of the good ledger as files: `riyadh-1-4.xml` is ICV 4 of epoch 1.
final class InvoiceFolder {
    let evidence: Evidence
    let path: String

    /// Files in the order of the ledger's rows.
    static let names =
        (1...7).map { "riyadh-1-\($0).xml" } + (1...2).map { "jeddah-1-\($0).xml" }
        + (1...3).map { "riyadh-2-\($0).xml" } + ["dammam-1-1.xml"]

    init() throws {
        evidence = try Evidence()
        path = evidence.folder.file("xml")
        try shell("mkdir '\(path)'")
        let writes = Self.names.enumerated().map { index, name in
            "SELECT writefile('\(path)/\(name)', xml) FROM document WHERE id = \(index + 1);"
        }
        try evidence.sql(writes.joined(separator: "\n"))
    }

    func audit(level: AuditOptions.Level = .stamps, workers: Int = 2) throws -> AuditReport {
        try FolderAudit.run(path, AuditOptions(level: level, workers: workers))
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    func run(_ command: String) throws {
        let result = try shell("cd '\(path)' && \(command)")
        try #require(result.status == 0, "\(result.output)")
    }

    func write(_ text: String, to name: String) throws {
        try File.write(Array(text.utf8), to: file(name))
    }

    func edit(_ name: String, _ old: String, _ new: String) throws {
        let text = String(decoding: try File.read(file(name)), as: UTF8.self)
        try write(try evidence.replacing(old, new, in: text), to: name)
    }

    /// Puts in a document that the holder of a unit's key stamps after the one of a row.
    func put(
        _ name: String, number: String = "X-1", icv: Int64, after row: Int?, seconds: Int64 = 450,
        unit: String = SampleLedger.riyadh, certificate: Int = 1, uuid: DocumentUUID? = nil,
        kind: InvoiceKind = .simplified
    ) throws {
        let hash = try row.map { try evidence.hash($0) }
        let random = try #require(InvoiceHash(SHA256.hash(Array(name.utf8)).bytes))
        try put(
            name, number: number, icv: icv, pih: .hash(hash ?? random), seconds: seconds,
            unit: unit, certificate: certificate, uuid: uuid, kind: kind)
    }

    func put(
        _ name: String, number: String = "X-1", icv: Int64, pih: PreviousInvoiceHash,
        seconds: Int64 = 450, unit: String = SampleLedger.riyadh, certificate: Int = 1,
        uuid: DocumentUUID? = nil, kind: InvoiceKind = .simplified
    ) throws {
        let time = Instant(secondsSince1970: SampleLedger.start.secondsSince1970 + seconds)
        let sealed = try evidence.sealed(
            number: number, icv: icv, pih: pih, uuid: uuid, unit: unit, certificate: certificate,
            at: time, kind: kind)
        try File.write(sealed.xml, to: file(name))
    }

    /// Writes the document of a row as the authority gives it back: under a stamp of its own, whose
    /// certificate names no taxpayer.
    func clear(_ row: Int, number: String, icv: Int64, to name: String) throws {
        let key = Secp256k1PrivateKey.generate()
        let request = CertificateRequest(
            subject: DistinguishedName([("2.5.4.3", .utf8, "Clearance")]),
            extensions: [
                .alternativeName(DistinguishedName([(UnitAttribute.documents, .utf8, "1000")]))
            ], key: key)
        let certificate = try evidence.sample.certificate(for: request.der)
        let position = ChainPosition(
            icv: try #require(InvoiceCounterValue(icv)), pih: .hash(try evidence.hash(row - 1)))
        let uuid = try text("SELECT uuid FROM document WHERE id = \(row);")
        let sealed = try Signer(key: key, certificate: certificate).seal(
            try Sample.invoice(number: number, kind: .standard), seller: try Sample.seller(),
            uuid: try #require(DocumentUUID(uuid)), at: position,
            signingTime: Instant(secondsSince1970: SampleLedger.start.secondsSince1970 + 90_000))
        let hash = try evidence.hash(row)
        try #require(sealed.hash == hash)
        try File.write(sealed.xml, to: file(name))
    }

    func text(_ query: String) throws -> String { try evidence.sql(query) }
}

/// One harm done to a folder, and all that must be found.
struct FolderHarm: Sendable, CustomTestStringConvertible {
    let ref: String
    let words: String
    /// `severity code file`, of each finding.
    let findings: [String]
    /// Codes that stand beneath the first finding.
    var also: [FindingCode] = []
    let change: @Sendable (InvoiceFolder) throws -> Void

    init(
        _ ref: String, _ words: String, _ findings: [String], also: [FindingCode] = [],
        change: @escaping @Sendable (InvoiceFolder) throws -> Void
    ) {
        self.ref = ref
        self.words = words
        self.findings = findings
        self.also = also
        self.change = change
    }

    var testDescription: String { "\(ref) \(words)" }

    static let all = chains + bytes + surroundings

    private static let chains: [FolderHarm] = [
        FolderHarm(
            "A17", "the largest counter that a number can be",
            ["fail hash-mismatch riyadh-1-7.xml"]
        ) {
            try $0.edit(
                "riyadh-1-7.xml", "<cbc:UUID>7</cbc:UUID>",
                "<cbc:UUID>9223372036854775807</cbc:UUID>")
        },
        FolderHarm(
            "A17", "the largest counter that is read, in two files",
            [
                "fail hash-mismatch riyadh-1-6.xml", "fail hash-mismatch riyadh-1-7.xml",
                "unproven icv-gap riyadh-1-7.xml",
            ]
        ) {
            for counter in 6...7 {
                try $0.edit(
                    "riyadh-1-\(counter).xml", "<cbc:UUID>\(counter)</cbc:UUID>",
                    "<cbc:UUID>\(InvoiceCounterValue.largest)</cbc:UUID>")
            }
        },
        FolderHarm("A3", "a file removed in the middle", ["unproven icv-gap riyadh-1-5.xml"]) {
            try $0.run("rm riyadh-1-4.xml")
        },
        FolderHarm(
            "A3", "three files removed in two places",
            [
                "unproven icv-gap riyadh-1-4.xml", "unproven icv-gap riyadh-1-6.xml",
            ]
        ) { try $0.run("rm riyadh-1-2.xml riyadh-1-3.xml riyadh-1-5.xml") },
        // Nothing in a folder can show it; the report says so under what was not checked.
        FolderHarm("A4", "the last file removed", []) { try $0.run("rm riyadh-1-7.xml") },
        FolderHarm(
            "A15", "the first file removed",
            [
                "unproven chain-start-icv riyadh-1-2.xml"
            ]
        ) { try $0.run("rm riyadh-1-1.xml") },
        FolderHarm(
            "A15", "most of an epoch removed",
            [
                "unproven chain-start-icv riyadh-1-6.xml"
            ]
        ) { try $0.run("rm riyadh-1-[12345].xml") },
        FolderHarm(
            "A10", "a second successor, stamped with the unit's key",
            [
                "fail chain-fork x.xml"
            ]
        ) { try $0.put("x.xml", icv: 5, after: 4) },
        FolderHarm(
            "A10", "a second successor, stamped with another unit's key",
            [
                "fail chain-fork x.xml"
            ]
        ) { try $0.put("x.xml", icv: 5, after: 4, unit: "Jeddah-1", certificate: 0) },
        FolderHarm(
            "A8", "a counter given twice in the same time",
            [
                "fail icv-duplicate x.xml"
            ]
        ) { try $0.put("x.xml", icv: 5, after: nil, seconds: 310) },
        FolderHarm(
            "A2", "a document stamped anew in another form",
            [
                "fail pih-mismatch riyadh-1-5.xml"
            ]
        ) { folder in
            try folder.put(
                "riyadh-1-4.xml", number: "INV-4b", icv: 4, after: 3, seconds: 240, certificate: 0)
        },
        FolderHarm("A16", "one document stamped twice", ["fail hash-duplicate x.xml"]) { folder in
            let uuid = try folder.text("SELECT uuid FROM document WHERE id = 4;")
            try folder.put(
                "x.xml", number: "INV-4", icv: 4, after: 3, uuid: DocumentUUID(uuid))
        },
        FolderHarm("A9", "a UUID given twice", ["fail uuid-duplicate x.xml"]) { folder in
            let uuid = try folder.text("SELECT uuid FROM document WHERE id = 2;")
            try folder.put(
                "x.xml", icv: 8, after: 7, uuid: DocumentUUID(uuid))
        },
        FolderHarm("A9", "a number given twice", ["unproven number-duplicate x.xml"]) {
            try $0.put("x.xml", number: "INV-2", icv: 8, after: 7)
        },
        FolderHarm("A3", "a counter that jumps along a link", ["fail icv-mismatch x.xml"]) {
            try $0.put("x.xml", icv: 10, after: 7)
        },
        FolderHarm("A7", "a counter that falls along a link", ["fail icv-mismatch x.xml"]) {
            try $0.put("x.xml", icv: 3, after: 7)
        },
        FolderHarm(
            "A14", "a first document that names another",
            [
                "fail chain-start-pih dammam-1-1.xml"
            ]
        ) { folder in
            try folder.put(
                "dammam-1-1.xml", icv: 1, after: nil, unit: "Dammam-1", certificate: 0)
        },
        FolderHarm(
            "A15", "a chain that begins with counter 57",
            [
                "fail chain-start-icv dammam-1-1.xml"
            ]
        ) { folder in
            try folder.put(
                "dammam-1-1.xml", icv: 57, pih: .initial, unit: "Dammam-1", certificate: 0)
        },
        FolderHarm(
            "A30", "stamped earlier than the document before",
            [
                "warning clock-backwards x.xml"
            ]
        ) { try $0.put("x.xml", icv: 8, after: 7, seconds: 30) },
    ]

    private static let bytes: [FolderHarm] = [
        // What is wrong in its stamp is only told of a standard document, and hides nothing.
        FolderHarm(
            "A1", "a standard document whose certificate is no base64 any more either",
            ["fail hash-mismatch riyadh-1-3.xml"]
        ) {
            try $0.edit("riyadh-1-3.xml", ">115.00<", ">915.00<")
            try $0.edit("riyadh-1-3.xml", "<ds:X509Certificate>MII", "<ds:X509Certificate>!!!")
        },
        FolderHarm(
            "A1", "an edited digit in a simplified document", ["fail hash-mismatch riyadh-1-4.xml"],
            also: [.qrMismatch, .totalsWrong, .signatureInvalid, .pihMismatch]
        ) { try $0.edit("riyadh-1-4.xml", ">115.00<", ">116.00<") },
        FolderHarm(
            "A1", "an edited digit in a standard document", ["fail hash-mismatch riyadh-1-3.xml"],
            also: [.totalsWrong, .pihMismatch]
        ) { try $0.edit("riyadh-1-3.xml", ">115.00<", ">116.00<") },
        FolderHarm(
            "A7", "an edited counter", ["fail hash-mismatch riyadh-1-4.xml"],
            also: [.icvMismatch, .pihMismatch]
        ) { folder in
            try folder.edit("riyadh-1-4.xml", "<cbc:UUID>4</cbc:UUID>", "<cbc:UUID>6</cbc:UUID>")
        },
        FolderHarm(
            "A2", "an edited previous hash", ["fail hash-mismatch riyadh-1-4.xml"],
            also: [.pihMismatch]
        ) { folder in
            let old = try folder.evidence.hash(3).base64
            let new = Base64.encode(SHA256.hash([1]).bytes)
            try folder.edit("riyadh-1-4.xml", old, new)
        },
        FolderHarm("A19", "only the QR code", ["fail qr-mismatch riyadh-1-4.xml"]) { folder in
            let other = try folder.text("SELECT CAST(xml AS TEXT) FROM document WHERE id = 5;")
            let own = try folder.text("SELECT CAST(xml AS TEXT) FROM document WHERE id = 4;")
            func code(_ text: String) -> String {
                let part = text.ranges(of: "<cbc:ID>QR</cbc:ID>").last.map {
                    text[$0.upperBound...]
                }
                let start = part?.firstRange(of: "\"text/plain\">")
                return String((start.map { text[$0.upperBound...] } ?? "").prefix { $0 != "<" })
            }
            try folder.edit("riyadh-1-4.xml", code(own), code(other))
        },
        FolderHarm("F1", "a DOCTYPE that grows without end", ["fail xml-doctype bomb.xml"]) {
            try $0.write(
                """
                <?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">
                <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><a>&b;</a>
                """, to: "bomb.xml")
        },
        FolderHarm("B9", "no XML", ["fail xml-malformed note.xml"]) {
            try $0.write("hello", to: "note.xml")
        },
        FolderHarm("B9", "empty", ["fail xml-malformed empty.xml"]) {
            try $0.write("", to: "empty.xml")
        },
        FolderHarm(
            "F4", "another encoding",
            [
                "fail xml-encoding riyadh-1-4.xml", "unproven icv-gap riyadh-1-5.xml",
            ]
        ) {
            try $0.run("iconv -f UTF-8 -t UTF-16 riyadh-1-4.xml > x && mv x riyadh-1-4.xml")
        },
        FolderHarm("B14", "far too large", ["fail value-too-large big.xml"]) {
            try $0.run("truncate -s 100M big.xml")
        },
    ]

    private static let surroundings: [FolderHarm] = [
        FolderHarm("A7", "two names exchanged", []) {
            try $0.run(
                "mv riyadh-1-4.xml x && mv riyadh-1-5.xml riyadh-1-4.xml && mv x riyadh-1-5.xml")
        },
        FolderHarm("A9", "an identical copy in another folder", []) {
            try $0.run("mkdir old && cp riyadh-1-4.xml old/")
        },
        FolderHarm("B9", "XML that is no invoice, and other files", []) { folder in
            try folder.write("<svg xmlns='http://www.w3.org/2000/svg'/>", to: "logo.xml")
            try folder.run("echo x > notes.TXT; echo y > README; echo z > a.pdf")
        },
        FolderHarm("B17", "a link that leads back, and a pipe that never ends", []) {
            try $0.run("ln -s . loop && ln -s /etc/passwd p.xml && mkfifo pipe.xml")
        },
        FolderHarm(
            "B1", "folders without end",
            [
                "corrupt file-unread " + Array(repeating: "d", count: 65).joined(separator: "/")
            ]
        ) {
            try $0.run("mkdir -p " + Array(repeating: "d", count: 70).joined(separator: "/"))
        },
        FolderHarm("F14", "a name that is no UTF-8", []) {
            try $0.run("mv riyadh-1-4.xml \"$(printf 'r\\377.xml')\"")
        },
    ]
}
