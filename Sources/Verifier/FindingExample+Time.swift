extension FindingExample {
    /// About certificates judged at a time, and what others show, hold or left behind.
    static let ofTime: [FindingCode: FindingText.Pair] = [
        .certificateExpired: (
            "A witness first cosigned two days after the certificate's end.",
            "أول نقطة تحقق وقعها شاهد أحدث بيومين من نهاية الشهادة."
        ),
        .certificateNotYetValid: (
            "A witness saw the invoice in March; its certificate begins in April.",
            "رأى شاهد الفاتورة في مارس وشهادتها تبدأ في أبريل."
        ),
        .certificateRevoked: (
            "The till was stolen and its certificate revoked in May; an invoice was seen in June.",
            "سُرق الصندوق في مايو وأُلغيت شهادته، وظهرت فاتورة منه أول مرة في يونيو."
        ),
        .revokedUnproven: (
            "The certificate was revoked in May, and nobody outside kept a checkpoint before that.",
            "أُلغيت الشهادة في مايو ولم يحتفظ أحد بنقطة تحقق قبل ذلك."
        ),
        .expiredUnproven: (
            "Six years later the certificate has long ended, and no witness was ever asked.",
            "انتهت الشهادة منذ زمن بعد ست سنوات، ولم يُسأل شاهد قط."
        ),
        .revocationUnknown: (
            "The folder of trust holds the roots, but no list of revoked certificates.",
            "في مجلد الثقة الجذور وليس فيه قائمة بالشهادات الملغاة."
        ),
        .issuerUnknown: (
            "The folder of trust holds the simulation's root; the ledger is of production.",
            "في مجلد الثقة جذر بيئة المحاكاة والسجل من بيئة الإنتاج."
        ),
        .algorithmSunset: (
            "The auditor takes secp256k1 until 2035, and the first checkpoint is of 2036.",
            "يقبل المدقق secp256k1 حتى 2035 وأول نقطة تحقق من 2036."
        ),
        .proofDue: (
            "The certificate ends in ten days, and a thousand invoices are under no checkpoint.",
            "تنتهي الشهادة بعد عشرة أيام وألف فاتورة بلا نقطة تحقق."
        ),
        .revocationListForged: (
            "Somebody took a certificate out of the list, so its signature no longer holds.",
            "حذف أحدهم شهادة من القائمة فلم يعد توقيعها صحيحًا."
        ),
        .revocationListStale: (
            "The list should have been replaced in January; the audit is of March.",
            "كان ينبغي استبدال القائمة في يناير والتدقيق في مارس."
        ),
        .revocationListUnused: (
            "The folder of trust holds the list of an authority that issued none of them.",
            "في مجلد الثقة قائمة جهة لم تصدر أيًّا من الشهادات."
        ),
        .shownNotLogged: (
            "The buyer holds an invoice with the firm's good stamp that the ledger does not have.",
            "بيد المشتري فاتورة بختم صحيح للمنشأة لا يعرفها السجل."
        ),
        .shownDiffers: (
            "The buyer's INV-7 says 900.00, the ledger's INV-7 says 90.00; both stamps are good.",
            "فاتورة المشتري INV-7 بمبلغ 900.00 وفاتورة السجل INV-7 بمبلغ 90.00 والختمان صحيحان."
        ),
        .shownAltered: (
            "The buyer changed a digit of INV-7; its stamp no longer holds.",
            "غيّر المشتري رقمًا في INV-7 فلم يعد ختمها صحيحًا."
        ),
        .anchorsOmitted: (
            "The firm deleted two checkpoints from its folder; the auditor kept them.",
            "حذفت المنشأة نقطتي تحقق من مجلدها، وهما عند المدقق."
        ),
        .foreignWrite: (
            "Somebody opened the file with a database browser, changed a row and changed it back.",
            "فتح أحدهم الملف بمتصفح قواعد بيانات فغيّر صفًّا ثم أعاده."
        ),
        .timestampInvalid: (
            "The stamp is over another checkpoint than the one it is named after.",
            "الختم على نقطة تحقق غير التي سُمي بها."
        ),
        .timestampUnproven: (
            "The authority's certificate has ended, and nobody stamped the stamp before that.",
            "انتهت شهادة الجهة ولم يختم أحد الختم قبل ذلك."
        ),
        .timestampOrder: (
            "An invoice says 14:30, and the stamp that covers it says 14:10.",
            "تقول الفاتورة 14:30 والختم الذي يشملها 14:10."
        ),
        .cosignatureEarly: (
            "The audit runs in March 2026, and a witness cosigned in March 2027.",
            "يجري التدقيق في مارس 2026 وتوقيع الشاهد في مارس 2027."
        ),
    ]
}
