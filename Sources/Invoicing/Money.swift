/// An amount in hundredths of the document's currency (halalas for SAR): exact, two decimals,
/// overflow traps.
public struct Money: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let hundredths: Int64

    public init(hundredths: Int64) { self.hundredths = hundredths }

    public static let zero = Money(hundredths: 0)

    /// The largest amount in a document: 14 digits, 999,999,999,999.99.
    public static let limit = Money(hundredths: 99_999_999_999_999)

    public static func + (a: Self, b: Self) -> Self {
        Money(hundredths: a.hundredths + b.hundredths)
    }
    public static func - (a: Self, b: Self) -> Self {
        Money(hundredths: a.hundredths - b.hundredths)
    }
    public static prefix func - (a: Self) -> Self { Money(hundredths: -a.hundredths) }
    public static func < (a: Self, b: Self) -> Bool { a.hundredths < b.hundredths }

    /// Two decimals always: `0.00`, `-0.01`, `1150.00`.
    public var description: String {
        var text: [UInt8] = []
        write(into: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the same text as `description`.
    public func write(into out: inout [UInt8]) { ExactDecimal(self).write(into: &out) }
}
