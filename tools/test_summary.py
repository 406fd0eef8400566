"""Counts the tests of one `swift test` run and prints `412 passed, 0 failed`, with `, N skipped` if there are any.

usage: test_summary.py LOG RESULTS.xml EXIT_CODE_OF_SWIFT_TEST

The results file is complete only when the run came to its end. Otherwise (a crash) the log tells which tests began and
which ended, and those that never ended have failed. Exit 0 only if something passed, nothing failed, and `swift test`
itself was content.
"""

import re
import sys
import xml.etree.ElementTree as ET
from collections import Counter

STARTED = re.compile(r"◇ Test (?!run |case )(.+) started\.$")
ENDED = re.compile(r"[✔✘━] Test (?!run |case )(.+?)(?: with \d+ test cases?)? (passed|failed) after [\d.]+ seconds")
CANCELLED = re.compile(r"➜ Test (?!run |case )(.+?) was cancelled after")
SKIPPED = re.compile(r"➜ Test (?!run |case )(.+?) skipped[.:]")


def from_results(path, lines):
    """Counts from the xUnit file; None unless it is whole. It shows a test that cancelled itself as passed, so those
    are taken from the console."""
    try:
        cases = list(ET.parse(path).getroot().iter("testcase"))
    except (OSError, ET.ParseError):
        return None
    failed = sum(case.find("failure") is not None or case.find("error") is not None for case in cases)
    skipped = sum(case.find("skipped") is not None for case in cases)
    skipped += sum(CANCELLED.search(line) is not None for line in lines)
    return len(cases) - failed - skipped, failed, skipped


def from_log(lines):
    """Counts from the console: what began and never ended has failed."""
    started, ended, counts = Counter(), Counter(), Counter()
    for line in lines:
        line = line.rstrip("\n")
        if match := STARTED.search(line):
            started[match[1]] += 1
        elif match := ENDED.search(line):
            ended[match[1]] += 1
            counts[match[2]] += 1
        elif match := SKIPPED.search(line) or CANCELLED.search(line):
            ended[match[1]] += 1
            counts["skipped"] += 1
    for name in (started - ended).elements():
        print(f"never ended: {name}")
        counts["failed"] += 1
    return counts["passed"], counts["failed"], counts["skipped"]


def main():
    log, results, swift_exit = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with open(log, encoding="utf-8", errors="replace") as file:
        lines = file.readlines()
    passed, failed, skipped = from_results(results, lines) or from_log(lines)
    if failed == 0 and swift_exit != 0:
        print(f"swift test ended with {swift_exit} though no test failed: it did not build, or it crashed")
        failed = 1
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 0 if passed > 0 and failed == 0 else 1


sys.exit(main())
