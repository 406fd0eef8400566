import Encoding
import Invoicing

/// Forty drafts of a small shop, in Arabic and English: every kind, type and VAT category that a
/// draft can have.
///
/// All are dated in the days before `lastDay`, so that none is in the future; the notes and the
/// settlement refer to documents that come before them.
struct DemoDrafts {
    let lastDay: CivilDate

    static let seller: JSONValue = [
        "name": "شركة سجل التجريبية | Sijil Demo Trading", "vat": "310122393500003",
        "ids": [["scheme": "CRN", "value": "1010183482"]],
        "address": [
            "street": "طريق الملك فهد | King Fahd Road", "building": "2322",
            "district": "العليا | Al Olaya",
            "city": "الرياض | Riyadh", "postal_code": "12214", "country": "SA",
        ],
        "common_name": "Riyadh-1", "serial": "1-Sijil|2-Demo|3-0001", "branch": "Riyadh Main",
        "documents": "1100", "location": "RRRD2929", "industry": "Retail",
    ]

    var all: [JSONValue] {
        simplifiedSales + standardSales + specialKinds + corrections + advances + foreign
    }

    // MARK: - Simplified

    private var simplifiedSales: [JSONValue] {
        let goods: [(String, String, String)] = [
            ("قهوة عربية", "2", "12.50"), ("تمر سكري", "1.5", "48.333"), ("Notebook", "3", "7.25"),
            ("شاي أخضر", "1", "9.95"), ("USB cable", "2", "33.33333333"),
            ("عطر ورد طائفي", "1", "180.00"),
            ("Ballpoint pen", "10", "1.15"), ("خبز بر", "4", "0.95"),
        ]
        var drafts = goods.enumerated().map { index, item in
            draft(
                "SIM-\(101 + index)", "simplified", day: index,
                [line(item.0, item.1, item.2)])
        }
        drafts.append(
            draft(
                "SIM-120", "simplified", day: 8,
                [
                    line("كتاب مدرسي", "1", "35.00"),
                    line("حليب طازج", "2", "6.00", vat: zero("VATEX-SA-35")),
                    line("رسوم حكومية", "1", "100.00", vat: outOfScope),
                ], ["note": "عملية بيع مختلطة"]))
        drafts.append(
            draft(
                "SIM-121", "simplified", day: 9, [line("عصير برتقال", "1", "10.00")],
                ["prices_include_vat": true]))
        drafts.append(
            draft(
                "SIM-122", "simplified", day: 10,
                [
                    line(
                        "Lamp", "2", "120.00",
                        ["allowances": [["percent": "10", "reason": "Season sale"]]]),
                    line("Vase", "1", "60.00"),
                ],
                ["allowances": [["amount": "15.00", "reason": "خصم الولاء", "vat": standardRate]]]))
        drafts.append(
            draft(
                "SIM-123", "simplified", day: 11, [line("Repair", "1", "99.97")],
                ["payable_rounding": "0.03"]))
        drafts.append(
            draft(
                "SIM-124", "simplified", day: 11,
                [line("رسوم دراسية", "1", "2500.00", vat: zero("VATEX-SA-EDU"))],
                [
                    "buyer": [
                        "name": "سارة أحمد", "ids": [["scheme": "NAT", "value": "1083526479"]],
                    ]
                ]))
        drafts.append(
            draft(
                "SIM-125", "simplified", day: 11,
                [line("Life insurance premium", "1", "310.00", vat: exempt("VATEX-SA-29-7"))]))
        return drafts
    }

    // MARK: - Standard

