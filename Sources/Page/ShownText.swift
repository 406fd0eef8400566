import UBL

extension UBLElement {
    /// The text of an element as it is shown: blanks at both ends left out.
    var shown: String {
        var text = text[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    /// The text at the end of a path; `nil` where there is none to show.
    func shown(_ path: String) -> String? {
        first(path).map(\.shown).flatMap { $0.isEmpty ? nil : $0 }
    }
}
