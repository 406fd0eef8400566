"""A shop's sales as a spreadsheet, for tools/bench. The same arguments give the same rows.

usage: sheets.py COUNT FILE     FILE ends with .csv or .xlsx

Nine columns, one row an invoice: number, date, customer, item, quantity, price before VAT, VAT rate, VAT, total. The
workbook has shared texts, true dates and numbers, as Excel writes them.
"""

import csv
import datetime
import sys
import zipfile

from drafts import ITEMS

HEADER = ["رقم الفاتورة", "التاريخ", "اسم العميل", "الصنف", "الكمية", "السعر قبل الضريبة", "نسبة الضريبة",
          "مبلغ الضريبة", "الإجمالي شامل الضريبة"]
CUSTOMERS = ["مؤسسة النور للتجارة", "شركة المثال المحدودة", "مقهى الحي", "Riyadh Bakery", "عميل نقدي"]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."


def rows(count):
    """Texts, dates, whole numbers, and halalas as integers."""
    first = datetime.date(2026, 1, 1)
    for number in range(1, count + 1):
        name, price = ITEMS[number * 7 % len(ITEMS)]
        quantity = number % 9 + 1
        net = quantity * round(float(price) * 100)
        vat = (net * 15 + 50) // 100
        date = first + datetime.timedelta(days=number % 59)
        yield (f"S-{number:06}", date, CUSTOMERS[number % len(CUSTOMERS)], name, quantity, price, 15,
               f"{vat / 100:.2f}", f"{(net + vat) / 100:.2f}")


def write_csv(count, path):
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        for row in rows(count):
            out.writerow([row[0], row[1].isoformat(), *row[2:]])


def write_xlsx(count, path):
    texts = {}

    def shared(text):
        return texts.setdefault(text, len(texts))

    def cell(column, row, value):
        place = f"{'ABCDEFGHI'[column]}{row}"
        if isinstance(value, datetime.date):
            return f'<c r="{place}" s="1"><v>{(value - datetime.date(1899, 12, 30)).days}</v></c>'
        if isinstance(value, int) or column >= 5:
            return f'<c r="{place}"><v>{value}</v></c>'
        return f'<c r="{place}" t="s"><v>{shared(value)}</v></c>'

    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        with book.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(f'{head}<worksheet xmlns="{MAIN}"><sheetData><row r="1">'.encode())
            names = [f'<c r="{"ABCDEFGHI"[n]}1" t="s"><v>{shared(name)}</v></c>' for n, name in enumerate(HEADER)]
            part.write(("".join(names) + "</row>").encode())
            for number, row in enumerate(rows(count), 2):
                cells = "".join(cell(column, number, value) for column, value in enumerate(row))
                part.write(f'<row r="{number}">{cells}</row>'.encode())
            part.write(b"</sheetData></worksheet>")
        items = "".join(f"<si><t>{text}</t></si>" for text in texts)
        parts = {
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{items}</sst>',
            "xl/styles.xml":
                f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill><patternFill/></fill></fills>'
                '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
                '<cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
            "xl/workbook.xml":
                f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="المبيعات" sheetId="1" r:id="rId1"/>'
                "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels":
                f'<Relationships xmlns="{PACKAGE}/relationships">' + "".join(
                    f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>' for n, kind, target in (
                        (1, "worksheet", "worksheets/sheet1.xml"), (2, "styles", "styles.xml"),
                        (3, "sharedStrings", "sharedStrings.xml"))) + "</Relationships>",
            "_rels/.rels":
                f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
                f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "[Content_Types].xml":
                f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Default Extension="xml" ContentType="application/xml"/>' + "".join(
                    f'<Override PartName="/xl/{name}.xml" ContentType="{TYPE}{kind}+xml"/>' for name, kind in (
                        ("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"), ("styles", "styles"),
                        ("sharedStrings", "sharedStrings"))) + "</Types>",
        }
        for name, text in parts.items():
            book.writestr(name, head + text)


def write(count, path):
    (write_csv if path.endswith(".csv") else write_xlsx)(count, path)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    write(int(sys.argv[1]), sys.argv[2])
