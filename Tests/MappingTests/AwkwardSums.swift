/// Rows that sum up others, text in a wrong encoding, and what few sheets carry.
extension AwkwardTests {
    private static let sums =
        "Invoice No,Date,Item,Qty,Price before VAT,VAT %,VAT Amount,Total with VAT\n"
    private static let first = "1,2026-03-01,Tea set,1,10,15,1.50,11.50\n"
    private static let second = "2,2026-03-01,Cup set,2,20,15,6.00,46.00\n"

    static let totals: [Awkward] = [
        Awkward(
            name: "a totals row that is right",
            sheet: sums + first + second + "Total,,,,,,7.50,57.50"),
        Awkward(
            name: "a totals row that is off by a halala",
            sheet: sums + first + second + "Total,,,,,,7.50,57.51",
            problems: ["SJL-SHEET-SUM H4 57.51"]),
        Awkward(
            name: "a totals row with a row too few, in every column",
            sheet: sums + second + "Total,,,,,,7.50,57.50",
            problems: ["SJL-SHEET-SUM G3 7.50", "SJL-SHEET-SUM H3 57.50"]),
        Awkward(
            name: "a wrong totals row that the rules ignore",
            sheet: sums + first + second + "Total,,,,,,7.50,57.51",
            rules: given
                + "field line-vat \"VAT Amount\"\nfield total \"Total with VAT\"\n"
                + "totals-rows ignore\n"),
        Awkward(
            name: "a subtotal, a second one, and the sum of all",
            sheet: sums + first + "Subtotal,,,,,,1.50,11.50\n" + second
                + "Subtotal,,,,,,6.00,46.00\nGrand Total,,,,,,7.50,57.50"),
        Awkward(
            name: "a second subtotal that is the first again",
            sheet: sums + first + "Subtotal,,,,,,1.50,11.50\n" + second
                + "Subtotal,,,,,,1.50,11.50",
            problems: ["SJL-SHEET-SUM G5 1.50", "SJL-SHEET-SUM H5 11.50"]),
        Awkward(
            name: "a total that each row of an invoice repeats, summed up once",
            sheet: "Invoice No,Date,Item,Qty,Price before VAT,VAT %,Invoice Total\n"
                + "1,2026-03-01,Tea set,1,10,15,34.50\n1,2026-03-01,Cup set,2,10,15,34.50\n"
                + "Total,,,,,,34.50"),
        Awkward(
            name: "a credit note that the sum takes off",
            sheet: "Invoice No,Date,Type,Original Invoice,Reason,Item,Qty,Price before VAT,"
                + "VAT %,Total with VAT\n1,2026-03-01,invoice,,,Tea set,1,10,15,11.50\n"
                + "2,2026-03-02,credit note,1,returned,Tea set,1,4,15,4.60\n"
                + "Total,,,,,,,,,6.90"),
        Awkward(
            name: "shares of a halala, rounded row by row in the sum",
            sheet: "Invoice No,Date,Item,Qty,Price before VAT,VAT %,VAT Amount\n"
                + "1,2026-03-01,Tea set,1,0.10,15,0.015\n2,2026-03-01,Tea set,1,0.10,15,0.015\n"
                + "Total,,,,,,0.04"),
        Awkward(
            name: "a dash in the row of sums",
            sheet: sums + first + "Total,,,,,,-,11.50"),
    ]

