import Encoding

extension Refusal {
    static let everyMember: [String] = [
        "/key", "/unit", "/kind", "/type", "/number", "/issued_at", "/supply_date",
        "/supply_end_date", "/currency", "/buyer", "/buyer/name", "/buyer/vat", "/buyer/ids",
        "/buyer/address", "/buyer/address/city", "/lines", "/lines/0", "/lines/0/name",
        "/lines/0/quantity", "/lines/0/unit", "/lines/0/price", "/lines/0/vat",
        "/lines/0/vat/category", "/lines/0/vat/rate", "/lines/0/vat/exemption_code",
        "/lines/0/allowances", "/lines/0/charges", "/lines/0/item_ids", "/lines/0/note",
        "/lines/0/gross_price", "/lines/0/price_discount", "/lines/0/base_quantity", "/allowances",
        "/charges", "/prepayments", "/prepayments/0", "/prepayments/0/uuid", "/payment_means",
        "/references", "/reason", "/flags", "/exchange_rate", "/purchase_order", "/contract",
        "/note", "/payable_rounding", "/prices_include_vat", "/expect_total",
    ]

    private static func text(_ count: Int) -> JSONValue {
        .string(String(repeating: "ب", count: count))
    }

    static let form: [Refusal] = [
        Refusal(Base.simplified, "/Kind", "simplified", "SJL-UNKNOWN-KEY"),
        Refusal(Base.simplified, "/a~1b", true, "SJL-UNKNOWN-KEY /a~01b"),
        Refusal(Base.simplified, "/lines/0/vat/percent", "15", "SJL-UNKNOWN-KEY"),
        Refusal(
            Base.simplified, "/lines/0/allowances",
            [["amount": "1", "vat": ["category": "S", "rate": "15"]]],
            "SJL-UNKNOWN-KEY /lines/0/allowances/0/vat"),
        Refusal(Base.standard, "/buyer/email", "a@b", "SJL-UNKNOWN-KEY"),
        Refusal(Base.standard, "/buyer/address/zip", "1", "SJL-UNKNOWN-KEY"),
        Refusal(Base.simplified, "/kind", nil, "SJL-REQUIRED"),
        Refusal(Base.simplified, "/kind", .null, "SJL-REQUIRED"),
        Refusal(Base.simplified, "/kind", "tax", "SJL-CHOICE"),
        Refusal(Base.simplified, "/kind", 1, "SJL-TYPE"),
        Refusal(Base.simplified, "/type", "388", "BR-KSA-05"),
        Refusal(Base.simplified, "/number", nil, "BR-02"),
        Refusal(Base.simplified, "/number", "  ", "BR-02"),
        Refusal(Base.simplified, "/number", 1001, "SJL-TYPE"),
        Refusal(Base.simplified, "/number", text(128), "BR-KSA-F-06-C1"),
        Refusal(Base.simplified, "/number", "A\u{7}", "SJL-TEXT"),
        Refusal(Base.simplified, "/number", "A\u{85}", "SJL-TEXT"),
        Refusal(Base.simplified, "/number", "A\u{FFFE}", "SJL-TEXT"),
        Refusal(Base.simplified, "/number", "A\u{1FFFF}", "SJL-TEXT"),
        Refusal(Base.simplified, "/note", "سطر\nآخر", "SJL-TEXT"),
        Refusal(Base.simplified, "/note", text(1_001), "BR-KSA-F-06-C2"),
        Refusal(Base.simplified, "/key", "", "SJL-KEY"),
        Refusal(Base.simplified, "/unit", text(128), "SJL-LENGTH"),
        Refusal(Base.simplified, "/lines", "none", "SJL-TYPE"),
        Refusal(Base.simplified, "/lines/0", 5, "SJL-TYPE"),
        Refusal(Base.simplified, "/buyer", [], "SJL-TYPE"),
        Refusal(Base.simplified, "/flags", ["exports"], "SJL-CHOICE /flags/0"),
        Refusal(Base.simplified, "/prices_include_vat", "yes", "SJL-TYPE"),
        Refusal(Base.simplified, "/lines/0/price", "1e2", "SJL-DECIMAL"),
        Refusal(Base.simplified, "/lines/0/price", .number("1e2"), "SJL-DECIMAL"),
        Refusal(Base.simplified, "/lines/0/price", "1,000.00", "SJL-DECIMAL"),
        Refusal(Base.simplified, "/lines/0/price", "١٢", "SJL-DECIMAL"),
        Refusal(Base.simplified, "/lines/0/price", " 1", "SJL-DECIMAL"),
        Refusal(Base.simplified, "/lines/0/price", "+1", "SJL-DECIMAL"),
        Refusal(Base.simplified, "/lines/0/price", "1.", "SJL-DECIMAL"),
        Refusal(Base.simplified, "/lines/0/price", "", "SJL-DECIMAL"),
        Refusal(Base.simplified, "/lines/0/price", "0.000000000000001", "SJL-DECIMAL"),
        Refusal(Base.simplified, "/lines/0/price", "123456789012345", "SJL-DECIMAL"),
        Refusal(Base.simplified, "/lines/0/price", true, "SJL-TYPE"),
        Refusal(Base.simplified, "/lines/0/price", "1234567.12345678901234", "SJL-DIGITS"),
        Refusal(Base.simplified, "/lines/0/quantity", "1234567.12345678901234", "SJL-DIGITS"),
        Refusal(Base.simplified, "/lines/0/quantity", "1000000.00000000000000", "SJL-DIGITS"),
        Refusal(Base.simplified, "/issued_at", "2026-02-29T10:00:00", "BR-KSA-F-01"),
        Refusal(Base.simplified, "/issued_at", "2026-03-01", "BR-KSA-70"),
        Refusal(Base.simplified, "/issued_at", "2026-03-01T10:15:00Z", "BR-KSA-70"),
        Refusal(Base.simplified, "/issued_at", "2026-03-01T24:00:00", "BR-KSA-70"),
        Refusal(Base.simplified, "/supply_date", "1999-12-31", "BR-KSA-F-01"),
        Refusal(Base.simplified, "/supply_date", "01/03/2026", "BR-KSA-F-01"),
    ]

