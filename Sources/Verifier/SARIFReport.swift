// SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format"): what build servers and code
// hosts read. One run a ledger:
//
//   tool.driver.rules   every finding code, in the order of the closed list; `messageStrings` holds
//                       its title in both languages, `properties` the rest of what `explain` says
//   artifacts[0]        the ledger's file
//   results             one a finding; `logicalLocations` name unit, epoch and counter as
//                       `unit/epoch/ICV`, `relatedLocations` what follows from the same cause
//   properties          the report without its findings, as in JSON
//
// A finding that is unproven is of kind `open` and, as the format demands, of level `none`.
//
// Braces and brackets mean something in SARIF's texts, so those in foreign text are escaped there;
// in `properties` everything stands as it is.

public import Encoding
import Invoicing

/// The reports of one or more audits as one SARIF log.
public struct SARIFReport {
    private static let schema = "https://json.schemastore.org/sarif-2.1.0.json"
    private let reports: [AuditReport]
    private let language: ReportLanguage
    private let version: String

    /// - Parameter version: Of the program.
    public init(_ reports: [AuditReport], _ language: ReportLanguage, version: String) {
        self.reports = reports
        self.language = language
        self.version = version
    }

    public var json: JSONValue {
        [
            "$schema": .string(Self.schema), "version": "2.1.0",
            "runs": .array(reports.map(run)),
        ]
    }

    private func run(_ report: AuditReport) -> JSONValue {
        let uri = Self.uri(report.file)
        return [
            "tool": [
                "driver": [
                    "name": "sijil", "version": .string(version),
                    "language": language == .arabic ? "ar" : "en",
                    "rules": .array(FindingCode.allCases.map(rule)),
                ]
            ],
            "artifacts": [
                ["location": ["uri": .string(uri)], "roles": ["analysisTarget"]]
            ],
            "columnKind": "unicodeCodePoints",
            "results": .array(report.findings.map { result($0, uri: uri) }),
            "properties": report.jsonWithoutFindings,
        ]
    }

    // MARK: - Rules

    private func rule(_ code: FindingCode) -> JSONValue {
        let text = code.text
        return [
            "id": .string(code.rawValue),
            "shortDescription": ["text": .string(Self.inert(text.title[language]))],
            "fullDescription": ["text": .string(Self.inert(text.about[language]))],
            "help": ["text": .string(Self.inert(text.next[language]))],
            "messageStrings": [
                "en": ["text": .string(Self.inert(text.title.en))],
                "ar": ["text": .string(Self.inert(text.title.ar))],
            ],
            "defaultConfiguration": ["level": .string(Self.level(text.severity))],
            "properties": [
                "ref": .string(text.ref), "severity": .string(text.severity.rawValue),
                "cause": text.cause.json, "about": text.about.json,
                "expected": text.expected.json, "found": text.found.json, "next": text.next.json,
            ],
        ]
    }

    private static func level(_ severity: FindingSeverity) -> String {
        switch severity {
        case .fail, .corrupt: "error"
        case .unproven: "none"
        case .warning: "warning"
        }
    }

    // MARK: - Results

    private func result(_ finding: Finding, uri: String) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("ruleId", .string(finding.code.rawValue)),
            .init("ruleIndex", JSONValue(FindingCode.allCases.firstIndex(of: finding.code) ?? -1)),
            .init("kind", finding.severity == .unproven ? "open" : "fail"),
            .init("level", .string(Self.level(finding.severity))),
            .init("message", message(finding)),
            .init("locations", [location(finding.place, uri: uri)]),
        ]
        if !finding.also.isEmpty {
            members.append(
                .init(
                    "relatedLocations",
                    .array(
                        finding.also.enumerated().map { related($1, id: $0 + 1, uri: uri) })))
        }
        members.append(
            .init(
                "properties",
                [
                    "severity": .string(finding.severity.rawValue),
                    "ref": .string(finding.code.ref),
                    "expected": JSONValue(finding.expected), "found": JSONValue(finding.found),
                    "cause": finding.cause.json, "next": finding.next.json,
                ]))
        return .object(members)
    }

    private func message(_ finding: Finding) -> JSONValue {
        var text = Self.inert(finding.code.text.title[language])
        if let place = finding.place.words(language) { text += " — " + Self.inert(place) }
        text += ". " + Self.inert(finding.cause[language])
        return ["text": .string(text)]
    }

    private func location(_ place: FindingPlace, uri: String) -> JSONValue {
        .object(locationMembers(place, uri: uri))
    }

    private func locationMembers(_ place: FindingPlace, uri: String) -> [JSONValue.Member] {
        // A document of a folder is a file of its own.
        let artifact: JSONValue =
            place.path.map { ["uri": .string("\(uri)/\(Self.uri($0))")] }
            ?? ["uri": .string(uri), "index": 0]
        var members: [JSONValue.Member] = [
            .init("physicalLocation", ["artifactLocation": artifact])
        ]
        if let logical = Self.logical(place) {
            members.append(.init("logicalLocations", [logical]))
        }
        return members
    }

    private func related(_ follower: Follower, id: Int, uri: String) -> JSONValue {
        var text = Self.inert("\(follower.code.rawValue): \(follower.code.text.title[language])")
        if let place = follower.place.words(language) { text += " — " + Self.inert(place) }
        let facts: JSONValue = [
            "code": .string(follower.code.rawValue), "ref": .string(follower.code.ref),
            "expected": JSONValue(follower.expected), "found": JSONValue(follower.found),
            "count": JSONValue(follower.count),
            "icv_last": follower.lastICV.map { JSONValue($0) } ?? .null,
        ]
        return .object(
            [.init("id", JSONValue(id))] + locationMembers(follower.place, uri: uri) + [
                .init("message", ["text": .string(text)]), .init("properties", facts),
            ])
    }

    /// The nearest thing that has a name: a document, an epoch, a unit.
    private static func logical(_ place: FindingPlace) -> JSONValue? {
        guard let unit = place.unit else { return nil }
        var path = SafeText.shown(unit)
        var name = path
        var kind = "unit"
        if let epoch = place.epoch {
            path += "/\(epoch)"
            (name, kind) = ("\(epoch)", "epoch")
        }
        if let icv = place.icv {
            path += "/\(icv)"
            (name, kind) = (place.number.map { SafeText.shown($0) } ?? "\(icv)", "document")
        }
        return [
            "name": .string(name), "fullyQualifiedName": .string(path), "kind": .string(kind),
            "properties": [
                "unit": JSONValue(place.unit),
                "epoch": place.epoch.map { JSONValue($0) } ?? .null,
                "icv": place.icv.map { JSONValue($0) } ?? .null,
                "number": JSONValue(place.number),
            ],
        ]
    }

    // MARK: - Foreign text

    /// Text in which nothing is a placeholder or a link.
    private static func inert(_ text: String) -> String {
        var out = ""
        for character in text {
            switch character {
            case "{", "}": out += "\(character)\(character)"
            case "[", "]", "\\": out += "\\\(character)"
            default: out.append(character)
            }
        }
        return out
    }

    /// RFC 3986: a relative reference for a relative path, `file:` for an absolute one.
    static func uri(_ path: String) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/".utf8)
        var out = path.hasPrefix("/") ? "file://" : ""
        for byte in path.utf8 {
            if plain.contains(byte) {
                out.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                out += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return out
    }
}
