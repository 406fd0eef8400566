/// Where each value stands. Paths name elements by the official prefixes; what is matched are their
/// namespaces.
enum DocumentPathTable {
    struct Row {
        let path: String
        var attributes: [(name: StaticString, fact: Fact)] = []
        let apply: (inout PathRole) -> Void

        func apply(to role: inout PathRole) { apply(&role) }
    }

    static var rows: [Row] { document + parties + totals + lines + stamp }

    private static func value(
        _ path: String, _ fact: Fact, repeats: Bool = false,
        attributes: [(name: StaticString, fact: Fact)] = []
    ) -> Row {
        Row(path: path, attributes: attributes) {
            $0.fact = fact
            $0.mayRepeat = repeats
        }
    }

    private static func group(_ path: String, _ kind: DocumentFacts.Group.Kind) -> Row {
        Row(path: path) { $0.group = kind }
    }

    private static func once(_ path: String) -> Row { Row(path: path) { $0.isOnce = true } }

    private static let root = "inv:Invoice"

    private static var document: [Row] {
        let reference = root + "/cac:AdditionalDocumentReference"
        let object = "/cac:Attachment/cbc:EmbeddedDocumentBinaryObject"
        let billing = root + "/cac:BillingReference"
        return [
            value(root + "/cbc:ProfileID", .profileID),
            value(root + "/cbc:ID", .number),
            value(root + "/cbc:UUID", .uuid),
            value(root + "/cbc:IssueDate", .issueDate),
            value(root + "/cbc:IssueTime", .issueTime),
            value(root + "/cbc:InvoiceTypeCode", .typeCode, attributes: [("name", .ksa2)]),
            value(root + "/cbc:DocumentCurrencyCode", .currency),
            value(root + "/cbc:TaxCurrencyCode", .taxCurrency),
            value(root + "/cac:OrderReference/cbc:ID", .purchaseOrder),
            value(root + "/cac:ContractDocumentReference/cbc:ID", .contract, repeats: true),
            value(root + "/cac:Delivery/cbc:ActualDeliveryDate", .supplyDate, repeats: true),
            value(root + "/cac:Delivery/cbc:LatestDeliveryDate", .supplyEndDate, repeats: true),
            value(root + "/cac:PaymentMeans/cbc:PaymentMeansCode", .paymentMeans, repeats: true),
            value(root + "/cac:PaymentMeans/cbc:InstructionNote", .reason, repeats: true),
            Row(path: reference) {
                $0.group = .reference
                $0.special = .reference
            },
            value(reference + "/cbc:ID", .referenceID),
            value(reference + "/cbc:UUID", .referenceUUID),
            value(reference + object, .referenceObject),
            group(billing, .billing),
            value(
                billing + "/cac:InvoiceDocumentReference/cbc:ID", .billingNumber, repeats: true),
            value(
                billing + "/cac:InvoiceDocumentReference/cbc:IssueDate", .billingDate,
                repeats: true),
        ]
    }

    private static var parties: [Row] {
        let seller = root + "/cac:AccountingSupplierParty/cac:Party"
        let buyer = root + "/cac:AccountingCustomerParty/cac:Party"
        return [
            once(root + "/cac:AccountingSupplierParty"),
            once(root + "/cac:AccountingCustomerParty"),
            value(seller + "/cac:PartyLegalEntity/cbc:RegistrationName", .sellerName),
            value(seller + "/cac:PartyTaxScheme/cbc:CompanyID", .sellerVAT),
            value(
                seller + "/cac:PartyIdentification/cbc:ID", .sellerID, repeats: true,
                attributes: [("schemeID", .sellerIDScheme)]),
            value(buyer + "/cac:PartyLegalEntity/cbc:RegistrationName", .buyerName),
            value(buyer + "/cac:PartyTaxScheme/cbc:CompanyID", .buyerVAT),
            value(
                buyer + "/cac:PartyIdentification/cbc:ID", .buyerID, repeats: true,
                attributes: [("schemeID", .buyerIDScheme)]),
        ]
    }

