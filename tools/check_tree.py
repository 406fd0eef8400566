"""The house rules that can be read off the files: imports, rule ids, sizes, forbidden words.

usage: check_tree.py ROOT MANIFEST.json     (MANIFEST: what `swift package dump-package` prints)

Prints one line a check, `ok` or `FAILED` with what to do, and below a failed one where it fails. Exit 1 if one failed.
"""

import functools
import json
import os
import re
import subprocess
import sys

MAX_FILE_LINES = 400
MAX_COLUMNS = 100
SHOWN = 25


class Tree:
    """The files of the repository (tracked, or new and not ignored) and the manifest."""

    def __init__(self, root, manifest):
        self.root = root
        self.manifest = manifest
        listing = subprocess.run(
            ["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            check=True, capture_output=True).stdout.decode()
        paths = (path for path in set(listing.split("\0")) if path)
        self.files = sorted(path for path in paths if os.path.isfile(os.path.join(root, path)))
        self.code = {path: code_only(self.text(path)) for path in self.swift("Sources/", "migrations/", "Tests/")}

    def text(self, path):
        with open(os.path.join(self.root, path), encoding="utf-8", errors="replace") as file:
            return file.read()

    def swift(self, *folders):
        return [path for path in self.files if path.endswith(".swift") and path.startswith(folders)]

    def modules(self):
        """Name, folder and declared dependencies of each target that is no test."""
        for target in self.manifest["targets"]:
            if target["type"] != "test":
                folder = target.get("path") or "Sources/" + target["name"]
                needs = {next(iter(need.values()))[0] for need in target["dependencies"]}
                yield target["name"], folder.rstrip("/") + "/", needs, target


@functools.lru_cache(maxsize=None)  # The self-test reads the same tree again for each violation.
def code_only(text):
    """The text with comments and the insides of string literals blanked; offsets and lines stay as they are.

    Code inside an interpolation stays. Regex literals are not known here; the house has none.
    """
    out, stack, i = list(text), [], 0  # stack: ["string", hashes, triple], ["interpolation", open parentheses]

    def blank(start, end):
        for k in range(start, min(end, len(text))):
            if out[k] != "\n":
                out[k] = " "

    while i < len(text):
        top = stack[-1] if stack else None
        if top and top[0] == "string":
            _, hashes, triple = top
            close = ('"""' if triple else '"') + "#" * hashes
            if text.startswith(close, i):
                stack.pop()
                i += len(close)
            elif text.startswith("\\" + "#" * hashes + "(", i):
                stack.append(["interpolation", 0])
                blank(i, i + 1 + hashes)
                i += 2 + hashes
            elif text.startswith("\\" + "#" * hashes, i):
                blank(i, i + 2 + hashes)
                i += 2 + hashes
            elif text[i] == "\n" and not triple:
                stack.pop()
            else:
                blank(i, i + 1)
                i += 1
            continue
        if text.startswith("//", i):
            end = text.find("\n", i)
            end = len(text) if end < 0 else end
            blank(i, end)
            i = end
        elif text.startswith("/*", i):
            depth, k = 1, i + 2
            while k < len(text) and depth:
                if text.startswith("/*", k):
                    depth, k = depth + 1, k + 2
                elif text.startswith("*/", k):
                    depth, k = depth - 1, k + 2
                else:
                    k += 1
            blank(i, k)
            i = k
        elif match := re.compile(r'(#*)("""|")').match(text, i):
            stack.append(["string", len(match[1]), match[2] == '"""'])
            i = match.end()
        else:
            if top and text[i] == "(":
                top[1] += 1
            elif top and text[i] == ")":
                if top[1] == 0:
                    stack.pop()
                else:
                    top[1] -= 1
            i += 1
    return "".join(out)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def matches(tree, pattern, paths):
    """Where the pattern stands in code."""
    for path in paths:
        for match in re.finditer(pattern, tree.code[path]):
            yield f"{path}:{line_of(tree.code[path], match.start())}: {match[0].strip()}"


# --- arrows


def read_arrows(text):
    arrows, system, only, never = {}, set(), {}, {}
    for line in text.splitlines():
        line = line.split("#")[0].strip()
        if not line:
            continue
        head, _, rest = line.partition(":")
        names = set(rest.split())
        words = head.split()
        if head == "system":
            system = names
        elif len(words) == 2 and words[0] in ("only", "never"):
            (only if words[0] == "only" else never)[words[1]] = names
        else:
            arrows[head] = names
    return arrows, system, only, never


IMPORT = re.compile(
    r"^[ \t]*(?:@\w+(?:\([^)\n]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+"
    r"(?:(?:struct|class|enum|protocol|typealias|func|var|let|actor)\s+)?(\w+)", re.MULTILINE)


def imports(tree):
    arrows, system, only, never = read_arrows(tree.text("tools/arrows.txt"))
    wrong, owner = [], {}
    for name, folder, _, _ in tree.modules():
        for path in tree.swift(folder):
            owner[path] = name
            for match in IMPORT.finditer(tree.code[path]):
                module, place = match[1], f"{path}:{line_of(tree.code[path], match.start())}"
                if module not in arrows.get(name, set()) | system:
                    wrong.append(f"{place}: {name} may not import {module}")
                if module in only and name not in only[module]:
                    wrong.append(f"{place}: only {' '.join(sorted(only[module])) or 'nobody'} may import {module}")
                if module in never.get(name, set()):
                    wrong.append(f"{place}: {name} may never import {module}")
    wrong += [f"{path}: belongs to no target" for path in tree.swift("Sources/") if path not in owner]
    return wrong


def dependencies(tree):
    arrows, _, only, never = read_arrows(tree.text("tools/arrows.txt"))
    wrong, declared = [], {}
    for name, _, needs, target in tree.modules():
        declared[name] = needs
        for need in sorted(needs - arrows.get(name, set())):
            wrong.append(f"Package.swift: {name} has {need}, tools/arrows.txt has not")
        for need in sorted(arrows.get(name, set()) - needs):
            wrong.append(f"tools/arrows.txt: {name} has {need}, Package.swift has not")
        for need in sorted(needs):
            if need in only and name not in only[need]:
                wrong.append(f"Package.swift: only {' '.join(sorted(only[need]))} may have {need}, not {name}")
    wrong += [f"tools/arrows.txt: there is no target {name}" for name in sorted(set(arrows) - set(declared))]

    def reach(name, seen):
        for need in declared.get(name, set()) - seen:
            seen.add(need)
            reach(need, seen)
        return seen

    for name, banned in sorted(never.items()):
        for module in sorted(reach(name, set()) & banned):
            wrong.append(f"Package.swift: {name} reaches {module}, which it never may")
    return wrong


def settings(tree):
    wrong = []
    for target in tree.manifest["targets"]:
        folder = (target.get("path") or ("Tests/" if target["type"] == "test" else "Sources/") + target["name"]) + "/"
        if not tree.swift(folder):
            continue
        kinds = [setting["kind"] for setting in target["settings"]]
        if {"treatAllWarnings": {"_0": "error"}} not in kinds:
            wrong.append(f"Package.swift: {target['name']} does not treat warnings as errors")
        if {"swiftLanguageMode": {"_0": "6"}} not in kinds:
            wrong.append(f"Package.swift: {target['name']} is not in Swift 6 language mode")
        for feature in ("ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility"):
            if {"enableUpcomingFeature": {"_0": feature}} not in kinds:
                wrong.append(f"Package.swift: {target['name']} does not enable {feature}")
    return wrong


# --- rule ids

RULE_ID = re.compile(r"\b(?:BR|SJL)(?:-[A-Z0-9]+)*-[A-Z]*[0-9][A-Z0-9]*\b")


def rule_ids(tree):
    def cited(folder):
        places = {}
        for path in tree.swift(folder):
            text = tree.text(path)
            for match in RULE_ID.finditer(text):
                places.setdefault(match[0], f"{path}:{line_of(text, match.start())}")
        return places

    sources, tests = cited("Sources/"), cited("Tests/")
    wrong = [f"{sources[rule]}: {rule} is in no test" for rule in sorted(set(sources) - set(tests))]
    return wrong + [f"{tests[rule]}: {rule} is in no source" for rule in sorted(set(tests) - set(sources))]


# --- sizes and words


def sizes(tree):
    wrong = []
    for path in tree.swift("Sources/", "migrations/", "Tests/"):
        lines = tree.text(path).splitlines()
        if len(lines) > MAX_FILE_LINES:
            wrong.append(f"{path}: {len(lines)} lines")
        wrong += [
            f"{path}:{number}: {len(line)} columns" for number, line in enumerate(lines, 1) if len(line) > MAX_COLUMNS]
    return wrong


def unsafe(tree):
    everywhere = tree.swift("Sources/", "migrations/", "Tests/")
    # `try!`, `as!`, `value!` and `Type!` all end in a sign that no operator follows.
    wrong = list(matches(tree, r"\S*[\w)\]}\"`?]!(?![=\w])", everywhere))
    # A promise to the compiler needs its reason beside it.
    for path in tree.swift("Sources/", "migrations/"):
        lines, code = tree.text(path).splitlines(), tree.code[path].splitlines()
        for index, line in enumerate(code):
            if re.search(r"@unchecked\s+Sendable|nonisolated\s*\(\s*unsafe\s*\)|\bunsafeBitCast\b", line):
                before = index - 1
                while before >= 0 and lines[before].strip().startswith("@"):
                    before -= 1
                if "//" not in lines[index] and not (before >= 0 and lines[before].strip().startswith("//")):
                    wrong.append(f"{path}:{index + 1}: {lines[index].strip()} without a comment that says why it is safe")
    return wrong


# Below these the clock, randomness of identifiers and the environment are values that are handed in.
EFFECTS_ALLOWED = ("Sources/Sijil/", "Sources/CLI/", "Sources/BenchLimits/", "Sources/SchemaDump/", "Sources/Fuzz/")


def effects(tree):
    pure = [path for path in tree.swift("Sources/", "migrations/") if not path.startswith(EFFECTS_ALLOWED)]
    return list(matches(
        tree, r"\b(?:clock_gettime|gettimeofday|secure_getenv|getenv|setenv|ContinuousClock|SuspendingClock)\b"
        r"|\btime\(nil\)|\bUUID\(\)", pure))


# A transaction that reads first and asks for its write lock later loses the race to a second writer.
BEGIN = re.compile(r"\bBEGIN\b(?:[ \t]+(\w+))?")
READS_ALONE = {  # file -> kinds of transaction that it begins to read, and never writes in
    "Sources/Ledger/Connection.swift": {"DEFERRED"},
    "Sources/Verifier/EvidenceConnection.swift": {None},
}
# GRDB's own ways to begin one, whose kind would be its choice or the caller's.
GRDB_BEGINS = re.compile(
    r"\.(?:beginTransaction|inSavepoint|barrierWriteWithoutTransaction)\b|\.inTransaction\s*(?:\{|\((?!\.immediate\b))"
    r"|\bdefaultTransactionKind\b")


def transactions(tree):
    """The ledger and the witness's store: every write begins with BEGIN IMMEDIATE."""
    wrong = []
    for path in tree.swift("Sources/Ledger/", "Sources/Verifier/", "Sources/Witness/", "Sources/Sijil/", "Sources/CLI/"):
        text, code = tree.text(path), tree.code[path]
        for match in BEGIN.finditer(text):
            # Only in a string literal: that is where SQL stands, and where `code` is blank.
            in_string = text[:match.start()].endswith('"') and code[match.start():match.end()].strip() == ""
            if in_string and match[1] != "IMMEDIATE" and match[1] not in READS_ALONE.get(path, set()):
                wrong.append(f"{path}:{line_of(text, match.start())}: {match[0]}")
        wrong += matches(tree, GRDB_BEGINS.pattern, [path])
    # What GRDB's `write` begins with is its default; only the ledger's own `Store.write` is known to be immediate.
    wrong += matches(tree, r"\b(?:queue|pool)\.write\b", tree.swift("Sources/Ledger/", "Sources/Verifier/", "Sources/Witness/"))
    return wrong


UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|HA" r"CK)\b")
MACHINE_PATH = re.compile(r"(?<![\w.)\]*-])/(?:wo" r"rk|ro" r"ot|tm" r"p/wt|tm" r"p/sijil|ho" r"me/\w+)(?=[/\s\"'`),;:]|$)")


def unfinished(tree):
    return [
        f"{path}:{line_of(tree.text(path), match.start())}: {match[0]}"
        for path in tree.files if path.endswith((".swift", ".sql", ".py", ".sh", ".md")) or path.startswith("tools/")
        for match in UNFINISHED.finditer(tree.text(path))]


def machine_paths(tree):
    return [
        f"{path}:{line_of(tree.text(path), match.start())}: {match[0]}"
        for path in tree.files for match in MACHINE_PATH.finditer(tree.text(path))]


CHECKS = [
    (imports, "imports follow tools/arrows.txt", "move the value type lower down, or take the import out"),
    (dependencies, "Package.swift and tools/arrows.txt name the same arrows", "make them agree"),
    (settings, "every target has the strict settings", "give the target `swiftSettings: strict`"),
    (rule_ids, "rule ids stand in Sources and in Tests", "test the rule and cite it there, or take the id out"),
    (sizes, f"Swift files: {MAX_FILE_LINES} lines, {MAX_COLUMNS} columns", "split the file; break the line"),
    (unsafe, "no try!, no force unwrap, no unexplained promise", "use guard, #require, or a comment with the reason"),
    (effects, "no clock, UUID or environment below Sijil", "take the value as a parameter"),
    (transactions, "every write transaction begins with BEGIN IMMEDIATE", "use the ledger's `Store.write`"),
    (unfinished, "nothing left to do later", "finish it, or take it out"),
    (machine_paths, "no path of one machine", "use a path relative to the package"),
]


def main():
    with open(sys.argv[2], encoding="utf-8") as file:
        tree = Tree(sys.argv[1], json.load(file))
    failed = False
    for check, title, remedy in CHECKS:
        wrong = check(tree)
        if not wrong:
            print(f"ok      {title}")
            continue
        failed = True
        print(f"FAILED  {title}: {remedy}")
        for place in wrong[:SHOWN]:
            print(f"        {place}")
        if len(wrong) > SHOWN:
            print(f"        and {len(wrong) - SHOWN} more")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
