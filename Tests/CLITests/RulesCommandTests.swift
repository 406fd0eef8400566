import Encoding
import Testing

@Suite("rules and explain")
struct RulesCommandTests {
    @Test("each of the 245 official rules is listed once, with where it is checked and tested")
    func coverage() throws {
        let bench = try Workbench()
        let outcome = try bench.run("sijil rules --coverage --json")
        let answer = try #require(try outcome.json().first)
        #expect(answer["official"] == .number("245"))
        let rules = answer["rules"]?.items ?? []
        let ids = rules.compactMap { $0["rule"]?.text }
        #expect(ids.count == rules.count)
        #expect(Set(ids).count == ids.count)
        func count(_ state: String) -> Int {
            rules.count { $0["state"]?.text == state }
        }
        #expect(ids.count { $0.hasPrefix("BR-") } >= 245)
        // business-rules.md: eleven stand behind the schema, three are hidden.
        #expect(count("live") == 231)
        #expect(count("structural") == 11)
        #expect(count("dead") == 3)
        #expect(count("own") == rules.count - 245)
        for rule in rules {
            let id = rule["rule"]?.text ?? ""
            let checked = rule["checked"]?.items.compactMap(\.text) ?? []
            switch rule["state"]?.text {
            case "live": #expect(checked.contains("document"), "\(id)")
            case "structural": #expect(checked.contains("schema"), "\(id)")
            case "dead": #expect(!checked.contains("document"), "\(id)")
            default: #expect(!checked.isEmpty, "\(id)")
            }
            #expect(rule["tested"]?.items.isEmpty == false, "\(id)")
            for text in ["sense", "mend", "applies_to"] {
                #expect(rule[text]?["en"]?.text?.isEmpty == false, "\(id)")
                #expect(rule[text]?["ar"]?.text?.isEmpty == false, "\(id)")
            }
        }
    }

    @Test("whatever is listed can be explained, in both languages")
    func explained() throws {
        let bench = try Workbench()
        let listed = try bench.run("sijil rules --json").json().first?["rules"]?.items ?? []
        let ids = listed.compactMap { $0["rule"]?.text }
        #expect(ids.count > 245)
        // One in ten, and the last: each is a whole start of the program.
        for (index, id) in ids.enumerated() where index % 10 == 0 || index == ids.count - 1 {
            for language in ["en", "ar"] {
                let outcome = try bench.run("sijil explain \(id) --lang \(language)")
                #expect(outcome.status == 0, "\(id)")
                #expect(outcome.lines.first?.hasPrefix("\(id) (") == true, "\(id)")
                #expect(outcome.lines.count >= 4, "\(id)")
            }
        }
    }
}