    private static func allowance(
        _ path: String, _ kind: DocumentFacts.Group.Kind = .allowance
    ) -> [Row] {
        [
            group(path, kind),
            value(path + "/cbc:ChargeIndicator", .isCharge),
            value(path + "/cbc:Amount", .amount),
            value(path + "/cbc:BaseAmount", .base),
            value(path + "/cbc:MultiplierFactorNumeric", .percent),
            value(path + "/cac:TaxCategory/cbc:ID", .allowanceCategory, repeats: true),
            value(path + "/cac:TaxCategory/cbc:Percent", .allowanceRate, repeats: true),
        ]
    }

    private static func subtotal(_ path: String) -> [Row] {
        [
            group(path, .subtotal),
            value(path + "/cbc:TaxableAmount", .taxable),
            value(path + "/cbc:TaxAmount", .tax),
            value(path + "/cac:TaxCategory/cbc:ID", .category),
            value(path + "/cac:TaxCategory/cbc:Percent", .rate),
            value(path + "/cac:TaxCategory/cbc:TaxExemptionReasonCode", .exemptionCode),
            value(
                path + "/cac:TaxCategory/cbc:TaxExemptionReason", .exemptionReason, repeats: true),
        ]
    }

    private static var totals: [Row] {
        let total = root + "/cac:TaxTotal"
        let money = root + "/cac:LegalMonetaryTotal"
        return allowance(root + "/cac:AllowanceCharge") + [
            group(total, .taxTotal),
            value(
                total + "/cbc:TaxAmount", .taxAmount,
                attributes: [("currencyID", .taxAmountCurrency)]),
        ] + subtotal(total + "/cac:TaxSubtotal") + [
            once(money),
            value(money + "/cbc:LineExtensionAmount", .lineTotal),
            value(money + "/cbc:TaxExclusiveAmount", .taxExclusive),
            value(money + "/cbc:TaxInclusiveAmount", .taxInclusive),
            value(money + "/cbc:AllowanceTotalAmount", .allowanceTotal),
            value(money + "/cbc:ChargeTotalAmount", .chargeTotal),
            value(money + "/cbc:PrepaidAmount", .prepaid),
            value(money + "/cbc:PayableRoundingAmount", .rounding),
            value(money + "/cbc:PayableAmount", .payable),
        ]
    }

    private static var lines: [Row] {
        let line = root + "/cac:InvoiceLine"
        let prepayment = line + "/cac:DocumentReference"
        return [
            group(line, .line),
            value(line + "/cbc:ID", .lineID),
            value(line + "/cbc:InvoicedQuantity", .quantity, attributes: [("unitCode", .unit)]),
            value(line + "/cbc:LineExtensionAmount", .lineNet),
            value(line + "/cac:TaxTotal/cbc:TaxAmount", .lineVAT, repeats: true),
            value(line + "/cac:TaxTotal/cbc:RoundingAmount", .lineGross, repeats: true),
            value(line + "/cac:Item/cbc:Name", .itemName),
            value(
                line + "/cac:Item/cac:ClassifiedTaxCategory/cbc:ID", .lineCategory, repeats: true),
            value(
                line + "/cac:Item/cac:ClassifiedTaxCategory/cbc:Percent", .lineRate, repeats: true),
            value(line + "/cac:Price/cbc:PriceAmount", .price),
            value(line + "/cac:Price/cbc:BaseQuantity", .baseQuantity),
            group(prepayment, .prepayment),
            value(prepayment + "/cbc:ID", .prepaymentNumber),
            value(prepayment + "/cbc:UUID", .prepaymentUUID),
            value(prepayment + "/cbc:IssueDate", .prepaymentDate),
            value(prepayment + "/cbc:IssueTime", .prepaymentTime),
            value(prepayment + "/cbc:DocumentTypeCode", .prepaymentType),
        ] + allowance(line + "/cac:AllowanceCharge")
            + allowance(line + "/cac:Price/cac:AllowanceCharge", .priceAllowance)
            + subtotal(line + "/cac:TaxTotal/cac:TaxSubtotal")
    }