    static let header: [Refusal] = [
        Refusal(Base.standard, "/currency", "RIY", "BR-CL-04", "SJL-EXCHANGE-RATE /exchange_rate"),
        Refusal(Base.standard, "/currency", "USD", "SJL-EXCHANGE-RATE /exchange_rate"),
        Refusal(Base.dollars, "/exchange_rate", "0", "SJL-EXCHANGE-RATE"),
        Refusal(Base.dollars, "/exchange_rate", "-3.75", "SJL-EXCHANGE-RATE"),
        Refusal(Base.dollars, "/exchange_rate", "3.7500000000001", "BR-KSA-90"),
        Refusal(Base.dollars, "/exchange_rate", "1", "BR-KSA-97"),
        Refusal(Base.dollars, "/currency", "SAR", "SJL-EXCHANGE-RATE-SAR /exchange_rate"),
        Refusal(Base.simplified, "/payment_means", "69", "BR-KSA-16"),
        Refusal(Base.simplified, "/payment_means", "cash", "BR-KSA-16"),
        Refusal(Base.simplified, "/purchase_order", text(128), "BR-KSA-F-06-C3"),
        Refusal(Base.simplified, "/contract", text(128), "BR-KSA-F-06-C5"),
        Refusal(Base.simplified, "/flags", ["self-billed"], "BR-KSA-31"),
        Refusal(
            Base.standard.setting("/buyer/vat", nil).setting(
                "/buyer/ids", [["scheme": "OTH", "value": "X1"]]), "/flags",
            ["export", "self-billed"], "BR-KSA-07"),
        Refusal(Base.standard, "/flags", ["b2g"], "BR-KSA-92 /contract"),
        Refusal(
            Base.simplified, "/flags", ["summary"], "BR-KSA-71 /buyer/name",
            "BR-KSA-72 /supply_date", "BR-KSA-72 /supply_end_date"),
        Refusal(Base.standard, "/flags", ["summary"], "SJL-SUMMARY-PERIOD /supply_end_date"),
        Refusal(
            Base.simplified.setting("/contract", "C-1"), "/flags", ["nominal", "b2g"],
            "BR-KSA-10 /buyer/address/city", "BR-KSA-10 /buyer/address/country",
            "BR-KSA-10 /buyer/address/street", "BR-KSA-42 /buyer/name", "BR-KSA-81 /buyer/vat"),
        Refusal(Base.simplified, "/issued_at", "2026-04-01T12:00:01", "BR-KSA-04"),
        Refusal(Base.simplified, "/supply_end_date", "2026-03-01", "BR-KSA-35 /supply_date"),
        Refusal(Base.standard, "/supply_end_date", "2026-03-30", "BR-KSA-36"),
        Refusal(Base.simplified, "/reason", "سبب", "SJL-NOT-A-NOTE"),
        Refusal(Base.simplified, "/references", [["number": "A"]], "SJL-NOT-A-NOTE"),
        Refusal(Base.creditNote, "/reason", nil, "BR-KSA-17"),
        Refusal(Base.creditNote, "/reason", " ", "BR-KSA-17"),
        Refusal(Base.creditNote, "/reason", text(1_001), "BR-KSA-F-06-C13"),
        Refusal(Base.creditNote, "/references", [], "BR-KSA-56"),
        Refusal(Base.creditNote, "/references/0/number", "", "BR-55"),
        Refusal(
            Base.creditNote, "/references", [["number": "OLD"], ["number": "S-1"]],
            "SJL-OWN-REFERENCE /references/1/number"),
        Refusal(Base.settlement, "/prepayments/0/number", "S-1", "SJL-OWN-REFERENCE"),
        Refusal(Base.creditNote, "/references/0/number", text(5_001), "BR-KSA-F-06-C22"),
        Refusal(Base.creditNote, "/references/0/date", "2026-04-02", "BR-KSA-04"),
        Refusal(Base.creditNote, "/references/0/date", "2026-13-02", "BR-KSA-F-01"),
    ]