    private var standardSales: [JSONValue] {
        let services: [(String, String, String)] = [
            ("استشارات محاسبية", "8", "350.00"), ("Network installation", "1", "4200.00"),
            ("صيانة دورية", "2.5", "410.40"), ("Office chairs", "12", "349.00"),
            ("تصميم هوية", "1", "7800.00"), ("Paper A4", "40", "14.75"),
        ]
        var drafts = services.enumerated().map { index, item in
            draft(
                "INV-\(1001 + index)", "standard", day: 12 + index, [line(item.0, item.1, item.2)],
                ["buyer": buyer, "supply_date": day(12 + index), "payment_means": "30"])
        }
        drafts.append(
            draft(
                "INV-1010", "standard", day: 18,
                [
                    line("Medical device", "1", "1000.00"),
                    line("دواء مؤهل", "10", "100.00", vat: zero("VATEX-SA-35")),
                    line("Residential rent", "1", "600.00", vat: exempt("VATEX-SA-30")),
                ],
                [
                    "buyer": buyer, "supply_date": day(18),
                    "allowances": [
                        ["amount": "100.00", "reason": "Discount", "vat": standardRate],
                        ["amount": "100.00", "reason": "Discount", "vat": zero("VATEX-SA-35")],
                        ["amount": "60.00", "reason": "Discount", "vat": exempt("VATEX-SA-30")],
                    ],
                    "charges": [
                        [
                            "amount": "50.00", "reason": "Freight", "reason_code": "FC",
                            "vat": standardRate,
                        ]
                    ],
                ]))
        drafts.append(
            draft(
                "INV-1011", "standard", day: 18,
                [
                    line(
                        "Printer", "2", "900.00",
                        ["gross_price": "1000.00", "price_discount": "100.00"])
                ], ["buyer": buyer, "supply_date": day(18)]))
        drafts.append(
            draft(
                "INV-1012", "standard", day: 18,
                [line("مسامير صلب", "2500", "18.00", ["base_quantity": "100"])],
                ["buyer": buyer, "supply_date": day(18), "purchase_order": "PO-5521"]))
        return drafts
    }

    // MARK: - Transaction flags

    private var specialKinds: [JSONValue] {
        let flags: [(String, [JSONValue.Member])] = [
            ("third-party", []), ("nominal", []), ("self-billed", []), ("continuous-supply", []),
            ("b2g", [.init("contract", "CT-2026-77")]),
            ("summary", [.init("supply_end_date", day(24))]),
        ]
        var drafts = flags.enumerated().map { index, flag in
            let extra: JSONValue = .object(
                [
                    .init("buyer", buyer), .init("flags", [.string(flag.0)]),
                    .init("supply_date", day(19)),
                ] + flag.1)
            return draft(
                "SPC-\(index + 1)", "standard", day: 24,
                [line("توريد \(index + 1)", "1", "250.00")], extra)
        }
        drafts.append(
            draft(
                "SPC-7", "simplified", day: 24, [line("Monthly coffee", "20", "11.00")],
                [
                    "flags": ["summary"], "supply_date": day(19), "supply_end_date": day(24),
                    "buyer": ["name": "مقهى الحي"],
                ]))
        return drafts
    }

    // MARK: - Notes

    private var corrections: [JSONValue] {
        [
            draft(
                "CN-1", "simplified", day: 25, [line("قهوة عربية", "1", "12.50")],
                note("credit-note", "SIM-101", "إرجاع بضاعة")),
            draft(
                "DN-1", "simplified", day: 25, [line("Notebook", "1", "2.00")],
                note("debit-note", "SIM-103", "Price agreed later")),
            draft(
                "CN-2", "standard", day: 25, [line("Office chairs", "2", "349.00")],
                note("credit-note", "INV-1004", "Goods returned", buyer: buyer)),
            draft(
                "DN-2", "standard", day: 25, [line("استشارات محاسبية", "1", "350.00")],
                note("debit-note", "INV-1001", "ساعة إضافية", buyer: buyer)),
            draft(
                "CN-3", "simplified", day: 25,
                [line("حليب طازج", "1", "6.00", vat: zero("VATEX-SA-35"))],
                note("credit-note", "SIM-120", "منتج تالف")),
        ]
    }

    // MARK: - Advances and their settlement

