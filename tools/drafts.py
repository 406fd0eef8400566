"""Simplified drafts as JSON Lines, for tools/soak and tools/bench. The same arguments give the same lines.

usage: drafts.py COUNT [PREFIX [ISSUED_AT]]     ISSUED_AT: YYYY-MM-DDThh:mm:ss in Riyadh, by default now

One to eight lines an invoice, Arabic and English names, every seventh invoice with an allowance, so that
the documents have the size and the variety of a shop's: 14 KB when stamped.
"""

import datetime
import json
import random
import sys

ITEMS = [
    ("قهوة عربية", "12.50"), ("Espresso", "9.00"), ("شاي بالنعناع", "6.25"), ("Croissant", "11.75"),
    ("تمر سكري ٥٠٠ جم", "38.00"), ("Mineral water 330 ml", "1.50"), ("كعك", "4.35"), ("Sandwich, halloumi", "21.95"),
    ("عصير برتقال", "14.10"), ("Date cake", "17.40"), ("زعفران ١ جم", "29.99"), ("Filter coffee, beans 250 g", "46.00"),
]


def now_in_riyadh():
    now = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=3)))
    return now.strftime("%Y-%m-%dT%H:%M:%S")


def draft(chance, prefix, number, issued_at):
    standard = {"category": "S", "rate": "15"}
    lines = []
    for _ in range(chance.randint(1, 8)):
        name, price = chance.choice(ITEMS)
        lines.append({
            "name": name, "quantity": str(chance.randint(1, 9)), "unit": "PCE", "price": price, "vat": dict(standard)})
    if number % 7 == 3:
        lines[0]["allowances"] = [{"amount": "0.50", "reason": "خصم"}]
    return {
        "key": f"{prefix}-{number:06}", "kind": "simplified", "type": "invoice", "number": f"{prefix}-{number:06}",
        "issued_at": issued_at, "supply_date": issued_at[:10], "currency": "SAR", "lines": lines, "payment_means": "10",
    }


def write(file, count, prefix="INV", issued_at=None):
    chance, issued_at = random.Random(prefix), issued_at or now_in_riyadh()
    for number in range(1, count + 1):
        file.write(json.dumps(draft(chance, prefix, number, issued_at), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 4:
        raise SystemExit(__doc__)
    sys.stdout.reconfigure(encoding="utf-8")
    write(sys.stdout, int(sys.argv[1]), *sys.argv[2:])