    static let garbled: [Awkward] = [
        Awkward(
            name: "Arabic read as Western and saved again",
            sheet: header + "1,2026-03-01,Ù…Ø¤Ø³Ø³Ø©,1,10,15",
            problems: ["SJL-SHEET-GARBLED C2 Ù…Ø¤Ø³Ø³Ø©"]),
        Awkward(
            name: "Arabic read as Windows Arabic and saved again",
            sheet: header + "1,2026-03-01,ظ…ط¤ط³ط³ط©,1,10,15",
            problems: ["SJL-SHEET-GARBLED C2 ظ…ط¤ط³ط³ط©"]),
        Awkward(
            name: "a header in a wrong encoding",
            sheet: "Invoice No,Date,Ø§Ù„ØµÙ†Ù,Item,Price before VAT\n1,2026-03-01,x,Tea set,10",
            problems: ["SJL-SHEET-GARBLED C1 Ø§Ù„ØµÙ†Ù"]),
        Awkward(
            name: "Arabic and accents that mean themselves",
            sheet: header + "1,2026-03-01,طقم شاي ظبي؟,1,10,15\n2,2026-03-01,Øresund Ùx,1,10,15",
            drafts: [#""name":"طقم شاي ظبي؟""#, #""name":"Øresund Ùx""#]),
    ]

    private static let settling =
        "Invoice No,Date,Item,Qty,Price before VAT,VAT %,Prepayment Invoice,Prepayment Date,"
        + "Prepayment before VAT,Prepayment VAT\n"

    private static let settlingMixed =
        "Invoice No,Date,Item,Price before VAT,VAT %,VAT Category,Exemption Code,"
        + "Prepayment Invoice,Prepayment Date,Prepayment before VAT,Prepayment VAT\n"
    private static let discounted =
        "Invoice No,Date,Item,Price before VAT,VAT %,VAT Category,Exemption Code,Invoice Discount\n"

    static let carried: [Awkward] = [
        Awkward(
            name: "an advance that is settled",
            sheet: settling + "1,2026-03-01,Tea set,1,100,15,ADV-1,2026-02-01 08:05:00,40,6",
            drafts: [
                #""prepayments":[{"number":"ADV-1","taxable":"40","tax":"6","#
                    + #""issued_at":"2026-02-01T08:05:00","vat":{"category":"S","rate":"15"}}]"#
            ]),
        Awkward(
            name: "an advance that each row repeats is settled once, another one too",
            sheet: settling + "1,2026-03-01,Tea set,1,100,15,ADV-1,2026-02-01,40,6\n"
                + "1,2026-03-01,Cup set,1,100,15,ADV-1,2026-02-01,40,6\n"
                + "1,2026-03-01,Pot set,1,100,15,ADV-2,2026-02-02,20,",
            drafts: [
                #""taxable":"40","tax":"6","issued_at":"2026-02-01T00:00:00","vat":"#
                    + #"{"category":"S","rate":"15"}},{"number":"ADV-2","taxable":"20","#
            ]),
        Awkward(
            name: "an advance of one of two VAT treatments, told by its VAT",
            sheet: settlingMixed + "1,2026-03-01,Tea set,100,15,S,,ADV-1,2026-02-01,40,6.01\n"
                + "1,2026-03-01,Loan,100,0,E,VATEX-SA-29,ADV-2,2026-02-01,30,0",
            drafts: [
                #""tax":"6.01","issued_at":"2026-02-01T00:00:00","vat":{"category":"S","#,
                #""tax":"0","issued_at":"2026-02-01T00:00:00","vat":{"category":"E","#,
            ]),
        Awkward(
            name: "an advance that may be of either VAT treatment",
            sheet: settlingMixed + "1,2026-03-01,Tea set,100,15,S,,,,,\n"
                + "1,2026-03-01,Loan,100,0,E,VATEX-SA-29,ADV-1,2026-02-01,40,",
            problems: ["SJL-SHEET-ADVANCE-VAT K3"]),
        Awkward(
            name: "an advance whose VAT is of neither",
            sheet: settlingMixed + "1,2026-03-01,Tea set,100,15,S,,ADV-1,2026-02-01,40,2\n"
                + "1,2026-03-01,Loan,100,0,E,VATEX-SA-29,,,,",
            problems: ["SJL-SHEET-ADVANCE-VAT K2 2"]),
        Awkward(
            name: "a discount of an invoice whose lines have one VAT",
            sheet: discounted + "1,2026-03-01,Tea set,100,15,S,,20\n"
                + "1,2026-03-01,Cup set,100,15,S,,",
            drafts: [
                #""allowances":[{"amount":"20","reason":"خصم","vat":{"category":"S","rate":"15"}}]"#
            ]),
        Awkward(
            name: "a discount of an invoice whose lines have different VAT",
            sheet: discounted + "1,2026-03-01,Tea set,100,15,S,,20\n"
                + "1,2026-03-01,Loan,100,0,E,VATEX-SA-29,",
            drafts: [#""allowances":[{"amount":"20","reason":"خصم"}]"#]),
        Awkward(
            name: "why there is a discount, in words and by a code",
            sheet: "Invoice No,Date,Item,Qty,Price before VAT,VAT %,Discount,Discount Reason,"
                + "Discount Reason Code\n1,2026-03-01,Tea set,1,10,15,2,Ramadan,95\n"
                + "2,2026-03-01,Tea set,1,10,15,2,,",
            drafts: [
                #""allowances":[{"amount":"2","reason":"Ramadan","reason_code":"95"}]"#,
                #""allowances":[{"amount":"2","reason":"خصم"}]"#,
            ]),
        Awkward(
            name: "a buyer's additional number",
            sheet: "Invoice No,Date,Customer,Street,Building,Additional Number,City,Item,"
                + "Price before VAT\n1,2026-03-01,ACME,Olaya,1234,0567,Riyadh,Tea set,10",
            drafts: [#""building":"1234","additional_number":"0567","city":"Riyadh""#]),
    ]
}
