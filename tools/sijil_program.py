"""The built program as tools/soak and tools/bench use it: its public command line and nothing else."""

import json
import os
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SELLER = os.path.join(ROOT, "tools", "examples", "seller.json")
PASSPHRASE = "a passphrase for measuring only"


def build(*products):
    """Builds for release; returns the folder of the programs."""
    for product in products:
        subprocess.run(["swift", "build", "-c", "release", "--product", product], cwd=ROOT, check=True)
    shown = subprocess.run(
        ["swift", "build", "-c", "release", "--show-bin-path"], cwd=ROOT, check=True, capture_output=True, text=True)
    return shown.stdout.strip()


class Shop:
    """A ledger with a test certificate in a folder, and the commands that work on it."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.ledger = os.path.join(folder, "shop.sijil")
        self.passphrase = os.path.join(folder, "passphrase")
        os.makedirs(folder, exist_ok=True)
        with open(self.passphrase, "w", encoding="utf-8") as file:
            file.write(PASSPHRASE + "\n")
        os.chmod(self.passphrase, 0o600)
        subprocess.run([os.path.join(ROOT, "tools", "test-certificate"), SELLER, folder], check=True)
        self.must("init", self.ledger, "--seller", SELLER, "--environment", "emulator",
                  "--passphrase-file", self.passphrase)
        self.must("cert", "install", "--ledger", self.ledger, "--key", os.path.join(folder, "key.pem"),
                  "--cert", os.path.join(folder, "certificate.pem"), "--passphrase-file", self.passphrase)

    def must(self, *arguments):
        """Runs a command that has to succeed; returns what it printed."""
        done = subprocess.run([self.program, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            raise SystemExit(
                f"sijil {' '.join(arguments)}\nended with {done.returncode}\n{done.stdout[-4000:]}{done.stderr[-4000:]}")
        return done.stdout

    def issue_command(self, drafts):
        return [self.program, "issue", drafts, "--ledger", self.ledger, "--passphrase-file", self.passphrase,
                "--json", "--no-progress"]

    def audit(self):
        return json.loads(self.must("audit", self.ledger, "--json"))

    def listed(self):
        """Every invoice of the ledger by its number."""
        return {entry["number"]: entry for entry in json_values(self.must("list", "--ledger", self.ledger, "--json"))}


def json_values(text):
    """The objects of a JSON array, of an object that holds one, or of JSON Lines."""
    try:
        value = json.loads(text)
    except ValueError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    if isinstance(value, dict):
        arrays = [member for member in value.values() if isinstance(member, list)]
        return arrays[0] if len(arrays) == 1 else [value]
    return value


def whole_lines(data):
    """The result lines in what a process wrote before it ended, however it ended: a torn last line was not said."""
    return [json.loads(line) for line in data.decode().split("\n")[:-1] if line.strip()]
