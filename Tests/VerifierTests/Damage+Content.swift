import Encoding
import Invoicing
import Testing
import UBL
import Verifier

extension Damage {
    private static let edited = [
        "signature-invalid 3", "qr-mismatch 3", "totals-wrong 3", "column-mismatch 3",
        "pih-mismatch 4",
    ]

    static let ofContent: [Damage] = [
        Damage(
            "A1", "one digit of an amount in the XML", .documentChanged, 3,
            also: ["hash-mismatch 3"] + edited
        ) {
            try $0.edit(
                3, "<cbc:PayableAmount currencyID=\"SAR\">115",
                "<cbc:PayableAmount currencyID=\"SAR\">915")
        },
        Damage(
            "A1", "one digit of an amount, in the bytes of the file", .documentChanged, 3,
            also: ["hash-mismatch 3"] + edited
        ) {
            try $0.editBytes { bytes in
                let start = try #require(bytes.firstRange(of: Array("<cbc:ID>INV-3<".utf8)))
                let amount = Array("PayableAmount currencyID=\"SAR\">115".utf8)
                let place = try #require(bytes[start.upperBound...].firstRange(of: amount))
                bytes[place.upperBound - 3] = UInt8(ascii: "9")
            }
            // SQLite itself sees nothing.
            #expect(try $0.sql("PRAGMA integrity_check;") == "ok")
        },
        Damage("A2", "the same, and the log made to agree", .hashMismatch, 3, also: edited) {
            try $0.edit(
                3, "<cbc:PayableAmount currencyID=\"SAR\">115",
                "<cbc:PayableAmount currencyID=\"SAR\">915")
            try $0.relog(3)
        },
        Damage(
            "A2", "the document's entry made to agree, but not its issuance", .hashMismatch, 3,
            also: ["issuance-changed 3"] + edited
        ) {
            try $0.edit(
                3, "<cbc:PayableAmount currencyID=\"SAR\">115",
                "<cbc:PayableAmount currencyID=\"SAR\">915")
            try $0.setEntry("document", 3, payload: try $0.xml(3))
        },
        Damage("F16", "wrong totals, properly stamped and logged", .totalsWrong, 1) {
            var invoice = try Sample.invoice(number: "INV-13", kind: .simplified)
            invoice.totals.payable = Money(hundredths: 11_501)
            try $0.rewrite(13, icv: 1, pih: .initial, invoice: invoice)
        },
        Damage("A25", "a total in its column", .columnMismatch, 3) {
            try $0.sql("UPDATE document SET total = 91500 WHERE id = 3;")
        },
        Damage("A25", "the issue date in its column", .columnMismatch, 3) {
            try $0.sql("UPDATE document SET issued_at = '2026-02-01T10:15:00' WHERE id = 3;")
        },
        Damage("A25", "the counter in its column", .issuanceChanged, 7, also: ["column-mismatch 7"])
        {
            try $0.sql("UPDATE document SET icv = 70 WHERE id = 7;")
        },
        Damage("A25", "the key of a draft", .issuanceChanged, 3) {
            try $0.sql("UPDATE document SET key = 'other' WHERE id = 3;")
        },
        Damage("A25", "the warnings", .issuanceChanged, 2) {
            try $0.sql("UPDATE document SET warnings = '[]' WHERE id = 2;")
        },
        Damage(
            "A30", "the recording time, edited", .issuanceChanged, 3,
            also: ["clock-backwards 3", "certificate-early 3"]
        ) {
            try $0.sql("UPDATE document SET recorded_at = '2026-02-01T07:15:00Z' WHERE id = 3;")
        },
        Damage(
            "A30", "recording times that run backwards, and the log made to agree",
            .certificateEarly, 3, also: ["clock-backwards 3"]
        ) {
            try $0.sql("UPDATE document SET recorded_at = '2026-02-01T07:15:00Z' WHERE id = 3;")
            try $0.relog(3)
        },
        Damage("A1", "the seller in the ledger's own row", .recordChanged) {
            try $0.sql("UPDATE ledger SET seller = '{}';")
        },
        Damage(
            "A1", "the name of a unit", .recordChanged,
            also: ["certificate-unit", "issuance-changed 1", "issuance-changed 2"]
        ) { try $0.sql("UPDATE unit SET name = 'Jeddah-9' WHERE name = 'Jeddah-1';") },
        Damage("A3", "the ledger's own row gone", .recordMissing, also: ["ledger-row"]) {
            try $0.sql("DELETE FROM ledger;")
        },
        Damage(
            "E9", "the class of a certificate", .recordChanged,
            also: [
                "certificate-class", "certificate-class 1", "certificate-class 2",
                "certificate-class 3", "epoch-certificate",
            ]
        ) {
            try $0.sql("UPDATE certificate SET class = 'compliance' WHERE id = 4;")
        },
    ]