    static let buyer: [Refusal] = [
        Refusal(
            Base.standard, "/buyer", nil, "BR-KSA-10 /buyer/address/city",
            "BR-KSA-10 /buyer/address/country", "BR-KSA-10 /buyer/address/street",
            "BR-KSA-42 /buyer/name", "BR-KSA-81 /buyer/vat"),
        Refusal(Base.standard, "/buyer/name", nil, "BR-KSA-42"),
        Refusal(Base.standard, "/buyer/name", "", "BR-KSA-42"),
        Refusal(Base.standard, "/buyer/name", text(1_001), "BR-KSA-F-06-C12"),
        Refusal(Base.simplified, "/buyer", ["name": text(1_001)], "BR-KSA-F-06-C32 /buyer/name"),
        Refusal(Base.standard, "/buyer/vat", nil, "BR-KSA-81"),
        Refusal(Base.standard, "/buyer/vat", "300000000000001", "BR-KSA-44"),
        Refusal(Base.standard, "/buyer/vat", "30000000000003", "BR-KSA-44"),
        Refusal(Base.standard, "/buyer/vat", "399999999900003", "BR-CUSTOM-VALIDATION-01"),
        Refusal(Base.standard, "/flags", ["export"], "BR-KSA-46 /buyer/vat"),
        Refusal(
            Base.standard, "/buyer/ids", [["scheme": "crn", "value": "1"]],
            "BR-KSA-14 /buyer/ids/0/scheme"),
        Refusal(
            Base.standard, "/buyer/ids", [["scheme": "CRN"]], "SJL-REQUIRED /buyer/ids/0/value"),
        Refusal(
            Base.standard, "/buyer/ids", [["scheme": "TIN", "value": "4010293847"]],
            "BR-KSA-F-07 /buyer/ids/0/value"),
        Refusal(
            Base.standard, "/buyer/ids", [["scheme": "CRN", "value": "101001000"]],
            "BR-KSA-F-08 /buyer/ids/0/value"),
        Refusal(
            Base.standard, "/buyer/ids", [["scheme": "700", "value": "6010293847"]],
            "BR-KSA-F-09 /buyer/ids/0/value"),
        Refusal(
            Base.standard, "/buyer/ids", [["scheme": "NAT", "value": "2010293847"]],
            "BR-KSA-F-10 /buyer/ids/0/value"),
        Refusal(
            Base.standard, "/buyer/ids", [["scheme": "IQA", "value": "1010293847"]],
            "BR-KSA-F-11 /buyer/ids/0/value"),
        Refusal(
            Base.standard, "/buyer/ids", [["scheme": "MOM", "value": " 12"]],
            "BR-KSA-F-12 /buyer/ids/0/value"),
        Refusal(Base.standard, "/buyer/address/street", nil, "BR-KSA-10"),
        Refusal(Base.standard, "/buyer/address/street", text(1_001), "BR-KSA-F-06-C23"),
        Refusal(Base.standard, "/buyer/address/city", " ", "BR-KSA-10"),
        Refusal(Base.standard, "/buyer/address/city", text(128), "BR-KSA-F-06-C26"),
        Refusal(Base.standard, "/buyer/address/country", nil, "BR-KSA-10"),
        Refusal(Base.standard, "/buyer/address/country", "sa", "BR-CL-14"),
        Refusal(Base.standard, "/buyer/address/building", nil, "BR-KSA-63"),
        Refusal(Base.standard, "/buyer/address/district", nil, "BR-KSA-63"),
        Refusal(Base.standard, "/buyer/address/district", text(128), "BR-KSA-F-06-C29"),
        Refusal(Base.standard, "/buyer/address/postal_code", nil, "BR-KSA-63"),
        Refusal(Base.standard, "/buyer/address/postal_code", "1221A", "BR-KSA-67"),
        Refusal(
            Base.zeroRated, "/lines/0/vat/exemption_code", "VATEX-SA-EDU", "BR-KSA-25 /buyer/name",
            "BR-KSA-49 /buyer/ids"),
    ]