    private var advances: [JSONValue] {
        [
            draft(
                "ADV-1", "standard", day: 26, [line("دفعة مقدمة", "1", "1000.00")],
                ["type": "prepayment", "buyer": buyer]),
            draft(
                "ADV-2", "simplified", day: 26, [line("Deposit", "1", "200.00")],
                ["type": "prepayment"]),
            draft(
                "INV-1020", "standard", day: 28, [line("مشروع كامل", "1", "4000.00")],
                [
                    "buyer": buyer, "supply_date": day(28),
                    "prepayments": [
                        [
                            "number": "ADV-1", "issued_at": .string("\(date(26))T10:15:00"),
                            "taxable": "1000.00", "tax": "150.00", "vat": standardRate,
                        ]
                    ],
                ]),
        ]
    }

    // MARK: - Foreign currency

    private var foreign: [JSONValue] {
        [
            draft(
                "EXP-1", "standard", day: 29,
                [line("Dates, export grade", "200", "12.3456", vat: zero("VATEX-SA-32"))],
                [
                    "currency": "USD", "exchange_rate": "3.75", "flags": ["export"],
                    "supply_date": day(29),
                    "buyer": [
                        "name": "Harbor Imports LLC",
                        "ids": [["scheme": "OTH", "value": "HI20331"]],
                        "address": ["street": "12 Dock Street", "city": "Boston", "country": "US"],
                    ],
                ]),
            draft(
                "USD-1", "standard", day: 29, [line("Software licence", "1", "1900.00")],
                [
                    "currency": "USD", "exchange_rate": "3.75", "buyer": buyer,
                    "supply_date": day(29),
                ]),
        ]
    }

    // MARK: - Parts

    private var standardRate: JSONValue { ["category": "S", "rate": "15"] }
    private var outOfScope: JSONValue {
        [
            "category": "O", "rate": "0", "exemption_code": "VATEX-SA-OOS",
            "exemption_reason": "رسوم تُحصّل نيابة عن جهة حكومية",
        ]
    }
    private func zero(_ code: String) -> JSONValue {
        ["category": "Z", "rate": "0", "exemption_code": .string(code)]
    }
    private func exempt(_ code: String) -> JSONValue {
        ["category": "E", "rate": "0", "exemption_code": .string(code)]
    }

    private var buyer: JSONValue {
        [
            "name": "مؤسسة المشتري للمقاولات", "vat": "311111111101113",
            "address": [
                "street": "شارع التحلية", "building": "4455", "district": "السليمانية",
                "city": "جدة",
                "postal_code": "23431", "country": "SA",
            ],
        ]
    }

    private func line(
        _ name: String, _ quantity: String, _ price: String, vat: JSONValue? = nil,
        _ extra: JSONValue = [:]
    ) -> JSONValue {
        merged(
            [
                "name": .string(name), "quantity": .string(quantity), "unit": "PCE",
                "price": .string(price), "vat": vat ?? standardRate,
            ], extra)
    }

    private func note(
        _ type: String, _ original: String, _ reason: String, buyer: JSONValue? = nil
    ) -> JSONValue {
        let note: JSONValue = [
            "type": .string(type), "references": [["number": .string(original)]],
            "reason": .string(reason),
        ]
        return buyer.map { merged(note, ["buyer": $0]) } ?? note
    }

    private func draft(
        _ number: String, _ kind: String, day index: Int, _ lines: [JSONValue],
        _ extra: JSONValue = [:]
    ) -> JSONValue {
        merged(
            [
                "number": .string(number), "kind": .string(kind),
                "issued_at": .string("\(date(index))T10:15:00"), "lines": .array(lines),
            ], extra)
    }

    /// Day `index` of the demo's thirty, as text.
    private func date(_ index: Int) -> String {
        CivilDate(daysSince1970: lastDay.daysSince1970 - 30 + index).description
    }

    private func day(_ index: Int) -> JSONValue { .string(date(index)) }

    private func merged(_ a: JSONValue, _ b: JSONValue) -> JSONValue {
        guard case .object(let first) = a, case .object(let second) = b else { return a }
        let names = Set(second.map(\.name))
        return .object(first.filter { !names.contains($0.name) } + second)
    }
}
