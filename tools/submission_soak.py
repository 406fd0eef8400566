"""10,000 documents, an authority that fails every twentieth time, and a submitter that is killed every few seconds.

usage: submission_soak.py [DOCUMENTS [SEED]]     also the last part of tools/soak

In the end the counts must balance: each document settled, each counted once by the authority (whose own record is read with
SQLite), each request with its answer, each cleared one with its copy, and the audit must show that all were submitted.
"""

import collections
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import drafts
from sijil_program import PASSPHRASE, SELLER, build, json_values

# Together one request in twenty.
FAULTS = [("drop", 0.01, {}), ("drop", 0.01, {"processed": True}), ("cut", 0.005, {}),
          ("html", 0.005, {"processed": True}), ("status", 0.005, {"status": 500, "processed": True}), ("status", 0.005, {"status": 503, "retry_after": 1}),
          ("hang", 0.005, {"milliseconds": 300, "processed": True}), ("empty", 0.005, {"processed": True})]
STANDARD = 10  # every tenth is a standard invoice
BUYER = {"name": "شركة المشتري", "vat": "399999999800003",
         "address": {"street": "شارع الملك فهد", "building": "1234", "district": "العليا", "city": "الرياض",
                     "postal_code": "12345", "country": "SA"}}


def expect(truth, text):
    if not truth:
        raise SystemExit(f"FAILED  {text}")


