extension ProblemTexts {
    /// The form of a draft: members, types, texts. All of them are Sijil's own but the dates and
    /// times.
    static let formRows: [ProblemRow] = [
        ProblemRow(
            "SJL-MORE",
            en: "there are more problems than the {v} shown",
            ar: "توجد مشكلات أخرى غير المشكلات المعروضة وعددها {v}",
            do: "correct these and check the draft again",
            ar: "صحح المعروض ثم افحص المسودة مرة أخرى"),
        ProblemRow(
            "SJL-UNKNOWN-KEY",
            en: "there is no member called {v} here",
            ar: "لا يوجد هنا عنصر باسم {v}",
            do: "correct its spelling or remove it; `sijil schema draft` lists the members",
            ar: "صحح كتابته أو احذفه؛ الأمر sijil schema draft يعرض العناصر المقبولة"),
        ProblemRow(
            "SJL-TYPE",
            en: "{v} is a value of the wrong type; expected is {d}",
            ar: "القيمة {v} من نوع غير صحيح؛ المتوقع {d}",
            do: "give a value of that type",
            ar: "اكتب قيمة من النوع المطلوب"),
        ProblemRow(
            "SJL-REQUIRED",
            en: "a required member is missing",
            ar: "عنصر مطلوب غير موجود",
            do: "add it",
            ar: "أضف هذا العنصر"),
        ProblemRow(
            "SJL-CHOICE",
            en: "{v} is none of the words allowed here: {d}",
            ar: "القيمة {v} ليست من الكلمات المسموحة هنا: {d}",
            do: "use one of them",
            ar: "استخدم إحدى هذه الكلمات"),
        ProblemRow(
            "SJL-DECIMAL",
            en: "{v} is no decimal number",
            ar: "القيمة {v} ليست عددا عشريا",
            do: "write digits 0-9 with a point, like 12.50: no exponent, no separators, at most"
                + " 14 digits before the point and 14 after it",
            ar: "اكتب الأرقام 0-9 مع نقطة مثل 12.50، دون أس أو فواصل، وبحد أقصى 14 خانة قبل"
                + " النقطة و14 خانة بعدها"),
        ProblemRow(
            "SJL-DIGITS",
            en: "{v} has more digits than an audit of the ledger could compute with",
            ar: "عدد خانات {v} أكثر مما يستطيع تدقيق السجل أن يحسب به",
            do: "write at most 20 digits, and fewer decimals in quantity and price",
            ar: "اكتب 20 خانة على الأكثر، وقلل المنازل العشرية في الكمية والسعر"),
        ProblemRow(
            "SJL-UUID",
            en: "{v} is no UUID",
            ar: "القيمة {v} ليست معرفا فريدا صالحا",
            do: "write the 36 characters of the advance invoice's UUID, or leave it out",
            ar: "اكتب المعرف الفريد لفاتورة الدفعة المقدمة المكون من 36 خانة، أو اتركه"),
        ProblemRow(
            "SJL-KEY",
            en: "the key is empty, longer than 127 characters or holds control characters",
            ar: "المفتاح فارغ أو أطول من 127 حرفا أو يحتوي على محارف تحكم",
            do: "give a short printable key, or leave it out: the number then serves",
            ar: "اكتب مفتاحا قصيرا مقروءا، أو اتركه فيحل رقم الفاتورة محله"),
        ProblemRow(
            "SJL-TEXT",
            en: "the text holds a control character or a code point that is no character: {v}",
            ar: "النص يحتوي على محرف تحكم أو رمز لا يمثل حرفا: {v}",
            do: "remove it; line ends and tabs count as control characters too",
            ar: "احذف هذا المحرف؛ نهايات الأسطر وعلامات الجدولة من محارف التحكم أيضا"),
        ProblemRow(
            "SJL-LENGTH", "BR-KSA-F-06-C1", "BR-KSA-F-06-C2", "BR-KSA-F-06-C3", "BR-KSA-F-06-C5",
            "BR-KSA-F-06-C12", "BR-KSA-F-06-C13", "BR-KSA-F-06-C16", "BR-KSA-F-06-C18",
            "BR-KSA-F-06-C20", "BR-KSA-F-06-C22", "BR-KSA-F-06-C23", "BR-KSA-F-06-C24",
            "BR-KSA-F-06-C26", "BR-KSA-F-06-C29", "BR-KSA-F-06-C30", "BR-KSA-F-06-C31",
            "BR-KSA-F-06-C32", "BR-KSA-F-06-C33", "BR-KSA-F-06-C34", "BR-KSA-F-06-C35",
            "BR-KSA-F-06-C36", "BR-KSA-F-06-C39",
            en: "the text has {v} characters; at most {d} are allowed",
            ar: "عدد أحرف النص {v}، والحد الأقصى المسموح {d}",
            do: "shorten the text",
            ar: "اختصر النص"),
        ProblemRow(
            "BR-KSA-F-01",
            en: "{v} is no day of the calendar written YYYY-MM-DD, from the year 2000 on",
            ar: "القيمة {v} ليست تاريخا ميلاديا صحيحا بصيغة سنة-شهر-يوم ابتداء من عام 2000",
            do: "write the date like 2026-03-01",
            ar: "اكتب التاريخ مثل 2026-03-01"),
        ProblemRow(
            "BR-KSA-70",
            en: "{v} is no date and time written YYYY-MM-DDTHH:mm:ss",
            ar: "القيمة {v} ليست تاريخا ووقتا بالصيغة المطلوبة",
            do: "write Riyadh time to the second without a suffix, like 2026-03-01T10:15:00",
            ar: "اكتب توقيت الرياض بالثواني دون أي لاحقة، مثل 2026-03-01T10:15:00"),
    ]

