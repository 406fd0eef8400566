import Testing

@testable import CLI

@Suite("Setup in a real terminal", .serialized)
struct SetupTerminalTests {
    /// Drives `sijil setup` in a pseudo-terminal of 80 columns by what stands on the screen alone.
    ///
    /// `talk(wanted)` waits until the last line is a prompt that holds the next wanted text, then
    /// types. What is shown is checked for secrets and for lines that are too long.
    static let driver = """
        import atexit, fcntl, json, os, pty, select, struct, subprocess, sys, termios, unicodedata
        SECRET = open("pass").read().strip()
        ARABIC = "٠١٢٣٤٥٦٧٨٩"
        def width(line):
            return sum(unicodedata.category(c) not in ("Mn", "Me", "Cf", "Cc") for c in line)
        class Emulator:
            port = 0
            def start(self):
                self.process = subprocess.Popen(
                    ["sijil", "emulator", "--json", "--state", "authority", "--vat",
                     "399999999900003", "--port", str(self.port)], stdout=subprocess.PIPE)
                told = json.loads(self.process.stdout.readline())
                self.endpoint, self.code = told["endpoint"], told["otp"]
                self.port = int(self.endpoint.split(":")[2].split("/")[0])
            def stop(self):
                self.process.terminate(); self.process.wait(30)
        emulator = Emulator()
        emulator.start()
        atexit.register(emulator.stop)
        codes = []
        def talk(wanted, *arguments):
            wanted = list(wanted)
            pid, fd = pty.fork()
            if pid == 0: os.execvp("sijil", ("sijil", "setup") + arguments)
            fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 80, 0, 0))
            shown, answered = b"", 0
            while True:
                ready = select.select([fd], [], [], 90)[0]
                try: piece = os.read(fd, 4096) if ready else b""
                except OSError: piece = b""
                if not piece: break
                shown += piece
                if not shown.endswith(b": "): continue
                news = shown[answered:].decode().replace("\\u200e", "")
                prompt = news.split("\\n")[-1]
                assert wanted, "nothing to answer to " + prompt
                text, answer = wanted.pop(0)
                assert text in prompt, f"waited for {text!r}, shown: {news}"
                if callable(answer): answer = answer()
                answered = len(shown)
                os.write(fd, b"\\x03" if answer is None else answer.encode() + b"\\n")
            screen = shown.decode().replace("\\r\\n", "\\n")
            for secret in [SECRET] + codes:
                assert secret not in screen, "a secret was shown"
            for line in screen.split("\\n"):
                # What a person types, or one long word, may pass the edge.
                assert width(line) <= 80 or "http" in line or " " not in line.strip(), line
            status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            assert not wanted, f"not asked: {wanted}; shown: {screen}"
            print(screen.replace("\\u200e", ""))
            print("exit", status)
        def code():
            codes.append(emulator.code)
            return emulator.code
        def unplugged():
            emulator.stop()
            return code()
        """

    static let end = """
        emulator.stop()
        for folder, _, names in os.walk("."):
            for name in names:
                path = os.path.join(folder, name)
                if name in ("pass", "talk.py", ".out", ".err", "sijil") or "authority" in name:
                    continue
                content = open(path, "rb").read()
                for secret in [SECRET] + codes:
                    assert secret.encode() not in content, f"{path} holds a secret"
        print("codes", len(codes))
        """