class Firm:
    """A unit that is enrolled with an emulator of its own."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        os.makedirs(folder, exist_ok=True)
        self.ledger, self.passphrase = os.path.join(folder, "shop.sijil"), os.path.join(folder, "passphrase")
        self.state = os.path.join(folder, "authority.db")
        with open(self.passphrase, "w", encoding="utf-8") as file:
            file.write(PASSPHRASE + "\n")
        os.chmod(self.passphrase, 0o600)
        with open(SELLER, encoding="utf-8") as file:
            seller = json.load(file)
        seller["documents"] = "1100"
        own = os.path.join(folder, "seller.json")
        with open(own, "w", encoding="utf-8") as file:
            json.dump(seller, file, ensure_ascii=False)
        self.emulator = subprocess.Popen(
            [program, "emulator", "--state", self.state, "--vat", seller["vat"], "--json"], stdout=subprocess.PIPE, text=True)
        started = json.loads(self.emulator.stdout.readline())
        self.root = started["endpoint"].split("/e-invoicing")[0]
        self.must("init", self.ledger, "--seller", own, "--environment", "emulator", "--endpoint", started["endpoint"],
                  "--passphrase-file", self.passphrase)
        self.must("cert", "enrol", "--ledger", self.ledger, "--otp", started["otp"], "--passphrase-file", self.passphrase)

    def must(self, *arguments, allowed=(0,)):
        done = subprocess.run([self.program, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL)
        expect(done.returncode in allowed,
               f"sijil {' '.join(arguments)} ended with {done.returncode}\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
        return done.stdout

    def scenario(self, value):
        request = urllib.request.Request(self.root + "/admin/scenario", json.dumps(value).encode(), method="PUT")
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request).read()

    def submit(self):
        return [self.program, "submit", "--ledger", self.ledger, "--passphrase-file", self.passphrase, "--json",
                "--no-progress", "--proxy", "none"]


def issue(firm, count):
    path = os.path.join(firm.folder, "drafts.jsonl")
    chance, now = random.Random("submission"), drafts.now_in_riyadh()
    with open(path, "w", encoding="utf-8") as file:
        for number in range(1, count + 1):
            draft = drafts.draft(chance, "S", number, now)
            if number % STANDARD == 0:
                draft |= {"kind": "standard", "buyer": BUYER}
            file.write(json.dumps(draft, ensure_ascii=False) + "\n")
    firm.must("issue", path, "--ledger", firm.ledger, "--passphrase-file", firm.passphrase, "--json", "--no-progress")


def wait_or_kill(process, out, chance):
    """Kills a few seconds after the first document was settled, however slow the computer; now and then before."""
    at_start = chance.random() < 0.1
    deadline = time.monotonic() + (chance.uniform(0, 2) if at_start else 120)
    seen = False
    while process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
        if not seen and not at_start and os.fstat(out.fileno()).st_size > 0:
            seen, deadline = True, time.monotonic() + chance.uniform(1, 4)
    if process.poll() is None:
        process.send_signal(signal.SIGKILL)
    return process.wait()


def submit_with_kills(firm, chance):
    """Runs until everything is settled; returns runs, kills and seconds."""
    runs, kills, started = 0, 0, time.monotonic()
    while True:
        runs += 1
        with open(os.path.join(firm.folder, "out"), "wb") as out:
            process = subprocess.Popen(firm.submit(), stdout=out, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
            ended = wait_or_kill(process, out, chance)
        expect(ended in (0, 1, 2, -signal.SIGKILL), f"submit ended with {ended}")
        kills += ended == -signal.SIGKILL
        if ended == 0:
            return runs, kills, time.monotonic() - started
        expect(time.monotonic() - started < 3600, "not settled within an hour")


def balance(firm, count):
    ours = sqlite3.connect(f"file:{firm.ledger}?mode=ro", uri=True)
    theirs = sqlite3.connect(f"file:{firm.state}?mode=ro", uri=True)
    one = lambda db, sql: db.execute(sql).fetchone()[0]
    states = collections.Counter(
        entry["status"] for entry in json_values(firm.must("list", "--ledger", firm.ledger, "--json")))
    counted = collections.Counter(hash for (hash,) in theirs.execute("SELECT hash FROM accepted"))
    table = {
        "documents": one(ours, "SELECT count(*) FROM document"),
        **{f"  {state}": number for state, number in sorted(states.items())},
        "counted by the authority": len(counted),
        "  more than once": sum(number > 1 for number in counted.values()),
        "requests about documents": one(ours, "SELECT count(*) FROM attempt WHERE document_id IS NOT NULL"),
        **{f"  {outcome}": number for outcome, number in ours.execute(
            "SELECT outcome, count(*) FROM answer JOIN attempt ON attempt.id = attempt_id WHERE document_id IS NOT NULL "
            "GROUP BY outcome ORDER BY outcome")},
        "  without an answer": one(ours, "SELECT count(*) FROM attempt LEFT JOIN answer ON attempt_id = attempt.id "
                                         "WHERE answer.id IS NULL"),
        "standard documents": one(ours, "SELECT count(*) FROM document WHERE kind = 'standard'"),
        "  with the authority's copy": one(ours, "SELECT count(*) FROM cleared"),
        "incidents": one(ours, "SELECT count(*) FROM incident WHERE event = 'began'"),
    }
    for name, number in table.items():
        print(f"        {name:32}{number:8}")
    done = {"reported", "cleared", "accepted-earlier", "accepted-with-warnings"}
    expect(table["documents"] == count and sum(states[state] for state in done) == count, "not all are settled")
    expect(table["counted by the authority"] == count and table["  more than once"] == 0, "not each is counted once")
    expect(table["  without an answer"] == 0, "a request has no answer")
    expect(table["  with the authority's copy"] == table["standard documents"] == count // STANDARD, "a copy is missing")
    asked = sum(number for (number,) in ours.execute(
        "SELECT count(*) FROM answer JOIN attempt ON attempt.id = attempt_id WHERE document_id IS NOT NULL"))
    expect(asked == table["requests about documents"], "requests and answers do not balance")


def run(program, folder, count, seed):
    firm = Firm(program, folder)
    try:
        issue(firm, count)
        rules = [{"endpoint": endpoint, "probability": chance, "fault": {"kind": kind, **more}}
                 for kind, chance, more in FAULTS for endpoint in ("reporting", "clearance")]
        firm.scenario({"seed": seed, "rules": rules})
        runs, kills, seconds = submit_with_kills(firm, random.Random(seed))
        balance(firm, count)
        report = json.loads(firm.must("audit", firm.ledger, "--require", "submitted", "--json"))
        left = [finding["code"] for finding in report["findings"] if finding["code"] != "journal-recovered"]
        expect(report["verdict"] == "sound" and not left, f"the audit says {report['verdict']}: {left}")
        print(f"ok      {count} documents, one request in twenty at fault, {kills} of {runs} runs killed, {seconds:.0f} s: all "
              "settled, none twice, audit sound with all submitted", flush=True)
    finally:
        firm.emulator.terminate()
        firm.emulator.wait()


def main():
    arguments = sys.argv[1:]
    if len(arguments) > 2 or not all(argument.isdigit() for argument in arguments):
        raise SystemExit(__doc__)
    count = int(arguments[0]) if arguments else 10_000
    seed = int(arguments[1]) if len(arguments) > 1 else random.SystemRandom().randrange(1_000_000)
    program = os.environ.get("SIJIL_PROGRAM") or os.path.join(build("sijil"), "sijil")
    folder = tempfile.mkdtemp(prefix="sijil-submission-")
    print(f"seed {seed}; the ledger is in {folder} and stays there if something fails", flush=True)
    run(program, folder, count, seed)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
