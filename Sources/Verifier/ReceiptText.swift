import Invoicing

/// A receipt's verdict in words.
extension ReceiptVerdict {
    /// One line, and one for each witness.
    public func text(_ language: ReportLanguage) -> String {
        var lines = ["\(Self.receipt[language]): \(sentence[language])"]
        if let origin, let index, let size {
            lines.append(
                "  \(SafeText.shown(origin)), \(Self.entry[language]) \(index) / \(size)")
        }
        for witness in witnesses {
            let note = witness.isInFuture ? " (\(Self.future[language]))" : ""
            lines.append(
                "  \(Self.cosigned[language]) \(SafeText.shown(witness.name)) \(witness.at)\(note)")
        }
        if standing == .proven { lines.append("  " + Self.scope[language]) }
        return lines.map { $0 + "\n" }.joined()
    }

    /// H11: a document that was rejected keeps its place in the log, and its receipt holds.
    private static let scope = Bilingual(
        en: "it does not tell whether the authority accepted the document: that, ask the seller "
            + "or the authority",
        ar: "ولا يقول الإيصال هل قبلت الهيئة المستند: فاسأل عن ذلك البائع أو الهيئة")
    private static let receipt = Bilingual(en: "receipt", ar: "الإيصال")
    private static let entry = Bilingual(en: "entry", ar: "القيد")
    private static let cosigned = Bilingual(en: "vouched for by", ar: "شهد عليه")
    private static let future = Bilingual(en: "this time is still to come", ar: "وقت لم يحن بعد")

    private var sentence: Bilingual {
        guard let reason else {
            return Bilingual(
                en: "proven: the document is in the log, and those you trust vouch for it",
                ar: "مثبت: المستند في السجل ويشهد عليه من تثق بهم")
        }
        let keys = signers.map { SafeText.shown($0) }.joined(separator: ", ")
        return reason.sentence(signers: keys)
    }
}

extension ReceiptVerdict.Reason {
    fileprivate func sentence(signers: String) -> Bilingual {
        switch self {
        case .malformed:
            Bilingual(
                en: "fail: this is no receipt for an e-invoice",
                ar: "مرفوض: ليس هذا إيصالًا لفاتورة إلكترونية")
        case .index:
            Bilingual(
                en: "fail: the entry lies beyond the end of the log",
                ar: "مرفوض: القيد يتجاوز نهاية السجل")
        case .origin:
            Bilingual(
                en: "fail: the log is not that of this document's seller",
                ar: "مرفوض: السجل ليس لبائع هذا المستند")
        case .notIncluded:
            Bilingual(
                en: "fail: the document is not the one at this place of the log; one of both was "
                    + "changed",
                ar: "مرفوض: ليس هذا المستند ما في هذا الموضع من السجل؛ تغيّر أحدهما")
        case .forged:
            Bilingual(
                en: "fail: a signature under a trusted name is forged",
                ar: "مرفوض: توقيع باسم موثوق مزوَّر")
        case .logUntrusted:
            Bilingual(
                en: "unproven: signed by \(signers), none of them a log of your policy",
                ar: "غير مثبت: وقّعه \(signers)، وليس أي منهم سجلًا في سياستك")
        case .quorum:
            Bilingual(
                en: "unproven: too few witnesses of your policy vouch for it",
                ar: "غير مثبت: من شهد عليه من شهود سياستك أقل مما تطلبه")
        case .noPolicy:
            Bilingual(
                en: "unproven: signed by key \(signers), vouched for by nobody you named; give "
                    + "--policy",
                ar: "غير مثبت: وقّعه المفتاح \(signers) ولم يشهد عليه أحد ممن سمّيت؛ "
                    + "استعمل --policy")
        }
    }
}