    static let lines: [Refusal] = [
        Refusal(Base.simplified, "/lines", [], "BR-16"),
        Refusal(Base.simplified, "/lines", nil, "BR-16"),
        Refusal(Base.simplified, "/lines/0/name", nil, "BR-25"),
        Refusal(Base.simplified, "/lines/0/name", "AB", "BR-KSA-F-06-C19"),
        Refusal(Base.simplified, "/lines/0/name", "شا", "BR-KSA-F-06-C19"),
        Refusal(Base.simplified, "/lines/0/name", text(1_001), "BR-KSA-F-06-C19"),
        Refusal(Base.simplified, "/lines/0/name", "12345", "BR-KSA-F-C-01"),
        Refusal(Base.simplified, "/lines/0/name", "١٢٣٤", "BR-KSA-F-C-01"),
        Refusal(Base.simplified, "/lines/0/name", "a\tbc", "SJL-TEXT"),
        Refusal(Base.simplified, "/lines/0/note", text(1_001), "SJL-LENGTH"),
        Refusal(Base.simplified, "/lines/0/unit", text(128), "BR-KSA-F-06-C18"),
        Refusal(
            Base.simplified, "/lines/0/item_ids", ["seller": text(128)],
            "BR-KSA-F-06-C31 /lines/0/item_ids/seller"),
        Refusal(
            Base.simplified, "/lines/0/item_ids", ["buyer": text(128)],
            "BR-KSA-F-06-C30 /lines/0/item_ids/buyer"),
        Refusal(
            Base.simplified, "/lines/0/item_ids", ["standard": text(128)],
            "BR-KSA-F-06-C20 /lines/0/item_ids/standard"),
        Refusal(Base.simplified, "/lines/0/quantity", nil, "BR-22"),
        Refusal(Base.simplified, "/lines/0/quantity", "0.00", "BR-22"),
        Refusal(Base.simplified, "/lines/0/quantity", "-2", "BR-KSA-F-04"),
        Refusal(Base.simplified, "/lines/0/price", nil, "BR-26"),
        Refusal(Base.simplified, "/lines/0/price", "-0.01", "BR-KSA-F-04"),
        Refusal(Base.simplified, "/lines/0/price", "99999999999999", "SJL-AMOUNT-RANGE /lines/0"),
        Refusal(Base.simplified, "/lines/0/base_quantity", "0", "BR-KSA-EN16931-12"),
        Refusal(Base.simplified, "/lines/0/base_quantity", "-1", "BR-KSA-EN16931-12"),
        Refusal(
            Base.simplified, "/lines/0/gross_price", "13", "SJL-GROSS-PRICE /lines/0/price_discount"
        ),
        Refusal(
            Base.simplified, "/lines/0/price_discount", "1",
            "SJL-GROSS-PRICE /lines/0/gross_price"),
        Refusal(
            Base.simplified.setting("/lines/0/gross_price", "14"), "/lines/0/price_discount", "1",
            "BR-KSA-EN16931-07 /lines/0/price"),
        Refusal(
            Base.simplified.setting("/lines/0/gross_price", "1").setting("/lines/0/price", nil),
            "/lines/0/price_discount", "2", "BR-KSA-F-04"),
    ]

