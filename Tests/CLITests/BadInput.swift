import Testing

/// One thing that goes wrong, and what must be said of it.
struct BadInput: Sendable, CustomTestStringConvertible {
    /// A few words for people.
    let name: String
    /// Shell that breaks something; runs in a folder with a ready ledger that holds INV-1.
    let harm: String
    /// The command; `--json` and the passphrase are added to `issue` and `cert install`.
    let command: String
    let exit: Int32
    /// The error's code, or the rules of the refused drafts in order.
    let says: [String]
    /// Whether a script may try the same again.
    let mayRetry: Bool

    var testDescription: String { name }

    static func draft(_ name: String, _ harm: String, _ rules: String...) -> BadInput {
        BadInput(
            name: name, harm: harm, command: "sijil issue bad.json", exit: 1, says: rules,
            mayRetry: false)
    }

    /// A draft that differs from a good one by a statement of Python about `d`.
    static func edited(_ name: String, _ statement: String, _ rules: String...) -> BadInput {
        BadInput(
            name: name, harm: "python3 edit.py '\(statement)' bad.json",
            command: "sijil issue bad.json", exit: 1, says: rules, mayRetry: false)
    }

    static func failure(
        _ name: String, _ harm: String, _ code: String,
        command: String = "sijil issue array.json", mayRetry: Bool = false
    ) -> BadInput {
        BadInput(
            name: name, harm: harm, command: command, exit: 2, says: [code], mayRetry: mayRetry)
    }

    /// Drafts that cannot become an invoice, and texts that are none.
    static let drafts: [BadInput] = [
        .edited("an unknown key", "d[\"colour\"]=\"red\"", "SJL-UNKNOWN-KEY"),
        .edited("an unknown key in a line", "d[\"lines\"][0][\"colour\"]=1", "SJL-UNKNOWN-KEY"),
        .edited("a list for a text", "d[\"number\"]=[\"INV\"]", "SJL-TYPE"),
        .edited("a text for a list", "d[\"lines\"]=\"none\"", "SJL-TYPE"),
        .edited("a text for an object", "d[\"lines\"][0]=\"tea\"", "SJL-TYPE"),
        .edited("no lines", "d[\"lines\"]=[]", "BR-16"),
        .edited("no number", "del d[\"number\"]", "BR-02"),
        .edited("no kind", "del d[\"kind\"]", "SJL-REQUIRED"),
        .edited("a kind there is not", "d[\"kind\"]=\"complex\"", "SJL-CHOICE"),
        .edited("30 February", "d[\"issued_at\"]=\"2025-02-30T10:15:00\"", "BR-KSA-F-01"),
        .edited("hour 25", "d[\"issued_at\"]=\"2025-03-01T25:15:00\"", "BR-KSA-70"),
        .edited("a time zone", "d[\"issued_at\"]=\"2025-03-01T10:15:00Z\"", "BR-KSA-70"),
        .edited("the year 9999", "d[\"issued_at\"]=\"9999-03-01T10:15:00\"", "BR-KSA-04"),
        .edited("a price that is a word", "d[\"lines\"][0][\"price\"]=\"twelve\"", "SJL-DECIMAL"),
        .edited("a price of NaN", "d[\"lines\"][0][\"price\"]=\"NaN\"", "SJL-DECIMAL"),
        .edited("a number past all sums", "d[\"lines\"][0][\"price\"]=\"9\"*400", "SJL-DECIMAL"),
        .edited("a rate of 14", "d[\"lines\"][0][\"vat\"][\"rate\"]=\"14\"", "BR-KSA-84"),
        .edited("a control character", "d[\"lines\"][0][\"name\"]=\"tea\\u0007\"", "SJL-TEXT"),
        .edited(
            "a VAT number that is not one",
            "d[\"kind\"]=\"standard\"; d[\"buyer\"]={\"name\":\"B\",\"vat\":\"12345\"}",
            "BR-KSA-10", "BR-KSA-10", "BR-KSA-10", "BR-KSA-44"),
        .edited(
            "a number and key taken with other content", "d[\"note\"]=\"other\"", "SJL-KEY-TAKEN"),
        .edited("a number taken under another key", "d[\"key\"]=\"k\"", "SJL-NUMBER-TAKEN"),
        .edited("a unit there is not", "d[\"number\"]=\"N\"; d[\"unit\"]=\"Jeddah-1\"", "SJL-UNIT"),
        .edited(
            "everything at once", "d={\"kind\":1,\"lines\":[{}],\"x\":2}", "SJL-TYPE",
            "SJL-UNKNOWN-KEY", "BR-02", "BR-25", "BR-CO-04", "BR-22", "BR-26"),
        .draft(
            "a repeated key on one line",
            #"printf '{"kind":"simplified","kind":"standard"}' > bad.json"#, "SJL-JSON"),
        .draft("a lone surrogate", #"printf '{"number":"\\ud800"}' > bad.json"#, "SJL-JSON"),
        .draft("bytes that are not UTF-8", #"printf '{"number":"\377"}' > bad.json"#, "SJL-JSON"),
        .draft("a bad draft among good ones", "cp array-bad.json bad.json", "SJL-DECIMAL"),
        .draft(
            "the same number twice in an array",
            #"sed 's/"A-2"/"A-1", "key": "z"/' array.json > bad.json"#,
            "SJL-NUMBER-REPEATED"),
        .draft("an array of numbers", "echo '[1,2]' > bad.json", "SJL-TYPE", "SJL-TYPE"),
    ]

    static let texts: [BadInput] =
        [1, 2, 40, 120, 200].map { length in
            .failure(
                "an object cut after \(length) bytes", "head -c \(length) one.json > bad.json",
                "not-json",
                command: "sijil issue bad.json")
        } + [
            .failure(
                "an array cut short", "head -c 500 array.json > bad.json", "not-json",
                command: "sijil issue bad.json"),
            .failure("an empty file", ": > bad.json", "not-json", command: "sijil issue bad.json"),
            .failure(
                "blanks alone", "printf '\\n \\n' > bad.json", "not-json",
                command: "sijil issue bad.json"),
            .failure(
                "a byte order mark", "{ printf '\\357\\273\\277'; cat one.json; } > bad.json",
                "not-json", command: "sijil issue bad.json"),
            .failure(
                "a repeated key", #"sed 's/"kind"/"number": "x", "kind"/' one.json > bad.json"#,
                "not-json", command: "sijil issue bad.json"),
            .failure(
                "a comment", "{ echo '// a draft'; cat one.json; } > bad.json", "not-json",
                command: "sijil issue bad.json"),
            .failure(
                "a picture", "head -c 3000 .bin/sijil > bad.json", "not-json",
                command: "sijil issue bad.json"),
            .failure(
                "a hundred thousand brackets", #"python3 -c "print('['*100000)" > bad.json"#,
                "not-json", command: "sijil issue bad.json"),
            .failure(
                "a folder", "mkdir bad.json", "file-unreadable", command: "sijil issue bad.json"),
            .failure("no file", ":", "file-unreadable", command: "sijil issue bad.json"),
        ]
}
