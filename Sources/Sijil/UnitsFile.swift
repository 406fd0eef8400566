public import EGS
public import Encoding
public import Invoicing

/// What a unit's chain does when its certificate is renewed.
public enum RenewalPolicy: String, CaseIterable, Sendable {
    /// A new epoch, counters from 1.
    case restart
    /// The same epoch goes on under the new certificate.
    case `continue`
}

/// A unit file: one JSON object with `common_name`, `branch`, `documents`, `location`, `industry`,
/// and, if wanted, `serial` and `on_renewal`. A member that is null counts as absent.
public struct UnitFile: Sendable {
    public let profile: EGSUnitProfile
    public let onRenewal: RenewalPolicy

    private static let names = [
        "common_name", "serial", "branch", "documents", "location", "industry",
    ]

    /// - Parameters:
    ///   - vat: The taxpayer's, which decides what the branch must be.
    ///   - uuid: Becomes part of the serial number where the file gives none.
    /// - Returns: The unit, or all that is wrong with the file at once.
    public static func read(
        _ json: JSONValue, vat: VATNumber, uuid: DocumentUUID
    ) -> Result<UnitFile, Problems> {
        guard case .object(let members) = json else {
            return .failure(Problems([UnitFileTexts.wrongType("", json, "{…}")]))
        }
        var texts: [String: String] = [:]
        var onRenewal = RenewalPolicy.restart
        var problems: [Problem] = []
        for member in members where member.value != .null {
            let path = "/" + member.name
            guard names.contains(member.name) || member.name == "on_renewal" else {
                problems.append(UnitFileTexts.unknown(path, member.name))
                continue
            }
            guard case .string(let text) = member.value else {
                problems.append(UnitFileTexts.wrongType(path, member.value, "\"…\""))
                continue
            }
            if member.name != "on_renewal" {
                texts[member.name] = text
            } else if let policy = RenewalPolicy(rawValue: text) {
                onRenewal = policy
            } else {
                problems.append(UnitFileTexts.policy(path, text))
            }
        }
        let profile = EGSUnitProfile(
            name: texts["common_name"] ?? "", serial: texts["serial"] ?? serial(uuid),
            branch: texts["branch"] ?? "", documents: texts["documents"] ?? "",
            location: texts["location"] ?? "", industry: texts["industry"] ?? "")
        // A member of the wrong type is reported once, as that.
        let told = Set(problems.map(\.path))
        problems += profile.problems(vat: vat).filter { !told.contains($0.path) }
        guard problems.isEmpty else { return .failure(Problems(problems)) }
        return .success(UnitFile(profile: profile, onRenewal: onRenewal))
    }

    /// The serial number of a unit whose owner chose none.
    public static func serial(_ uuid: DocumentUUID) -> String {
        "1-Sijil|2-\(ProgramVersion.text)|3-\(uuid)"
    }

    /// What scripts are told about the file, in JSON Schema 2020-12.
    public static let schema = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "Sijil unit",
          "description": "One EGS unit to be added. A member that is null counts as absent.",
          "type": "object",
          "additionalProperties": false,
          "required": ["common_name", "branch", "documents", "location", "industry"],
          "properties": {
            "common_name": {"type": "string", "minLength": 1, "maxLength": 64,
              "description": "The unit's name; unique among the taxpayer's units."},
            "serial": {"type": ["string", "null"], "pattern": "^1-[^|=]+[|]2-[^|=]+[|]3-[^|=]+$",
              "description": "Maker, model, serial number; without one it is made up."},
            "branch": {"type": "string", "minLength": 1, "maxLength": 64,
              "description": "The branch, or the member's 10-digit TIN in a VAT group."},
            "documents": {"type": "string", "pattern": "^(1[01]|01)[01]{2}$",
              "description": "Four digits: standard, simplified, and two the authority reserves."},
            "location": {"type": "string", "minLength": 1, "maxLength": 200,
              "description": "Preferably the national short address."},
            "industry": {"type": "string", "minLength": 1, "maxLength": 200},
            "on_renewal": {"enum": ["restart", "continue", null],
              "description": "What the chain does when the certificate is renewed; restart."}
          }
        }
        """
}

/// Why a unit was not added or not found in order. Nothing was stored.
public enum UnitError: ExplainedError, Equatable {
    /// The unit file does not fit; all its problems.
    case refused(path: String, problems: [Problem])
    /// A unit of this name is there, with other texts.
    case differs(name: String, fields: [String])

    public var code: String {
        switch self {
        case .refused: "unit-refused"
        case .differs: "unit-differs"
        }
    }

    public var problem: Bilingual {
        switch self {
        case .refused(let path, let problems):
            Bilingual(
                en: "\(path): "
                    + problems.map { "\($0.path) \($0.message.en)" }.joined(separator: "; "),
                ar: "الملف \(path): "
                    + problems.map { "\($0.path) \($0.message.ar)" }.joined(separator: "؛ "))
        case .differs(let name, let fields):
            Bilingual(
                en: "there is a unit \(name) already, with another "
                    + fields.joined(separator: ", "),
                ar: "توجد وحدة باسم \(name) من قبل وتختلف في: "
                    + fields.joined(separator: "، "))
        }
    }

    public var remedy: Bilingual {
        switch self {
        case .refused(_, let problems):
            Bilingual(
                en: problems.map { "\($0.path) \($0.remedy.en)" }.joined(separator: "; "),
                ar: problems.map { "\($0.path) \($0.remedy.ar)" }.joined(separator: "؛ "))
        case .differs(let name, _):
            Bilingual(
                en: "a unit never changes: choose another common_name, or see `sijil unit show "
                    + ShellText.quoted(name) + "`",
                ar: "الوحدة لا تتغير: اختر common_name آخر، أو اطلع عليها بالأمر "
                    + "`sijil unit show " + ShellText.quoted(name) + "`")
        }
    }
}

/// The words for what is wrong with a unit file beyond its texts.
private enum UnitFileTexts {
    static func wrongType(_ path: String, _ json: JSONValue, _ wanted: String) -> Problem {
        problem(
            "SJL-TYPE", path, String(json.serialized().prefix(100)), "\(wanted) is wanted here",
            "المطلوب هنا \(wanted)")
    }

    static func unknown(_ path: String, _ name: String) -> Problem {
        problem(
            "SJL-UNKNOWN-KEY", path, name, "there is no member \"\(name)\" in a unit file",
            "لا يوجد حقل \"\(name)\" في ملف الوحدة")
    }

    static func policy(_ path: String, _ text: String) -> Problem {
        problem(
            "SJL-CHOICE", path, text, "on_renewal is restart or continue, not \(text)",
            "قيمة on_renewal هي restart أو continue وليست \(text)")
    }

    private static func problem(
        _ rule: String, _ path: String, _ value: String, _ en: String, _ ar: String
    ) -> Problem {
        Problem(
            rule: rule, path: path, value: value, message: Bilingual(en: en, ar: ar),
            remedy: Bilingual(
                en: "`sijil schema unit` prints the shape of the file",
                ar: "الأمر `sijil schema unit` يعرض شكل الملف"))
    }
}