    static let vat: [Refusal] = [
        Refusal(Base.simplified, "/lines/0/vat", nil, "BR-CO-04"),
        Refusal(Base.simplified, "/lines/0/vat/category", nil, "BR-CO-04"),
        Refusal(Base.simplified, "/lines/0/vat/category", "AE", "BR-KSA-18"),
        Refusal(Base.simplified, "/lines/0/vat/rate", nil, "BR-S-05"),
        Refusal(Base.simplified, "/lines/0/vat/rate", "14", "BR-KSA-84"),
        Refusal(Base.simplified, "/lines/0/vat/rate", "15.5", "BR-KSA-84"),
        Refusal(Base.simplified, "/lines/0/vat/rate", "0", "BR-KSA-84"),
        Refusal(Base.simplified, "/lines/0/vat/rate", "-15", "BR-KSA-84"),
        Refusal(Base.simplified, "/lines/0/vat/rate", "15.001", "BR-KSA-DEC-02"),
        Refusal(Base.simplified, "/lines/0/vat/exemption_code", "VATEX-SA-35", "BR-S-10"),
        Refusal(Base.zeroRated, "/lines/0/vat/rate", "15", "BR-Z-05"),
        Refusal(Base.zeroRated, "/lines/0/vat/exemption_code", nil, "BR-KSA-69"),
        Refusal(Base.zeroRated, "/lines/0/vat/exemption_code", "VATEX-SA-29", "BR-KSA-CL-04"),
        Refusal(Base.zeroRated, "/lines/0/vat/exemption_code", "vatex-sa-35", "BR-KSA-CL-04"),
        Refusal(Base.zeroRated, "/lines/0/vat/exemption_reason", text(1_001), "BR-KSA-F-06-C16"),
        Refusal(
            Base.simplified, "/lines/0/vat", ["category": "E", "rate": "5"],
            "BR-E-05 /lines/0/vat/rate", "BR-KSA-23 /lines/0/vat/exemption_code"),
        Refusal(
            Base.simplified, "/lines/0/vat", ["category": "O", "rate": "15"],
            "BR-KSA-11 /lines/0/vat/rate", "BR-KSA-24 /lines/0/vat/exemption_code"),
        Refusal(
            Base.simplified, "/lines/0/vat", ["category": "O", "exemption_code": "VATEX-SA-OOS"],
            "BR-KSA-83 /lines/0/vat/exemption_reason"),
    ]

    private static let charge: JSONValue = ["amount": "1.00", "reason": "شحن", "reason_code": "FC"]
    private static let charged = Base.simplified.setting("/charges", [charge])
    private static let lineCharged = Base.simplified.setting("/lines/0/charges", [charge])
    private static let allowed = Base.simplified.setting("/allowances", [["amount": "1.00"]])
    private static let lineAllowed = Base.simplified.setting(
        "/lines/0/allowances", [["amount": "1"]])
    private static let twoGroups = charged.setting(
        "/lines/1",
        [
            "name": "دواء", "quantity": "1", "price": "1",
            "vat": ["category": "Z", "exemption_code": "VATEX-SA-35"],
        ])

    private static let based: JSONValue = ["percent": "10", "base": "1.005"]
    private static let basedCharge = based.setting("/reason", "شحن").setting("/reason_code", "FC")
    private static let reasoned: JSONValue = [
        "category": "Z", "exemption_code": "VATEX-SA-35", "exemption_reason": text(1_001),
    ]

