import Invoicing

/// The words of each question, in one place.
struct SetupFieldWords {
    let label: Bilingual
    let why: Bilingual
    let example: Bilingual?
    let choices: [Bilingual]

    private init(
        _ en: String, _ ar: String, why: String, _ whyArabic: String,
        example: (en: String, ar: String)? = nil, choices: [(en: String, ar: String)] = []
    ) {
        label = Bilingual(en: en, ar: ar)
        self.why = Bilingual(en: why, ar: whyArabic)
        self.example = example.map { Bilingual(en: $0.en, ar: $0.ar) }
        self.choices = choices.map { Bilingual(en: $0.en, ar: $0.ar) }
    }

    static func system(_ field: SetupField) -> SetupFieldWords {
        if field == .endpoint {
            return SetupFieldWords(
                "Emulator's address", "عنوان المحاكي",
                why: "The command `sijil emulator` prints it when it starts.",
                "يطبعه الأمر \u{200E}sijil emulator\u{200E} عند تشغيله.",
                example: ("http://127.0.0.1:8080", "\u{200E}http://127.0.0.1:8080\u{200E}"))
        }
        return SetupFieldWords(
            "Connect to (1-4)", "الربط بـ (1-4)",
            why: "What shall the ledger be connected to? It is chosen once and never changes.",
            "بماذا يُربط السجل؟ يُختار مرة واحدة ولا يتغير بعدها.",
            choices: [
                (
                    "the real system: invoices that count for tax",
                    "النظام الفعلي: فواتير ذات أثر ضريبي"
                ),
                (
                    "a trial run on the authority's simulation, with the taxpayer's own account",
                    "تشغيل تجريبي على محاكاة الهيئة بحساب المكلف نفسه"
                ),
                (
                    "the developer sandbox: rehearses the calls, nothing can be issued",
                    "بيئة المطورين: تجربة الاتصال فقط دون إصدار"
                ),
                (
                    "the emulator on this computer: no account, no internet",
                    "المحاكي على هذا الحاسوب: بلا حساب ولا إنترنت"
                ),
            ])
    }

    static func seller(_ field: SetupField) -> SetupFieldWords {
        switch field {
        case .name:
            SetupFieldWords(
                "Seller's name", "اسم البائع",
                why: "As on the VAT registration certificate; every invoice shows it.",
                "كما في شهادة التسجيل الضريبي، ويظهر في كل فاتورة.",
                example: ("Palm Trading Company", "شركة النخيل للتجارة"))
        case .vat:
            SetupFieldWords(
                "VAT number", "الرقم الضريبي",
                why: "From the VAT registration certificate; the authority knows you by it.",
                "من شهادة التسجيل الضريبي، وبه تعرفك الهيئة.",
                example: (
                    "399999999900003 (15 digits, the first and the last of them 3)",
                    "399999999900003 (15 رقمًا أولها وآخرها 3)"
                ))
        case .idScheme:
            SetupFieldWords(
                "Other registration (1-6)", "تسجيل آخر (1-6)",
                why: "The law wants one more identification of the seller on every invoice.",
                "يلزم معرف آخر للبائع في كل فاتورة.",
                choices: [
                    ("commercial registration (CRN)", "السجل التجاري"),
                    ("municipal licence (MOM)", "رخصة وزارة البلديات"),
                    ("human resources ministry's licence (MLS)", "رخصة وزارة الموارد البشرية"),
                    ("unified number beginning with 7 (700)", "الرقم الموحد الذي أوله 7"),
                    ("investment licence (SAG)", "رخصة وزارة الاستثمار"),
                    ("another one (OTH)", "معرف آخر"),
                ])
        default:
            SetupFieldWords(
                "Invoices to (1-3)", "الفواتير (1-3)",
                why: "To whom will this unit sell? The certificate allows only what is chosen: "
                    + "invoices to companies are cleared by the authority before they are handed "
                    + "over, those to consumers are reported within 24 hours.",
                "لمن ستبيع هذه الوحدة؟ لا تسمح الشهادة إلا بما يُختار: "
                    + "فواتير المنشآت تعتمدها الهيئة قبل "
                    + "تسليمها، وفواتير الأفراد يُبلَّغ عنها خلال 24 ساعة.",
                choices: [
                    ("to companies", "للمنشآت"), ("to consumers", "للأفراد"),
                    ("to both", "للاثنين"),
                ])
        }
    }