    static let headerRows: [ProblemRow] = [
        ProblemRow(
            "BR-02",
            en: "the invoice number is missing",
            ar: "رقم الفاتورة غير موجود",
            do: "give the document a number of its own",
            ar: "أعط المستند رقما خاصا به"),
        ProblemRow(
            "BR-KSA-05",
            en: "{v} is no type of document",
            ar: "القيمة {v} ليست من أنواع المستندات",
            do: "use invoice, credit-note, debit-note or prepayment",
            ar: "استخدم invoice للفاتورة أو credit-note للإشعار الدائن أو debit-note للإشعار المدين"
                + " أو prepayment للدفعة المقدمة"),
        ProblemRow(
            "BR-CL-04",
            en: "{v} is no currency the authority accepts",
            ar: "العملة {v} ليست من العملات التي تقبلها الهيئة",
            do: "use an ISO 4217 code such as SAR or USD",
            ar: "استخدم رمز عملة من ثلاثة أحرف مثل SAR أو USD"),
        ProblemRow(
            "SJL-EXCHANGE-RATE",
            en: "a document in {d} needs an exchange rate above zero",
            ar: "المستند بعملة {d} يحتاج إلى سعر صرف أكبر من صفر",
            do: "give exchange_rate: how many riyals one unit of the currency is worth",
            ar: "اكتب في exchange_rate عدد الريالات مقابل الوحدة الواحدة من العملة"),
        ProblemRow(
            "SJL-EXCHANGE-RATE-SAR",
            en: "an exchange rate of {v} is given for a document in riyals",
            ar: "سعر صرف {v} مكتوب لمستند بالريال السعودي",
            do: "remove exchange_rate, or name the foreign currency",
            ar: "احذف exchange_rate أو اكتب العملة الأجنبية"),
        ProblemRow(
            "BR-KSA-90",
            en: "the exchange rate {v} has more than 14 characters",
            ar: "سعر الصرف {v} يزيد على 14 خانة",
            do: "round it to at most 14 characters, the point included",
            ar: "قرب السعر إلى 14 خانة على الأكثر بما فيها النقطة"),
        ProblemRow(
            "BR-KSA-97",
            en: "the VAT in riyals would equal the VAT in the foreign currency",
            ar: "ضريبة القيمة المضافة بالريال ستساوي قيمتها بالعملة الأجنبية",
            do: "correct the exchange rate {v}",
            ar: "صحح سعر الصرف {v}"),
        ProblemRow(
            "BR-KSA-16",
            en: "{v} is no code for a means of payment",
            ar: "الرمز {v} ليس من رموز طرق الدفع",
            do: "use 10 for cash, 30 for credit, 42 for a bank account, 48 for a card or 1 for"
                + " undefined",
            ar: "استخدم 10 للنقد أو 30 للآجل أو 42 للحساب البنكي أو 48 للبطاقة أو 1 لغير المحدد"),
        ProblemRow(
            "BR-KSA-31",
            en: "a simplified document cannot be {v}",
            ar: "الفاتورة المبسطة لا يمكن أن تكون ذاتية الإصدار",
            do: "remove the flag self-billed, or issue a standard document",
            ar: "احذف العلامة self-billed أو أصدر فاتورة ضريبية"),
        ProblemRow(
            "BR-KSA-07",
            en: "an export cannot be self-billed",
            ar: "فاتورة التصدير لا يمكن أن تكون ذاتية الإصدار",
            do: "remove one of the two flags",
            ar: "احذف إحدى العلامتين"),
        ProblemRow(
            "BR-KSA-92",
            en: "a supply to the government needs the contract's number",
            ar: "التوريد لجهة حكومية يحتاج إلى رقم العقد",
            do: "give contract",
            ar: "اكتب رقم العقد في contract"),
        ProblemRow(
            "BR-KSA-72", "SJL-SUMMARY-PERIOD",
            en: "a summary document needs the first and the last day of its period",
            ar: "الفاتورة الملخصة تحتاج إلى أول يوم وآخر يوم من فترتها",
            do: "give supply_date and supply_end_date",
            ar: "اكتب supply_date و supply_end_date لبداية الفترة ونهايتها"),
        ProblemRow(
            "BR-KSA-04",
            en: "{v} is in the future; the present is {d}",
            ar: "التاريخ {v} في المستقبل؛ والوقت الحالي {d}",
            do: "correct it, or set the computer's clock right",
            ar: "صحح التاريخ أو اضبط ساعة الحاسوب"),
        ProblemRow(
            "BR-KSA-35",
            en: "the supply has an end but no beginning",
            ar: "للتوريد تاريخ نهاية دون تاريخ بداية",
            do: "give supply_date",
            ar: "اكتب تاريخ البداية في supply_date"),
        ProblemRow(
            "BR-KSA-36",
            en: "the supply ends on {v}, before it begins on {d}",
            ar: "التوريد ينتهي في {v} قبل أن يبدأ في {d}",
            do: "correct one of the two days",
            ar: "صحح أحد التاريخين"),
        ProblemRow(
            "BR-KSA-98",
            en: "the simplified document bears the time {v}, more than 24 hours ago",
            ar: "المستند المبسط مؤرخ في {v} أي قبل أكثر من 24 ساعة",
            do: "report it at once; the authority expects it within 24 hours of issue",
            ar: "أبلغ عنه فورا؛ الهيئة تنتظر الإبلاغ خلال 24 ساعة من الإصدار"),
        ProblemRow(
            "SJL-SUPPLY-FUTURE",
            en: "the day of supply {v} lies in the future",
            ar: "تاريخ التوريد {v} في المستقبل",
            do: "check that the supply is really still to come",
            ar: "تأكد أن التوريد لم يحدث بعد فعلا"),
        ProblemRow(
            "SJL-SELLER-NAME",
            en: "the seller's name takes {v} bytes; some QR readers stop at 127",
            ar: "اسم البائع يشغل {v} بايت؛ وبعض قارئات رمز الاستجابة تتوقف عند 127",
            do: "test the printed code with a reader, or register a shorter name",
            ar: "اختبر الرمز المطبوع بقارئ أو سجل اسما أقصر"),
        ProblemRow(
            "SJL-NOT-A-NOTE",
            en: "only credit and debit notes name a reason and the document they correct",
            ar: "سبب التصحيح والمستند المصحح يذكران في الإشعارات الدائنة والمدينة فقط",
            do: "set type to credit-note or debit-note, or remove this member",
            ar: "اجعل النوع إشعارا دائنا أو مدينا، أو احذف هذا العنصر"),
        ProblemRow(
            "BR-KSA-17",
            en: "a credit or debit note needs its reason",
            ar: "الإشعار الدائن أو المدين يحتاج إلى ذكر السبب",
            do: "give reason",
            ar: "اكتب السبب في reason"),
        ProblemRow(
            "BR-KSA-56",
            en: "a credit or debit note needs the document it corrects",
            ar: "الإشعار الدائن أو المدين يحتاج إلى المستند الذي يصححه",
            do: "give references with the number of that document",
            ar: "اكتب رقم ذلك المستند في references"),
        ProblemRow(
            "BR-55",
            en: "the reference has no number",
            ar: "المرجع بلا رقم",
            do: "give the number of the document that is corrected",
            ar: "اكتب رقم المستند المصحح"),
        ProblemRow(
            "SJL-OWN-REFERENCE",
            en: "the document names itself, {v}, as one that came before it",
            ar: "المستند يذكر رقمه هو {v} على أنه مستند سابق",
            do: "give the number of the invoice that is corrected, or of the advance that is"
                + " settled",
            ar: "اكتب رقم الفاتورة المصححة أو رقم الدفعة المقدمة المخصومة"),
    ]
}