    /// What is wrong with the VAT of an allowance, a charge or an advance.
    static let vatOfParts: [Refusal] = [
        Refusal(charged, "/charges/0/vat", ["category": "S"], "BR-S-07 /charges/0/vat/rate"),
        Refusal(
            charged, "/charges/0/vat", ["category": "Z", "rate": "5"],
            "BR-Z-07 /charges/0/vat/rate"),
        Refusal(
            allowed, "/allowances/0/vat",
            ["category": "E", "rate": "5", "exemption_code": "VATEX-SA-30"],
            "BR-E-06 /allowances/0/vat/rate"),
        Refusal(
            allowed, "/allowances/0/vat", ["category": "O", "rate": "5"],
            "BR-KSA-12 /allowances/0/vat/rate"),
        Refusal(charged, "/charges/0", basedCharge, "BR-DEC-06 /charges/0/base"),
        Refusal(
            lineCharged, "/lines/0/charges/0", basedCharge, "BR-DEC-28 /lines/0/charges/0/base"),
        Refusal(
            lineAllowed, "/lines/0/allowances/0", based, "BR-DEC-25 /lines/0/allowances/0/base"),
        Refusal(
            Base.settlement, "/prepayments/0/vat",
            ["category": "Z", "rate": "5", "exemption_code": "VATEX-SA-35"],
            "BR-KSA-76 /prepayments/0/vat/rate"),
        Refusal(
            Base.settlement, "/prepayments/0/vat", ["category": "O", "rate": "15"],
            "BR-KSA-78 /prepayments/0/vat/rate", "BR-KSA-95 /prepayments/0/vat/exemption_code"),
        Refusal(
            Base.settlement, "/prepayments/0/vat", ["category": "E"],
            "BR-KSA-94 /prepayments/0/vat/exemption_code"),
        Refusal(
            Base.settlement.setting("/prepayments/0/tax", "0"), "/prepayments/0/vat", reasoned,
            "BR-KSA-F-06-C39 /prepayments/0/vat/exemption_reason"),
        Refusal(
            Base.simplified, "/buyer", ["address": ["street": text(1_001)]],
            "BR-KSA-F-06-C24 /buyer/address/street"),
    ]

