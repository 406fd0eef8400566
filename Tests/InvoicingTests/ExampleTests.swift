import Encoding
import Foundation
import Invoicing
import TestSupport
import Testing

/// The folder of documented examples.
enum Examples {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "tools/examples")

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appending(path: name)))
    }

    static let drafts: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".json") && $0 != "seller.json" }.sorted()
    }()

    static func sales() throws -> [JSONValue] {
        let bytes = try bytes("sales.jsonl")
        return try JSONLines.split(bytes).map { try JSONReader.read(Array(bytes[$0.range])) }
    }
}

@Suite("tools/examples")
struct ExampleTests {
    @Test("there is one for each kind of document")
    func complete() throws {
        #expect(Examples.drafts.count == 20)
        #expect(try Examples.sales().count == 10)
        let invoices = try Examples.drafts.map {
            try invoice(JSONReader.read(Examples.bytes($0)))
        }
        for kind in InvoiceKind.allCases {
            for type in InvoiceType.allCases where kind == .standard || type != .prepayment {
                #expect(invoices.contains { $0.kind == kind && $0.type == type }, "\(kind) \(type)")
            }
        }
        #expect(Set(invoices.map(\.number)).count == invoices.count)
        let readme = String(decoding: try Examples.bytes("README.md"), as: UTF8.self)
        for name in Examples.drafts {
            #expect(readme.contains(name) || readme.contains("`\(name.prefix(3))…"), "\(name)")
        }
    }

    @Test("each is accepted", arguments: Examples.drafts)
    func accepted(_ name: String) throws {
        let json = try JSONReader.read(Examples.bytes(name))
        #expect(refusals(json) == [])
        let rules = Set(try check(json).get().warnings.map(\.rule))
        // They are older than a day.
        #expect(rules.isSubset(of: ["BR-KSA-98"]))
    }

    @Test("the sales are accepted")
    func sales() throws {
        for sale in try Examples.sales() { #expect(refusals(sale) == []) }
    }

    @Test("drafts, seller and results fit the schemas, by another program")
    func schemas() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "sijil-schema-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in [
            ("draft", DraftSchema.draft), ("seller", DraftSchema.seller),
            ("result", DraftSchema.issueResult),
        ] {
            try Data(text.utf8).write(to: folder.appending(path: name))
        }
        let script = """
            import json, sys, pathlib, jsonschema
            schemas, examples = map(pathlib.Path, sys.argv[1:])
            def validator(name):
                schema = json.loads((schemas / name).read_text())
                jsonschema.Draft202012Validator.check_schema(schema)
                return jsonschema.Draft202012Validator(schema)
            draft, seller, result = map(validator, ["draft", "seller", "result"])
            count = 0
            for file in sorted(examples.glob("*.json")):
                schema = seller if file.name == "seller.json" else draft
                schema.validate(json.loads(file.read_text()))
                count += 1
            for line in (examples / "sales.jsonl").read_text().splitlines():
                draft.validate(json.loads(line))
                count += 1
            good = json.loads((examples / "01-simplified-invoice.json").read_text())
            changes = [{"kind": "x"}, {"colour": 1}, {"lines": []}, {"number": 5}]
            for change in changes + [{"flags": ["x"]}]:
                assert not draft.is_valid(good | change), change
            words = {"en": "x", "ar": "x"}
            problem = dict(rule="BR-KSA-F-06-C1", severity="error", path="/a", value=None)
            problem |= dict(message=words, remedy=words)
            result.validate({"status": "refused", "problems": [problem]})
            assert not result.is_valid({"status": "lost", "problems": []})
            print(count)
            """
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, folder.path, Examples.folder.path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(text == "31\n")
    }
}
