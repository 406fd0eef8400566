import Invoicing

extension FindingText {
    private static let whatFound: Pair = (
        "the documents, and by when they existed as somebody outside says",
        "المستندات، ووقت وجودها بشهادة من خارج المنشأة"
    )

    /// Findings about certificates judged at a time.
    static let ofTime: [FindingText] = [
        FindingText(
            .certificateExpired, ref: "E3", .fail, next: .portal,
            title: (
                "the first outside proof of the documents is later than their certificate's end",
                "أول إثبات خارجي للمستندات بعد نهاية شهادتها"
            ),
            cause: (
                "The documents were made after the certificate had ended, or their proof was "
                    + "sought too late.",
                "صُنعت المستندات بعد نهاية الشهادة، أو طُلب إثباتها متأخرًا."
            ),
            about: (
                """
                TOTAL-FAILED / EXPIRED (ETSI EN 319 102-1). Whoever holds the key can stamp at any \
                time and write any date; only a time that somebody outside gave counts.
                """,
                """
                TOTAL-FAILED / EXPIRED (ETSI EN 319 102-1). يستطيع حامل المفتاح أن يختم متى شاء \
                ويكتب أي تاريخ؛ فلا يُعتد إلا بوقت شهد به طرف خارجي.
                """
            ),
            expected: ("the end of the certificate or of its issuers", "نهاية الشهادة أو مُصدريها"),
            found: whatFound),
        FindingText(
            .certificateNotYetValid, ref: "E4", .fail, next: .portal,
            title: (
                "the documents are proven to be older than their certificate",
                "ثبت أن المستندات أقدم من شهادتها"
            ),
            cause: (
                "The certificate was put in afterwards, a clock was wrong, or the audit judges for "
                    + "a time before it.",
                "أُدخلت الشهادة لاحقًا، أو كانت ساعة خاطئة، أو يحكم التدقيق لوقت قبلها."
            ),
            about: (
                "TOTAL-FAILED / NOT_YET_VALID (ETSI EN 319 102-1): a stamp cannot be older than "
                    + "the certificate in it.",
                "TOTAL-FAILED / NOT_YET_VALID (ETSI EN 319 102-1): لا يسبق الختم شهادته."
            ),
            expected: (
                "the beginning of the certificate or of its issuers",
                "بداية الشهادة أو مُصدريها"
            ),
            found: whatFound),
        FindingText(
            .certificateRevoked, ref: "E5", .fail, next: .portal,
            title: (
                "the first outside proof of the documents is later than their certificate's "
                    + "revocation",
                "أول إثبات خارجي للمستندات بعد إلغاء شهادتها"
            ),
            cause: (
                "A key that was lost or given up was used again, or the proof was sought too late.",
                "استُعمل مفتاح ضاع أو أُنهي، أو طُلب الإثبات متأخرًا."
            ),
            about: (
                """
                TOTAL-FAILED / REVOKED (ETSI EN 319 102-1). From its revocation on, a certificate \
                proves nothing of what was not proven to exist before.
                """,
                """
                TOTAL-FAILED / REVOKED (ETSI EN 319 102-1). منذ الإلغاء لا تثبت الشهادة شيئًا لم \
                يثبت وجوده قبله.
                """
            ),
            expected: ("a proof before the revocation", "إثبات قبل الإلغاء"), found: whatFound),
        FindingText(
            .revokedUnproven, ref: "E5", .unproven, next: .time,
            title: (
                "the certificate was revoked, and nobody outside says when the documents were made",
                "أُلغيت الشهادة ولا شاهد من الخارج على وقت صنع المستندات"
            ),
            cause: (
                "No token and no witness covered the documents before the revocation.",
                "لم يشمل المستندات ختم زمني ولا شاهد قبل الإلغاء."
            ),
            about: (
                """
                INDETERMINATE / REVOKED_NO_POE, or REVOKED_CA_NO_POE where an issuer was revoked \
                (ETSI EN 319 102-1). They may be older than the revocation; the ledger's own times \
                do not show it.
                """,
                """
                INDETERMINATE / REVOKED_NO_POE، أو REVOKED_CA_NO_POE إن أُلغي مُصدر \
                (ETSI EN 319 102-1). قد تكون أقدم من الإلغاء، لكن أوقات السجل نفسه لا تثبته.
                """
            ),
            expected: ("a proof before the revocation", "إثبات قبل الإلغاء"), found: whatFound),
        FindingText(
            .expiredUnproven, ref: "E2", .unproven, next: .time,
            title: (
                "the certificate has ended, and nobody outside says when the documents were made",
                "انتهت الشهادة ولا شاهد من الخارج على وقت صنع المستندات"
            ),
            cause: (
                "No token and no witness covered the documents while the certificate was valid.",
                "لم يشمل المستندات ختم زمني ولا شاهد والشهادة سارية."
            ),
            about: (
                """
                INDETERMINATE / OUT_OF_BOUNDS_NO_POE, or OUT_OF_BOUNDS_NOT_REVOKED where a list \
                shows that it was not revoked before its end (ETSI EN 319 102-1).
                """,
                """
                INDETERMINATE / OUT_OF_BOUNDS_NO_POE، أو OUT_OF_BOUNDS_NOT_REVOKED إن دلت قائمة \
                على أنها لم تُلغَ قبل نهايتها (ETSI EN 319 102-1).
                """
            ),
            expected: ("a proof before the end of the certificate", "إثبات قبل نهاية الشهادة"),
            found: whatFound),
        FindingText(
            .revocationUnknown, ref: "E6", .unproven, next: .lists,
            title: (
                "nothing tells whether the certificate was revoked",
                "لا شيء يبيّن هل أُلغيت الشهادة"
            ),
            cause: (
                "No list of revoked certificates of its issuer reaches the time that counts.",
                "لا تبلغ أي قائمة إلغاء من مُصدرها الوقت المعتبر."
            ),
            about: (
                """
                INDETERMINATE / TRY_LATER (ETSI EN 319 102-1). A list counts if its issuer signed \
                it, and if it was made after the time that counts or was still in force then.
                """,
                """
                INDETERMINATE / TRY_LATER (ETSI EN 319 102-1). تُعتمد القائمة إن وقّعها المُصدر \
                وصدرت بعد الوقت المعتبر أو كانت سارية فيه.
                """
            ),
            expected: ("a list for this time", "قائمة لهذا الوقت"), found: whatFound),
        FindingText(
            .issuerUnknown, ref: "E7", .unproven, next: .lists,
            title: (
                "no trusted root stands above the certificate", "لا جذر موثوقًا فوق الشهادة"
            ),
            cause: (
                "An issuer is missing from the trusted folder, or the certificate is from nobody "
                    + "whom the auditor trusts.",
                "ينقص مُصدر في مجلد الجهات الموثوقة، أو الشهادة ممن لا يثق به المدقق."
            ),
            about: (
                """
                INDETERMINATE / NO_CERTIFICATE_CHAIN_FOUND (ETSI EN 319 102-1). Issuers and roots \
                come from the auditor's folder alone; names in a certificate prove nothing.
                """,
                """
                INDETERMINATE / NO_CERTIFICATE_CHAIN_FOUND (ETSI EN 319 102-1). المُصدرون والجذور \
                من مجلد المدقق وحده، والأسماء في الشهادة لا تثبت شيئًا.
                """
            ),
            expected: ("a path to a trusted root", "مسار إلى جذر موثوق"), found: whatFound),
        FindingText(
            .algorithmSunset, ref: "E17", .unproven, next: .time,
            title: (
                "an algorithm of the stamp is no longer trusted, and no proof is older",
                "لم تعد خوارزمية الختم موثوقة ولا إثبات أقدم"
            ),
            cause: (
                "The documents were covered by no outside proof before that day.",
                "لم يشمل المستندات إثبات خارجي قبل ذلك اليوم."
            ),
            about: (
                """
                INDETERMINATE / CRYPTO_CONSTRAINTS_FAILURE_NO_POE, or without NO_POE where there \
                is a proof and it is too late (ETSI EN 319 102-1). The days come from the file \
                `algorithms` in the trusted folder.
                """,
                """
                INDETERMINATE / CRYPTO_CONSTRAINTS_FAILURE_NO_POE، أو دون NO_POE إن كان إثبات لكنه \
                متأخر (ETSI EN 319 102-1). والتواريخ من الملف `algorithms` في مجلد الجهات الموثوقة.
                """
            ),
            expected: ("a proof before that day", "إثبات قبل ذلك اليوم"), found: whatFound),
        FindingText(
            .proofDue, ref: "E2", .warning, next: .time,
            title: (
                "the certificate ends soon, and documents have no outside proof of time",
                "تقترب نهاية الشهادة ومستندات بلا إثبات خارجي للوقت"
            ),
            cause: (
                "No token and no cosigned checkpoint covers them yet.",
                "لم يشملها بعد ختم زمني ولا نقطة تحقق موقعة من شاهد."
            ),
            about: (
                """
                Once the certificate has ended they become unproven, unless somebody outside saw \
                them before. Told 180, 60 and 14 days ahead.
                """,
                """
                متى انتهت الشهادة صارت غير مثبتة ما لم يشهد عليها طرف خارجي قبل ذلك. ينبَّه قبل \
                180 و60 و14 يومًا.
                """
            ),
            expected: ("a proof by this time", "إثبات قبل هذا الوقت"),
            found: ("the documents, and the days that are left", "المستندات والأيام الباقية")),
        FindingText(
            .revocationListForged, ref: "E16", .fail, next: .lists,
            title: (
                "a list of revoked certificates is not signed by its issuer",
                "قائمة إلغاء لم يوقّعها مُصدرها"
            ),
            cause: (
                "The list was forged or damaged, or its issuer has another key by now.",
                "زُوِّرت القائمة أو تلفت، أو صار لمُصدرها مفتاح آخر."
            ),
            about: (
                "It was left aside. The issuer's certificate is in the trusted folder, and the "
                    + "signature under the list is not by its key.",
                "تُركت جانبًا. فشهادة المُصدر في مجلد الجهات الموثوقة، والتوقيع ليس بمفتاحه."
            ),
            expected: ("the issuer that the list names", "المُصدر الذي تسميه القائمة"),
            found: ("the list", "القائمة")),
        FindingText(
            .revocationListStale, ref: "E16", .warning, next: .lists,
            title: (
                "the newest list of revoked certificates is out of date",
                "أحدث قائمة إلغاء قديمة"
            ),
            cause: (
                "A newer one was not fetched, or an older one was given a newer date.",
                "لم تُجلب قائمة أحدث، أو أُعطيت قائمة قديمة تاريخًا أحدث."
            ),
            about: (
                """
                A list names the time of the next one, and its number only grows. What it says \
                of the time before still counts.
                """,
                "تسمي القائمة وقت التالية، ورقمها لا يزيد إلا. ويبقى قولها عما قبلها معتبرًا."
            ),
            expected: ("a list that reaches this far", "قائمة تبلغ هذا الحد"),
            found: ("the newest list", "أحدث قائمة")),
        FindingText(
            .revocationListUnused, ref: "E16", .warning, next: .lists,
            title: (
                "a list of revoked certificates is of no trusted issuer",
                "قائمة إلغاء ليست لمُصدر موثوق"
            ),
            cause: (
                "The issuer's certificate is missing from the folder.",
                "شهادة المُصدر ليست في المجلد."
            ),
            about: (
                "It was left aside: nobody can tell whose it is.",
                "تُركت جانبًا: فلا يُعرف لمن هي."
            ),
            expected: ("a certificate of this issuer", "شهادة لهذا المُصدر"),
            found: ("the list", "القائمة")),
    ]
}
