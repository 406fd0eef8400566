extension ProblemTexts {
    static let buyerRows: [ProblemRow] = [
        ProblemRow(
            "BR-KSA-42",
            en: "a standard document needs the buyer's name",
            ar: "الفاتورة الضريبية تحتاج إلى اسم المشتري",
            do: "give buyer.name",
            ar: "اكتب اسم المشتري في buyer.name"),
        ProblemRow(
            "BR-KSA-71",
            en: "a simplified summary document needs the buyer's name",
            ar: "الفاتورة المبسطة الملخصة تحتاج إلى اسم المشتري",
            do: "give buyer.name",
            ar: "اكتب اسم المشتري في buyer.name"),
        ProblemRow(
            "BR-KSA-25",
            en: "citizens' education or health care needs the buyer's name",
            ar: "تعليم المواطنين أو رعايتهم الصحية يحتاج إلى اسم المشتري",
            do: "give buyer.name",
            ar: "اكتب اسم المشتري في buyer.name"),
        ProblemRow(
            "BR-KSA-49",
            en: "citizens' education or health care needs the buyer's national ID",
            ar: "تعليم المواطنين أو رعايتهم الصحية يحتاج إلى رقم الهوية الوطنية للمشتري",
            do: "give buyer.ids with the scheme NAT",
            ar: "اكتب رقم الهوية في buyer.ids بالرمز NAT"),
        ProblemRow(
            "BR-KSA-81",
            en: "a standard document needs the buyer's VAT number or another identification",
            ar: "الفاتورة الضريبية تحتاج إلى الرقم الضريبي للمشتري أو معرف آخر له",
            do: "give buyer.vat, or buyer.ids such as the commercial registration CRN",
            ar: "اكتب buyer.vat أو معرفا آخر في buyer.ids مثل السجل التجاري CRN"),
        ProblemRow(
            "BR-KSA-44",
            en: "{v} is no VAT number: 15 digits, the first and the last of them 3",
            ar: "القيمة {v} ليست رقما ضريبيا: 15 رقما أولها وآخرها 3",
            do: "correct it; a foreign tax number belongs in buyer.ids with the scheme OTH",
            ar: "صحح الرقم؛ والرقم الضريبي الأجنبي يكتب في buyer.ids بالرمز OTH"),
        ProblemRow(
            "BR-KSA-46",
            en: "an export names no Saudi VAT number of the buyer",
            ar: "فاتورة التصدير لا يذكر فيها رقم ضريبي سعودي للمشتري",
            do: "remove buyer.vat {v} and identify the buyer in buyer.ids, or remove the flag"
                + " export",
            ar: "احذف الرقم {v} وعرف المشتري في buyer.ids، أو احذف العلامة export"),
        ProblemRow(
            "BR-CUSTOM-VALIDATION-01",
            en: "buyer and seller have the same VAT number {v}",
            ar: "للمشتري والبائع الرقم الضريبي نفسه {v}",
            do: "correct the buyer; supplies within one registration are not invoiced",
            ar: "صحح بيانات المشتري؛ التوريد داخل التسجيل الواحد لا تصدر له فاتورة"),
        ProblemRow(
            "BR-KSA-14",
            en: "{v} is no scheme for a buyer's identification: {d}",
            ar: "الرمز {v} ليس من رموز معرفات المشتري: {d}",
            do: "use one of these schemes, in capitals",
            ar: "استخدم أحد هذه الرموز بالأحرف الكبيرة"),
        ProblemRow(
            "BR-KSA-F-07",
            en: "the tax identification number {v} is not 10 digits beginning with 3",
            ar: "الرقم المميز {v} ليس 10 أرقام تبدأ بالرقم 3",
            do: "correct the number",
            ar: "صحح الرقم"),
        ProblemRow(
            "BR-KSA-F-08",
            en: "the commercial registration {v} is not 10 digits",
            ar: "رقم السجل التجاري {v} ليس 10 أرقام",
            do: "correct the number",
            ar: "صحح الرقم"),
        ProblemRow(
            "BR-KSA-F-09",
            en: "the unified number {v} is not 10 digits beginning with 7",
            ar: "الرقم الموحد {v} ليس 10 أرقام تبدأ بالرقم 7",
            do: "correct the number",
            ar: "صحح الرقم"),
        ProblemRow(
            "BR-KSA-F-10",
            en: "the national ID {v} is not 10 digits beginning with 1",
            ar: "رقم الهوية الوطنية {v} ليس 10 أرقام تبدأ بالرقم 1",
            do: "correct the number",
            ar: "صحح الرقم"),
        ProblemRow(
            "BR-KSA-F-11",
            en: "the residence permit {v} is not 10 digits beginning with 2",
            ar: "رقم الإقامة {v} ليس 10 أرقام تبدأ بالرقم 2",
            do: "correct the number",
            ar: "صحح الرقم"),
        ProblemRow(
            "BR-KSA-F-12",
            en: "the identification {v} begins or ends with a blank",
            ar: "المعرف {v} يبدأ أو ينتهي بفراغ",
            do: "remove the blank",
            ar: "احذف الفراغ"),
        ProblemRow(
            "BR-KSA-F-13",
            en: "the identification {v} looks invented",
            ar: "المعرف {v} يبدو غير حقيقي",
            do: "check it; digits that count up or down or repeat eight times raise a warning",
            ar: "تحقق منه؛ الأرقام المتسلسلة أو المكررة ثماني مرات تثير تنبيها"),
        ProblemRow(
            "SJL-SEVERAL-IDS",
            en: "only one of the buyer's identifications goes into the document",
            ar: "معرف واحد فقط من معرفات المشتري يدخل في المستند",
            do: "nothing need be done; the first in the authority's order is taken",
            ar: "لا يلزم شيء؛ يؤخذ المعرف الأول في ترتيب الهيئة"),
        ProblemRow(
            "BR-CL-14",
            en: "{v} is no country code",
            ar: "القيمة {v} ليست رمز دولة",
            do: "use two capital letters of ISO 3166 such as SA",
            ar: "استخدم رمزا من حرفين كبيرين مثل SA"),
        ProblemRow(
            "BR-KSA-10",
            en: "a standard document needs the buyer's street, city and country",
            ar: "الفاتورة الضريبية تحتاج إلى شارع المشتري ومدينته ودولته",
            do: "give this part of buyer.address",
            ar: "اكتب هذا الجزء من عنوان المشتري في buyer.address"),
        ProblemRow(
            "BR-KSA-63",
            en: "a buyer in the Kingdom needs building, district and postal code in the address",
            ar: "عنوان المشتري داخل المملكة يحتاج إلى رقم المبنى والحي والرمز البريدي",
            do: "give this part of buyer.address",
            ar: "اكتب هذا الجزء من عنوان المشتري في buyer.address"),
        ProblemRow(
            "BR-KSA-67",
            en: "the postal code {v} is not 5 digits",
            ar: "الرمز البريدي {v} ليس 5 أرقام",
            do: "correct the postal code",
            ar: "صحح الرمز البريدي"),
    ]

    static let lineRows: [ProblemRow] = [
        ProblemRow(
            "BR-16",
            en: "the document has no line",
            ar: "المستند بلا بنود",
            do: "give at least one line",
            ar: "أضف بندا واحدا على الأقل"),
        ProblemRow(
            "BR-KSA-F-06-C17",
            en: "the document has {v} lines; at most 999999 can be numbered",
            ar: "عدد بنود المستند {v}، وأقصى ما يمكن ترقيمه 999999",
            do: "divide it into several documents",
            ar: "قسمه إلى عدة مستندات"),
        ProblemRow(
            "BR-25",
            en: "the item has no name",
            ar: "الصنف بلا اسم",
            do: "give the line a name",
            ar: "اكتب اسم السلعة أو الخدمة"),
        ProblemRow(
            "BR-KSA-F-06-C19",
            en: "the item's name has {d} characters; 3 to 1000 are allowed",
            ar: "عدد أحرف اسم الصنف {d}، والمسموح من 3 إلى 1000",
            do: "give a name of that length",
            ar: "اكتب اسما بهذا الطول"),
        ProblemRow(
            "BR-KSA-F-C-01",
            en: "the item's name {v} consists of digits only",
            ar: "اسم الصنف {v} مكون من أرقام فقط",
            do: "describe the goods or services in words",
            ar: "صف السلعة أو الخدمة بالكلمات"),
        ProblemRow(
            "BR-22",
            en: "the quantity is missing or zero",
            ar: "الكمية غير موجودة أو تساوي صفرا",
            do: "give a quantity above zero; a gift has a price of 0",
            ar: "اكتب كمية أكبر من صفر؛ الهدية تكتب بسعر 0"),
        ProblemRow(
            "BR-KSA-EN16931-12",
            en: "the base quantity {v} is not above zero",
            ar: "الكمية الأساسية للسعر {v} ليست أكبر من صفر",
            do: "give the quantity the price is for, or leave it out for 1",
            ar: "اكتب الكمية التي وضع لها السعر، أو اتركها إن كانت 1"),
        ProblemRow(
            "SJL-GROSS-PRICE",
            en: "gross price and price discount belong together, and one of them is missing",
            ar: "السعر الإجمالي وخصم السعر متلازمان وأحدهما غير موجود",
            do: "give both gross_price and price_discount, or only price",
            ar: "اكتب السعر الإجمالي في gross_price وخصمه في price_discount معا، أو اكتف"
                + " بالسعر الصافي في price وحده"),
        ProblemRow(
            "BR-26",
            en: "the line has no price",
            ar: "البند بلا سعر",
            do: "give price",
            ar: "اكتب السعر في price"),
        ProblemRow(
            "BR-KSA-EN16931-07",
            en: "the price {v} is not the gross price less the discount: {d}",
            ar: "السعر {v} لا يساوي السعر الإجمالي ناقص الخصم: {d}",
            do: "correct one of the three, or leave price out",
            ar: "صحح إحدى القيم الثلاث، أو احذف price"),
        ProblemRow(
            "BR-KSA-F-04",
            en: "{v} is negative, or an allowance takes more than there is",
            ar: "القيمة {v} سالبة، أو أن الخصم أكبر من المبلغ المخصوم منه",
            do: "give amounts of zero or more; to take back a supply issue a credit note",
            ar: "اكتب مبالغ لا تقل عن صفر؛ ولإلغاء توريد أصدر إشعارا دائنا"),
        ProblemRow(
            "SJL-AMOUNT-RANGE",
            en: "an amount passes 999,999,999,999.99 or has too many digits to be computed",
            ar: "مبلغ يتجاوز 999,999,999,999.99 أو عدد خاناته أكبر من أن يحسب",
            do: "check quantity and price, or divide the document",
            ar: "تحقق من الكمية والسعر، أو قسم المستند"),
    ]
}
