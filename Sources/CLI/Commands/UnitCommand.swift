import ArgumentParser
import Encoding
import Invoicing
import Sijil

struct UnitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unit", abstract: "The EGS units: each numbers and stamps as one sequence.",
        subcommands: [UnitListCommand.self])
}

struct UnitListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Each unit with its chain's head.")

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let console = Console(common)
        let workplace = try Workplace(opening: ledger.path())
        for unit in try workplace.units() {
            if console.isJSON {
                console.out([
                    "unit": .string(unit.name), "serial": .string(unit.serial),
                    "documents": .string(unit.documents),
                    "epoch": unit.epoch.map { JSONValue($0) } ?? nil,
                    "icv": JSONValue(unit.issued),
                ])
            } else {
                let epoch = unit.epoch.map { String($0) } ?? "-"
                console.out(
                    Bilingual(
                        en: "\(unit.name)  serial \(unit.serial)  documents \(unit.documents)  "
                            + "epoch \(epoch)  counter \(unit.issued)",
                        ar:
                            "\(unit.name)  الرقم التسلسلي \(unit.serial)  المستندات "
                            + "\(unit.documents)  "
                            + "الحقبة \(epoch)  العداد \(unit.issued)"))
            }
        }
    }
}
