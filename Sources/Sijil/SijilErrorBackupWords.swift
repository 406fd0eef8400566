import Invoicing

extension SijilError {
    /// Words for copies and their return.
    var backupWords: Words {
        switch self {
        case .backupUnsound(let path, let findings):
            Words(
                "backup-unsound",
                (
                    "the copy \(path) was made, but its audit has \(findings) findings",
                    "أُنشئت النسخة \(path) لكن في تدقيقها \(findings) ملاحظة"
                ),
                (
                    "look at them with `sijil audit`; keep your earlier backups until it is "
                        + "settled",
                    "اطلع عليها بالأمر `sijil audit` واحتفظ بنسخك السابقة حتى يُحسم الأمر"
                ))
        case .backupMissing(let path):
            Words(
                "backup-missing",
                (
                    "no backup was ever made of \(path)", "لم تُنشأ نسخة احتياطية من \(path) قط"
                ),
                (
                    "first: sijil backup TO, on another disk; or go on without one: --no-backup",
                    "أولًا: ‎sijil backup TO‎ على قرص آخر؛ أو تابع دون نسخة: ‎--no-backup‎"
                ))
        default: preconditionFailure("not a backup error")
        }
    }
}
