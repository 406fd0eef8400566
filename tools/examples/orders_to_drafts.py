#!/usr/bin/env python3
"""Issue the orders of a shop's export and keep the receipts.

usage: orders_to_drafts.py ORDERS.csv [options of sijil issue …]

Each order (one or more rows with its number) becomes one draft; all are handed to `sijil issue -` as JSON Lines.
What it answers is written as a table: order, status, ICV, QR. Run it again as often as you like: an order that was
issued is answered with its first receipt. Exit code: that of sijil, so 1 if an order was refused.
"""

import csv
import json
import subprocess
import sys

PAYMENT = {"cash": "10", "card": "48", "transfer": "42"}


def drafts(path):
    """One draft an order, in the order of the file."""
    orders = {}
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            order = orders.setdefault(row["order"], {
                "kind": "simplified", "number": row["order"], "issued_at": row["placed"].replace(" ", "T"),
                "payment_means": PAYMENT[row["paid_by"]], "lines": []})
            # Amounts stay texts: a float would lose halalas.
            order["lines"].append({"name": row["item"], "quantity": row["quantity"], "price": row["price"],
                                   "vat": {"category": "S", "rate": "15"}})
    return orders.values()


def main():
    lines = "".join(json.dumps(draft, ensure_ascii=False) + "\n" for draft in drafts(sys.argv[1]))
    command = ["sijil", "issue", "-", "--json", *sys.argv[2:]]
    run = subprocess.run(command, input=lines, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=False)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["order", "status", "icv", "qr"])
    for line in run.stdout.splitlines():
        receipt = json.loads(line)
        if "error" in receipt:
            print(receipt["error"]["message"]["en"], receipt["error"]["remedy"]["en"], sep="\n", file=sys.stderr)
            continue
        out.writerow([receipt["number"], receipt["status"], receipt.get("icv", ""), receipt.get("qr", "")])
        for problem in receipt["problems"]:
            print(f'{receipt["number"]}: {problem["rule"]} {problem["message"]["en"]}', file=sys.stderr)
    return run.returncode


if __name__ == "__main__":
    sys.exit(main())
