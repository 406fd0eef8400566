"""Makes the fixtures of this folder anew: python3 make.py (openpyxl, odfpy, XlsxWriter; soffice in PATH).

The tests never run this. Review the difference like code.
"""

import datetime
import os
import shutil
import subprocess
import sys
import tempfile

import openpyxl
import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import CoveredTableCell, Table, TableCell, TableColumn, TableRow
from odf.text import P, S
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HERE = os.path.dirname(os.path.abspath(__file__))


def at(name):
    return os.path.join(HERE, name)


def convert(source, kind, target):
    """Opens and saves a file with LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile",
                        "--convert-to", kind, "--outdir", folder, source], check=True, stdout=subprocess.DEVNULL)
        extension = kind.split(":")[0]
        stem = os.path.splitext(os.path.basename(source))[0]
        shutil.copy(os.path.join(folder, f"{stem}.{extension}"), target)


def clerk():
    """A workbook as a clerk keeps it: title, merged group row, header, formulas, a totals row, an empty sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "مبيعات مارس"
    sheet.sheet_view.rightToLeft = True
    sheet["A1"] = "مؤسسة النخيل - مبيعات شهر مارس"
    sheet.merge_cells("A1:F1")
    sheet["A2"] = "الفاتورة"
    sheet.merge_cells("A2:C2")
    sheet["D2"] = "المبالغ"
    sheet.merge_cells("D2:F2")
    for column, name in enumerate(["رقم الفاتورة", "التاريخ", "العميل", "الكميّة", "السعر", "الإجمالي"], 1):
        sheet.cell(3, column, name)
    rows = [("INV-1", datetime.date(2026, 3, 1), "شركة النور", 2, 12.5),
            ("INV-2", datetime.date(2026, 3, 2), "مؤسسة الأمل", "٣", "١٢٫٥٠"),
            ("INV-3", datetime.datetime(2026, 3, 3, 14, 30), "عميل نقدي", 1, 0.1)]
    for number, row in enumerate(rows, 4):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column, value)
        sheet.cell(number, 2).number_format = "dd/mm/yyyy" if number < 6 else "dd/mm/yyyy hh:mm"
    sheet["F4"] = "=D4*E4"
    sheet["F6"] = "=D6*E6+0.2"
    sheet["A7"] = "الإجمالي"
    sheet["F7"] = "=SUM(F4:F6)"
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("Sheet2")
    hidden = book.create_sheet("مخفية")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "سر"
    source = os.path.join(tempfile.mkdtemp(), "clerk.xlsx")
    book.save(source)
    shutil.copy(source, at("clerk-openpyxl.xlsx"))
    convert(source, "xlsx:Calc MS Excel 2007 XML", at("clerk-libreoffice.xlsx"))
    convert(source, "ods", at("clerk-libreoffice.ods"))
    convert(source, "xls:MS Excel 97", at("old.xls"))


def formats():
    """Number formats: dates, times, percent, money, identifiers with zeros."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Formats"
    cells = [(46082, "yyyy-mm-dd"), (46082.5, 'dd/mm/yyyy hh:mm AM/PM'), (0.604166666666667, "h:mm"),
             (46082, "[$-2000401]dd/mm/yyyy"), (46082, '"d"0'), (46082, "#,##0.00 \"ر.س\""), (0.15, "0%"),
             (1234, "00000"), (46082, "mmm-yy"), (30.5, "[h]:mm"), (60, "yyyy-mm-dd"), (61, "yyyy-mm-dd"),
             (59, "yyyy-mm-dd"), (2958466, "yyyy-mm-dd"), (-1, "yyyy-mm-dd"), (46082.9999999, "yyyy-mm-dd"),
             (1, "0.00E+00"), (46082, "[Red]dd\\-mm\\-yyyy;@"), (0.1 + 0.2, "General"), (310122393500003, "0")]
    for row, (value, code) in enumerate(cells, 1):
        cell = sheet.cell(row, 1, value)
        cell.number_format = code
    book.save(at("formats.xlsx"))
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active["A1"] = datetime.date(2026, 3, 1)
    book.active["A2"] = datetime.date(1904, 1, 1)
    book.save(at("epoch-1904.xlsx"))


def texts():
    """Rich text, blanks at the ends, line ends, escapes; errors, booleans; long numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = CellRichText("شركة ", TextBlock(InlineFont(b=True), "النور"))
    sheet["A2"] = "  two  blanks  "
    sheet["A3"] = "line 1\nline 2"
    sheet["A4"] = "_x000D_ & <b> \" '"
    sheet["A5"] = True
    sheet["A6"] = "#REF!"
    sheet["A6"].data_type = "e"
    sheet["A7"] = "=1/0"
    sheet["A8"] = "'=1+1"
    sheet["A9"] = "3.00000000000003E+14"
    sheet["XFD1"] = "last column"
    sheet["B1048576"] = "last row"
    book.save(at("texts.xlsx"))
    writer = xlsxwriter.Workbook(at("never-computed.xlsx"), {"in_memory": True})
    sheet = writer.add_worksheet()
    sheet.write(0, 0, 5)
    sheet.write_formula(0, 1, "=A1*2")
    writer.close()


