public import Invoicing

extension FatooraMessage {
    /// What a code of the authority's own checks means and what to do (C4); `nil` for a business
    /// rule, whose words stand with the rules, and for a code that is not known.
    public var explanation: (message: Bilingual, remedy: Bilingual)? {
        let words = isDuplicate ? Self.duplicateWords : code.flatMap(Self.words(of:))
        return words.map { ($0.message, $0.remedy) }
    }

    /// What of a document's making, and not of its content, the message is about; `nil` for its
    /// content and for a code that is not known.
    public enum StampFault: Hashable, Sendable {
        /// The stamp, its certificate, or what is computed from them: hash and QR code.
        case stamp
        /// The hash of the document before it (KSA-13).
        case previousHash
    }

    public var stampFault: StampFault? {
        switch code {
        case "KSA-13": return .previousHash
        case "invalid-invoice-hash", "invalid-digital-signature", "signatureValue",
            "signed-properties-hashing", "certificate-hashing", "invalid-signing-certificate",
            "certificate-permissions", "QRCODE_INVALID", "invoiceHash_QRCODE_INVALID",
            "publicKey_QRCODE_INVALID", "CERTIFICATE_SIGNATURE_QRCODE_INVALID":
            return .stamp
        default:
            // The certificate's issuer and serial number have codes that no list gives.
            let isStamp = category == "CERTIFICATE_ERRORS" || category == "SIGNATURE_ERRORS"
            return isStamp ? .stamp : nil
        }
    }

    /// The authority has the document already. `Invoice-Errors` alone does not say so: under that
    /// code it also turns away what was sent to the wrong place.
    var isDuplicate: Bool { code == "Duplicate-Invoice" || category == "Duplicate-Invoice" }

    /// Codes are compared exactly.
    private static func words(of code: String) -> Words? {
        switch code {
        case "XSD_ZATCA_INVALID": formWords
        case "invalid-invoice-hash", "InvoiceHash-Errors": hashWords
        case "QRCODE_INVALID", "invoiceHash_QRCODE_INVALID", "invoiceTotal_QRCODE_INVALID",
            "invoiceTimeStamp_QRCODE_INVALID", "publicKey_QRCODE_INVALID",
            "CERTIFICATE_SIGNATURE_QRCODE_INVALID":
            qrWords
        case "invalid-digital-signature", "signatureValue", "signed-properties-hashing":
            stampWords
        case "certificate-hashing", "invalid-signing-certificate", "certificate-permissions":
            certificateWords
        default: nil
        }
    }

    private static var auditRemedy: Bilingual {
        Bilingual(
            en: "run sijil audit on the ledger: a sound one has this right, so show the "
                + "authority's answer to the support if the audit finds nothing",
            ar: "شغّل sijil audit على السجل، فإن لم يجد خطأ فاعرض رد الهيئة على الدعم")
    }

    private static var formWords: Words {
        Words(
            Bilingual(
                en: "the document's structure is not what the schema allows",
                ar: "بنية المستند لا توافق المخطط"), auditRemedy)
    }

    private static var hashWords: Words {
        Words(
            Bilingual(
                en: "the hash sent beside the document is not the document's",
                ar: "البصمة المرسلة مع المستند ليست بصمته"), auditRemedy)
    }

    private static var qrWords: Words {
        Words(
            Bilingual(
                en: "the QR code does not agree with the document",
                ar: "رمز الاستجابة السريعة لا يوافق المستند"), auditRemedy)
    }

    private static var stampWords: Words {
        Words(
            Bilingual(
                en: "the cryptographic stamp does not hold", ar: "الختم التشفيري غير صحيح"),
            auditRemedy)
    }

    private static var certificateWords: Words {
        Words(
            "the stamp's certificate is not the one that this unit may use now",
            "شهادة الختم ليست الشهادة التي يحق لهذه الوحدة استعمالها الآن",
            do: "compare VAT number, environment and certificate by sijil cert show; after a "
                + "renewal documents stamped before it may bring this",
            "قارن الرقم الضريبي والبيئة والشهادة بالأمر sijil cert show، "
                + "وقد يظهر هذا لمستندات خُتمت قبل التجديد")
    }

    private static var duplicateWords: Words {
        Words(
            "the authority has this document already", "هذا المستند موجود لدى الهيئة من قبل",
            do: "do not send it again and do not make it anew",
            "لا ترسله مرة أخرى ولا تُنشئه من جديد")
    }
}
