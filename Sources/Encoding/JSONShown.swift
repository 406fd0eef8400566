extension JSONValue {
    /// The text for a terminal or a file: what could turn the writing direction or hide is written
    /// as an escape, which means the same.
    public func shownText(pretty: Bool = false) -> String {
        let bytes = serializedBytes(pretty: pretty)
        let text = String(decoding: bytes, as: UTF8.self)
        // Such characters are never ASCII, and most lines are.
        if bytes.withUnsafeBufferPointer({ $0.reduce(0, |) }) < 0x80 { return text }
        var out = ""
        for scalar in text.unicodeScalars {
            if scalar.value >= 0x80, scalar.properties.generalCategory == .format,
                scalar.value <= 0xFFFF
            {
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            } else {
                out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
