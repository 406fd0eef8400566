/// A time of day as a person wrote it: `14:30`, `2:30:05 pm`, `٢:٣٠ م`.
public enum WrittenTime {
    /// - Returns: Seconds of the day, 0 to 86,399.
    public static func read(_ text: String) -> Result<Int, WrittenTrouble> {
        let plain = WrittenText.plain(text)
        guard let (second, rest) = leading(plain[...]), rest.isEmpty else {
            return .failure(.notATime(text))
        }
        return .success(second)
    }

    private static let morning: Set<String> = ["am", "a", "ص", "صباحا", "صباح"]
    private static let evening: Set<String> = ["pm", "p", "م", "مساء", "مساءا"]

    /// Takes a time, with or without its half of the day, from the start of a text.
    static func leading(_ text: Substring) -> (second: Int, rest: Substring)? {
        let clock = text.prefix { $0.isASCII && ($0.isNumber || $0 == ":" || $0 == ".") }
        let colons = clock.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...3).contains(colons.count) else { return nil }
        var rest = text.dropFirst(clock.count)
        let word = rest.drop { $0 == " " }.prefix { $0 != " " }
        let name = HeaderName.fold(String(word)).filter { $0 != " " }
        var half: Bool?
        if morning.contains(name) { half = false }
        if evening.contains(name) { half = true }
        if half != nil { rest = rest.drop { $0 == " " }.dropFirst(word.count) }
        // `3 pm` is a time, `3` is none.
        guard colons.count > 1 || half != nil else { return nil }
        guard let hour = number(colons[0], below: 24),
            let minute = colons.count > 1 ? number(colons[1], below: 60) : 0
        else { return nil }
        var second = 0
        if colons.count > 2 {
            // Decimals of a second are dropped.
            let whole = colons[2].split(separator: ".", omittingEmptySubsequences: false)
            guard whole.count <= 2, let value = number(whole[0], below: 60) else { return nil }
            second = value
        }
        var hours = hour
        if let half {
            // `14:30 pm` says the same twice; `14:30 am` contradicts itself.
            guard hour <= 12 || half else { return nil }
            if hour <= 12 { hours = hour % 12 + (half ? 12 : 0) }
            if hour == 0, half { return nil }
        }
        return (hours * 3_600 + minute * 60 + second, rest.drop { $0 == " " })
    }

    private static func number(_ text: Substring, below limit: Int) -> Int? {
        guard (1...2).contains(text.utf8.count), let value = Int(text), (0..<limit).contains(value)
        else { return nil }
        return value
    }
}
