"""Writes one.json, changed by a statement about `d`, to a file: edit.py STATEMENT FILE"""

import json
import sys

with open("one.json", encoding="utf-8") as file:
    d = json.load(file)
exec(sys.argv[1])
with open(sys.argv[2], "w", encoding="utf-8") as file:
    json.dump(d, file, ensure_ascii=False)
