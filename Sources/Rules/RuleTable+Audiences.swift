import Invoicing

extension RuleTable {
    /// Whom a rule applies to, by the word in the table.
    static let audiences: [String: Bilingual] = [
        "all": Bilingual(
            en: "every document", ar: "كل مستند"),
        "allowance": Bilingual(
            en: "allowances", ar: "الخصومات"),
        "allowance-or-charge": Bilingual(
            en: "allowances and charges", ar: "الخصومات والرسوم"),
        "b2g": Bilingual(
            en: "supplies to the government", ar: "التوريد لجهات حكومية"),
        "charge": Bilingual(
            en: "charges", ar: "الرسوم الإضافية"),
        "credit-debit": Bilingual(
            en: "credit and debit notes", ar: "الإشعارات الدائنة والمدينة"),
        "document-allowance": Bilingual(
            en: "allowances on the document", ar: "خصومات على مستوى المستند"),
        "document-charge": Bilingual(
            en: "charges on the document", ar: "رسوم على مستوى المستند"),
        "exempt": Bilingual(
            en: "what is exempt from VAT (E)", ar: "المعفى من الضريبة (E)"),
        "export": Bilingual(
            en: "exports", ar: "الصادرات"),
        "foreign-currency": Bilingual(
            en: "documents in a foreign currency", ar: "المستندات بعملة أجنبية"),
        "line-allowance": Bilingual(
            en: "allowances on a line", ar: "خصومات على مستوى السطر"),
        "line-charge": Bilingual(
            en: "charges on a line", ar: "رسوم على مستوى السطر"),
        "not-out-of-scope": Bilingual(
            en: "every document, but not category O", ar: "كل مستند ما عدا الفئة O"),
        "out-of-scope": Bilingual(
            en: "what is outside the scope of VAT (O)", ar: "الخارج عن نطاق الضريبة (O)"),
        "prepayment": Bilingual(
            en: "documents that settle a prepayment", ar: "المستندات التي تسوي دفعة مقدمة"),
        "price-discount": Bilingual(
            en: "prices with a discount", ar: "الأسعار المخصوم منها"),
        "saudi-buyer": Bilingual(
            en: "documents with a buyer in Saudi Arabia", ar: "المستندات ذات المشتري داخل المملكة"),
        "simplified": Bilingual(
            en: "simplified documents", ar: "المستندات المبسطة"),
        "simplified-edu-hea": Bilingual(
            en: "simplified documents for education and health care of citizens",
            ar: "المستندات المبسطة لتعليم المواطنين وعلاجهم"),
        "simplified-summary": Bilingual(
            en: "simplified summary documents", ar: "المستندات المبسطة الملخصة"),
        "standard": Bilingual(
            en: "standard (tax) documents", ar: "المستندات الضريبية"),
        "standard-invoice": Bilingual(
            en: "standard invoices (388)", ar: "الفواتير الضريبية (388)"),
        "standard-rated": Bilingual(
            en: "what is taxed at the standard rate (S)", ar: "الخاضع للنسبة الأساسية (S)"),
        "standard-saudi-buyer": Bilingual(
            en: "standard documents with a buyer in Saudi Arabia",
            ar: "المستندات الضريبية ذات المشتري داخل المملكة"),
        "z-e-o-breakdown": Bilingual(
            en: "breakdowns of categories Z, E and O", ar: "تفصيل الفئات Z وE وO"),
        "zero-rated": Bilingual(
            en: "what is zero-rated (Z)", ar: "الخاضع لنسبة الصفر (Z)"),
        "zero-rated-edu-hea": Bilingual(
            en: "education and health care of citizens", ar: "تعليم المواطنين وعلاجهم"),
    ]
}
