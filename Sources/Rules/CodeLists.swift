import Invoicing

/// A list of codes without blanks in them.
struct CodeList: Sendable {
    private let codes: Set<UInt64>

    /// - Parameter list: Codes of at most eight bytes, with blanks between them.
    init(_ list: String) {
        codes = Set(
            list.split(whereSeparator: \.isWhitespace).map { code in
                precondition(code.utf8.count <= 8, "a code has at most eight bytes")
                return code.utf8.reduce(0) { $0 << 8 | UInt64($1) }
            })
    }

    /// Whether the text, without blanks around it, is one of the codes.
    func holds(text: Text) -> Bool {
        let code = text.trimmed
        guard code.count <= 8, !code.isEmpty else { return false }
        return codes.contains(code.reduce(0) { $0 << 8 | UInt64($1) })
    }
}

/// The lists of the official release, with their defects.
enum CodeLists {
    /// UNTDID 1001, BR-CL-01.
    static let invoiceTypes = CodeList(
        """
        80 82 84 130 202 203 204 211 295 325 326 380 381 383 384 385 386 387 388 389 390 393 394
        395 456 457 527 575 623 633 751 780 935
        """)

    /// BR-KSA-05.
    static let saudiInvoiceTypes = CodeList("388 383 381 386")

    static let currencies = CodeList(OfficialCodes.currencies)

    static let countries = CodeList(OfficialCodes.countries)

    /// UNTDID 4461, BR-CL-16.
    static let paymentMeans = CodeList(
        ((1...70).map(String.init) + ["74", "75", "76", "77", "78"]
            + (91...97).map(String.init) + ["ZZZ"]).joined(separator: " "))

    /// BR-KSA-16: the same without 69.
    static let saudiPaymentMeans = CodeList(
        ((1...68).map(String.init) + ["70", "74", "75", "76", "77", "78"]
            + (91...97).map(String.init) + ["ZZZ"]).joined(separator: " "))

    /// BR-CL-18.
    static let categories = CodeList("AE L M E S Z G O K B")

    /// UNTDID 7161 as the official test has it: `CAPCAQ` is one, some are missing, and a part of
    /// the text passes too (BR-KSA-CL-06).
    static let chargeReasons: StaticString =
        """
         AA AAA AAC AAD AAE AAF AAH AAI AAS AAT AAV AAY AAZ ABA ABB ABC ABD ABF ABK ABL ABN ABR \
        ABS ABT ABU ACF ACG ACH ACI ACJ ACK ACL ACM ACS ADC ADE ADJ ADK ADL ADM ADN ADO ADP ADQ \
        ADR ADT ADW ADY ADZ AEA AEB AEC AED AEF AEH AEI AEJ AEK AEL AEM AEN AEO AEP AES AET AEU \
        AEV AEW AEX AEY AEZ AJ AU CA CAB CAD CAE CAF CAI CAJ CAK CAL CAM CAN CAO CAPCAQ CAR CAS \
        CAT CAU CAV CAW CD CG CS CT DAB DAD DL EG EP ER FAA FAB FAC FC FH FI GAA HAA HD HH IAA \
        AB ID IF IR IS KO L1 LA LAA LAB LF MAE MI ML NAA OA PA PAA PC PL RAB RAC RAD RAF RE RF \
        RH RV SA SAA SAD SAE SAI SG SH SM SU TAB AC TT TV V1 V2 WH XAA YY ZZZ \

        """

    /// BR-KSA-CL-03.
    static let mediaTypes: [StaticString] = [
        "text/csv", "text/plain", "application/pdf", "image/png", "image/jpeg", "image/tiff",
        "application/acad", "application/dwg", "drawing/dwg",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.spreadsheet",
    ]

    /// BR-KSA-CL-07; on a line the two newest are missing.
    static let zeroReasonsOnLines: [StaticString] = [
        "VATEX-SA-32", "VATEX-SA-33", "VATEX-SA-34-1", "VATEX-SA-34-2", "VATEX-SA-34-3",
        "VATEX-SA-34-4", "VATEX-SA-34-5", "VATEX-SA-35", "VATEX-SA-36", "VATEX-SA-EDU",
        "VATEX-SA-HEA", "VATEX-SA-MLTRY", "VATEX-SA-DIPLOMAT", "VATEX-SA-DUTYFREE",
    ]
    /// BR-KSA-CL-04.
    static let zeroReasons: [StaticString] =
        zeroReasonsOnLines + ["VATEX-SA-ROYALDECREE", "VATEX-SA-32(bis)"]
    static let exemptReasons: [StaticString] = ["VATEX-SA-29", "VATEX-SA-29-7", "VATEX-SA-30"]
    static let outOfScopeReasons: [StaticString] = ["VATEX-SA-OOS"]

    /// BR-KSA-08, BR-KSA-14: parts of these texts pass.
    static let sellerSchemes: StaticString = "CRN MOM MLS SAG OTH 700"
    static let buyerSchemes: StaticString = "TIN NAT IQA PAS CRN MOM MLS 700 SAG GCC OTH"
    /// BR-KSA-F-12, BR-KSA-F-13: only whole ones.
    static let sellerSchemeCodes = CodeList("CRN MOM MLS SAG OTH 700")
    static let buyerSchemeCodes = CodeList("TIN NAT IQA PAS CRN MOM MLS 700 SAG GCC OTH")
}
