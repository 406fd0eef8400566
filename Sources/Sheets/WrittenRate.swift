import Invoicing

/// A VAT rate, which one column writes as 0.15, 15 and 15%.
public enum WrittenRate {
    /// The rates that the law of VAT has had since 2018, in per cent.
    private static let known = ["0", "5", "15"]

    /// - Returns: `0`, `5` or `15`; any other rate is refused with ``WrittenTrouble/rate(_:)``.
    public static func read(
        _ cell: SheetCell, mark: DecimalMark?
    ) -> Result<String, WrittenTrouble> {
        switch cell.value {
        case .number(let number):
            // A percent format shows a hundred times what is stored.
            let text = number.fifteenDigits.text
            return rate(text, isFraction: number.isPercent ? true : nil, written: number.text)
        case .text(let text):
            switch WrittenNumber.read(text, mark: mark) {
            case .success(let number):
                guard number.currency == nil else { return .failure(.rate(text)) }
                return rate(number.text, isFraction: number.isPercent ? false : nil, written: text)
            case .failure(let trouble): return .failure(trouble)
            }
        case .empty, .date, .boolean, .error, .flawed:
            return .failure(.wrongKind(cell.shown ?? ""))
        }
    }

    private static func rate(
        _ text: String, isFraction: Bool?, written: String
    ) -> Result<String, WrittenTrouble> {
        guard let value = ExactDecimal(text) else { return .failure(.rate(written)) }
        for known in known {
            guard let percent = ExactDecimal(known) else { continue }
            if isFraction != true, value == percent { return .success(known) }
            let fraction = ExactDecimal(digits: percent.digits, scale: 2)
            if isFraction != false, value == fraction { return .success(known) }
        }
        return .failure(.rate(written))
    }
}