    private static var stamp: [Row] {
        let extensions = root + "/ext:UBLExtensions"
        let information =
            extensions + "/ext:UBLExtension/ext:ExtensionContent/sig:UBLDocumentSignatures"
            + "/sac:SignatureInformation"
        let signature = information + "/ds:Signature"
        let visible = root + "/cac:Signature"
        return [
            Row(path: extensions) {
                $0.isOnce = true
                $0.isStrict = true
                $0.isStamp = true
                $0.special = .extensions
            },
            once(extensions + "/ext:UBLExtension"),
            value(extensions + "/ext:UBLExtension/ext:ExtensionURI", .extensionURI),
            once(information),
            value(information + "/cbc:ID", .signatureInformationID),
            value(information + "/sbc:ReferencedSignatureID", .referencedSignatureID),
            Row(path: signature, attributes: [("Id", .signatureID)]) {
                $0.isOnce = true
                $0.special = .signature
            },
            Row(path: visible) {
                $0.isOnce = true
                $0.isStrict = true
                $0.isStamp = true
                $0.special = .signatureReference
            },
            value(visible + "/cbc:ID", .stampReferenceID),
            value(visible + "/cbc:SignatureMethod", .stampMethod),
        ] + signedInfo(signature + "/ds:SignedInfo") + properties(signature) + [
            value(signature + "/ds:SignatureValue", .signatureValue),
            value(signature + "/ds:KeyInfo/ds:X509Data/ds:X509Certificate", .certificate),
        ]
    }

    private static func algorithm(_ path: String, _ fact: Fact) -> Row {
        Row(path: path, attributes: [("Algorithm", fact)]) { _ in }
    }

    private static func signedInfo(_ info: String) -> [Row] {
        let reference = info + "/ds:Reference"
        let transform = reference + "/ds:Transforms/ds:Transform"
        return [
            once(info),
            algorithm(info + "/ds:CanonicalizationMethod", .canonicalizationMethod),
            algorithm(info + "/ds:SignatureMethod", .signatureMethod),
            Row(
                path: reference,
                attributes: [
                    ("Id", .stampReferenceIdentifier), ("URI", .stampReferenceURI),
                    ("Type", .stampReferenceType),
                ]
            ) { $0.group = .stampReference },
            Row(path: transform, attributes: [("Algorithm", .transformAlgorithm)]) {
                $0.group = .transform
            },
            value(transform + "/ds:XPath", .transformXPath),
            algorithm(reference + "/ds:DigestMethod", .digestMethod),
            value(reference + "/ds:DigestValue", .digestValue),
        ]
    }

    private static func properties(_ signature: String) -> [Row] {
        let qualifying = signature + "/ds:Object/xades:QualifyingProperties"
        let signed = qualifying + "/xades:SignedProperties"
        let content = signed + "/xades:SignedSignatureProperties"
        let certificate = content + "/xades:SigningCertificate/xades:Cert"
        return [
            once(signature + "/ds:Object"),
            Row(path: qualifying, attributes: [("Target", .propertiesTarget)]) {
                $0.isOnce = true
            },
            Row(path: signed, attributes: [("Id", .propertiesID)]) {
                $0.isOnce = true
                $0.special = .signedProperties
            },
            once(content),
            value(content + "/xades:SigningTime", .signingTime),
            once(certificate),
            algorithm(certificate + "/xades:CertDigest/ds:DigestMethod", .certificateDigestMethod),
            value(certificate + "/xades:CertDigest/ds:DigestValue", .certificateDigest),
            value(certificate + "/xades:IssuerSerial/ds:X509IssuerName", .issuer),
            value(certificate + "/xades:IssuerSerial/ds:X509SerialNumber", .serial),
        ]
    }
}
