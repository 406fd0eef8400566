import Invoicing

extension SijilError {
    /// Words for documents that are not to be handed out as they are.
    var handingOutWords: Words {
        switch self {
        case .notCleared(let number):
            Words(
                "not-cleared",
                (
                    "standard document \(number) is not cleared by the authority yet",
                    "المستند الضريبي \(number) لم تعتمده الهيئة بعد"
                ),
                (
                    "have it cleared first: sijil submit \(ShellText.quoted(number)); or add "
                        + "--uncleared for a copy that is marked as not cleared",
                    "احصل على اعتمادها أولًا: ‎sijil submit \(ShellText.quoted(number))‎؛ أو أضف "
                        + "--uncleared للحصول على نسخة موسومة بأنها غير معتمدة"
                ))
        case .portalCopyMissing(let number):
            Words(
                "copy-missing",
                (
                    "standard document \(number) is accepted, and "
                        + SettlementWords.copyMissing.en,
                    "المستند الضريبي \(number) مقبول، و"
                        + SettlementWords.copyMissing.ar
                ),
                (
                    SettlementWords.addCopy(number).en
                        + "; or add --uncleared for a copy that is marked as not cleared",
                    SettlementWords.addCopy(number).ar
                        + "؛ أو أضف ‎--uncleared‎ للحصول على نسخة موسومة بأنها غير معتمدة"
                ))
        case .documentRejected(let number):
            Words(
                "document-rejected",
                (
                    "standard document \(number) was rejected by the authority and will never be "
                        + "cleared; `sijil show \(ShellText.quoted(number))` tells why",
                    "المستند الضريبي \(number) رفضته الهيئة ولن تعتمده أبدًا؛ والأمر "
                        + "‎`sijil show \(ShellText.quoted(number))`‎ يبين السبب"
                ),
                (
                    "issue its successor: sijil reissue \(ShellText.quoted(number)) DRAFT; "
                        + OpenMatterWords.close(number).en
                        + "; or add --uncleared for a copy that is marked as rejected",
                    "أصدر خلفه: ‎sijil reissue \(ShellText.quoted(number)) DRAFT‎؛ "
                        + OpenMatterWords.close(number).ar
                        + "؛ أو أضف ‎--uncleared‎ للحصول على نسخة موسومة بأنها مرفوضة"
                ))
        case .documentClosed(let words):
            Words(
                "document-closed", (words.en, words.ar),
                (
                    "add --uncleared for a copy that is marked as rejected and called off",
                    "أضف ‎--uncleared‎ للحصول على نسخة موسومة بأنها مرفوضة وأن بيعها أُلغي"
                ))
        default: preconditionFailure("not about handing out")
        }
    }
}
