extension RuleTexts {
    /// Seller and buyer.
    static let parties: [RuleText] = [
        blank(.br06, .sellerName), missing(.br08, .sellerAddress), blank(.br09, .sellerCountry),
        RuleText(
            .ksa39, "\(Term.sellerVAT.en) is missing, or its tax scheme is not VAT",
            "\(Term.sellerVAT.ar): مفقود، أو نظام الضريبة ليس VAT",
            mend: "add the number, with cac:TaxScheme of the ID VAT in capitals",
            "أضف الرقم مع cac:TaxScheme معرّفه VAT بأحرف كبيرة"),
        RuleText(
            .ksa40, "\(Term.sellerVAT.en) is not 15 digits that begin and end with 3",
            "\(Term.sellerVAT.ar): ليس 15 رقمًا يبدأ وينتهي بالرقم 3",
            mend: "copy the number from the VAT certificate", "انسخ الرقم من شهادة التسجيل الضريبي"
        ),
        RuleText(
            .ksa44, "\(Term.buyerVAT.en) is not 15 digits that begin and end with 3",
            "\(Term.buyerVAT.ar): ليس 15 رقمًا يبدأ وينتهي بالرقم 3",
            mend: "copy it from the buyer's certificate; a foreign number belongs into BT-46",
            "انسخه من شهادة المشتري، والرقم الأجنبي مكانه BT-46"),
        RuleText(
            .ksa99, "\(Term.buyerVAT.en) is there but empty",
            "\(Term.buyerVAT.ar): العنصر موجود لكنه فارغ",
            mend: "write the number or take the element away", "اكتب الرقم أو احذف العنصر"),
        RuleText(
            .custom01, "seller and buyer have the same VAT number",
            "للبائع والمشتري الرقم الضريبي نفسه",
            mend: "correct the buyer's number (BT-48)", "صحّح رقم المشتري (BT-48)"),
        unlisted(
            .ksa08, .sellerNumber, "of a scheme CRN, MOM, MLS, SAG, OTH or 700",
            "المعرّفات CRN أو MOM أو MLS أو SAG أو OTH أو 700"),
        unlisted(
            .ksa14, .buyerNumber,
            "of a scheme TIN, NAT, IQA, PAS, CRN, MOM, MLS, 700, SAG, GCC or OTH",
            "المعرّفات TIN أو NAT أو IQA أو PAS أو CRN أو MOM أو MLS أو 700 أو SAG أو GCC أو OTH"),
        RuleText(
            .ksaF12, "the scheme of a party's number has blanks around it",
            "رمز نوع المعرّف حوله فراغات",
            mend: "write the schemeID without blanks", "اكتب schemeID دون فراغات"),
        tenDigits(.ksaF08, "a commercial registration (CRN)", "السجل التجاري (CRN)", nil),
        tenDigits(.ksaF09, "a unified number (700)", "الرقم الموحد (700)", 7),
        tenDigits(.ksaF07, "a tax identification number (TIN)", "الرقم المميز (TIN)", 3),
        tenDigits(.ksaF10, "a national ID (NAT)", "رقم الهوية الوطنية (NAT)", 1),
        tenDigits(.ksaF11, "a residence permit (IQA)", "رقم الإقامة (IQA)", 2),
        RuleText(
            .ksaF13, "a party's number counts up or down or repeats one digit",
            "رقم متسلسل أو مكرر لأحد الطرفين",
            mend: "write the real number from the party's papers",
            "اكتب الرقم الحقيقي من وثائق الطرف"),
        RuleText(
            .ksa09, "the seller's address is not whole", "عنوان البائع ناقص",
            mend: "give street, building, district, city, postal code and country",
            "اذكر الشارع والمبنى والحي والمدينة والرمز البريدي والبلد"),
        RuleText(
            .ksa37, "\(Term.sellerBuilding.en) is not four digits",
            "\(Term.sellerBuilding.ar): ليس أربعة أرقام",
            mend: "write the four digits of the national address",
            "اكتب الأرقام الأربعة من العنوان الوطني"),
        RuleText(
            .ksa66, "\(Term.sellerPostalCode.en) is not five digits",
            "\(Term.sellerPostalCode.ar): ليس خمسة أرقام",
            mend: "write the five digits of the national address",
            "اكتب الأرقام الخمسة من العنوان الوطني"),
        RuleText(
            .ksa10, "the buyer's address has no street, city or country",
            "عنوان المشتري بلا شارع أو مدينة أو بلد",
            mend: "give street (BT-50), city (BT-52) and country (BT-55)",
            "اذكر الشارع (BT-50) والمدينة (BT-52) والبلد (BT-55)"),
        RuleText(
            .ksa63, "the address of a buyer in Saudi Arabia is not whole",
            "عنوان المشتري داخل المملكة ناقص",
            mend: "give street, building, district, city and postal code too",
            "اذكر كذلك الشارع والمبنى والحي والمدينة والرمز البريدي"),
        RuleText(
            .ksa67, "\(Term.buyerPostalCode.en) is not five digits",
            "\(Term.buyerPostalCode.ar): ليس خمسة أرقام",
            mend: "write the five digits of the national address",
            "اكتب الأرقام الخمسة من العنوان الوطني"),
        blank(.ksa42, .buyerName),
        RuleText(
            .ksa71, "a simplified summary invoice does not name the buyer",
            "فاتورة مبسطة ملخصة بلا اسم المشتري",
            mend: "add the buyer's name (BT-44)", "أضف اسم المشتري (BT-44)"),
        RuleText(
            .ksa25, "education or health care of a citizen without the buyer's name",
            "تعليم مواطن أو علاجه دون اسم المشتري",
            mend: "add the buyer's name (BT-44)", "أضف اسم المشتري (BT-44)"),
        RuleText(
            .ksa49, "education or health care of a citizen without the national ID",
            "تعليم مواطن أو علاجه دون رقم الهوية الوطنية",
            mend: "give the buyer's number (BT-46) with the scheme NAT",
            "اذكر معرّف المشتري (BT-46) من نوع NAT"),
        RuleText(
            .ksa81, "the buyer has neither a VAT number nor another number",
            "ليس للمشتري رقم ضريبي ولا معرّف آخر",
            mend: "give the VAT number (BT-48) or another one (BT-46)",
            "اذكر الرقم الضريبي (BT-48) أو معرّفًا آخر (BT-46)"),
        RuleText(
            .ksa85, "\(Term.contactPhone.en) is not 0 or + and 4 to 15 digits",
            "\(Term.contactPhone.ar): ليس 0 أو + يليه 4 إلى 15 رقمًا",
            mend: "write it as 05… or +966…, digits alone", "اكتبه 05… أو +966… أرقامًا فقط"),
    ]

