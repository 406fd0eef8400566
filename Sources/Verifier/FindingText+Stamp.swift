import Invoicing

extension FindingText {
    /// Findings about hash, stamp, QR and totals.
    static let ofStamp: [FindingText] = [
        FindingText(
            .hashMismatch, ref: "A2", .fail, next: .receipt,
            title: (
                "the invoice hash does not match the document",
                "تجزئة الفاتورة لا تطابق المستند"
            ),
            cause: (
                "The content of the document was changed after it was stamped.",
                "غُيّر محتوى المستند بعد ختمه."
            ),
            about: (
                """
                The stamp names the hash of the canonical invoice; recomputed from the bytes \
                it must be the same.
                """,
                """
                يسمي الختم تجزئة الفاتورة بصيغتها القانونية، ويجب أن تساويها التجزئة المحسوبة \
                من البايتات.
                """
            ),
            expected: (
                "hash computed from the document",
                "التجزئة المحسوبة من المستند"
            ),
            found: (
                "hash in the stamp",
                "التجزئة في الختم"
            )),
        FindingText(
            .stampMissing, ref: "A16", .fail, next: .receipt,
            title: (
                "the document has no stamp",
                "المستند بلا ختم"
            ),
            cause: (
                "The stamp was removed, or the document was never stamped.",
                "أُزيل الختم، أو لم يُختم المستند قط."
            ),
            about: (
                "Every document of a unit carries the stamp of its key.",
                "يحمل كل مستند من وحدة ختم مفتاحها."
            ),
            expected: (
                "one ds:Signature",
                "توقيع ds:Signature واحد"
            ),
            found: (
                "none",
                "لا شيء"
            )),
        FindingText(
            .signedPropertiesMismatch, ref: "A18", .fail, next: .receipt,
            title: (
                "the signed properties do not match their digest",
                "الخصائص الموقعة لا تطابق بصمتها"
            ),
            cause: (
                """
                Signing time, certificate digest, issuer or serial number in the stamp was \
                changed.
                """,
                "غُيّر في الختم وقت التوقيع أو بصمة الشهادة أو المُصدر أو الرقم التسلسلي."
            ),
            about: (
                "The stamp keeps a digest of its own properties.",
                "يحفظ الختم بصمة خصائصه."
            ),
            expected: (
                "digest computed",
                "البصمة المحسوبة"
            ),
            found: (
                "digest in the stamp",
                "البصمة في الختم"
            )),
        FindingText(
            .certificateDigestMismatch, ref: "A18", .fail, next: .receipt,
            title: (
                "the certificate in the stamp is not the one it names",
                "الشهادة في الختم ليست التي يسميها"
            ),
            cause: (
                "The certificate was swapped, perhaps for a renewed one of the same key.",
                "استُبدلت الشهادة، ربما بشهادة مجددة للمفتاح نفسه."
            ),
            about: (
                "The signed properties hold the digest of the signer's certificate.",
                "تحمل الخصائص الموقعة بصمة شهادة الموقّع."
            ),
            expected: (
                "digest of the certificate in the stamp",
                "بصمة الشهادة في الختم"
            ),
            found: (
                "digest in the signed properties",
                "البصمة في الخصائص الموقعة"
            )),
        FindingText(
            .signatureInvalid, ref: "G3", .fail, next: .receipt,
            title: (
                "the signature does not verify",
                "التوقيع غير صحيح"
            ),
            cause: (
                "The document or the signature was changed, or another key signed.",
                "غُيّر المستند أو التوقيع، أو وقّع مفتاح آخر."
            ),
            about: (
                """
                The signature is checked over the recomputed invoice hash with the key of the \
                embedded certificate.
                """,
                """
                يُتحقق من التوقيع على تجزئة الفاتورة المعاد حسابها بمفتاح الشهادة المضمّنة.
                """
            ),
            expected: (
                "a signature by the embedded certificate",
                "توقيع بالشهادة المضمّنة"
            ),
            found: (
                "a signature that is not",
                "توقيع ليس منها"
            )),
        FindingText(
            .signatureMalformed, ref: "G3", .fail, next: .receipt,
            title: (
                "the signature is not in the one allowed form",
                "التوقيع ليس بالصيغة الوحيدة المسموح بها"
            ),
            cause: (
                "The signature value was edited or made by a faulty program.",
                "عُدّلت قيمة التوقيع أو صنعها برنامج معيب."
            ),
            about: (
                """
                A signature is strict DER with r and s between 1 and the order of the curve.
                """,
                "التوقيع بترميز DER صارم، وr وs بين 1 ورتبة المنحنى."
            ),
            expected: (
                "strict DER",
                "ترميز DER صارم"
            ),
            found: (
                "the signature value",
                "قيمة التوقيع"
            )),
        FindingText(
            .issuerMismatch, ref: "A18", .fail, next: .receipt,
            title: (
                "the issuer in the stamp is not the certificate's",
                "المُصدر في الختم ليس مُصدر الشهادة"
            ),
            cause: (
                "The stamp or its certificate was edited.",
                "عُدّل الختم أو شهادته."
            ),
            about: (
                "The stamp names issuer and serial number of its certificate.",
                "يسمي الختم مُصدر شهادته ورقمها التسلسلي."
            ),
            expected: (
                "issuer of the certificate",
                "مُصدر الشهادة"
            ),
            found: (
                "issuer in the stamp",
                "المُصدر في الختم"
            )),
        FindingText(
            .serialMismatch, ref: "A18", .fail, next: .receipt,
            title: (
                "the serial number in the stamp is not the certificate's",
                "الرقم التسلسلي في الختم ليس رقم الشهادة"
            ),
            cause: (
                "The stamp or its certificate was edited.",
                "عُدّل الختم أو شهادته."
            ),
            about: (
                "The stamp names issuer and serial number of its certificate.",
                "يسمي الختم مُصدر شهادته ورقمها التسلسلي."
            ),
            expected: (
                "serial number of the certificate",
                "الرقم التسلسلي للشهادة"
            ),
            found: (
                "serial number in the stamp",
                "الرقم التسلسلي في الختم"
            )),
        FindingText(
            .qrMismatch, ref: "A19", .fail, next: .receipt,
            title: (
                "the QR code does not match the document",
                "رمز QR لا يطابق المستند"
            ),
            cause: (
                "The QR code was changed, or taken from another document.",
                "غُيّر رمز QR أو أُخذ من مستند آخر."
            ),
            about: (
                """
                Seller, VAT number, time, totals, hash, signature, key and the authority's \
                signature in the QR code must be those of the document.
                """,
                """
                يجب أن يطابق ما في رمز QR من بائع ورقم ضريبي ووقت ومجاميع وتجزئة وتوقيع ومفتاح \
                وتوقيع الهيئة ما في المستند.
                """
            ),
            expected: (
                "values of the document",
                "قيم المستند"
            ),
            found: (
                "tags that differ",
                "الوسوم المختلفة"
            )),
        FindingText(
            .qrMissing, ref: "A19", .fail, next: .receipt,
            title: (
                "the document has no QR code",
                "المستند بلا رمز QR"
            ),
            cause: (
                "The QR code was removed, or never made.",
                "أُزيل رمز QR أو لم يُنشأ."
            ),
            about: (
                "A simplified document carries the QR code (KSA-14).",
                "يحمل المستند المبسط رمز QR (KSA-14)."
            ),
            expected: (
                "one QR code",
                "رمز QR واحد"
            ),
            found: (
                "none",
                "لا شيء"
            )),
        FindingText(
            .qrMalformed, ref: "F15", .fail, next: .receipt,
            title: (
                "the QR code cannot be read",
                "رمز QR لا يُقرأ"
            ),
            cause: (
                "The QR code was edited or made by a faulty program.",
                "عُدّل رمز QR أو صنعه برنامج معيب."
            ),
            about: (
                """
                The QR code is base64 of tags in rising order, each once, with lengths that \
                end exactly at its end.
                """,
                """
                رمز QR ترميز base64 لوسوم متصاعدة، كل منها مرة واحدة، وأطوالها تنتهي بانتهائه \
                تمامًا.
                """
            ),
            expected: (
                "tags 1 to 9",
                "الوسوم من 1 إلى 9"
            ),
            found: (
                "the fault",
                "الخلل"
            )),
        FindingText(
            .digestEncoding, ref: "G7", .fail, next: .receipt,
            title: (
                "a digest or certificate is not in its one form",
                "بصمة أو شهادة ليست بصيغتها الوحيدة"
            ),
            cause: (
                "The text was edited, or made by a program that encodes otherwise.",
                "عُدّل النص، أو صنعه برنامج يرمّز ترميزًا آخر."
            ),
            about: (
                """
                Digests have exactly one base64 text: of bytes in the invoice hash, of \
                hexadecimal letters in the two others. Blanks are not allowed.
                """,
                """
                لكل بصمة نص base64 واحد: للبايتات في تجزئة الفاتورة، وللحروف الست عشرية في \
                الأخريين. ولا يُسمح بالفراغات.
                """
            ),
            expected: (
                "the one form",
                "الصيغة الوحيدة"
            ),
            found: (
                "the form found",
                "الصيغة الموجودة"
            )),
        FindingText(
            .totalsWrong, ref: "F16", .fail, next: .correct,
            title: (
                "the totals do not add up",
                "المجاميع غير صحيحة"
            ),
            cause: (
                "The document was issued with wrong totals; its stamp may still be sound.",
                "صدر المستند بمجاميع خاطئة، وقد يكون ختمه سليمًا."
            ),
            about: (
                """
                Lines, allowances, charges, VAT and totals follow from each other to the \
                halala.
                """,
                "تنتج البنود والحسومات والرسوم والضريبة والمجاميع بعضها من بعض إلى الهللة."
            ),
            expected: (
                "computed",
                "المحسوب"
            ),
            found: (
                "rule and value in the document",
                "القاعدة والقيمة في المستند"
            )),
    ]
}
