extension BadInput {
    /// Holds a lock on the ledger while the command runs.
    private static func locked(_ command: String) -> String {
        """
        python3 -c 'import sqlite3, subprocess, sys
        c = sqlite3.connect("shop.sijil", isolation_level=None); c.execute("BEGIN EXCLUSIVE")
        sys.exit(subprocess.run(sys.argv[1:]).returncode)' \(command)
        """
    }

    static let surroundings: [BadInput] = [
        .failure(
            "a ledger that another program keeps locked", ":", "ledger-busy",
            command: locked("sijil issue array.json"), mayRetry: true),
        .failure(
            "a disk without room", ":", "ledger-io",
            command: "ulimit -f 300; sijil issue array.json"),
        .failure(
            "a file that is no ledger", "mv shop.sijil s; cp pass shop.sijil", "ledger-not-sqlite"),
        .failure("an empty file for a ledger", ": > shop.sijil", "ledger-empty"),
        .failure(
            "no ledger", "rm shop.sijil", "ledger-missing",
            command: "sijil issue array.json --ledger shop.sijil"),
        .failure(
            "another program's database",
            "rm shop.sijil; python3 -c 'import sqlite3; "
                + "sqlite3.connect(\"shop.sijil\").execute(\"CREATE TABLE a (b)\")'",
            "ledger-foreign"),
        .failure(
            "a ledger from a newer version",
            "python3 -c 'import sqlite3; sqlite3.connect(\"shop.sijil\").execute(\"PRAGMA "
                + "user_version = 99\")'",
            "ledger-newer"),
        .failure("a ledger cut short", "truncate -s 20000 shop.sijil", "ledger-corrupt"),
        .failure("a hard link", "ln shop.sijil copy", "ledger-hard-links"),
        .failure("a folder for a ledger", "rm shop.sijil; mkdir shop.sijil", "ledger-not-a-file"),
        .failure("a wrong passphrase", "echo 'another passphrase' > pass", "wrong-passphrase"),
        .failure("an empty passphrase", ": > pass", "wrong-passphrase"),
        .failure("no passphrase file", "rm pass", "passphrase-unreadable"),
        .failure("a damaged key file", flip("shop.sijil.keys/key-*.p8"), "key-file-damaged"),
        .failure(
            "a damaged checksum",
            // Another hexadecimal digit, whatever stood there.
            "sed -i -e 's/^0/x/; s/^[^x]/0/; s/^x/1/' shop.sijil.keys/key-*.sha256",
            "key-file-damaged"),
        .failure("a lost checksum", "rm shop.sijil.keys/key-*.sha256", "key-checksum-missing"),
        .failure("a lost key", "rm shop.sijil.keys/key-*.p8", "key-missing"),
        .failure(
            "a key that others can read", "chmod 644 shop.sijil.keys/key-*.p8",
            "key-mode-too-open"),
        .failure(
            "a key folder that others can enter", "chmod 755 shop.sijil.keys", "key-mode-too-open"),
        .failure("no key folder", "rm -r shop.sijil.keys", "keys-missing"),
        .failure(
            "a link for a key folder", "mv shop.sijil.keys k; ln -s k shop.sijil.keys",
            "key-is-link"),
        .failure("a damaged tip", flip("shop.sijil.keys/tip"), "tip-damaged"),
    ]

    private static func flip(_ file: String) -> String {
        """
        python3 -c 'import sys
        for p in sys.argv[1:]:
            b = bytearray(open(p, "rb").read()); b[len(b) // 2] ^= 4
            open(p, "wb").write(b)' \(file)
        """
    }
}