    private static func tenDigits(
        _ id: RuleID, _ en: String, _ ar: String, _ first: Int?
    ) -> RuleText {
        let (startEN, startAR) =
            first.map { (" that begin with \($0)", " تبدأ بالرقم \($0)") }
            ?? ("", "")
        return RuleText(
            id, "\(en) is not ten digits\(startEN)", "\(ar): ليس عشرة أرقام\(startAR)",
            mend: "write the ten digits without blanks or signs",
            "اكتب الأرقام العشرة دون فراغات أو رموز")
    }

    /// The stamp and the QR code, as far as these rules see them.
    static let stamp: [RuleText] = [
        RuleText(
            .ksa27, "a simplified document has no QR code of text/plain",
            "مستند مبسط بلا رمز استجابة سريعة من نوع text/plain",
            mend: "stamp the document; the QR code is made with the stamp",
            "اختم المستند، فالرمز يُنشأ مع الختم"),
        RuleText(
            .ksa28, "a simplified document has no stamp, or its information has another ID",
            "مستند مبسط بلا ختم أو معرّف معلومات الختم مختلف",
            mend: "stamp the document anew; do not edit the extension by hand",
            "اختم المستند من جديد ولا تعدّل الامتداد يدويًا"),
        RuleText(
            .ksa29, "cac:Signature and the stamp do not name each other",
            "العنصر cac:Signature والختم لا يشير أحدهما إلى الآخر",
            mend: "stamp the document anew", "اختم المستند من جديد"),
        RuleText(
            .ksa30, "cac:Signature names another method than enveloped XAdES",
            "طريقة الختم في cac:Signature ليست XAdES المغلّفة",
            mend: "stamp the document anew", "اختم المستند من جديد"),
        RuleText(
            .ksa60, "a simplified document has no cac:Signature",
            "مستند مبسط بلا عنصر cac:Signature",
            mend: "stamp the document", "اختم المستند"),
    ]
}