    static func run(_ talks: String) throws -> String {
        let bench = try Workbench()
        try bench.write(Shop.passphrase + "\n", to: "pass")
        try bench.write(driver + "\n" + talks + "\n" + end, to: "talk.py")
        let outcome = try bench.run("PYTHONIOENCODING=utf-8 python3 talk.py")
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.talk)")
        let issued = try bench.run("sijil audit 399999999900003-emulator.sijil")
        #expect(issued.status == 0, "\(issued.output)\(issued.talk)")
        return outcome.output
    }

    @Test("in English: left half-way, gone on, corrected, a wrong code, no connection, connected")
    func english() throws {
        let screen = try Self.run(
            """
            talk([("Language", "3"), ("Language", "2"), ("Connect to", "<"), ("Connect to", "4"),
                  ("address", lambda: emulator.endpoint), ("name", "Palm Trading Company"),
                  ("VAT number", "39999999990000"), ("VAT number", "399999999900003"),
                  ("Other", ""), ("Its number", "1010010001"), ("Building", "<"),
                  ("Its number [1010010001]", "1010010000"), ("Building", "q")])
            talk([("Building", "2322"), ("Street", "Prince Sultan Road"),
                  ("District", "Al Murabba"),
                  ("City", "Riyadh"), ("Postal", "23333"), ("stands", "RRRD2929"),
                  ("Branch [Main branch]", "Riyadh"), ("Line of business", "Retail"),
                  ("Invoices to", "1"), ("right", "15"), ("Invoices to (1-3) [1]", "3"),
                  ("right", "yes"), ("New passphrase", "short"), ("New passphrase", SECRET),
                  ("again", "something else"), ("New passphrase", SECRET), ("again", SECRET),
                  ("Back up to", "/nowhere/at/all"), ("Back up to", "."),
                  ("code", "12"), ("code", "q")])
            wrong = lambda: "000000" if emulator.code != "000000" else "111111"
            talk([("Passphrase", "not this one"), ("Passphrase", SECRET), ("code", "<"),
                  ("code", wrong), ("code", unplugged),
                  ("Enter tries again", lambda: emulator.start() or "")],
                 "399999999900003-emulator.sijil", "--lang", "en")
            talk([("Language", "2")])
            """)
        for line in [
            "! 1 أو 2\n  → 1 or 2", "! this is the first question\n", "you typed 14\n",
            "Going on where the last setup stopped.", "  15. Invoices to: to both",
            "! the passphrase has 5 characters", "! the two passphrases differ",
            "+ made 399999999900003-emulator.sijil", "399999999900003-emulator-20",
            "and the copy's audit is sound",
            "! a one-time code is 6 digits",
            "  sijil setup 399999999900003-emulator.sijil --lang en",
            "! the passphrase does not open", "! the ledger is made, and there is no answer",
            "! the authority does not accept the one-time code", "! nothing was sent:",
            "+ passed: simplified debit note", "+ connected until 20",
            "  sijil issue DRAFT.json --ledger 399999999900003-emulator.sijil",
        ] {
            #expect(screen.contains(line), "\(line)")
        }
        #expect(screen.components(of: "exit ") == ["1", "1", "0", "0"])
        #expect(screen.components(of: "+ connected until ").count == 2)
    }

    @Test("in Arabic: Arabic digits, back, out and yes in Arabic, Ctrl-C at the passphrase")
    func arabic() throws {
        let screen = try Self.run(
            """
            talk([("Language", "١"), ("الربط", "٤"), ("عنوان", lambda: emulator.endpoint),
                  ("اسم البائع", "شركة النخيل للتجارة"), ("الرقم الضريبي", "٣٩٩٩٩٩٩٩٩٩٠٠٠٠٣"),
                  ("تسجيل آخر", ""), ("رقمه", "١٠١٠٠١٠٠٠١"), ("رقم المبنى", "رجوع"),
                  ("رقمه [1010010001]", "١٠١٠٠١٠٠٠٠"), ("رقم المبنى", "٢٣٢٢"), ("الشارع", "خروج")])
            talk([("الشارع", "طريق الأمير سلطان"), ("الحي", "المربع"), ("المدينة", "الرياض"),
                  ("الرمز البريدي", "٢٣٣"), ("الرمز البريدي", "٢٣٣٣٣"),
                  ("موقع", "RRRD2929"), ("الفرع [الفرع الرئيسي]", ""), ("النشاط", "تجارة التجزئة"),
                  ("الفواتير", "٣"), ("صحيح", "نعم"), ("عبارة مرور جديدة", None)])
            wrong = lambda: "000000" if emulator.code != "000000" else "111111"
            talk([("صحيح", "نعم"), ("عبارة مرور جديدة", SECRET), ("أعد", SECRET),
                  ("النسخ", ""), ("الرمز", wrong), ("الرمز", code)])
            talk([], "--lang", "ar")
            """)
        for line in [
            "متابعة من حيث توقفت التهيئة السابقة", "! يجب أن يكون هذا الجواب من 5 أرقام",
            "  3. اسم البائع: شركة النخيل للتجارة", "  16. اسم الوحدة: الفرع-الرئيسي-1",
            "! لا تقبل الهيئة رمز التحقق", "+ اجتاز الفحص: فاتورة ضريبية", "+ متصل حتى 20",
            "  sijil issue DRAFT.json --ledger 399999999900003-emulator.sijil --lang ar",
        ] {
            #expect(screen.contains(line), "\(line)")
        }
        #expect(screen.components(of: "exit ") == ["1", "1", "0", "0"])
    }

    @Test("the real system: a backup is wanted, and without an account on the portal it waits")
    func production() throws {
        let bench = try Workbench()
        try bench.write(Shop.passphrase + "\n", to: "pass")
        try bench.must("cp '\(Shop.files)/seller.json' . && chmod 600 pass")
        try bench.must(
            "sijil init shop.sijil --seller seller.json --environment production "
                + "--passphrase-file pass && mkdir disk")
        let talks = """
            talk([("Back up to", ""), ("Back up to", "<"), ("Back up to", "disk"),
                  ("Passphrase", SECRET), ("Can you sign in there (yes/no)", "perhaps"),
                  ("Can you sign in", "no")], "shop.sijil", "--lang", "en")
            talk([("عبارة", SECRET), ("هل تستطيع الدخول", "نعم"), ("الرمز", "خروج")], "shop.sijil",
                 "--lang", "ar")
            """
        try bench.write(Self.driver + "\n" + talks + "\n" + Self.end, to: "talk.py")
        let outcome = try bench.run("PYTHONIOENCODING=utf-8 python3 talk.py && ls disk | wc -l")
        for line in [
            "The real system wants one before the connection.", "! an answer is needed here",
            "https://fatoora.zatca.gov.sa", "! that is neither yes nor no", "Register first:",
            "1. ادخل إلى https://fatoora.zatca.gov.sa.", "3. اطلب رمزًا واحدًا لمرة واحدة (OTP)",
            "  sijil setup shop.sijil --lang ar",
        ] {
            #expect(outcome.output.contains(line), "\(line) in \(outcome.output)\(outcome.talk)")
        }
        #expect(outcome.output.components(of: "exit ") == ["1", "1"])
        #expect(outcome.output.hasSuffix("codes 0\n1\n"))
    }

    @Test("without a terminal it refuses and names the commands for scripts")
    func noTerminal() throws {
        let bench = try Workbench()
        let plain = try bench.run("sijil setup shop.sijil")
        #expect(plain.status == 2)
        #expect(plain.talk.contains("`sijil init`"))
        #expect(plain.talk.contains("`sijil cert enrol --otp -`"))
        let json = try bench.run("sijil setup --json")
        #expect(json.status == 2)
        #expect(json.output.contains("\"setup-needs-terminal\""))
        #expect(try bench.must("ls").output.isEmpty)
    }

    @Test("text is broken at blanks; marks take no column")
    func wrapping() {
        #expect(
            TerminalText.wrapped("one two three", columns: 9, first: "- ", rest: "  ") == [
                "- one two", "  three",
            ])
        #expect(TerminalText.wrapped("averylongword x", columns: 5) == ["averylongword", "x"])
        #expect(TerminalText.wrapped("", columns: 5, first: "> ") == ["> "])
        #expect(TerminalText.width("\u{200E}سِجل\u{200E}") == 3)
    }
}

extension String {
    /// What follows each of these up to the end of its line.
    fileprivate func components(of start: String) -> [String] {
        split(separator: "\n").filter { $0.hasPrefix(start) }
            .map { String($0.dropFirst(start.count)) }
    }
}