    static let ofChains: [Damage] = [
        Damage(
            "A3", "a middle row deleted", .icvGap, 3, also: ["pih-mismatch 4", "record-missing"]
        ) { try $0.sql("DELETE FROM document WHERE id = 3;") },
        Damage(
            "A3", "the triggers dropped, a middle row deleted", .icvGap, 3,
            also: ["pih-mismatch 4", "record-missing"], others: [.schemaDiffers]
        ) {
            let names = try $0.sql("SELECT name FROM sqlite_schema WHERE type = 'trigger';")
            let drops = names.split(separator: "\n").map { "DROP TRIGGER \($0);" }
            try $0.sql(drops.joined() + "DELETE FROM document WHERE id = 3;")
        },
        Damage(
            "A3", "a middle row and its entries deleted", .icvGap, 3,
            also: ["pih-mismatch 4", "log-gap"]
        ) {
            try $0.sql(
                """
                DELETE FROM document WHERE id = 3;
                DELETE FROM entry WHERE row_id = 3 AND kind IN ('document', 'issuance');
                """
            )
        },
        Damage(
            "A3", "two middle rows deleted", .icvGap, 3,
            also: ["pih-mismatch 5", "record-missing", "record-missing"]
        ) { try $0.sql("DELETE FROM document WHERE id IN (3, 4);") },
        Damage("A4", "the last rows and entries deleted", .sequenceAhead, also: ["free-pages"]) {
            try $0.sql(
                """
                DELETE FROM document WHERE id = 13;
                DELETE FROM entry WHERE row_id = 13 AND kind IN ('document', 'issuance');
                """
            )
        },
        Damage(
            "A7", "the XML of two rows swapped", .icvMismatch, 3,
            also: [
                "document-changed 3", "column-mismatch 3", "document-changed 4",
                "column-mismatch 4", "pih-mismatch 3",
                "pih-mismatch 4", "pih-mismatch 5", "icv-mismatch 4",
            ]
        ) {
            let (third, fourth) = (try $0.xml(3), try $0.xml(4))
            try $0.setXML(3, fourth)
            try $0.setXML(4, third)
        },
        Damage(
            "A8", "a unique index removed, a second counter put in", .icvDuplicate, 2,
            also: ["record-not-logged 2", "schema-differs"], others: [.schemaCookie]
        ) {
            try $0.sql("DROP INDEX document_icv; DROP INDEX document_pih;")
            try $0.insert(
                try $0.sealed(number: "X-1", icv: 2, pih: .hash(try $0.hash(10))), asCopyOf: 12)
        },
        Damage(
            "A9", "a UUID used twice", .uuidDuplicate, 4, also: ["schema-differs"],
            others: [.schemaCookie]
        ) {
            try $0.sql("DROP INDEX document_uuid;")
            let uuid = try $0.sql("SELECT uuid FROM document WHERE id = 3;")
            try $0.insert(
                try $0.sealed(
                    number: "X-1", icv: 4, pih: .hash(try $0.hash(12)), uuid: DocumentUUID(uuid)),
                asCopyOf: 12)
            try $0.log14()
        },
        Damage(
            "A9", "a number used twice", .numberDuplicate, 4, also: ["schema-differs"],
            others: [.schemaCookie]
        ) {
            try $0.sql("DROP INDEX document_number;")
            try $0.insert(
                try $0.sealed(number: "INV-3", icv: 4, pih: .hash(try $0.hash(12))), asCopyOf: 12,
                key: "X")
            try $0.log14()
        },
        Damage(
            "A9", "a hash used twice", .hashDuplicate, 3,
            also: [
                "certificate-unit 3", "pih-mismatch 3", "uuid-duplicate 3", "number-duplicate 3",
                "schema-differs",
            ], others: [.schemaCookie]
        ) {
            // The last document of Riyadh-1, also issued by Jeddah-1 as its next one.
            try $0.sql(
                """
                DROP INDEX document_hash; DROP INDEX document_uuid; DROP INDEX document_number;
                INSERT INTO document
                SELECT 14, 2, certificate_id, (SELECT max(recorded_at) FROM document), 'X',
                  revision, draft_sha256, warnings, icv, pih, hash, uuid, number, kind, type,
                  issued_at, buyer_name, buyer_vat, currency, total, vat, xml
                FROM document WHERE id = 12;
                """)
            try $0.log14()
        },
        Damage(
            "A10", "an extra document with the hash of an earlier one", .chainFork, 4,
            also: ["schema-differs"],
            others: [.schemaCookie]
        ) {
            try $0.sql("DROP INDEX document_pih;")
            try $0.insert(
                try $0.sealed(number: "X-1", icv: 4, pih: .hash(try $0.hash(10))), asCopyOf: 12)
            try $0.log14()
        },
        Damage("A10", "an extra document that is not in the log", .recordNotLogged, 4) {
            try $0.insert(
                try $0.sealed(number: "X-1", icv: 4, pih: .hash(try $0.hash(12))), asCopyOf: 12)
        },
        Damage("A14", "a first previous hash that is not the fixed one", .chainStartPIH, 1) {
            try $0.rewrite(13, icv: 1, pih: .hash(try $0.hash(3)))
        },
        Damage("A15", "a chain that begins at 57", .chainStartICV, 57) {
            try $0.rewrite(13, icv: 57, pih: .initial)
        },
        Damage("A2", "a document replaced by whoever holds the key", .pihMismatch, 4) {
            try $0.rewrite(
                3, unit: SampleLedger.riyadh, icv: 3, pih: .hash(try $0.hash(2)), certificate: 0)
        },
        Damage("A14", "an epoch that names another hash", .recordChanged, also: ["epoch-link"]) {
            try $0.sql("UPDATE chain SET previous_hash = zeroblob(32) WHERE epoch = 2;")
        },
    ]
}

extension Evidence {
    /// Replaces a document by another that is stamped, stored and logged as it should be.
    func rewrite(
        _ row: Int, unit: String = "Dammam-1", icv: Int64, pih: PreviousInvoiceHash,
        certificate: Int = 0, invoice: Invoice? = nil
    ) throws {
        let sealed = try sealed(
            number: "INV-\(row)", icv: icv, pih: pih, unit: unit, certificate: certificate,
            kind: row % 3 == 0 ? .standard : .simplified, invoice: invoice)
        try setXML(row, sealed.xml)
        try recolumn(row)
        try relog(row)
    }
}
