import Foundation
import Testing

/// A transcript: remarks (`#`), commands (`$`), then what each printed: the answer as it is, talk
/// after `!`, the exit code after `?` where it is not 0. Parts that differ from run to run stand as
/// `<uuid>`, `<hash>` and so on.
///
/// `SIJIL_RECORD_TRANSCRIPTS=1 swift test --filter Transcript` writes them anew, to be reviewed
/// like code.
@Suite("Transcripts")
struct TranscriptTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Transcripts")

    static let names: [String] = {
        let found = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        return (found ?? []).filter { $0.hasSuffix(".txt") }.sorted()
    }()

    @Test("there are transcripts")
    func areThere() { #expect(Self.names.count >= 10) }

    @Test("the program says what the transcript says", arguments: names)
    func replay(name: String) throws {
        let file = Self.folder.appendingPathComponent(name)
        let expected = try String(contentsOf: file, encoding: .utf8)
        let bench =
            expected.hasPrefix("# In a bare folder") ? try Shop.bare() : try Shop.ready()
        var said = ""
        for line in expected.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("# ") { said += line + "\n" }
            guard line.hasPrefix("$ ") else { continue }
            said += line + "\n" + transcript(of: try bench.run(String(line.dropFirst(2))), bench)
            said += "\n"
        }
        if ProcessInfo.processInfo.environment["SIJIL_RECORD_TRANSCRIPTS"] == "1" {
            try Data(said.utf8).write(to: file)
        } else {
            #expect(said == expected, "\(name)")
        }
    }

    private func transcript(of outcome: Outcome, _ bench: Workbench) -> String {
        var text = steady(outcome.output, bench)
        if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
        for line in steady(outcome.talk, bench).split(separator: "\n") { text += "! \(line)\n" }
        if outcome.status != 0 { text += "? \(outcome.status)\n" }
        return text
    }

    /// What is the same in every run.
    private func steady(_ text: String, _ bench: Workbench) -> String {
        text.replacingOccurrences(of: bench.folder, with: "<folder>")
            .replacing(#/\/tmp\/sijil-demo-[A-Za-z0-9]{6}/#, with: "<demo>")
            .replacing(
                #/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/#,
                with: "<uuid>"
            )
            .replacing(#/[A-Za-z0-9+\/]{200,}={0,2}/#, with: "<qr>")
            .replacing(#/NWZlY2ViNjZm[A-Za-z0-9+\/=]{76}/#, with: "<first-pih>")
            .replacing(#/[A-Za-z0-9+\/]{43}=/#, with: "<hash>")
            .replacing(#/\b[0-9a-f]{64}\b/#, with: "<sha256>")
            .replacing(#/\b[0-9]{40,60}\b/#, with: "<serial>")
            .replacing(#/20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{6,8}Z/#, with: "<instant>")
            .replacing(#/\b[0-9]{5,} bytes/#, with: "<count> bytes")
            .replacing(#/\bkey-[0-9a-f]{16}/#, with: "key-<key>")
            .replacing(#/"key":"[0-9a-f]{16}"/#, with: "\"key\":\"<key>\"")
            .replacing(#/"bytes":[0-9]+/#, with: "\"bytes\":<count>")
    }
}
