import Invoicing
import Sheets
import Testing

@Suite("awkward files")
struct AwkwardFileTests {
    static let all =
        AwkwardFile.csv + AwkwardFile.workbooks + AwkwardFile.openDocument + AwkwardFile.packages
        + AwkwardFile.foreign

    @Test("each is read as expected, or refused by what is wrong with it", arguments: all)
    func awkward(_ file: AwkwardFile) throws {
        switch file.outcome {
        case .cells(let expected):
            #expect(try file.read() == expected)
        case .refused(let code, let words):
            let error = #expect(throws: SheetError.self) { _ = try file.read() }
            #expect(error?.code == code)
            let problem = error?.problem.en ?? ""
            #expect(problem.contains(words), "\(problem)")
            #expect(problem.contains(file.name), "\(problem)")
            #expect(error?.problem.ar.contains(file.name) == true)
            #expect(error?.remedy.en.isEmpty == false && error?.remedy.ar.isEmpty == false)
        }
    }

    @Test("there are at least forty of them")
    func count() { #expect(Self.all.count >= 40) }

    @Test("no file makes the reader trap, whatever byte of it is changed")
    func damaged() {
        var random = Noise(seed: 20_260_301)
        for file in Self.all {
            let bytes =
                switch file.content {
                case .bytes(let bytes): bytes
                case .fixture(let name): Fixture.bytes(name)
                }
            guard !bytes.isEmpty, bytes.count < 20_000 else { continue }
            for _ in 0..<20 {
                var damaged = bytes
                for _ in 0...random.next(below: 3) {
                    damaged[random.next(below: damaged.count)] = UInt8(random.next(below: 256))
                }
                if random.next(below: 4) == 0 {
                    damaged.removeLast(random.next(below: damaged.count))
                }
                let changed = AwkwardFile("", file.name, damaged, .cells([]))
                // Either answer is right; the same answer twice is asked for.
                let first = Result { try changed.read() }.map(\.count)
                let second = Result { try changed.read() }.map(\.count)
                #expect("\(first)" == "\(second)")
            }
        }
    }

    @Test(
        "a workbook gives the clerk's rows, whoever wrote it",
        arguments: [
            ("clerk-openpyxl.xlsx", false, false), ("clerk-libreoffice.xlsx", true, false),
            ("clerk-libreoffice.ods", true, true),
        ])
    func clerk(name: String, isComputed: Bool, hasShown: Bool) throws {
        let book = try Workbook(.file(Fixture.path(name)))
        #expect(book.sheets.map(\.name) == ["مبيعات مارس", "Sheet2", "مخفية"])
        #expect(book.sheets.map(\.isHidden) == [false, false, true])
        let rows = try book.rows(ofSheet: 0)
        #expect(rows.mergedRanges.map { "\($0.first):\($0.last)" } == ["A1:F1", "A2:C2", "D2:F2"])
        var all: [SheetRow] = []
        while let row = try rows.next() { all.append(row) }
        #expect(all.map(\.number) == [1, 2, 3, 4, 5, 6, 7])
        #expect(all.map(\.isHidden) == [false, false, false, false, true, false, false])
        let total = all[6][6].map { AwkwardFile.shown($0) }
        let shown = hasShown ? " [25.3]" : ""
        #expect(
            total == (isComputed ? "#25.3\(shown) {formula}" : "!formula-without-value {formula}"))
        #expect(all[4][5]?.text == "١٢٫٥٠")
        let header = try #require(SheetHeader.find(in: all))
        #expect(header.row == 3)
        #expect(
            header.columns.map(\.field) == [.number, .date, .buyerName, .quantity, .price, .total])
        #expect(all.filter(header.isTotals).map(\.number) == [7])
        #expect(try book.rows(ofSheet: 1).next() == nil)
    }
}

/// Numbers that are the same in every run.
struct Noise {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(below limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
    }
}
