extension FindingExample {
    /// About hash, stamp, QR code, totals and rules.
    static let ofStamp: [FindingCode: FindingText.Pair] = [
        .hashMismatch: (
            "The buyer's name was corrected by hand in the stamped XML.",
            "صُحح اسم المشتري يدويًا في ملف XML المختوم."
        ),
        .stampMissing: (
            "The stamp was cut out of a simplified invoice.",
            "قُطع الختم من فاتورة مبسطة."
        ),
        .signedPropertiesMismatch: (
            "The signing time in the stamp was moved by a month.",
            "أُزيح وقت التوقيع في الختم شهرًا."
        ),
        .certificateDigestMismatch: (
            "The certificate in the stamp was swapped for the renewed one.",
            "بُدّلت الشهادة في الختم بالمجددة."
        ),
        .signatureInvalid: (
            "A price was changed, and the hash made to fit, by somebody without the key.",
            "غيّر من لا يملك المفتاح سعرًا وعدّل التجزئة لتوافقه."
        ),
        .signatureMalformed: (
            "A byte of the signature was lost in a conversion.",
            "ضاع بايت من التوقيع في تحويل."
        ),
        .issuerMismatch: (
            "The stamp names another issuer than its certificate.",
            "يسمي الختم جهة إصدار غير التي في شهادته."
        ),
        .serialMismatch: (
            "The stamp names the serial number of an older certificate.",
            "يسمي الختم الرقم التسلسلي لشهادة أقدم."
        ),
        .qrMismatch: (
            "The QR code of another invoice was pasted in.",
            "أُلصق رمز QR من فاتورة أخرى."
        ),
        .qrMissing: (
            "The program that made the invoice knows no QR code.",
            "البرنامج الذي صنع الفاتورة لا يعرف رمز QR."
        ),
        .qrMalformed: (
            "The text of the QR code was cut at 500 characters.",
            "قُطع نص رمز QR عند 500 حرف."
        ),
        .digestEncoding: (
            "A digest was written in hexadecimal instead of base64.",
            "كُتبت بصمة بالست عشري بدل base64."
        ),
        .totalsWrong: (
            "A till added VAT line by line, and rounded the sum another way.",
            "جمع صندوق الضريبة سطرًا سطرًا وقرّب المجموع بطريقة أخرى."
        ),
        .ruleError: (
            "An exempt line was issued without the reason for its exemption.",
            "صدر بند معفى دون سبب إعفائه."
        ),
        .warningsDiffer: (
            "A rule was added by a release after the invoice was issued.",
            "أضاف إصدار لاحق قاعدة بعد صدور الفاتورة."
        ),
    ]
}
