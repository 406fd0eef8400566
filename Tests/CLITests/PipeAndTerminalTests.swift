import Encoding
import Foundation
import Testing

@Suite("Pipes, terminals, copies and links")
struct PipeAndTerminalTests {
    @Test("issue - answers each line before the next is written, blank lines or not")
    func lineByLine() throws {
        let bench = try Shop.ready()
        try bench.write(
            """
            import json, select, subprocess
            d = json.load(open("one.json"))
            p = subprocess.Popen(["sijil", "issue", "-", "--passphrase-file", "pass", "--json"],
                                 stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            for i, end in enumerate(["\\n", "\\n\\n", "\\r\\n \\r\\n", "\\n"]):
                p.stdin.write((json.dumps(dict(d, number=f"N{i}")) + end).encode()); p.stdin.flush()
                assert select.select([p.stdout], [], [], 30)[0], f"no answer to line {i}"
                print(json.loads(p.stdout.readline())["icv"])
            p.stdin.close()
            print("exit", p.wait(30), p.stdout.read())
            """, to: "talk.py")
        #expect(try bench.must("python3 talk.py").output == "1\n2\n3\n4\nexit 0 b''\n")
    }

    /// Runs a command on a pseudo-terminal, answers each prompt, and prints what was shown.
    static let terminal = """
        import os, pty, select, sys, time
        answers = sys.argv[1].split(",") if sys.argv[1] else []
        pid, fd = pty.fork()
        if pid == 0: os.execvp(sys.argv[2], sys.argv[2:])
        shown = b""
        while True:
            ready = select.select([fd], [], [], 60)[0]
            try: piece = os.read(fd, 4096) if ready else b""
            except OSError: piece = b""
            if not piece: break
            shown += piece
            if answers and shown.endswith(b": "):
                time.sleep(0.1)
                os.write(fd, answers.pop(0).encode() + b"\\n")
        print(shown.decode().replace("\\r\\n", "\\n"), end="")
        print("exit", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
        """

    @Test("Ctrl-C at the passphrase gives the terminal its echo back, and ends the program")
    func interrupted() throws {
        let bench = try Shop.bare()
        try bench.write(
            """
            import os, pty, select, termios, time
            pid, fd = pty.fork()
            if pid == 0: os.execvp("sijil", ["sijil", "init", "t.sijil", "--seller", "seller.json",
                                             "--environment", "emulator"])
            echo = lambda: bool(termios.tcgetattr(fd)[3] & termios.ECHO)
            shown = b""
            while not shown.endswith(b": "):
                assert select.select([fd], [], [], 60)[0]
                shown += os.read(fd, 4096)
            while echo(): time.sleep(0.01)
            # While somebody has it open its settings can be read, also after the program.
            slave = os.open(os.readlink(f"/proc/{pid}/fd/0"), os.O_RDWR | os.O_NOCTTY)
            os.write(fd, b"half\\x03")
            status = os.waitpid(pid, 0)[1]
            print(os.waitstatus_to_exitcode(status), echo(), os.path.exists("t.sijil"))
            """, to: "interrupt.py")
        #expect(try bench.must("python3 interrupt.py").output == "-2 True False\n")
    }

    @Test("a draft that cannot be read is told before anybody is asked for a passphrase")
    func draftFirst() throws {
        let bench = try Shop.ready()
        for command in ["issue nothing.json", "reissue INV-1 nothing.json"] {
            let told = try bench.run("setsid sijil \(command)")
            #expect(told.status == 2)
            #expect(told.talk.contains("nothing.json cannot be read"), "\(told.talk)")
        }
    }

    @Test("a pipe that does not wait gets every byte all the same")
    func nonblocking() throws {
        let bench = try Workbench()
        try bench.write(
            """
            import os, subprocess, time
            whole = subprocess.run(["sijil", "rules", "--json"], stdout=subprocess.PIPE).stdout
            r, w = os.pipe()
            os.set_blocking(w, False)
            p = subprocess.Popen(["sijil", "rules", "--json"], stdout=w)
            os.close(w)
            time.sleep(0.5)
            got = b""
            while piece := os.read(r, 65536): got += piece
            print(len(whole) > 65536, got == whole, p.wait())
            """, to: "slow.py")
        #expect(try bench.must("python3 slow.py").output == "True True 0\n")
    }

    @Test("an answer that a full disk does not take is told, in both languages")
    func fullDevice() throws {
        let bench = try Workbench()
        for (language, words) in [("en", "No space left on device"), ("ar", "لا مساحة باقية")] {
            for command in ["explain pih-mismatch", "rules --json"] {
                let told = try bench.run("sijil \(command) --lang \(language) > /dev/full")
                #expect(told.status == 2)
                #expect(told.talk.contains(words), "\(told.talk)")
            }
        }
    }