    static let money: [Refusal] = [
        Refusal(charged, "/charges/0/reason", nil, "BR-KSA-21"),
        Refusal(charged, "/charges/0/reason_code", nil, "BR-KSA-19"),
        Refusal(charged, "/charges/0/reason_code", "QQQ", "BR-KSA-CL-06"),
        Refusal(charged, "/charges/0/reason_code", "A", "BR-KSA-CL-06"),
        Refusal(charged, "/charges/0/reason", text(1_001), "BR-KSA-F-06-C33"),
        Refusal(charged, "/charges/0/amount", nil, "BR-36"),
        Refusal(charged, "/charges/0/amount", "1.001", "BR-DEC-05"),
        Refusal(
            charged, "/charges/0/vat", ["category": "E", "rate": "15"],
            "BR-E-07 /charges/0/vat/rate"),
        Refusal(
            charged, "/charges/0/vat", ["category": "E"],
            "BR-KSA-23 /charges/0/vat/exemption_code"),
        Refusal(
            charged, "/charges/0/vat", ["category": "O", "rate": "1"],
            "BR-KSA-13 /charges/0/vat/rate"),
        Refusal(twoGroups, "/charges/0/reason", "شحن سريع", "BR-37 /charges/0/vat"),
        Refusal(lineCharged, "/lines/0/charges/0/reason", nil, "BR-KSA-22"),
        Refusal(lineCharged, "/lines/0/charges/0/reason_code", nil, "BR-KSA-20"),
        Refusal(lineCharged, "/lines/0/charges/0/reason", text(1_001), "BR-KSA-F-06-C34"),
        Refusal(lineCharged, "/lines/0/charges/0/amount", nil, "BR-43"),
        Refusal(lineCharged, "/lines/0/charges/0/amount", "1.001", "BR-DEC-27"),
        Refusal(allowed, "/allowances/0/amount", nil, "BR-31"),
        Refusal(allowed, "/allowances/0/amount", "-1", "BR-KSA-F-04"),
        Refusal(allowed, "/allowances/0/amount", "1.999", "BR-DEC-01"),
        Refusal(allowed, "/allowances/0/amount", "25.01", "BR-KSA-F-04 /allowances"),
        Refusal(allowed, "/allowances/0/base", "10", "BR-KSA-EN16931-05"),
        Refusal(
            allowed, "/allowances/0/percent", "10", "SJL-AMOUNT-OR-PERCENT /allowances/0/amount"),
        Refusal(
            allowed, "/allowances/0", ["percent": "10", "base": "1.005"],
            "BR-DEC-02 /allowances/0/base"),
        Refusal(
            allowed, "/allowances/0", ["percent": "101"], "BR-KSA-DEC-01 /allowances/0/percent"),
        Refusal(
            allowed, "/allowances/0", ["percent": "1.005"], "BR-KSA-DEC-01 /allowances/0/percent"),
        Refusal(allowed, "/allowances/0/reason", text(1_001), "BR-KSA-F-06-C35"),
        Refusal(allowed, "/allowances/0/vat", [:], "BR-32 /allowances/0/vat/category"),
        Refusal(allowed, "/allowances/0/vat", ["category": "S"], "BR-S-06 /allowances/0/vat/rate"),
        Refusal(
            allowed, "/allowances/0/vat", ["category": "S", "rate": "5"],
            "BR-KSA-F-04 /allowances"),
        Refusal(
            allowed, "/allowances/0/vat", ["category": "Z", "rate": "5"],
            "BR-Z-06 /allowances/0/vat/rate"),
        Refusal(lineAllowed, "/lines/0/allowances/0/amount", nil, "BR-41"),
        Refusal(lineAllowed, "/lines/0/allowances/0/amount", "0.001", "BR-DEC-24"),
        Refusal(lineAllowed, "/lines/0/allowances/0/amount", "25.01", "BR-KSA-F-04 /lines/0"),
        Refusal(lineAllowed, "/lines/0/allowances/0/reason", text(1_001), "BR-KSA-F-06-C36"),
        Refusal(Base.settlement, "/type", "prepayment", "SJL-PREPAYMENT-TYPE /prepayments"),
        Refusal(Base.settlement, "/prepayments/0/number", nil, "BR-KSA-73"),
        Refusal(Base.settlement, "/prepayments/0/issued_at", nil, "BR-KSA-73"),
        Refusal(Base.settlement, "/prepayments/0/issued_at", "2026-04-02T00:00:00", "BR-KSA-04"),
        Refusal(Base.settlement, "/prepayments/0/uuid", "1", "SJL-UUID"),
        Refusal(Base.settlement, "/prepayments/0/taxable", nil, "BR-KSA-75"),
        Refusal(Base.settlement, "/prepayments/0/taxable", "0", "BR-KSA-80"),
        Refusal(Base.settlement, "/prepayments/0/taxable", "10.001", "BR-KSA-DEC-06"),
        Refusal(Base.settlement, "/prepayments/0/tax", "1.52", "BR-KSA-79"),
        Refusal(Base.settlement, "/prepayments/0/vat", nil, "BR-KSA-75"),
        Refusal(Base.settlement, "/prepayments/0/vat/rate", nil, "BR-KSA-75"),
        Refusal(
            Base.settlement, "/prepayments/0/vat", ["category": "Z"],
            "BR-KSA-93 /prepayments/0/vat/exemption_code"),
        Refusal(
            Base.settlement, "/prepayments/0/vat",
            ["category": "E", "rate": "5", "exemption_code": "VATEX-SA-30"],
            "BR-KSA-77 /prepayments/0/vat/rate"),
        Refusal(
            Base.settlement, "/prepayments/0/vat",
            ["category": "O", "exemption_code": "VATEX-SA-OOS"],
            "BR-KSA-96 /prepayments/0/vat/exemption_reason"),
        Refusal(
            Base.settlement, "/prepayments/0/vat",
            ["category": "Z", "exemption_code": "VATEX-SA-ROYALDECREE"],
            "BR-KSA-CL-07 /prepayments/0/vat/exemption_code"),
        Refusal(Base.settlement, "/lines/0/price", "1", "SJL-PAYABLE-NEGATIVE "),
        Refusal(Base.simplified, "/payable_rounding", "0.005", "BR-DEC-17"),
        Refusal(Base.simplified, "/payable_rounding", "-28.76", "SJL-PAYABLE-NEGATIVE "),
        Refusal(Base.simplified, "/expect_total", "28.74", "SJL-EXPECT-TOTAL"),
    ]
}