    static func registrationNumber(scheme: String) -> SetupFieldWords {
        let example =
            switch scheme {
            case "CRN": ("1010010000 (10 digits)", "1010010000 (10 أرقام)")
            case "700":
                (
                    "7000000000 (10 digits, the first of them 7)",
                    "7000000000 (10 أرقام أولها 7)"
                )
            default: ("1234567", "1234567")
            }
        return SetupFieldWords(
            "Its number", "رقمه", why: "As on that registration.", "كما في ذلك التسجيل.",
            example: example)
    }

    static func address(_ field: SetupField) -> SetupFieldWords {
        switch field {
        case .building:
            SetupFieldWords(
                "Building number", "رقم المبنى",
                why: "The seller's national address begins here; every invoice shows it.",
                "هنا يبدأ العنوان الوطني للبائع، ويظهر في كل فاتورة.",
                example: ("2322 (4 digits)", "2322 (4 أرقام)"))
        case .street:
            SetupFieldWords(
                "Street", "الشارع", why: "As in the national address.", "كما في العنوان الوطني.",
                example: ("Prince Sultan Road", "طريق الأمير سلطان"))
        case .district:
            SetupFieldWords(
                "District", "الحي", why: "As in the national address.", "كما في العنوان الوطني.",
                example: ("Al Murabba", "المربع"))
        case .city:
            SetupFieldWords(
                "City", "المدينة", why: "As in the national address.", "كما في العنوان الوطني.",
                example: ("Riyadh", "الرياض"))
        case .postalCode:
            SetupFieldWords(
                "Postal code", "الرمز البريدي", why: "As in the national address.",
                "كما في العنوان الوطني.", example: ("23333 (5 digits)", "23333 (5 أرقام)"))
        default:
            SetupFieldWords(
                "Where the unit stands", "موقع الوحدة",
                why: "The certificate names it: best the national short address.",
                "تذكره الشهادة، والأفضل العنوان الوطني المختصر.",
                example: ("RRRD2929", "\u{200E}RRRD2929\u{200E}"))
        }
    }

    /// Where the VAT number is a group's.
    static let member = SetupFieldWords(
        "Member's TIN", "الرقم المميز للعضو",
        why: "This VAT number is a group's: the certificate names the member that sells, by its "
            + "tax identification number.",
        "هذا الرقم الضريبي لمجموعة، فتذكر الشهادة العضو البائع برقمه المميز.",
        example: ("3999999999 (10 digits)", "3999999999 (10 أرقام)"))

    static func unit(_ field: SetupField) -> SetupFieldWords {
        switch field {
        case .branch:
            SetupFieldWords(
                "Branch", "الفرع", why: "The certificate names the branch that sells.",
                "تذكر الشهادة الفرع البائع.", example: ("Riyadh Branch", "فرع الرياض"))
        case .industry:
            SetupFieldWords(
                "Line of business", "النشاط", why: "The certificate names it.",
                "تذكره الشهادة.", example: ("Retail", "تجارة التجزئة"))
        case .unitName:
            SetupFieldWords(
                "Unit's name", "اسم الوحدة",
                why: "So the portal lists this unit; no two of yours may have the same name.",
                "به تظهر الوحدة في البوابة، ولا تتشابه وحدتان في الاسم.",
                example: ("Riyadh-1", "\u{200E}Riyadh-1\u{200E}"))
        default:
            SetupFieldWords(
                "Ledger's file", "ملف السجل",
                why: "This file will hold every invoice; the keys go to a folder beside it.",
                "في هذا الملف كل الفواتير، والمفاتيح في مجلد بجانبه.",
                example: ("shop.sijil", "\u{200E}shop.sijil\u{200E}"))
        }
    }
}
