/// The elements that rules ask for, by a number; the case is the usual prefix and the local name.
///
/// Elements that only the schema knows have higher numbers (``ElementNames``); 0 is any other.
enum Element: UInt16, CaseIterable {
    case ublInvoice = 1
    case extUBLExtensions, extUBLExtension, extExtensionContent
    case sigUBLDocumentSignatures, sacSignatureInformation, sbcReferencedSignatureID

    case cacAccountingCustomerParty, cacAccountingSupplierParty, cacAdditionalDocumentReference
    case cacAdditionalItemProperty, cacAllowanceCharge, cacAttachment, cacBillingReference
    case cacBuyersItemIdentification, cacClassifiedTaxCategory, cacContact
    case cacContractDocumentReference, cacCountry, cacDelivery, cacDocumentReference
    case cacInvoiceDocumentReference, cacInvoiceLine, cacItem, cacLegalMonetaryTotal
    case cacOrderReference, cacParty, cacPartyIdentification, cacPartyLegalEntity
    case cacPartyTaxScheme, cacPayeeFinancialAccount, cacPaymentMeans, cacPostalAddress, cacPrice
    case cacSellersItemIdentification, cacSignature, cacStandardItemIdentification
    case cacTaxCategory, cacTaxExchangeRate, cacTaxScheme, cacTaxSubtotal, cacTaxTotal

    case cbcActualDeliveryDate, cbcAdditionalStreetName, cbcAllowanceChargeReason
    case cbcAllowanceChargeReasonCode, cbcAllowanceTotalAmount, cbcAmount, cbcBaseAmount
    case cbcBaseQuantity, cbcBuildingNumber, cbcCalculationRate, cbcChargeIndicator
    case cbcChargeTotalAmount, cbcCityName, cbcCitySubdivisionName, cbcCompanyID
    case cbcCountrySubentity, cbcDocumentCurrencyCode, cbcDocumentTypeCode, cbcDueDate
    case cbcEmbeddedDocumentBinaryObject, cbcID, cbcIdentificationCode, cbcInstructionNote
    case cbcInvoiceTypeCode, cbcInvoicedQuantity, cbcIssueDate, cbcIssueTime
    case cbcLatestDeliveryDate, cbcLineExtensionAmount, cbcMultiplierFactorNumeric, cbcName
    case cbcNote, cbcPayableAmount, cbcPayableRoundingAmount, cbcPaymentMeansCode, cbcPaymentNote
    case cbcPercent, cbcPostalZone, cbcPrepaidAmount, cbcPriceAmount, cbcProfileID
    case cbcRegistrationName, cbcRoundingAmount, cbcSignatureMethod, cbcSourceCurrencyCode
    case cbcStreetName, cbcTargetCurrencyCode, cbcTaxAmount, cbcTaxCurrencyCode
    case cbcTaxExclusiveAmount, cbcTaxExemptionReason, cbcTaxExemptionReasonCode
    case cbcTaxInclusiveAmount, cbcTaxPointDate, cbcTaxableAmount, cbcTelephone, cbcUUID, cbcValue
}

/// The attributes that rules or the schema tell apart, by the position in `names` plus 1; 0 is any
/// other, and every attribute with a prefix.
enum AttributeName {
    static let currencyID: UInt8 = 1
    static let schemeID: UInt8 = 2
    static let unitCode: UInt8 = 3
    static let mimeCode: UInt8 = 4
    static let name: UInt8 = 5

    static let names: [StaticString] = [
        "currencyID", "schemeID", "unitCode", "mimeCode", "name", "currencyCodeListVersionID",
        "format", "encodingCode", "characterSetCode", "uri", "filename", "listID", "listAgencyID",
        "listAgencyName", "listName", "listVersionID", "languageID", "listURI", "listSchemeURI",
        "schemeName", "schemeAgencyID", "schemeAgencyName", "schemeVersionID", "schemeDataURI",
        "schemeURI", "unitCodeListVersionID", "unitCodeListID", "unitCodeListAgencyID",
        "unitCodeListAgencyName", "languageLocaleID", "Algorithm", "Id", "URI", "Type", "Target",
        "MimeType", "Encoding", "ObjectReference",
    ]

    static func code(_ name: UnsafeBufferPointer<UInt8>) -> UInt8 {
        for (index, known) in names.enumerated() where known.utf8CodeUnitCount == name.count {
            let isSame = known.withUTF8Buffer { $0.elementsEqual(name) }
            if isSame { return UInt8(index + 1) }
        }
        return 0
    }

    /// - Precondition: `name` is one of `names`.
    static func code(of name: String) -> UInt8 {
        var name = name
        let code = name.withUTF8 { Self.code($0) }
        precondition(code > 0, "\(name) is no known attribute")
        return code
    }
}
