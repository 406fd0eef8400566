import Invoicing
import Verifier

/// The words of the page of an audit.
enum AuditWords {
    static let title = Bilingual(
        en: "Audit of an e-invoice ledger", ar: "تدقيق سجل فواتير إلكترونية")
    static let several = Bilingual(
        en: "Audit of e-invoice ledgers", ar: "تدقيق سجلات فواتير إلكترونية")
    static let folderTitle = Bilingual(
        en: "Audit of a folder of e-invoices", ar: "تدقيق مجلد فواتير إلكترونية")
    static let folder = Bilingual(en: "The folder", ar: "المجلد")
    static let folderChains = Bilingual(en: "What it holds", ar: "محتواه")
    static let covered = Bilingual(en: "Covered", ar: "المشمول")
    static let anchor = Bilingual(en: "Newest outside anchor", ar: "أحدث مرساة خارجية")
    static let tail = Bilingual(en: "Under no anchor", ar: "بلا مرساة")
    static let notChecked = Bilingual(en: "Not checked", ar: "لم يُفحص")
    static let findings = Bilingual(en: "Findings", ar: "النتائج")
    static let identity = Bilingual(en: "The file", ar: "الملف")
    static let file = Bilingual(en: "Name", ar: "الاسم")
    static let digest = Bilingual(en: "SHA-256", ar: "البصمة SHA-256")
    static let size = Bilingual(en: "Size in bytes", ar: "الحجم بالبايت")
    static let ledger = Bilingual(en: "Ledger", ar: "السجل")
    static let environment = Bilingual(en: "Environment", ar: "البيئة")
    static let entries = Bilingual(en: "Log entries", ar: "قيود الدفتر")
    static let root = Bilingual(en: "Root of the log", ar: "جذر الدفتر")
    static let units = Bilingual(en: "Units", ar: "الوحدات")
    static let documents = Bilingual(en: "Documents", ar: "المستندات")
    static let certificates = Bilingual(en: "Certificates", ar: "الشهادات")
    static let rules = Bilingual(
        en: "Documents judged by the business rules", ar: "مستندات حكمت فيها قواعد الأعمال")
    static let chains = Bilingual(en: "Chains and certificates", ar: "السلاسل والشهادات")
    static let unit = Bilingual(en: "Unit", ar: "الوحدة")
    static let epoch = Bilingual(en: "Epoch", ar: "الحقبة")
    static let counters = Bilingual(en: "Counters (ICV)", ar: "العدادات (ICV)")
    static let certificate = Bilingual(en: "Certificate", ar: "الشهادة")
    static let valid = Bilingual(en: "Valid", ar: "الصلاحية")
    static let outside = Bilingual(
        en: "Held against what the auditor brought", ar: "المقارنة بما أحضره المدقق")
    static let restores = Bilingual(
        en: "Returns to an older copy", ar: "الرجوع إلى نسخة أقدم")
    static let closings = Bilingual(
        en: "Rejected documents whose sale was called off", ar: "مستندات مرفوضة أُلغي بيعها")
    static let settlements = Bilingual(
        en: "Documents that are accepted by the firm's word alone",
        ar: "مستندات مقبولة بقول المنشأة وحده")
    static let missing = Bilingual(en: "missing", ar: "المفقود")
    static let expected = Bilingual(en: "Expected", ar: "المتوقع")
    static let found = Bilingual(en: "Found", ar: "الموجود")
    static let cause = Bilingual(en: "Cause", ar: "السبب")
    static let about = Bilingual(en: "What this shows", ar: "ما يدل عليه")
    static let next = Bilingual(en: "What to do", ar: "ما العمل")
    static let also = Bilingual(en: "Follows from it", ar: "ما ترتب عليه")
    static let more = Bilingual(en: "more findings", ar: "نتائج أخرى")
    static let number = Bilingual(en: "Invoice", ar: "الفاتورة")
    static let days = Bilingual(en: "whole days", ar: "أيام كاملة")
    static let none = Bilingual(en: "none", ar: "لا شيء")
    static let signing = Bilingual(en: "Signed by the auditor", ar: "توقيع المدقق")
    static let name = Bilingual(en: "Name", ar: "الاسم")
    static let date = Bilingual(en: "Date", ar: "التاريخ")
    static let signature = Bilingual(en: "Signature", ar: "التوقيع")
    static let program = Bilingual(en: "Made by Sijil", ar: "أعده سجل")
    static let unanchored = Bilingual(
        en: """
            The ledger was held against nothing outside it. It is consistent with itself; whoever \
            holds its keys could have rewritten it all.
            """,
        ar: """
            لم يُقارن السجل بشيء من خارجه. هو متسق مع نفسه، وكان بوسع حامل مفاتيحه أن يعيد كتابته \
            كله.
            """)

    static func severity(_ severity: FindingSeverity) -> Bilingual {
        switch severity {
        case .fail: Bilingual(en: "failed", ar: "مخالفة")
        case .corrupt: Bilingual(en: "unreadable", ar: "غير مقروء")
        case .unproven: Bilingual(en: "unproven", ar: "غير مثبت")
        case .warning: Bilingual(en: "warning", ar: "تنبيه")
        }
    }

    static func verdict(_ verdict: AuditVerdict) -> Bilingual {
        switch verdict {
        case .sound: Bilingual(en: "Sound", ar: "سليم")
        case .findings:
            Bilingual(en: "Not what it claims to be", ar: "ليس كما يدّعي")
        case .unproven: Bilingual(en: "Unproven", ar: "غير مثبت")
        }
    }
}
