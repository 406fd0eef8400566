extension AwkwardTests {
    static let more: [Awkward] = [
        Awkward(
            name: "a totals row and a signature below",
            sheet: header + "1,2026-03-01,Tea set,1,10,15\nTotal,,,,10,\nSigned: the clerk,,,,,",
            drafts: [#""number":"1""#]),
        Awkward(
            name: "the header again on the second page",
            sheet: header + "1,2026-03-01,Tea set,1,10,15\n" + header
                + "2,2026-03-01,Tea set,1,10,15",
            drafts: [#""number":"2""#]),
        Awkward(
            name: "a row with amounts and no number",
            sheet: header + "1,2026-03-01,Tea set,1,10,15\n,2026-03-01,Tea set,1,10,15",
            problems: ["SJL-SHEET-NUMBER A3"]),
        Awkward(
            name: "several rows of one invoice",
            sheet: header + "1,2026-03-01,Tea set,1,10,15\n1,,Cup set,2,5,15",
            drafts: [#"[{"name":"Tea set","#, #"{"name":"Cup set","quantity":"2","price":"5""#]),
        Awkward(
            name: "rows of one invoice that contradict each other",
            sheet: header + "1,2026-03-01,Tea set,1,10,15\n1,2026-03-02,Cup set,2,5,15",
            problems: ["SJL-SHEET-DIFFERS B3 2026-03-02"]),
        Awkward(
            name: "rows of one invoice with others between",
            sheet: header + "1,2026-03-01,Tea set,1,10,15\n1,,Cup set,2,5,15\n"
                + "2,2026-03-01,Tea set,1,10,15\n1,2026-03-01,Cup set,2,5,15",
            problems: ["SJL-SHEET-APART A5 1"]),
        Awkward(
            name: "a number twice where each row is an invoice",
            sheet: header + "1,2026-03-01,Tea set,1,10,15\n1,2026-03-01,Tea set,1,10,15",
            rules: given + "rows invoice\n",
            problems: ["SJL-SHEET-REPEATED A3 1"]),
        Awkward(
            name: "one number under two keys, and one key for two numbers",
            sheet: "Key,Invoice No,Date,Item,Price before VAT\nA,1,2026-03-01,Tea set,10\n"
                + "B,1,2026-03-01,Tea set,10\nA,2,2026-03-01,Tea set,10",
            rules: """
                header 1
                rows invoice
                key key
                prices-include-vat no
                field key Key
                field number "Invoice No"
                field date Date
                field item Item
                field price "Price before VAT"
                """,
            problems: ["SJL-SHEET-REPEATED B3 1", "SJL-SHEET-REPEATED A4 A"]),
        Awkward(
            name: "prices of which nothing tells whether VAT is in them",
            sheet: "Invoice No,Date,Item,Qty,Price\n1,2026-03-01,Tea set,1,10",
            problems: ["SJL-SHEET-VAT-IN-PRICES E"]),
        Awkward(
            name: "prices whose totals tell that VAT is in them",
            sheet: "Invoice No,Date,Item,Qty,Price,Total\n1,2026-03-01,Tea set,2,11.5,23",
            drafts: [#""prices_include_vat":true"#]),
        Awkward(
            name: "a column of prices with VAT by its name",
            sheet:
                "رقم الفاتورة,التاريخ,الصنف,الكمية,السعر شامل الضريبة\n1,2026-03-01,طقم شاي,1,115",
            drafts: [#""prices_include_vat":true"#, #""price":"115""#]),
        Awkward(
            name: "amounts without prices",
            sheet: "Invoice No,Date,Description,Amount before VAT,VAT,Total\n"
                + "1,2026-03-01,Works,100,15,115",
            drafts: [#""quantity":"1","price":"100""#]),
        Awkward(
            name: "one column for kinds and types",
            sheet: "رقم الفاتورة,التاريخ,نوع الفاتورة,رقم الفاتورة الأصلية,السبب,الصنف,"
                + "السعر قبل الضريبة\n1,2026-03-01,مبسطة,,,شاي,10\n"
                + "2,2026-03-01,فاتورة ضريبية,,,شاي,10\n"
                + "3,2026-03-01,فاتورة ضريبية مبسطة,,,شاي,10\n"
                + "4,2026-03-01,إشعار دائن,1,مرتجع,شاي,10\n"
                + "5,2026-03-01,إشعار مدين لفاتورة ضريبية,2,فرق,شاي,10\n"
                + "6,2026-03-01,Simplified Tax Invoice,,,شاي,10\n"
                + "7,2026-03-01,credit note,1,مرتجع,شاي,10",
            drafts: [
                #""number":"1","kind":"simplified","type":"invoice""#,
                #""number":"2","kind":"standard","type":"invoice""#,
                #""number":"3","kind":"simplified","type":"invoice""#,
                #""number":"4","kind":"simplified","type":"credit-note""#,
                #""number":"5","kind":"standard","type":"debit-note""#,
                #""number":"6","kind":"simplified","type":"invoice""#,
                #""number":"7","kind":"simplified","type":"credit-note""#,
            ]),
        Awkward(
            name: "a kind that the type tells, against what the buyer would tell",
            sheet: "Invoice No,Date,Type,Buyer,Buyer VAT,Item,Price before VAT\n"
                + "1,2026-03-01,Simplified,A,300000000000003,Tea set,10\n"
                + "2,2026-03-01,Invoice,A,300000000000003,Tea set,10",
            drafts: [
                #""number":"1","kind":"simplified","type":"invoice""#,
                #""number":"2","kind":"standard","type":"invoice""#,
            ]),
        Awkward(
            name: "kinds among types where kinds have a column",
            sheet: "Invoice No,Date,Invoice Kind,Type,Item,Price before VAT\n"
                + "1,2026-03-01,simplified,simplified,Tea set,10\n"
                + "2,2026-03-01,simplified,invoice,Tea set,10",
            problems: ["SJL-SHEET-WORD D2 simplified"]),
        Awkward(
            name: "two columns of one meaning",
            sheet: "Invoice No,Date,Invoice Date,Item,Price before VAT\n"
                + "1,2026-03-01,2026-03-02,Tea set,10",
            problems: ["SJL-SHEET-TWO-COLUMNS C1"]),
        Awkward(
            name: "a semicolon file that says so, in Windows ends of line",
            sheet: "sep=;\r\nInvoice No;Date;Item;Price before VAT\r\n1;2026-03-01;Tea set;10\r\n",
            drafts: [#""price":"10""#]),
        Awkward(
            name: "a line end and a quotation mark within a cell",
            sheet: header + "1,2026-03-01,\"Tea \"\"set\"\"\n large\",1,10,15",
            drafts: [#""name":"Tea \"set\" large""#]),
        Awkward(
            name: "words for kind, type, category and payment",
            sheet: "Invoice No,Date,Kind,Type,Item,Price before VAT,VAT Category,Payment Method,"
                + "Original Invoice,Reason\n"
                + "C-1,2026-03-01,مبسطة,إشعار دائن,Tea set,10,خاضع,نقداً,A-1,مرتجع",
            drafts: [
                #""kind":"simplified","type":"credit-note""#, #""payment_means":"10""#,
                #""references":[{"number":"A-1"}]"#, #""category":"S","rate":"15""#,
            ]),
        Awkward(
            name: "a word that means nothing",
            sheet: "Invoice No,Date,Type,Item,Price before VAT\n1,2026-03-01,estimate,Tea set,10",
            problems: ["SJL-SHEET-WORD C2 estimate"]),
        Awkward(
            name: "an exempt line with its code",
            sheet: "Invoice No,Date,Item,Price before VAT,VAT Category,VAT Rate,Exemption Code\n"
                + "1,2026-03-01,Loan fee,10,E,0,VATEX-SA-29",
            drafts: [#""category":"E","rate":"0","exemption_code":"VATEX-SA-29""#]),
        Awkward(
            name: "dollars by their sign",
            sheet: "Invoice No,Date,Item,Price before VAT,Currency,Exchange Rate\n"
                + "1,2026-03-01,Software,$100,$,3.75",
            drafts: [#""currency":"USD","exchange_rate":"3.75""#, #""price":"100""#]),
        Awkward(
            name: "conditions of the rules",
            sheet: header + "1,2026-03-01,Tea set,1,10,15\n2,2026-03-01,cancelled,1,10,15\n"
                + "3,2026-03-01,School fees,1,10,0",
            rules: given + """
                if Item equals "Cancelled"
                  skip
                if Item matches "^School"
                  set vat-category Z
                  set exemption-code VATEX-SA-EDU

                """,
            drafts: [
                #""number":"1""#, #""number":"3""#,
                #""vat":{"category":"Z","rate":"0","exemption_code":"VATEX-SA-EDU"}"#,
            ]),
        Awkward(
            name: "a constant that is no value",
            sheet: header + "1,2026-03-01,Tea set,1,10,15",
            rules: given + "set payment-means barter\n",
            problems: ["SJL-SHEET-WORD - barter"]),
        Awkward(
            name: "a postal code that lost its zero",
            sheet: "Invoice No,Date,Item,Price before VAT,Customer,Postal Code\n"
                + "1,2026-03-01,Tea set,10,Buyer,12345",
            drafts: [#""address":{"postal_code":"12345","country":"SA"}"#]),
        Awkward(
            name: "a discount and a code of the item",
            sheet: "Invoice No,Date,Item,SKU,Qty,Price before VAT,Discount\n"
                + "1,2026-03-01,Tea set,00017,1,10,2",
            drafts: [
                #""allowances":[{"amount":"2","reason":"خصم"}]"#,
                #""item_ids":{"seller":"00017"}"#,
            ]),
    ]
}
