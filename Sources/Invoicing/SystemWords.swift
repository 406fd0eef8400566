import Glibc

/// Why the system refused, in both languages.
public enum SystemWords {
    /// The words for an error number; for one that a user rarely meets, in Arabic the number alone.
    public static func of(_ number: Int32) -> Bilingual {
        let english = String(cString: strerror(number))
        return Bilingual(en: english, ar: arabic[number] ?? "خطأ النظام \(number): \(english)")
    }

    private static let arabic: [Int32: String] = [
        ENOENT: "لا يوجد ملف أو مجلد بهذا الاسم", EACCES: "لا تملك الصلاحية",
        EPERM: "العملية غير مسموح بها", ENOSPC: "لا مساحة باقية على القرص",
        EDQUOT: "تجاوزت حصتك من القرص", EROFS: "القرص للقراءة فقط", EISDIR: "هذا مجلد لا ملف",
        ENOTDIR: "ليس مجلدًا", EEXIST: "الاسم مستعمل من قبل",
        EMFILE: "عدد الملفات المفتوحة بلغ حده", EIO: "خطأ في القراءة من القرص أو الكتابة فيه",
        EFBIG: "الملف كبير جدًا", ENAMETOOLONG: "الاسم طويل جدًا",
        ELOOP: "الوصلات الرمزية متداخلة أكثر مما يُتبع", EBADF: "واصف الملف غير مفتوح",
        EINVAL: "قيمة غير صالحة", ENOMEM: "الذاكرة لا تكفي", EBUSY: "الملف قيد الاستعمال",
    ]
}
