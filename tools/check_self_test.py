"""Proves that each check of tools/check notices its own violation.

usage: check_self_test.py ROOT

Copies the tree, adds one violation at a time, and expects the check to name it. The compiler is not started: that it
stops at warnings is what the check of the settings is for.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import check_tree

# Put together here so that this file does not break the rules it tests.
LATER = "TO" + "DO"
MACHINE = "/wo" + "rk/"


def added(path, text):
    """A violation made by adding text to a file, or making the file."""
    def apply(copy):
        full = os.path.join(copy, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "a", encoding="utf-8") as file:
            file.write(text)
    return apply


def replaced(path, old, new):
    def apply(copy):
        full = os.path.join(copy, path)
        with open(full, encoding="utf-8") as file:
            text = file.read()
        if old not in text:
            raise SystemExit(f"self-test: {path} no longer has {old!r}; give the seed another place")
        with open(full, "w", encoding="utf-8") as file:
            file.write(text.replace(old, new, 1))
    return apply


SEED = "Sources/Verifier/Seed.swift"

# check, what is done to the copy, what the complaint must say
SEEDS = [
    (check_tree.imports, added(SEED, "import Ledger\n"), "Verifier may never import Ledger"),
    (check_tree.imports, added(SEED, "@testable import Signer\n"), "Verifier may never import Signer"),
    (check_tree.imports, added(SEED, "public import CLibXML2\n"), "only XML may import CLibXML2"),
    (check_tree.imports, added(SEED, "internal import struct Foundation.Data\n"), "nobody may import Foundation"),
    (check_tree.imports, added("Sources/UBL/Seed.swift", "import EGS\n"), "UBL may not import EGS"),
    (check_tree.imports, added("Sources/Signer/Seed.swift", "import GRDB\n"), "Signer may not import GRDB"),
    (check_tree.imports, added("Sources/EGS/Seed.swift", "import CSecp256k1\n"), "only Cryptography may import"),
    (check_tree.imports, added("Sources/Nobody/Seed.swift", "import Glibc\n"), "belongs to no target"),
    (check_tree.dependencies, replaced("tools/arrows.txt", "UBL: XML ", "UBL: XML EGS "), "Package.swift has not"),
    (check_tree.dependencies, replaced("tools/arrows.txt", "UBL: XML ", "UBL: "), "tools/arrows.txt has not"),
    (check_tree.rule_ids, added(SEED, "// BR-KSA-991\n"), "BR-KSA-991 is in no test"),
    (check_tree.rule_ids, added("Tests/VerifierTests/Seed.swift", "// SJL-992\n"), "SJL-992 is in no source"),
    (check_tree.sizes, added(SEED, "\n" * 401), f"{SEED}: 401 lines"),
    (check_tree.sizes, added(SEED, "// " + "x" * 98 + "\n"), f"{SEED}:1: 101 columns"),
    (check_tree.unsafe, added(SEED, "let a = try! b()\n"), f"{SEED}:1: try!"),
    (check_tree.unsafe, added(SEED, "let a = b as! C\n"), f"{SEED}:1: as!"),
    (check_tree.unsafe, added(SEED, "let a = b[0]!.c\n"), f"{SEED}:1: b[0]!"),
    (check_tree.unsafe, added(SEED, 'let a = "\\(b!) c!"\n'), f"{SEED}:1: "),
    (check_tree.unsafe, added(SEED, "struct A: @unchecked Sendable {}\n"), "without a comment"),
    (check_tree.effects, added("Sources/Ledger/Seed.swift", "let a = getenv(\"A\")\n"), "getenv"),
    (check_tree.transactions, added("Sources/Ledger/Seed.swift", 'let a = db.step("BEGIN")\n'), "Seed.swift:1: BEGIN"),
    (check_tree.transactions, added("Sources/Ledger/Seed.swift", 'let a = db.step("BEGIN DEFERRED")\n'), "BEGIN DEFERRED"),
    (check_tree.transactions, replaced("Sources/Ledger/Connection.swift", "BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"),
     "BEGIN EXCLUSIVE"),
    (check_tree.transactions, added("Sources/Witness/Seed.swift", "let a = db.inTransaction { b }\n"), ".inTransaction"),
    (check_tree.transactions, added("Sources/Ledger/Seed.swift", "let a = queue.write { b }\n"), "queue.write"),
    (check_tree.imports, added("Sources/Ledger/Seed.swift", "import TestSupport\n"), "nobody may import TestSupport"),
    (check_tree.unfinished, added(SEED, f"// {LATER}: later\n"), f"{SEED}:1: {LATER}"),
    (check_tree.machine_paths, added("tools/seed.txt", f"see {MACHINE}a\n"), "tools/seed.txt:1"),
]

# What looks like a violation and is none.
INNOCENT = '''let a = "wow! try! b!" // c! as! d
let b = a != c && !d
/* e! /* f! */ g! */
let c = #"h! \\(i!) "j!""# + """
    k!
    """
'''

MANIFEST_SEEDS = [
    (check_tree.dependencies, ("Verifier", ["Ledger"]), "Verifier reaches Ledger, which it never may"),
    (check_tree.dependencies, ("UBL", ["GRDB"]), "may have GRDB, not UBL"),
    (check_tree.settings, ("Ledger", None), "Ledger does not treat warnings as errors"),
]


def main():
    root = sys.argv[1]
    manifest = json.loads(subprocess.run(
        ["swift", "package", "dump-package"], cwd=root, check=True, capture_output=True).stdout)
    wrong = proven = 0

    def expect(title, seen):
        nonlocal wrong, proven
        proven += 1
        if not seen:
            wrong += 1
            print(f"FAILED  self-test: {title}")

    def copied(folder):
        tree = check_tree.Tree(root, manifest)
        for path in tree.files:
            os.makedirs(os.path.dirname(os.path.join(folder, path)), exist_ok=True)
            shutil.copy(os.path.join(root, path), os.path.join(folder, path))
        subprocess.run(["git", "init", "-q", folder], check=True)

    for check, apply, text in SEEDS:
        with tempfile.TemporaryDirectory() as copy:
            copied(copy)
            apply(copy)
            complaints = check(check_tree.Tree(copy, manifest))
            expect(f"{check.__name__} does not say: {text}", any(text in line for line in complaints))
    for check, (name, needs), text in MANIFEST_SEEDS:
        harmed = json.loads(json.dumps(manifest))
        target = next(target for target in harmed["targets"] if target["name"] == name)
        if needs is None:
            target["settings"] = []
        else:
            target["dependencies"] += [{"byName": [need, None]} for need in needs]
        complaints = check(check_tree.Tree(root, harmed))
        expect(f"{check.__name__} does not say: {text}", any(text in line for line in complaints))
    with tempfile.TemporaryDirectory() as copy:
        copied(copy)
        added(SEED, INNOCENT)(copy)
        complaints = check_tree.unsafe(check_tree.Tree(copy, manifest))
        expect(f"unsafe complains of innocent code: {complaints}", not any(SEED in line for line in complaints))
        # The check that is another program.
        added(SEED, "let  a=1\n")(copy)
        lint = subprocess.run(["swift", "format", "lint", "--strict", SEED], cwd=copy, capture_output=True)
        expect("swift format does not refuse `let  a=1`", lint.returncode != 0)
    if not wrong:
        print(f"ok      self-test: {proven} violations tried, each is noticed")
    return 1 if wrong else 0


sys.exit(main())
