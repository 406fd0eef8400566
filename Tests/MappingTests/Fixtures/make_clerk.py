"""Makes clerk.xlsx: a month of a small shop's sales as a clerk keeps them in Excel.

Needs openpyxl. Formulas get the results that a spreadsheet program would have stored.
"""

import datetime
import decimal
import re
import sys
import zipfile

import openpyxl
from openpyxl.styles import Alignment

book = openpyxl.Workbook()
sheet = book.active
sheet.title = "مبيعات مارس"
sheet.sheet_view.rightToLeft = True
sheet["A1"] = "سجل مبيعات شهر مارس - مؤسسة المثال التجارية"
sheet.merge_cells("A1:K1")
sheet["A3"] = "رقم الفاتورة"
sheet.merge_cells("A3:A4")
for cells, text in (("B3:B4", "التاريخ"), ("C3:D3", "العميل"), ("E3:G3", "البنود"), ("H3:J3", "المبالغ (ريال)"),
                    ("K3:K4", "مُلاحظــات")):
    sheet[cells.split(":")[0]] = text
    sheet.merge_cells(cells)
for column, text in zip("CDEFGHIJ", ("اسم العميل", "الرقم الضريبي", "البيــان", "الكمية", "سعر الوحدة",
                                     "المبلغ قبل الضريبة", "الضريبة", "الإجمالي")):
    sheet[column + "4"] = text

rows = [  # number, day, buyer, VAT number, item, quantity, price
    ("ف-1001", 1, "عميل نقدي", None, "قهوة عربية", 2, 12.5),
    ("ف-1002", 1, "عميل نقدي", None, "كعك بالتمر", "٣", "٨٫٢٥"),
    ("ف-1003", 2, None, None, "شاي كرك", 10, "١٠٠٫٠٠"),
    (None, None, None, None, "ماء معدني", 4, 1),
    ("ف-1004", 3, "عميل نقدي", None, "طقم فناجين", 1, "١٬٢٥٠٫٥٠ ر.س"),
    ("ف-1005", 5, "عميل نقدي", None, "تمر سكري", 1, 86.9565217391304),
]
values = {}
first = 5


def amount(value):
    text = str(value).translate({ord("٠") + digit: str(digit) for digit in range(10)})
    return decimal.Decimal(text.replace("٬", "").replace("٫", ".").replace("ر.س", "").strip())



def halalas(value):
    return value.quantize(decimal.Decimal("0.01"), decimal.ROUND_HALF_UP)


sums = [decimal.Decimal(0)] * 3
for index, (number, day, buyer, vat, item, quantity, price) in enumerate(rows):
    row = first + index
    sheet.cell(row, 1, number)
    if day:
        cell = sheet.cell(row, 2, datetime.date(2026, 3, day))
        cell.number_format = "dd/mm/yyyy"
    sheet.cell(row, 3, buyer)
    sheet.cell(row, 4, vat)
    sheet.cell(row, 5, item)
    sheet.cell(row, 6, quantity)
    sheet.cell(row, 7, price)
    # What Excel makes of a text in Arabic digits is its own matter; the stored results are right.
    net = halalas(amount(quantity) * amount(price))
    vat = halalas(net * decimal.Decimal("0.15"))
    for column, formula, value in ((8, f"=ROUND(F{row}*G{row},2)", net), (9, f"=ROUND(H{row}*15%,2)", vat),
                                   (10, f"=H{row}+I{row}", net + vat)):
        sheet.cell(row, column, formula)
        values[sheet.cell(row, column).coordinate] = value
        sums[column - 8] += value
for column in "AB":
    sheet.merge_cells(f"{column}7:{column}8")
    sheet[f"{column}7"].alignment = Alignment(vertical="center")
last = first + len(rows) - 1
sheet.cell(last + 2, 1, "الإجمالي")
for column in (8, 9, 10):
    letter = "ABCDEFGHIJ"[column - 1]
    sheet.cell(last + 2, column, f"=SUM({letter}{first}:{letter}{last})")
    values[f"{letter}{last + 2}"] = sums[column - 8]
sheet.cell(last + 4, 1, "اعداد: المحاسب")
sheet.cell(6, 11, "سُلّم باليد")
book.create_sheet("ورقة2")
target = sys.argv[1]
book.save(target)

with zipfile.ZipFile(target) as source:
    parts = {name: source.read(name) for name in source.namelist()}
name = "xl/worksheets/sheet1.xml"
xml = parts[name].decode()
for cell, value in values.items():
    xml, count = re.subn(rf'(<c r="{cell}"[^>]*>)<f>([^<]*)</f><v ?/?>(</v>)?', rf"\1<f>\2</f><v>{value}</v>", xml)
    assert count == 1, cell
parts[name] = xml.encode()
name = "xl/workbook.xml"
parts[name] = parts[name].replace(b' fullCalcOnLoad="1"', b"")
with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
    for name, data in parts.items():
        out.writestr(zipfile.ZipInfo(name, (2026, 3, 31, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
