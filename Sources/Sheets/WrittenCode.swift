/// Numbers that name something (a VAT number, an invoice's number, a postal code), which
/// spreadsheets take for amounts and spoil.
public enum WrittenCode {
    /// - Parameter digits: How many the code has, where it is known, as 5 of a postal code.
    public static func read(
        _ cell: SheetCell, digits: Int? = nil
    ) -> Result<String, WrittenTrouble> {
        switch cell.value {
        case .text(let text):
            let plain = WrittenText.plain(text)
            if isShortened(plain) { return .failure(.digitsLost(plain)) }
            return .success(plain)
        case .number(let number):
            let plain = number.plain
            let whole = plain.split(separator: ".", omittingEmptySubsequences: false)
            let isWhole = whole.count == 1 || whole[1].utf8.allSatisfy { $0 == 0x30 }
            guard isWhole, !number.isPercent else {
                return .failure(.notACode(cell.shown ?? number.text))
            }
            let code = String(whole[0])
            // A binary number keeps fifteen digits.
            if code.utf8.count > 15 { return .failure(.digitsLost(number.text)) }
            if let shown = cell.shown, shown.utf8.count > code.utf8.count { return .success(shown) }
            if let digits, code.utf8.count < digits {
                return .failure(.zerosLost(code, digits: digits))
            }
            return .success(code)
        case .date(let moment):
            return .failure(.notACode(cell.shown ?? moment.date.map { "\($0)" } ?? ""))
        case .boolean, .error, .empty, .flawed:
            return .failure(.wrongKind(cell.shown ?? ""))
        }
    }

    /// `3.00000000000003E+14` and `3,1E+14`: what a CSV keeps of a long number that its cell was
    /// too narrow for.
    private static func isShortened(_ text: String) -> Bool {
        var sawE = false
        var sawDigit = false
        var exponentDigits = 0
        var sawSign = false
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39:
                if sawE { exponentDigits += 1 } else { sawDigit = true }
            case UInt8(ascii: "."), UInt8(ascii: ","): if sawE { return false }
            case UInt8(ascii: "E"), UInt8(ascii: "e"):
                if sawE || !sawDigit { return false }
                sawE = true
            case UInt8(ascii: "+"):
                if !sawE || exponentDigits > 0 || sawSign { return false }
                sawSign = true
            default: return false
            }
        }
        // A product code like 12E4 is one; with a sign it is a number.
        return sawSign && (1...3).contains(exponentDigits)
    }
}
