import Testing

@testable import Rules

/// Numbers as the official processor computes with them; expected values were printed by it.
@Suite("numbers are those of the official processor")
struct NumberTests {
    private func number(_ text: String) throws -> ExactNumber {
        var text = text
        return try #require(text.withUTF8 { ExactNumber($0) })
    }

    private func double(_ text: String) throws -> Double {
        var text = text
        return try #require(text.withUTF8 { Binary64.parse($0) })
    }

    @Test(
        "format-number(…, '#.00') of binary numbers",
        arguments: [
            ("-0.001", "-0.00"), ("-0.0", "-0.00"), ("-1.005", "-1.00"), ("0.5", "0.50"),
            ("1.005", "1.00"), ("1.015", "1.02"), ("2.675", "2.68"), ("0.125", "0.12"),
            ("70000.005", "70000.00"), ("1e22", "10000000000000000000000.00"), ("NaN", "NaN"),
        ])
    func twoDecimals(_ text: String, _ shown: String) throws {
        #expect(TwoDecimals(try double(text)).description == shown)
    }

    @Test(
        "division of decimals",
        arguments: [
            ("10", "3", "3.333333333333333333"), ("2", "3", "0.666666666666666667"),
            ("1", "7.0000000000000000000000", "0.142857142857142857"),
            ("1.00000000000000000000001", "7", "0.14285714285714285714285857142857142857143"),
            ("1", "700000000000000000000000000", "0.00000000000000000000000000142857142857142857"),
            ("1.1", "524288", "0.0000020980834960937"),
            ("-1.1", "524288", "-0.0000020980834960937"), ("1", "0.07", "14.285714285714285714"),
        ])
    func division(_ a: String, _ b: String, _ quotient: String) throws {
        #expect(try #require(try number(a).divided(by: try number(b))).description == quotient)
    }

    @Test("division by zero is refused")
    func divisionByZero() throws { #expect(try number("1").divided(by: number("0.00")) == nil) }

    @Test("the exact value of a binary number")
    func exact() {
        let tenth = "0.1000000000000000055511151231257827021181583404541015625"
        #expect(ExactNumber(0.1).description == tenth)
        #expect(ExactNumber(-2.5).description == "-2.5")
        #expect(ExactNumber(1e30).description == "1000000000000000019884624838656")
    }

    @Test(
        "rounding half up",
        arguments: [
            ("2.345", 2, "2.35"), ("-2.345", 2, "-2.34"), ("-2.5", 0, "-2"), ("2.5", 0, "3"),
            (
                "12345678901234567890123456789012345678901.005", 2,
                "12345678901234567890123456789012345678901.01"
            ),
        ])
    func rounding(_ text: String, _ places: Int, _ rounded: String) throws {
        #expect(try number(text).rounded(places: places).description == rounded)
    }

    @Test("sums and products beyond 128 bits")
    func wide() throws {
        let big = try number("99999999999999999999999999999999999999.99")
        #expect((big + big).description == "199999999999999999999999999999999999999.98")
        #expect((big - big).isZero)
        let square = big * big
        #expect(
            square.description
                == "99999999999999999999999999999999999999980000000000000000000000000000000"
                + "00000.0001"
        )
        #expect(try square == number(square.description))
    }

    @Test("a quotient times its divisor and the rest make the whole, whatever the limbs are")
    func longDivision() {
        // Limbs at which a guess of the quotient is wrong come often.
        let limbs: [Int128] = [0, 1, 2, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF]
        var state: UInt64 = 20_261_123
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        func number() -> WideInteger {
            (0...next(9)).reduce(WideInteger(0)) { value, _ in
                value * WideInteger(0x1_0000_0000) + WideInteger(limbs[next(limbs.count)])
            }
        }
        for _ in 0..<20_000 {
            let (whole, divisor) = (number(), number())
            guard !divisor.isZero else { continue }
            let (quotient, rest) = whole.divided(by: divisor)
            #expect(quotient * divisor + rest == whole)
            #expect(!rest.isNegative && (rest + -divisor).isNegative)
        }
    }

    @Test("long numbers come back digit by digit")
    func longDigits() throws {
        for length in [9, 10, 18, 19, 27, 37, 38, 39, 100, 999] {
            let text = String(String(repeating: "1234567890", count: 100).prefix(length))
            #expect(try number(text).description == text)
            let zeros = "7" + String(repeating: "0", count: length)
            #expect(try number(zeros).description == zeros)
            let seventh = try #require(try number(zeros).divided(by: number("7")))
            #expect(seventh.rounded(places: 0).description == "1" + zeros.dropFirst())
        }
    }

    @Test("texts that are no decimals", arguments: ["", "1e3", "abc", "1.2.3", "--1", "٣", "."])
    func noDecimal(_ text: String) {
        var text = text
        #expect(text.withUTF8 { ExactNumber($0) } == nil)
    }

    @Test(
        "xs:double", arguments: [("1e3", 1_000), (".5", 0.5), ("5.", 5), ("+INF", Double.infinity)])
    func doubles(_ text: String, _ value: Double) throws { #expect(try double(text) == value) }

    @Test("texts that are no doubles", arguments: ["", "0x10", "1d", "1e", "infinity", "nan"])
    func noDouble(_ text: String) {
        var text = text
        #expect(text.withUTF8 { Binary64.parse($0) } == nil)
    }

    @Test(
        "patterns",
        arguments: [
            ("SAR", "S.R", true), ("SAR", "^SAR$", true), ("SAR", "A", true),
            ("SAR", "S|U", true), ("SAR", "^[A-Z]{3}$", true), ("SAR", "[^S]R", true),
            ("SAR", "SARR", false), ("SAR", "(SA)+R", true), ("SAR", "\\d", false), ("", "", true),
            ("AAAB", "^(A*)*B$", true), ("USD", "U?S*D+$", true),
        ])
    func patterns(_ text: String, _ pattern: String, _ isMatch: Bool) throws {
        var (text, word) = (text, pattern)
        let pattern = try #require(word.withUTF8 { Pattern($0) })
        #expect(text.withUTF8 { pattern.matches($0) } == isMatch)
    }

    @Test("texts that are no patterns", arguments: ["(", "[", "a{2,1}", "*", "\\A", ")", "[z-a]"])
    func badPatterns(_ text: String) {
        var text = text
        #expect(text.withUTF8 { Pattern($0) } == nil)
    }
}
