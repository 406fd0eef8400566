import EGS
import Encoding
import Invoicing

/// How the emulated authority behaves: switches that hold until changed, and rules for single
/// faults.
///
///     {"seed": 7, "stands_for": "sandbox",
///      "clearance": "on", "renewal": "issued", "other_certificates": "refuse",
///      "canned_certificates": false, "certificate_seconds": 157680000, "clock_skew_seconds": 0,
///      "body_limit_bytes": 10485760,
///      "rules": [{"endpoint": "reporting", "nth": 2, "fault": "drop"},
///                {"endpoint": "*", "probability": 0.1, "times": 3,
///                 "fault": {"kind": "status", "status": 429, "retry_after": 2}}]}
///
/// Every member may be missing. A rule strikes at its `nth` request, with its `probability`, or,
/// with neither, always.
public struct Scenario: Sendable {
    enum Renewal: String, CaseIterable, Sendable {
        /// A production CSID at once.
        case issued
        /// 428 and a new compliance CSID, whose checks must be run.
        case notCompliant = "not-compliant"
        /// The same with status 200, which live gateways have sent.
        case notCompliantAs200 = "not-compliant-200"
    }

    /// What becomes of a stamp made with a certificate that is not the caller's own.
    enum OtherCertificates: String, CaseIterable, Sendable { case refuse, warn }

    /// The environment whose template a request has to name (B3). Its certificates are the
    /// emulator's own all the same.
    enum StandsFor: String, CaseIterable, Sendable {
        case sandbox, simulation, production

        var templateName: String {
            switch self {
            case .sandbox: Environment.sandbox.templateName
            case .simulation: Environment.simulation.templateName
            case .production: Environment.production.templateName
            }
        }
    }

    enum Clearance: String, CaseIterable, Sendable { case on, off }

    public internal(set) var seed: UInt64 = 0
    var standsFor = StandsFor.sandbox
    var clearance = Clearance.on
    var renewal = Renewal.issued
    var otherCertificates = OtherCertificates.refuse
    /// Certificates are for another key, and no compliance check is asked for, as in the sandbox.
    var hasCannedCertificates = false
    /// Five years, as production CSIDs have.
    var certificateSeconds: Int64 = 5 * 365 * 86_400
    /// Added to the clock that the emulator is given.
    var clockSkewSeconds: Int64 = 0
    var bodyLimitBytes = 10 * 1_024 * 1_024
    var rules: [FaultRule] = []

    public init() {}

    /// The same scenario with another seed.
    public func seeded(_ seed: UInt64) -> Scenario {
        var copy = self
        copy.seed = seed
        return copy
    }

    var json: JSONValue {
        [
            "seed": .number(String(seed)), "stands_for": .string(standsFor.rawValue),
            "clearance": .string(clearance.rawValue),
            "renewal": .string(renewal.rawValue),
            "other_certificates": .string(otherCertificates.rawValue),
            "canned_certificates": .bool(hasCannedCertificates),
            "certificate_seconds": JSONValue(certificateSeconds),
            "clock_skew_seconds": JSONValue(clockSkewSeconds),
            "body_limit_bytes": JSONValue(bodyLimitBytes),
            "rules": .array(rules.map(\.json)),
        ]
    }
}

// MARK: - Reading

extension Scenario {
    /// Reads a scenario, or tells everything that is wrong with it.
    public static func read(_ bytes: [UInt8]) throws(EmulatorError) -> Scenario {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONReader.read(bytes)
        } catch {
            throw .scenario([
                ScenarioReader.problem(
                    error.pointer, nil, "not JSON at line \(error.line), column \(error.column)",
                    "ليس JSON عند السطر \(error.line) العمود \(error.column)")
            ])
        }
        var reader = ScenarioReader()
        let scenario = reader.scenario(value)
        guard reader.problems.isEmpty else { throw .scenario(reader.problems) }
        return scenario
    }
}

private struct ScenarioReader {
    var problems: [Problem] = []

    static func problem(_ path: String, _ value: JSONValue?, _ en: String, _ ar: String) -> Problem
    {
        Problem(
            rule: "SCENARIO", path: path.isEmpty ? "/" : path, value: value?.serialized(),
            message: Bilingual(en: en, ar: ar),
            remedy: Bilingual(
                en: "correct \(path.isEmpty ? "the scenario" : path)",
                ar: "صحح \(path.isEmpty ? "السيناريو" : path)"))
    }

    /// - Parameter wanted: What belongs in the place, in English and in Arabic.
    mutating func refuse(
        _ path: String, _ value: JSONValue?, _ wanted: String, _ wantedArabic: String
    ) {
        let found = value.map { String($0.serialized().prefix(60)) }
        problems.append(
            Self.problem(
                path, value, "\(wanted) belongs here, not \(found ?? "nothing")",
                "يجب أن يكون هنا \(wantedArabic) وليس \(found ?? "لا شيء")"))
    }

