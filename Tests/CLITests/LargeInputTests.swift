import Foundation
import Testing

@Suite("Input of 100 MB")
struct LargeInputTests {
    /// Writes bad.json; a process of its own, because what it takes would count as the command's.
    static let make = """
        import json, sys
        d = json.load(open("one.json"))
        long = dict(d, note="x" * 100_000_000)
        draft = lambda i: json.dumps(dict(d, number=f"N{i}"))
        with open("bad.json", "w") as f:
            if sys.argv[1] == "object": f.write(json.dumps(long))
            if sys.argv[1] == "pretty": f.write(json.dumps(long, indent=1))
            if sys.argv[1] == "spaces": f.write(" " * 100_000_000)
            if sys.argv[1] == "array": f.write("[" + ",".join(map(draft, range(450_000))) + "]")
            if sys.argv[1] == "lines": f.write("[" + ",\\n".join(map(draft, range(450_000))) + "]")
            if sys.argv[1] == "jsonl": f.writelines(draft(i) + "\\n" for i in range(450_000))
        """

    /// Runs the command, and prints exit code, peak memory in MiB and the error's code.
    static let measure = """
        import json, os, resource, subprocess, sys
        assert os.path.getsize("bad.json") >= 95_000_000
        source = {"stdin": open("bad.json", "rb"), "file": None}[sys.argv[2]]
        command = ["sijil", "issue", "-" if source else "bad.json",
                   "--passphrase-file", "pass", "--json"]
        done = subprocess.run(command + sys.argv[3:], stdin=source, capture_output=True, text=True)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(done.returncode, peak, json.loads(done.stdout)["error"]["code"])
        """

    @Test(
        "is refused in bounded memory, and stores nothing",
        arguments: [
            ("object file", "draft-too-large"), ("object stdin", "draft-too-large"),
            ("pretty file", "file-too-large"), ("spaces stdin", "draft-too-large"),
            ("array file", "file-too-large"), ("array stdin", "file-too-large"),
            ("lines file", "file-too-large"), ("jsonl file --atomic", "file-too-large"),
        ])
    func refusal(shape: String, code: String) throws {
        let bench = try Shop.ready()
        try bench.write(Self.measure, to: "measure.py")
        try bench.write(Self.make, to: "make.py")
        try bench.must("python3 make.py \(shape)")
        let before = try bench.sum("shop.sijil")
        let words = try bench.must("python3 measure.py \(shape)").output.split(separator: " ")
        #expect(words.first == "2")
        #expect(words.last == "\(code)\n")
        let peak = try #require(Int(words[1]))
        #expect(peak < 200, "\(peak) MiB")
        #expect(try bench.sum("shop.sijil") == before)
        try bench.must("sijil issue one.json --passphrase-file pass --json | grep '\"icv\":1,'")
    }

    /// Writes sales.csv with so many rows of a kilobyte each, previews it, and prints exit code,
    /// rows and peak memory in MiB.
    static let preview = """
        import json, resource, subprocess, sys
        note = "x" * 900
        with open("sales.csv", "w") as f:
            f.write("Invoice No,Item,Price before VAT,Remark\\n")
            for i in range(int(sys.argv[1])): f.write(f"B-{i},Tea set,10.00,{note}\\n")
        done = subprocess.run(["sijil", "import", "sales.csv", "--json"], capture_output=True)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(done.returncode, json.loads(done.stdout)["rows"], peak)
        """

    @Test("a sheet ten times as long takes no more memory (I13)")
    func sheets() throws {
        let bench = try Shop.ready()
        try bench.write(Self.preview, to: "preview.py")
        var peaks: [Int] = []
        for rows in [300, 3_000] {
            let words = try bench.must("python3 preview.py \(rows)").output.split(separator: " ")
            #expect(words.prefix(2) == ["0", "\(rows)"])
            peaks.append(try #require(Int(words[2].dropLast())))
        }
        #expect(peaks[1] - peaks[0] < 8, "\(peaks) MiB")
    }

    @Test("a huge file that is no sheet is refused without being held (I13)")
    func hole() throws {
        let bench = try Shop.ready()
        try bench.write(
            """
            import json, resource, subprocess
            done = subprocess.run(["sijil", "import", "hole.csv", "--json"], capture_output=True)
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
            print(done.returncode, peak, json.loads(done.stdout)["error"]["code"])
            """, to: "hole.py")
        // Two gigabytes where there is time.
        let isWhole = ProcessInfo.processInfo.environment["SIJIL_CRASH"] == "all"
        try bench.must("truncate -s \(isWhole ? "2G" : "200M") hole.csv")
        let words = try bench.must("python3 hole.py").output.split(separator: " ")
        #expect(words.first == "2")
        let peak = try #require(Int(words[1]))
        #expect(peak < 100, "\(peak) MiB: \(words)")
    }
}
