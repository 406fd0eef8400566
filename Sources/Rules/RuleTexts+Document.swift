extension RuleTexts {
    /// The document itself: numbers, dates, kind, references.
    static let document: [RuleText] = [
        blank(.br02, .number), blank(.br03, .issueDate), blank(.br04, .typeCode),
        blank(.br05, .currency), blank(.ksa68, .taxCurrency), blank(.br52, .attachmentNumber),
        blank(.br55, .correctedNumber), missing(.br49, .paymentMeans),
        RuleText(
            .br16, "the document has no line", "المستند بلا أي سطر",
            mend: "add at least one line (BG-25)", "أضف سطرًا واحدًا على الأقل (BG-25)"),
        RuleText(
            .en01, "the process (BT-23) is not reporting:1.0",
            "العملية التجارية (BT-23): ليست reporting:1.0",
            mend: "write exactly reporting:1.0 into cbc:ProfileID",
            "اكتب reporting:1.0 حرفيًا في cbc:ProfileID"),
        RuleText(
            .ksa03, "\(Term.uuid.en) is missing, empty or does not begin as one",
            "\(Term.uuid.ar): مفقود أو فارغ أو لا يبدأ بداية صحيحة",
            mend: "give the document a new UUID: 32 hexadecimal digits in five groups",
            "أعطِ المستند معرّف UUID جديدًا: 32 رقمًا ست عشريًا في خمس مجموعات"),
        RuleText(
            .ksa33, "\(Term.counter.en) is missing", "\(Term.counter.ar): مفقود",
            mend: "add a reference with the ID ICV and the counter in its UUID",
            "أضف مرجعًا معرّفه ICV وقيمة العداد في حقل UUID"),
        RuleText(
            .ksa34, "\(Term.counter.en) holds something other than digits",
            "\(Term.counter.ar): فيه غير الأرقام",
            mend: "write the counter with the digits 0 to 9 alone",
            "اكتب العداد بالأرقام من 0 إلى 9 فقط"),
        RuleText(
            .ksa70, "\(Term.issueTime.en) is missing or not HH:mm:ss",
            "\(Term.issueTime.ar): مفقود أو ليس بالصيغة HH:mm:ss",
            mend: "write hours, minutes and seconds, without fraction or time zone (Z is taken)",
            "اكتب الساعات والدقائق والثواني دون كسور أو منطقة زمنية (يُقبل الحرف Z)"),
        RuleText(
            .ksa04, "\(Term.issueDate.en) is in the future",
            "\(Term.issueDate.ar): في المستقبل",
            mend: "date the document on the day it is issued, by Riyadh's calendar",
            "أرّخ المستند بيوم إصداره بتوقيت الرياض"),
        RuleText(
            .ksa98, "the simplified document is older than 24 hours",
            "مضى على إصدار المستند المبسط أكثر من 24 ساعة",
            mend: "report simplified documents within 24 hours; report this one now",
            "أبلغ عن المستندات المبسطة خلال 24 ساعة، وأبلغ عن هذا المستند الآن"),
        RuleText(
            .ksaF01, "a date is not of the form YYYY-MM-DD, from the year 2000 on",
            "تاريخ ليس بالصيغة YYYY-MM-DD أو قبل عام 2000",
            mend: "write a day that exists, ten characters, without a time zone",
            "اكتب يومًا موجودًا من عشرة أحرف دون منطقة زمنية"),
        RuleText(
            .ksa05, "\(Term.typeCode.en) is not 388, 386, 381 or 383",
            "\(Term.typeCode.ar): ليس 388 أو 386 أو 381 أو 383",
            mend: "388 invoice, 386 prepayment, 381 credit note, 383 debit note",
            "388 فاتورة، 386 دفعة مقدمة، 381 إشعار دائن، 383 إشعار مدين"),
        RuleText(
            .ksa06, "\(Term.transactionCode.en) is not 01 or 02 and five to seven digits 0 or 1",
            "\(Term.transactionCode.ar): ليس 01 أو 02 تليه خمسة إلى سبعة أرقام من 0 و1",
            mend: "write NNPNESB: kind, third party, nominal, export, summary, self-billed",
            "اكتبه NNPNESB: النوع ثم طرف ثالث واسمية وتصدير وملخصة وذاتية"),
        RuleText(
            .ksa07, "an export is marked as self-billed", "فاتورة تصدير معلّمة بأنها ذاتية",
            mend: "take one of the two marks away (positions 5 and 7)",
            "أزل إحدى العلامتين (الموضعان 5 و7)"),
        RuleText(
            .ksa31, "\(Term.transactionCode.en) has a mark that simplified documents cannot have",
            "\(Term.transactionCode.ar): فيه علامة لا تجوز في المستند المبسط",
            mend: "a simplified document is never self-billed: position 7 is 0",
            "المستند المبسط لا يكون ذاتيًا: الموضع 7 يساوي 0"),
        RuleText(
            .ksa92, "a supply to the government names no contract",
            "توريد لجهة حكومية بلا رقم عقد",
            mend: "add the contract's number (BT-12), or take the mark of position 9 away",
            "أضف رقم العقد (BT-12) أو أزل علامة الموضع 9"),
        RuleText(
            .ksa15, "a standard invoice names no supply date",
            "فاتورة ضريبية بلا تاريخ توريد",
            mend: "add the supply date (KSA-5) as cbc:ActualDeliveryDate",
            "أضف تاريخ التوريد (KSA-5) في cbc:ActualDeliveryDate"),
        RuleText(
            .ksa35, "the end of the supply (KSA-24) stands without its date (KSA-5)",
            "نهاية التوريد (KSA-24) مذكورة دون تاريخه (KSA-5)",
            mend: "add the supply date, the first day of the period",
            "أضف تاريخ التوريد، وهو أول يوم في المدة"),
        RuleText(
            .ksa36, "the end of the supply (KSA-24) is before its date (KSA-5)",
            "نهاية التوريد (KSA-24) قبل تاريخه (KSA-5)",
            mend: "write an end on or after the supply date",
            "اكتب نهاية في يوم التوريد أو بعده"),
        RuleText(
            .ksa72, "a simplified summary invoice names no period",
            "فاتورة مبسطة ملخصة بلا مدة",
            mend: "add the first day (KSA-5) and the last day (KSA-24) of the supplies",
            "أضف أول يوم (KSA-5) وآخر يوم (KSA-24) من التوريدات"),
        RuleText(
            .ksa17, "a credit or debit note gives no reason (KSA-10)",
            "إشعار دائن أو مدين دون سبب (KSA-10)",
            mend: "write the reason into cbc:InstructionNote of every cac:PaymentMeans",
            "اكتب السبب في cbc:InstructionNote داخل كل cac:PaymentMeans"),
        RuleText(
            .ksa56, "a credit or debit note does not name the invoice it corrects (BT-25)",
            "إشعار دائن أو مدين لا يذكر الفاتورة المصححة (BT-25)",
            mend: "add a cac:BillingReference with the number of the original invoice",
            "أضف cac:BillingReference برقم الفاتورة الأصلية"),
        RuleText(
            .ksa61, "\(Term.previousHash.en) is missing or not an attachment of text/plain",
            "\(Term.previousHash.ar): مفقودة أو ليست مرفقًا من نوع text/plain",
            mend: "add a reference with the ID PIH and the hash of the document before",
            "أضف مرجعًا معرّفه PIH وفيه بصمة المستند السابق"),
        RuleText(
            .ksa26, "\(Term.previousHash.en) is empty or not of text/plain",
            "\(Term.previousHash.ar): فارغة أو ليست من نوع text/plain",
            mend: "put the base64 text of the hash into the attachment, with mimeCode text/plain",
            "ضع نص البصمة بترميز base64 في المرفق مع mimeCode يساوي text/plain"),
    ]
}
