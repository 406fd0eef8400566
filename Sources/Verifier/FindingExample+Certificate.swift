extension FindingExample {
    /// About certificates and keys.
    static let ofCertificate: [FindingCode: FindingText.Pair] = [
        .certificateUnknown: (
            "An invoice stamped on another computer was put in.",
            "أُدخلت فاتورة خُتمت على حاسوب آخر."
        ),
        .certificateOther: (
            "The row names the old certificate, the stamp the renewed one.",
            "يسمي الصف الشهادة القديمة والختم المجددة."
        ),
        .certificateUnit: (
            "The certificate of the Jeddah till stamps invoices of Riyadh.",
            "شهادة صندوق جدة تختم فواتير الرياض."
        ),
        .certificateVAT: (
            "A firm of the same owner lent its certificate.",
            "أعارت منشأة للمالك نفسه شهادتها."
        ),
        .certificateClass: (
            "A test certificate was installed in a production ledger.",
            "ثُبتت شهادة اختبار في سجل إنتاج."
        ),
        .certificateDocuments: (
            "A unit that is registered for simplified invoices issued a standard one.",
            "أصدرت وحدة مسجلة للمبسطة فاتورة ضريبية."
        ),
        .certificateEncoding: (
            "Bytes were appended to a certificate.",
            "أُلحقت بايتات بشهادة."
        ),
        .certificateKey: (
            "The certificate holds an RSA key.",
            "في الشهادة مفتاح RSA."
        ),
        .certificateProfile: (
            "A certificate was made at home with OpenSSL.",
            "صُنعت شهادة محليًا بأداة OpenSSL."
        ),
        .keyMismatch: (
            "The key's row was edited, so that it fits another certificate.",
            "عُدّل صف المفتاح ليوافق شهادة أخرى."
        ),
        .outsideValidity: (
            "The computer's clock stood at 1970 after a new battery.",
            "عادت ساعة الحاسوب إلى 1970 بعد تبديل بطاريتها."
        ),
        .sellerMismatch: (
            "An invoice of a sister firm was put in.",
            "أُدخلت فاتورة منشأة شقيقة."
        ),
        .certificateEnded: (
            "A copied till went on stamping after its certificate was superseded.",
            "ظل صندوق منسوخ يختم بعد استبدال شهادته."
        ),
        .certificateEarly: (
            "The activation was dated later than the first invoices.",
            "أُرّخ التفعيل بعد أول الفواتير."
        ),
    ]
}
