import Invoicing
import Verifier

/// What an audit's page says of units, epochs, certificates and returns to older copies.
struct AuditChains {
    /// Longer lists are cut, with their length told.
    private static let most = 200
    private let report: AuditReport
    private let language: ReportLanguage

    init(_ report: AuditReport, _ language: ReportLanguage) {
        self.report = report
        self.language = language
    }

    private func say(_ text: Bilingual) -> String { language == .arabic ? text.ar : text.en }

    var context: [String: Any] {
        var context: [String: Any] = [
            "title": say(AuditWords.chains),
            "columns": [
                AuditWords.unit, AuditWords.epoch, AuditWords.counters, AuditWords.certificate,
                AuditWords.valid, AuditWords.documents,
            ].map(say),
            "rows": rows.prefix(Self.most).map { ["cells": $0] },
        ]
        if rows.count > Self.most { context["cut"] = "… (\(rows.count))" }
        return context
    }

    /// One row a certificate of an epoch; one for an epoch without any.
    var rows: [[String]] {
        report.units.flatMap { unit in
            unit.epochs.flatMap { epoch -> [[String]] in
                var counters = "–"
                if let first = epoch.first, let last = epoch.last { counters = "\(first)–\(last)" }
                let head = [SafeText.shown(unit.name), "\(epoch.epoch)", counters]
                if epoch.certificates.isEmpty { return [head + ["–", "–", "0"]] }
                return epoch.certificates.map { certificate in
                    head + [
                        "\(certificate.serial) (\(certificate.class))",
                        "\(certificate.notBefore) – \(certificate.notAfter)",
                        "\(certificate.documents)",
                    ]
                }
            }
        }
    }

    var restores: [[String: Any]] {
        report.restores.map { restore in
            [
                "time": SafeText.shown(restore.recordedAt), "entriesLabel": say(AuditWords.entries),
                "size": "\(restore.size)", "missingLabel": say(AuditWords.missing),
                "missing": restore.missing.map {
                    "\(SafeText.shown($0.unit))/\($0.epoch) ICV \($0.first)–\($0.last)"
                },
            ]
        }
    }
}
