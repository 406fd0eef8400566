public import Encoding

/// How words for people stand in JSON, wherever Sijil prints it.
extension Bilingual {
    /// `{"en","ar"}`.
    public var json: JSONValue { ["en": .string(en), "ar": .string(ar)] }
}

extension Problem {
    public var json: JSONValue {
        [
            "rule": .string(rule), "severity": .string(severity.rawValue), "path": .string(path),
            "value": JSONValue(value), "message": message.json, "remedy": remedy.json,
        ]
    }
}