    mutating func scenario(_ value: JSONValue) -> Scenario {
        var scenario = Scenario()
        guard let members = value.members else {
            refuse("", value, "an object", "كائن")
            return scenario
        }
        for member in members {
            let (path, value) = ("/" + JSONPointer.escaped(member.name), member.value)
            switch member.name {
            case "seed":
                if case .number(let text) = value, let seed = UInt64(text) {
                    scenario.seed = seed
                } else {
                    refuse(path, value, "a whole number", "عدد صحيح")
                }
            case "stands_for": choose(path, value, &scenario.standsFor)
            case "clearance": choose(path, value, &scenario.clearance)
            case "renewal": choose(path, value, &scenario.renewal)
            case "other_certificates": choose(path, value, &scenario.otherCertificates)
            case "canned_certificates":
                if let flag = value.bool {
                    scenario.hasCannedCertificates = flag
                } else {
                    refuse(path, value, "true or false", "true أو false")
                }
            case "certificate_seconds":
                scenario.certificateSeconds = number(path, value, 1...3_155_760_000)
            case "clock_skew_seconds":
                scenario.clockSkewSeconds = number(path, value, -315_576_000...315_576_000)
            case "body_limit_bytes":
                scenario.bodyLimitBytes = Int(number(path, value, 1...1_073_741_824))
            case "rules": scenario.rules = rules(path, value)
            default: refuse(path, value, "no member of this name", "لا عضو بهذا الاسم")
            }
        }
        return scenario
    }

    private mutating func choose<Choice: RawRepresentable & CaseIterable>(
        _ path: String, _ value: JSONValue, _ choice: inout Choice
    ) where Choice.RawValue == String {
        guard let text = value.string, let chosen = Choice(rawValue: text) else {
            let known = Choice.allCases.map { $0.rawValue }.joined(separator: ", ")
            refuse(path, value, "one of \(known)", "أحد \(known)")
            return
        }
        choice = chosen
    }

    private mutating func number(
        _ path: String, _ value: JSONValue, _ range: ClosedRange<Int64>
    ) -> Int64 {
        guard let number = value.integer.map(Int64.init), range.contains(number) else {
            refuse(
                path, value, "a number from \(range.lowerBound) to \(range.upperBound)",
                "عدد من \(range.lowerBound) إلى \(range.upperBound)")
            return range.lowerBound
        }
        return number
    }

    private mutating func text(_ path: String, _ value: JSONValue) -> String {
        if let text = value.string, !text.isEmpty { return text }
        refuse(path, value, "a text", "نص")
        return ""
    }

    private mutating func rules(_ path: String, _ value: JSONValue) -> [FaultRule] {
        guard let elements = value.elements else {
            refuse(path, value, "a list", "قائمة")
            return []
        }
        return elements.enumerated().compactMap { rule("\(path)/\($0.offset)", $0.element) }
    }

    private mutating func rule(_ path: String, _ value: JSONValue) -> FaultRule? {
        guard let members = value.members else {
            refuse(path, value, "an object", "كائن")
            return nil
        }
        var rule = FaultRule(endpoint: nil, trigger: .always, fault: Fault(.drop))
        for member in members {
            let (path, value) = (path + "/" + JSONPointer.escaped(member.name), member.value)
            switch member.name {
            case "endpoint":
                if value.string == "*" { continue }
                var endpoint = Endpoint.reporting
                choose(path, value, &endpoint)
                rule.endpoint = endpoint
            case "nth": rule.trigger = .nth(Int(number(path, value, 1...1_000_000_000)))
            case "probability":
                if let chance = value.double, (0...1).contains(chance) {
                    rule.trigger = .probability(chance)
                } else {
                    refuse(path, value, "a number from 0 to 1", "عدد من 0 إلى 1")
                }
            case "times": rule.times = Int(number(path, value, 1...1_000_000_000))
            case "fault": rule.fault = fault(path, value)
            default: refuse(path, value, "no member of this name", "لا عضو بهذا الاسم")
            }
        }
        if value["fault"] == nil { refuse(path + "/fault", nil, "a fault", "خلل") }
        if value["nth"] != nil, value["probability"] != nil {
            refuse(path, value, "either nth or probability", "إما nth وإما probability")
        }
        return rule
    }

    private mutating func fault(_ path: String, _ value: JSONValue) -> Fault {
        var kind = Fault.Kind.drop
        choose(value.members == nil ? path : path + "/kind", value["kind"] ?? value, &kind)
        var fault = Fault(kind)
        for member in value.members ?? [] where member.name != "kind" {
            let (path, value) = (path + "/" + JSONPointer.escaped(member.name), member.value)
            switch member.name {
            case "processed":
                guard let flag = value.bool, flag || kind.mayStayUnprocessed else {
                    let isFree = kind.mayStayUnprocessed
                    refuse(
                        path, value, isFree ? "true or false" : "true",
                        isFree ? "true أو false" : "true")
                    continue
                }
                fault.isProcessed = flag
            case "status": fault.status = Int(number(path, value, 200...599))
            case "retry_after": fault.retryAfterSeconds = Int(number(path, value, 0...86_400))
            case "milliseconds": fault.milliseconds = Int(number(path, value, 0...3_600_000))
            case "bytes": fault.bytes = Int(number(path, value, 0...1_073_741_824))
            case "code" where kind == .reject: fault.code = text(path, value)
            case "category" where kind == .reject: fault.category = text(path, value)
            default: refuse(path, value, "no member of this name", "لا عضو بهذا الاسم")
            }
        }
        return fault
    }
}