def odf():
    """Repeated cells and rows, covered cells, percent, currency, hidden parts, comments."""
    book = OpenDocumentSpreadsheet()
    hidden = Style(name="ta2", family="table")
    hidden.addElement(TableProperties(display="false"))
    book.automaticstyles.addElement(hidden)
    table = Table(name="جدول")
    table.addElement(TableColumn(numbercolumnsrepeated=2))
    table.addElement(TableColumn(visibility="collapse"))
    table.addElement(TableColumn(numbercolumnsrepeated=16381))

    def row(*cells, **options):
        line = TableRow(**options)
        for cell in cells:
            line.addElement(cell)
        table.addElement(line)

    def cell(text=None, kind=None, **options):
        made = TableCell(valuetype=kind, **options) if kind else TableCell(**options)
        if text is not None:
            made.addElement(P(text=text))
        return made

    row(cell("نص", "string", numbercolumnsspanned=2, numberrowsspanned=1), CoveredTableCell(),
        cell("hidden", "string"))
    row(TableCell(numbercolumnsrepeated=16384), numberrowsrepeated=3)
    row(cell("15%", "percentage", value="0.15"), cell("100.00 ر.س", "currency", value="100", currency="SAR"),
        cell("x", "string", numbercolumnsrepeated=3))
    row(cell("01/03/26", "date", datevalue="2026-03-01"), cell("14:30", "time", timevalue="PT14H30M00S"),
        cell("TRUE", "boolean", booleanvalue="true"), numberrowsrepeated=2)
    spaced = TableCell(valuetype="string")
    paragraph = P(text="a")
    paragraph.addElement(S(c=3))
    paragraph.addText("b")
    spaced.addElement(paragraph)
    spaced.addElement(P(text="second"))
    row(spaced, cell("#REF!", "string", formula="of:=[.Z1]", stringvalue=""), cell(formula="of:=1+1"))
    row(TableCell(numbercolumnsrepeated=16384), numberrowsrepeated=1048566)
    book.spreadsheet.addElement(table)
    second = Table(name="hidden one", stylename=hidden)
    line = TableRow()
    line.addElement(cell("secret", "string"))
    second.addElement(line)
    book.spreadsheet.addElement(second)
    book.save(at("repeats.ods"))


def encodings():
    """The same rows in four encodings, and every character of Windows-1256, by Python's codecs."""
    text = "رقم الفاتورة;العميل;السعر\r\nINV-1;شركة النور;12,50\r\nINV-2;مؤسسة الأمل;7,00\r\n"
    for name, codec in [("arabic-1256", "cp1256"), ("arabic-utf8-bom", "utf-8-sig"),
                        ("arabic-utf16le-bom", "utf-16"), ("arabic-utf16be", "utf-16-be")]:
        with open(at(f"{name}.csv"), "wb") as file:
            file.write(text.encode(codec))
    with open(at("french-1252.csv"), "wb") as file:
        file.write("Numéro;Client;Prix\r\n1;Café Éclair;12,50\r\n".encode("cp1252"))
    with open(at("windows-1256-all.bin"), "wb") as file:
        file.write(bytes(range(0x80, 0x100)))
    with open(at("windows-1256-all.txt"), "wb") as file:
        file.write(bytes(range(0x80, 0x100)).decode("cp1256").encode())


for make in (clerk, formats, texts, odf, encodings):
    make()
for name in sorted(os.listdir(HERE)):
    size = os.path.getsize(at(name))
    print(f"{size:6} {name}", file=sys.stderr)
