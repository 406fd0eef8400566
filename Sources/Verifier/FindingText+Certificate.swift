import Invoicing

extension FindingText {
    /// Findings about certificates and keys.
    static let ofCertificate: [FindingText] = [
        FindingText(
            .epochCertificate, ref: "E12", .fail, next: .portal,
            title: (
                "an epoch names a certificate that cannot have begun it",
                "حقبة تسمي شهادة لا يمكن أن تكون بدأتها"
            ),
            cause: (
                "The row of the epoch was edited by someone who could rewrite the log.",
                "عدّل صفَّ الحقبة من يقدر على إعادة كتابة الدفتر."
            ),
            about: (
                """
                An epoch begins when a production certificate of its own unit is taken into use.
                """,
                "تبدأ الحقبة حين تُستعمل شهادة إنتاج للوحدة نفسها."
            ),
            expected: (
                "whose certificate it must be",
                "لمن يجب أن تكون الشهادة"
            ),
            found: (
                "the certificate, and what is against it",
                "الشهادة وما يمنعها"
            )),
        FindingText(
            .certificateUnknown, ref: "E12", .fail, next: .portal,
            title: (
                "the stamping certificate is not in the ledger's history",
                "شهادة الختم ليست في تاريخ السجل"
            ),
            cause: (
                "The document was stamped elsewhere, or the certificate in it was swapped.",
                "خُتم المستند في مكان آخر، أو استُبدلت الشهادة التي فيه."
            ),
            about: (
                """
                Every certificate that a unit stamped with is kept in the ledger and in its \
                log.
                """,
                "كل شهادة ختمت بها وحدة محفوظة في السجل وفي دفتره."
            ),
            expected: (
                "the certificate that the row names",
                "الشهادة التي يسميها الصف"
            ),
            found: (
                "SHA-256 of the certificate in the stamp",
                "بصمة SHA-256 للشهادة في الختم"
            )),
        FindingText(
            .certificateOther, ref: "A18", .fail, next: .compare,
            title: (
                "the document was stamped with another certificate than its row says",
                "خُتم المستند بشهادة غير التي يسميها صفه"
            ),
            cause: (
                """
                The certificate in the stamp was swapped for another of the ledger, or the row \
                was edited.
                """,
                "استُبدلت شهادة الختم بأخرى من السجل، أو عُدّل الصف."
            ),
            about: (
                "The row names the certificate by which its document was stamped.",
                "يسمي الصف الشهادة التي خُتم بها مستنده."
            ),
            expected: (
                "certificate of the row",
                "شهادة الصف"
            ),
            found: (
                "certificate in the stamp",
                "الشهادة في الختم"
            )),
        FindingText(
            .certificateUnit, ref: "E8", .fail, next: .portal,
            title: (
                "the certificate belongs to another unit",
                "الشهادة تخص وحدة أخرى"
            ),
            cause: (
                "The certificate was installed for the wrong unit, or a record was edited.",
                "رُكبت الشهادة لوحدة غير وحدتها، أو عُدّل قيد."
            ),
            about: (
                "A certificate names the unit that it was given to, by name and serial.",
                "تسمي الشهادة الوحدة التي أُعطيت لها باسمها ورقمها."
            ),
            expected: (
                "the unit of the chain",
                "وحدة السلسلة"
            ),
            found: (
                "the unit in the certificate",
                "الوحدة في الشهادة"
            )),
        FindingText(
            .certificateVAT, ref: "E8", .fail, next: .portal,
            title: (
                "the certificate is of another VAT number",
                "الشهادة لرقم ضريبي آخر"
            ),
            cause: (
                "A certificate of another taxpayer was used.",
                "استُعملت شهادة مكلف آخر."
            ),
            about: (
                "The VAT number in the certificate is the seller's.",
                "الرقم الضريبي في الشهادة هو رقم البائع."
            ),
            expected: (
                "VAT number of the seller",
                "الرقم الضريبي للبائع"
            ),
            found: (
                "VAT number in the certificate",
                "الرقم الضريبي في الشهادة"
            )),
        FindingText(
            .certificateClass, ref: "E9", .fail, next: .portal,
            title: (
                "the certificate is not of the class it is used for",
                "الشهادة ليست من الصنف المستعملة له"
            ),
            cause: (
                """
                A compliance or test certificate was used to stamp documents of another \
                environment.
                """,
                "استُعملت شهادة امتثال أو اختبار لختم مستندات بيئة أخرى."
            ),
            about: (
                """
                Only a production certificate stamps a tax document; a compliance certificate \
                stamps samples.
                """,
                "لا تختم المستند الضريبي إلا شهادة إنتاج، وشهادة الامتثال تختم العينات."
            ),
            expected: (
                "class of the environment",
                "صنف البيئة"
            ),
            found: (
                "class of the certificate",
                "صنف الشهادة"
            )),
        FindingText(
            .certificateDocuments, ref: "E9", .fail, next: .portal,
            title: (
                "the certificate does not allow this kind of document",
                "الشهادة لا تسمح بهذا النوع من المستندات"
            ),
            cause: (
                "The unit is registered for other kinds of documents.",
                "الوحدة مسجلة لأنواع أخرى من المستندات."
            ),
            about: (
                """
                The certificate lists the kinds of documents of its unit, standard and \
                simplified.
                """,
                "تذكر الشهادة أنواع مستندات وحدتها: الضريبية والمبسطة."
            ),
            expected: (
                "kind that the certificate allows",
                "النوع الذي تسمح به الشهادة"
            ),
            found: (
                "kind of the document",
                "نوع المستند"
            )),
        FindingText(
            .certificateEncoding, ref: "G1", .fail, next: .portal,
            title: (
                "a certificate is not strict DER",
                "شهادة ليست بترميز DER الصارم"
            ),
            cause: (
                "The certificate was edited, cut, or made by a faulty program.",
                "عُدّلت الشهادة أو بُترت أو صنعها برنامج معيب."
            ),
            about: (
                """
                Indefinite or over-long lengths, missing or trailing bytes are refused: one \
                certificate has one encoding.
                """,
                """
                تُرفض الأطوال غير المحددة أو الزائدة والبايتات الناقصة أو اللاحقة: فللشهادة \
                ترميز واحد.
                """
            ),
            expected: (
                "strict DER",
                "ترميز DER صارم"
            ),
            found: (
                "the fault",
                "الخلل"
            )),
        FindingText(
            .certificateKey, ref: "G2", .fail, next: .portal,
            title: (
                "the key in a certificate cannot be used",
                "المفتاح في شهادة لا يصلح"
            ),
            cause: (
                """
                The key is of another kind or curve, given by explicit parameters, or no point \
                of the curve.
                """,
                """
                المفتاح من نوع أو منحنى آخر، أو مذكور بمعاملات صريحة، أو ليس نقطة على المنحنى.
                """
            ),
            about: (
                "Stamps are made with keys on the named curve secp256k1 only.",
                "لا تُصنع الأختام إلا بمفاتيح على المنحنى المسمى secp256k1."
            ),
            expected: (
                "a point of secp256k1",
                "نقطة على secp256k1"
            ),
            found: (
                "the fault",
                "الخلل"
            )),
        FindingText(
            .certificateProfile, ref: "G4", .fail, next: .portal,
            title: (
                "a certificate has a critical extension or serial that is not allowed",
                "في شهادة امتداد حرج أو رقم تسلسلي غير مسموح به"
            ),
            cause: (
                "The certificate was not made by the authority.",
                "الشهادة ليست من صنع الهيئة."
            ),
            about: (
                """
                An unknown critical extension may change what the certificate means; serial \
                numbers are positive.
                """,
                "قد يغيّر الامتداد الحرج المجهول معنى الشهادة، والأرقام التسلسلية موجبة."
            ),
            expected: (
                "known extensions, positive serial",
                "امتدادات معروفة ورقم موجب"
            ),
            found: (
                "the fault",
                "الخلل"
            )),
        FindingText(
            .keyMismatch, ref: "E11", .fail, next: .compare,
            title: (
                "the certificate is not of the key that its row names",
                "الشهادة ليست للمفتاح الذي يسميه صفها"
            ),
            cause: (
                "The record of a certificate or key was edited.",
                "عُدّل قيد شهادة أو مفتاح."
            ),
            about: (
                """
                The ledger keeps the public half of each key, and each certificate is of one \
                of them.
                """,
                "يحفظ السجل الجزء العام من كل مفتاح، وكل شهادة لأحدها."
            ),
            expected: (
                "key of the row",
                "مفتاح الصف"
            ),
            found: (
                "key in the certificate",
                "المفتاح في الشهادة"
            )),
        FindingText(
            .outsideValidity, ref: "E4", .fail, next: .portal,
            title: (
                "the document was stamped outside the certificate's validity",
                "خُتم المستند خارج مدة صلاحية الشهادة"
            ),
            cause: (
                "The clock was wrong, or an expired certificate was used.",
                "كانت الساعة خاطئة، أو استُعملت شهادة منتهية."
            ),
            about: (
                """
                The signing time that the stamp claims lies between the beginning and the end \
                of the certificate.
                """,
                "يقع وقت التوقيع الذي يدعيه الختم بين بداية الشهادة ونهايتها."
            ),
            expected: (
                "validity of the certificate",
                "مدة صلاحية الشهادة"
            ),
            found: (
                "signing time",
                "وقت التوقيع"
            )),
        FindingText(
            .sellerMismatch, ref: "E8", .fail, next: .compare,
            title: (
                "the document names another seller",
                "المستند يسمي بائعًا آخر"
            ),
            cause: (
                """
                A document of another firm was put in, or the record of the ledger was edited.
                """,
                "أُدخل مستند منشأة أخرى، أو عُدّل قيد السجل."
            ),
            about: (
                "A ledger holds the documents of one VAT number (BT-31).",
                "يحمل السجل مستندات رقم ضريبي واحد (BT-31)."
            ),
            expected: (
                "VAT number of the ledger",
                "الرقم الضريبي للسجل"
            ),
            found: (
                "BT-31 of the document",
                "BT-31 في المستند"
            )),
    ]
}
