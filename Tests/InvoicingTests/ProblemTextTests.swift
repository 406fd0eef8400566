import Invoicing
import Testing

@Suite("the words of problems")
struct ProblemTextTests {
    private func isArabic(_ scalar: Unicode.Scalar) -> Bool {
        (0x0621...0x064A).contains(scalar.value)
    }

    private func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && scalar.properties.isAlphabetic
    }

    @Test(
        "each rule has a message and a remedy in English and in Arabic",
        arguments: ProblemTexts.rules)
    func bilingual(_ rule: String) throws {
        let words = try #require(ProblemTexts.explanation(of: rule))
        for text in [words.message.ar, words.remedy.ar] {
            let arabic = text.unicodeScalars.count(where: isArabic)
            let latin = text.unicodeScalars.count(where: isLatin)
            #expect(arabic >= 6, "\(rule): \(text)")
            // Member names and codes stay as they are written; the sentence is Arabic.
            #expect(arabic > latin, "\(rule): \(text)")
        }
        for text in [words.message.en, words.remedy.en] {
            #expect(!text.unicodeScalars.contains(where: isArabic), "\(rule): \(text)")
            #expect(!text.hasSuffix("."), "\(rule): \(text)")
            #expect(!text.contains("{"), "\(rule): \(text)")
        }
        #expect(words.message.en != words.remedy.en)
    }

    @Test("Sijil's own rules are a closed list")
    func ownRules() {
        #expect(
            ProblemTexts.rules.filter { $0.hasPrefix("SJL-") } == [
                "SJL-AMOUNT-OR-PERCENT", "SJL-AMOUNT-RANGE", "SJL-CHOICE", "SJL-DECIMAL",
                "SJL-DIGITS",
                "SJL-EXCHANGE-RATE", "SJL-EXCHANGE-RATE-SAR", "SJL-EXPECT-TOTAL",
                "SJL-EXPORT-CATEGORY", "SJL-GROSS-PRICE", "SJL-KEY", "SJL-LENGTH",
                "SJL-MORE", "SJL-NO-PRICE", "SJL-NOT-A-NOTE", "SJL-OWN-REFERENCE",
                "SJL-PAYABLE-NEGATIVE",
                "SJL-PREPAYMENT-TYPE",
                "SJL-REQUIRED",
                "SJL-ROUNDING-LARGE", "SJL-SELLER-NAME", "SJL-SEVERAL-IDS", "SJL-SUMMARY-PERIOD",
                "SJL-SUPPLY-FUTURE", "SJL-TEXT", "SJL-TOTAL-REACHED", "SJL-TYPE", "SJL-UNKNOWN-KEY",
                "SJL-UUID",
                "SJL-VAT-GROUP",
            ])
        #expect(ProblemTexts.rules.allSatisfy { $0.hasPrefix("SJL-") || $0.hasPrefix("BR-") })
        #expect(ProblemTexts.explanation(of: "BR-NONE") == nil)
    }
}