    @Test("a new passphrase is asked for twice without echo, a known one once")
    func prompts() throws {
        let bench = try Shop.bare()
        try bench.write(Self.terminal, to: "terminal.py")
        let initialise = "sijil init t.sijil --seller seller.json --environment emulator"
        let secret = Shop.passphrase
        let unlike = try bench.must("python3 terminal.py '\(secret),something else' \(initialise)")
        #expect(
            unlike.output == """
                New passphrase for the keys: \nThe same again: \n\
                sijil: error: the two passphrases differ
                sijil: hint: run the command again
                exit 2

                """)
        let short = try bench.must("python3 terminal.py 'short,short' \(initialise)")
        #expect(short.output.contains("exit 2"))
        #expect(try bench.run("ls t.sijil t.sijil.keys").status != 0)

        let made = try bench.must("python3 terminal.py '\(secret),\(secret)' \(initialise)")
        #expect(
            made.output.hasPrefix(
                "New passphrase for the keys: \nThe same again: \nmade t.sijil for VAT number"))
        #expect(made.output.hasSuffix("exit 0\n"))
        let install = "sijil cert install --key key.der --cert certificate.pem --lang ar"
        let installed = try bench.must("python3 terminal.py '\(secret)' \(install)")
        #expect(installed.output.hasPrefix("عبارة مرور المفاتيح: \nالوحدة Riyadh-1"))
        for shown in [unlike, short, made, installed] { #expect(!shown.output.contains(secret)) }
    }

    @Test("without a terminal and without an option the passphrase is not waited for")
    func noTerminal() throws {
        let bench = try Shop.ready()
        let outcome = try bench.run("setsid -w sijil issue one.json --json")
        #expect(outcome.status == 2)
        #expect(outcome.output.contains("\"passphrase-missing\""))
    }

    @Test("the passphrase comes from a descriptor too")
    func descriptor() throws {
        let bench = try Shop.ready()
        try bench.must("sijil issue one.json --passphrase-fd 7 7< pass")
        #expect(
            try bench.run("sijil issue one.json --passphrase-fd 7 --passphrase-file pass").status
                == 64)
    }

    @Test("a reader that left, or a closed standard output, loses no document")
    func closedOutput() throws {
        let bench = try Shop.ready()
        let secret = "--passphrase-file pass --json"
        #expect(try bench.run("sijil issue one.json \(secret) >&-").status == 2)
        #expect(try bench.run("sijil issue array.json \(secret) > /dev/full").status == 2)
        // In a pipe the shell tells the last command's status, which says nothing of ours.
        _ = try bench.run("sijil issue standard.json \(secret) | true")
        let again = try bench.must(
            "for f in one array standard; do sijil issue $f.json \(secret); done")
        #expect(
            try again.json().map { $0["status"]?.text } == [
                "existing", "existing", "existing", "existing",
            ])
        #expect(try again.json().map { $0["icv"] } == ["1", "2", "3", "4"].map { .number($0) })
        try bench.must("sijil audit shop.sijil")
    }

    @Test("a ledger is reached through a symbolic link, with the keys beside the real file")
    func symbolicLink() throws {
        let bench = try Shop.ready()
        try bench.must("mkdir far; ln -s ../shop.sijil far/link.sijil")
        let issued = try bench.must(
            "sijil issue one.json --ledger far/link.sijil --passphrase-file pass --json")
        #expect(issued.output.contains("\"icv\":1,"))
        #expect(try bench.must("ls far").output == "link.sijil\n")
    }

    @Test("a ledger that is replaced while it is open takes nothing more, and says so (B10)")
    func replaced() throws {
        let bench = try Shop.ready()
        try bench.write(
            """
            import json, os, shutil, subprocess, sys
            d = json.load(open("one.json"))
            p = subprocess.Popen(["sijil", "issue", "-", "--passphrase-file", "pass", "--json"],
                                 stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            def say(number):
                p.stdin.write((json.dumps(dict(d, number=number)) + "\\n").encode())
                p.stdin.flush()
                return json.loads(p.stdout.readline())
            print(say("N1")["icv"])
            shutil.copy2("shop.sijil", "other")
            {"copy": lambda: os.replace("other", "shop.sijil"),
             "name": lambda: os.rename("shop.sijil", "away.sijil"),
             "none": lambda: os.remove("shop.sijil")}[sys.argv[1]]()
            print(say("N2")["error"]["code"])
            p.stdin.close()
            print("exit", p.wait(30), p.stdout.read())
            """, to: "replace.py")
        for way in ["copy", "name", "none"] {
            try bench.must("rm -rf kept; mkdir kept; cp -a shop.sijil kept")
            let said = try bench.must("python3 replace.py \(way)").output
            #expect(said == "1\nledger-moved\nexit 2 b''\n", "\(way)")
            switch way {
            case "copy": break
            case "name": try bench.must("mv away.sijil shop.sijil")
            default: try bench.must("mv other shop.sijil")
            }
            // What was acknowledged is there, the second line is in no file.
            let issue = "sijil issue one.json --passphrase-file pass --json"
            #expect(try bench.must(issue).output.contains("\"icv\":2,"), "\(way)")
            try bench.must("sijil audit shop.sijil")
            try bench.must(
                "rm -f shop.sijil* other; cp -a kept/shop.sijil .; rm shop.sijil.keys/tip")
        }
    }

    @Test("eight processes that issue at once share one chain, without gap or fork (D1)")
    func processes() throws {
        let bench = try Shop.ready()
        let isWhole = ProcessInfo.processInfo.environment["SIJIL_CRASH"] == "all"
        let each = isWhole ? 500 : 12
        try bench.write(
            """
            import json, subprocess, sys, threading
            d, each, found = json.load(open("one.json")), int(sys.argv[1]), []
            def work(name):
                p = subprocess.Popen(["sijil", "issue", "-", "--passphrase-file", "pass", "--json"],
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE)
                for i in range(each):
                    p.stdin.write((json.dumps(dict(d, number=f"P{name}-{i}")) + "\\n").encode())
                    p.stdin.flush()
                    found.append(json.loads(p.stdout.readline()).get("icv"))
                p.stdin.close()
                p.wait(60)
            threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
            for t in threads: t.start()
            for t in threads: t.join()
            assert sorted(found) == list(range(1, 8 * each + 1)), found
            print(len(found))
            """, to: "many.py")
        #expect(try bench.must("python3 many.py \(each)").output == "\(8 * each)\n")
        let audit = try bench.must("sijil audit shop.sijil --json").json().last
        #expect(audit?["checked"]?["documents"] == JSONValue(Int64(8 * each)))
    }

    @Test("there is no way to give a passphrase as an argument or in the environment (J5)")
    func noPassphraseInSight() throws {
        let bench = try Shop.ready()
        let secret = Shop.passphrase
        let asked = try bench.run("sijil issue one.json --passphrase '\(secret)'")
        #expect(asked.status == 64)
        // Whatever the variable is called, nobody reads it.
        let names = ["SIJIL_PASSPHRASE", "SIJIL_PASSWORD", "PASSPHRASE", "PASSWORD", "SIJIL_KEY"]
        let variables = names.map { "\($0)='\(secret)'" }.joined(separator: " ")
        let outcome = try bench.run("env \(variables) setsid -w sijil issue one.json --json")
        #expect(outcome.status == 2)
        #expect(outcome.output.contains("\"passphrase-missing\""))
        // Every command's options, as the parser itself knows them.
        let dump = try bench.must("sijil --experimental-dump-help")
        let options = dump.output.split(separator: "\"")
            .filter { $0.contains("passphrase") || $0.contains("password") }
            .filter { !$0.contains(" ") }
        #expect(!options.isEmpty)
        #expect(
            Set(options).isSubset(of: [
                "passphrase-file", "passphrase-fd", "new-passphrase-file", "new-passphrase-fd",
                "passphrase",
            ]), "\(Set(options))")
    }

    @Test("yesterday's copy issues nothing and names what it lacks; the newest goes on")
    func rolledBack() throws {
        let bench = try Shop.ready()
        let secret = "--passphrase-file pass --json"
        try bench.must("sijil issue one.json \(secret); cp shop.sijil yesterday")
        try bench.must(
            "sijil issue array.json \(secret); mv shop.sijil newest; cp yesterday shop.sijil")
        let before = try bench.sum("shop.sijil")
        let refused = try bench.run("sijil issue standard.json \(secret)")
        #expect(refused.status == 2)
        let error = try #require(try refused.json().first?["error"])
        #expect(error["code"]?.text == "ledger-rolled-back")
        #expect(error["message"]?["en"]?.text?.contains("counters 2 to 3 are missing") == true)
        #expect(error["message"]?["ar"]?.text?.contains("من 2 إلى 3") == true)
        #expect(try bench.sum("shop.sijil") == before)
        try bench.must("mv newest shop.sijil")
        let next = try bench.must("sijil issue standard.json \(secret)")
        #expect(try next.json().first?["icv"] == .number("4"))
    }

    @Test("what a copy issued before is not told from it either")
    func rolledBackAndRepeated() throws {
        let bench = try Shop.ready()
        let secret = "--passphrase-file pass --json"
        try bench.must("sijil issue one.json \(secret); cp shop.sijil yesterday")
        try bench.must("sijil issue standard.json \(secret); cp yesterday shop.sijil")
        #expect(try bench.run("sijil issue standard.json \(secret)").status == 2)
    }
}
