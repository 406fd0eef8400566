extension RuleExample {
    /// Totals, VAT breakdown, allowances and charges of the document.
    static let totalRows = """
        BR-KSA-F-02 tax-invoice cac:AllowanceCharge[1]/cbc:ChargeIndicator
        + <cbc:ChargeIndicator>false</cbc:ChargeIndicator>
        - <cbc:ChargeIndicator>no</cbc:ChargeIndicator>
        BR-KSA-F-06-C35 tax-invoice cac:AllowanceCharge[1]/cbc:AllowanceChargeReason
        + <cbc:AllowanceChargeReason>Discount</cbc:AllowanceChargeReason>
        - <cbc:AllowanceChargeReason>⟨1001 × A⟩</cbc:AllowanceChargeReason>
        BR-KSA-DEC-01 tax-invoice cac:AllowanceCharge[1]/cbc:MultiplierFactorNumeric
        + <cbc:MultiplierFactorNumeric>2</cbc:MultiplierFactorNumeric>
        - <cbc:MultiplierFactorNumeric>2.000</cbc:MultiplierFactorNumeric>
        BR-KSA-EN16931-05 tax-invoice cac:AllowanceCharge[1]/cbc:MultiplierFactorNumeric
        + <cbc:MultiplierFactorNumeric>2</cbc:MultiplierFactorNumeric>
        - <!-- no cbc:MultiplierFactorNumeric -->
        BR-31 tax-invoice cac:AllowanceCharge[1]/cbc:Amount
        + <cbc:Amount currencyID="SAR">5.00</cbc:Amount>
        - <!-- no cbc:Amount -->
        BR-DEC-01 tax-invoice cac:AllowanceCharge[1]/cbc:Amount
        + <cbc:Amount currencyID="SAR">5.00</cbc:Amount>
        - <cbc:Amount currencyID="SAR">5.000</cbc:Amount>
        BR-DEC-02 tax-invoice cac:AllowanceCharge[1]/cbc:BaseAmount
        + <cbc:BaseAmount currencyID="SAR">250.00</cbc:BaseAmount>
        - <cbc:BaseAmount currencyID="SAR">250.000</cbc:BaseAmount>
        BR-KSA-EN16931-03 tax-invoice cac:AllowanceCharge[1]/cbc:BaseAmount
        + <cbc:BaseAmount currencyID="SAR">250.00</cbc:BaseAmount>
        - <cbc:BaseAmount currencyID="SAR">260.00</cbc:BaseAmount>
        BR-KSA-EN16931-04 tax-invoice cac:AllowanceCharge[1]/cbc:BaseAmount
        + <cbc:BaseAmount currencyID="SAR">250.00</cbc:BaseAmount>
        - <!-- no cbc:BaseAmount -->
        BR-32 tax-invoice cac:AllowanceCharge[1]/cac:TaxCategory/cac:TaxScheme/cbc:ID
        + <cbc:ID>VAT</cbc:ID>
        - <cbc:ID>GST</cbc:ID>
        BR-S-06 tax-invoice cac:AllowanceCharge[1]/cac:TaxCategory/cbc:Percent
        + <cbc:Percent>15.00</cbc:Percent>
        - <cbc:Percent>0.00</cbc:Percent>
        BR-Z-06 zero-rated cac:AllowanceCharge/cac:TaxCategory/cbc:Percent
        + <cbc:Percent>0.00</cbc:Percent>
        - <cbc:Percent>15.00</cbc:Percent>
        BR-E-06 exempt cac:AllowanceCharge/cac:TaxCategory/cbc:Percent
        + <cbc:Percent>0.00</cbc:Percent>
        - <cbc:Percent>15.00</cbc:Percent>
        BR-KSA-12 out-of-scope cac:AllowanceCharge/cac:TaxCategory/cbc:Percent
        + <cbc:Percent>0.00</cbc:Percent>
        - <cbc:Percent>15.00</cbc:Percent>
        BR-KSA-19 tax-invoice cac:AllowanceCharge[2]/cbc:AllowanceChargeReasonCode
        + <cbc:AllowanceChargeReasonCode>FC</cbc:AllowanceChargeReasonCode>
        - <!-- no cbc:AllowanceChargeReasonCode -->
        BR-KSA-CL-06 tax-invoice cac:AllowanceCharge[2]/cbc:AllowanceChargeReasonCode
        + <cbc:AllowanceChargeReasonCode>FC</cbc:AllowanceChargeReasonCode>
        - <cbc:AllowanceChargeReasonCode>95</cbc:AllowanceChargeReasonCode>
        BR-KSA-21 tax-invoice cac:AllowanceCharge[2]/cbc:AllowanceChargeReason
        + <cbc:AllowanceChargeReason>Freight</cbc:AllowanceChargeReason>
        - <!-- no cbc:AllowanceChargeReason -->
        BR-KSA-F-06-C33 tax-invoice cac:AllowanceCharge[2]/cbc:AllowanceChargeReason
        + <cbc:AllowanceChargeReason>Freight</cbc:AllowanceChargeReason>
        - <cbc:AllowanceChargeReason>⟨1001 × A⟩</cbc:AllowanceChargeReason>
        BR-36 tax-invoice cac:AllowanceCharge[2]/cbc:Amount
        + <cbc:Amount currencyID="SAR">5.00</cbc:Amount>
        - <!-- no cbc:Amount -->
        BR-DEC-05 tax-invoice cac:AllowanceCharge[2]/cbc:Amount
        + <cbc:Amount currencyID="SAR">5.00</cbc:Amount>
        - <cbc:Amount currencyID="SAR">5.000</cbc:Amount>
        BR-DEC-06 tax-invoice cac:AllowanceCharge[2]/cbc:BaseAmount
        + <cbc:BaseAmount currencyID="SAR">250.00</cbc:BaseAmount>
        - <cbc:BaseAmount currencyID="SAR">250.000</cbc:BaseAmount>
        BR-37 tax-invoice cac:AllowanceCharge[2]/cac:TaxCategory/cbc:ID
        + <cbc:ID>S</cbc:ID>
        - <!-- no cbc:ID -->
        BR-S-07 tax-invoice cac:AllowanceCharge[2]/cac:TaxCategory/cbc:Percent
        + <cbc:Percent>15.00</cbc:Percent>
        - <cbc:Percent>0.00</cbc:Percent>
        BR-Z-07 zero-rated-charge cac:AllowanceCharge/cac:TaxCategory/cbc:Percent
        + <cbc:Percent>0.00</cbc:Percent>
        - <cbc:Percent>15.00</cbc:Percent>
        BR-E-07 exempt-charge cac:AllowanceCharge/cac:TaxCategory/cbc:Percent
        + <cbc:Percent>0.00</cbc:Percent>
        - <cbc:Percent>15.00</cbc:Percent>
        BR-KSA-13 out-of-scope-charge cac:AllowanceCharge/cac:TaxCategory/cbc:Percent
        + <cbc:Percent>0.00</cbc:Percent>
        - <cbc:Percent>15.00</cbc:Percent>
        BR-CO-14 tax-invoice cac:TaxTotal[1]/cbc:TaxAmount
        + <cbc:TaxAmount currencyID="SAR">37.50</cbc:TaxAmount>
        - <cbc:TaxAmount currencyID="SAR">37.51</cbc:TaxAmount>
        BR-DEC-13 tax-invoice cac:TaxTotal[1]/cbc:TaxAmount
        + <cbc:TaxAmount currencyID="SAR">37.50</cbc:TaxAmount>
        - <cbc:TaxAmount currencyID="SAR">37.500</cbc:TaxAmount>
        SJL-TAX-CURRENCY tax-invoice cac:TaxTotal[1]/cbc:TaxAmount
        + <cbc:TaxAmount currencyID="SAR">37.50</cbc:TaxAmount>
        - <cbc:TaxAmount currencyID="USD">37.50</cbc:TaxAmount>
        BR-CO-18 tax-invoice cac:TaxTotal[1]/cac:TaxSubtotal
        + <cac:TaxSubtotal>
        +   <cbc:TaxableAmount currencyID="SAR">250.00</cbc:TaxableAmount>
        +   <cbc:TaxAmount currencyID="SAR">37.50</cbc:TaxAmount>
        +   <cac:TaxCategory>
        +     <cbc:ID>S</cbc:ID>
        +     <cbc:Percent>15.00</cbc:Percent>
        +     <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
        +   </cac:TaxCategory>
        + </cac:TaxSubtotal>
        - <!-- no cac:TaxSubtotal -->
        BR-KSA-EN16931-08 tax-invoice cac:TaxTotal[1]/cac:TaxSubtotal
        + <cac:TaxSubtotal>
        +   <cbc:TaxableAmount currencyID="SAR">250.00</cbc:TaxableAmount>
        +   <cbc:TaxAmount currencyID="SAR">37.50</cbc:TaxAmount>
        +   <cac:TaxCategory>
        +     <cbc:ID>S</cbc:ID>
        +     <cbc:Percent>15.00</cbc:Percent>
        +     <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
        +   </cac:TaxCategory>
        + </cac:TaxSubtotal>
        - <!-- no cac:TaxSubtotal -->
        BR-45 tax-invoice cac:TaxTotal[1]/cac:TaxSubtotal/cbc:TaxableAmount
        + <cbc:TaxableAmount currencyID="SAR">250.00</cbc:TaxableAmount>
        - <!-- no cbc:TaxableAmount -->
        BR-DEC-19 tax-invoice cac:TaxTotal[1]/cac:TaxSubtotal/cbc:TaxableAmount
        + <cbc:TaxableAmount currencyID="SAR">250.00</cbc:TaxableAmount>
        - <cbc:TaxableAmount currencyID="SAR">250.000</cbc:TaxableAmount>
        BR-S-08 tax-invoice cac:TaxTotal[1]/cac:TaxSubtotal/cbc:TaxableAmount
        + <cbc:TaxableAmount currencyID="SAR">250.00</cbc:TaxableAmount>
        - <cbc:TaxableAmount currencyID="SAR">250.01</cbc:TaxableAmount>
        BR-Z-08 zero-rated cac:TaxTotal[1]/cac:TaxSubtotal/cbc:TaxableAmount
        + <cbc:TaxableAmount currencyID="SAR">245.00</cbc:TaxableAmount>
        - <cbc:TaxableAmount currencyID="SAR">245.01</cbc:TaxableAmount>
        BR-Z-09 zero-rated cac:TaxTotal[1]/cac:TaxSubtotal/cbc:TaxAmount
        + <cbc:TaxAmount currencyID="SAR">0.00</cbc:TaxAmount>
        - <cbc:TaxAmount currencyID="SAR">1.00</cbc:TaxAmount>
        BR-E-08 exempt cac:TaxTotal[1]/cac:TaxSubtotal/cbc:TaxableAmount
        + <cbc:TaxableAmount currencyID="SAR">245.00</cbc:TaxableAmount>
        - <cbc:TaxableAmount currencyID="SAR">245.01</cbc:TaxableAmount>
        BR-E-09 exempt cac:TaxTotal[1]/cac:TaxSubtotal/cbc:TaxAmount
        + <cbc:TaxAmount currencyID="SAR">0.00</cbc:TaxAmount>
        - <cbc:TaxAmount currencyID="SAR">1.00</cbc:TaxAmount>
        BR-O-08 out-of-scope cac:TaxTotal[1]/cac:TaxSubtotal/cbc:TaxableAmount
        + <cbc:TaxableAmount currencyID="SAR">245.00</cbc:TaxableAmount>
        - <cbc:TaxableAmount currencyID="SAR">245.01</cbc:TaxableAmount>
        BR-O-09 out-of-scope cac:TaxTotal[1]/cac:TaxSubtotal/cbc:TaxAmount
        + <cbc:TaxAmount currencyID="SAR">0.00</cbc:TaxAmount>
        - <cbc:TaxAmount currencyID="SAR">1.00</cbc:TaxAmount>
        BR-46 tax-invoice cac:TaxTotal[1]/cac:TaxSubtotal/cbc:TaxAmount
        + <cbc:TaxAmount currencyID="SAR">37.50</cbc:TaxAmount>
        - <!-- no cbc:TaxAmount -->
        BR-DEC-20 tax-invoice cac:TaxTotal[1]/cac:TaxSubtotal/cbc:TaxAmount
        + <cbc:TaxAmount currencyID="SAR">37.50</cbc:TaxAmount>
        - <cbc:TaxAmount currencyID="SAR">37.500</cbc:TaxAmount>
        BR-CO-17 tax-invoice cac:TaxTotal[1]/cac:TaxSubtotal/cbc:TaxAmount
        + <cbc:TaxAmount currencyID="SAR">37.50</cbc:TaxAmount>
        - <cbc:TaxAmount currencyID="SAR">37.53</cbc:TaxAmount>
        BR-S-09 tax-invoice cac:TaxTotal[1]/cac:TaxSubtotal/cbc:TaxAmount
        + <cbc:TaxAmount currencyID="SAR">37.50</cbc:TaxAmount>
        - <cbc:TaxAmount currencyID="SAR">37.53</cbc:TaxAmount>
        BR-KSA-18 tax-invoice cac:TaxTotal[1]/cac:TaxSubtotal/cac:TaxCategory/cbc:ID
        + <cbc:ID>S</cbc:ID>
        - <cbc:ID>AE</cbc:ID>
        BR-CL-18 tax-invoice cac:TaxTotal[1]/cac:TaxSubtotal/cac:TaxCategory/cbc:ID
        + <cbc:ID>S</cbc:ID>
        - <cbc:ID>X</cbc:ID>
        BR-S-01 tax-invoice cac:TaxTotal[1]/cac:TaxSubtotal/cac:TaxCategory/cbc:ID
        + <cbc:ID>S</cbc:ID>
        - <cbc:ID>Z</cbc:ID>
        BR-Z-01 zero-rated cac:TaxTotal[1]/cac:TaxSubtotal/cac:TaxCategory/cbc:ID
        + <cbc:ID>Z</cbc:ID>
        - <cbc:ID>E</cbc:ID>
        BR-E-01 exempt cac:TaxTotal[1]/cac:TaxSubtotal/cac:TaxCategory/cbc:ID
        + <cbc:ID>E</cbc:ID>
        - <cbc:ID>Z</cbc:ID>
        BR-O-01 out-of-scope cac:TaxTotal[1]/cac:TaxSubtotal/cac:TaxCategory/cbc:ID
        + <cbc:ID>O</cbc:ID>
        - <cbc:ID>Z</cbc:ID>
        BR-48 tax-invoice cac:TaxTotal[1]/cac:TaxSubtotal/cac:TaxCategory/cbc:Percent
        + <cbc:Percent>15.00</cbc:Percent>
        - <!-- no cbc:Percent -->
        BR-KSA-84 tax-invoice cac:TaxTotal[1]/cac:TaxSubtotal/cac:TaxCategory/cbc:Percent
        + <cbc:Percent>15.00</cbc:Percent>
        - <cbc:Percent>14.99</cbc:Percent>
        BR-S-10 tax-invoice cac:TaxTotal[1]/cac:TaxSubtotal/cac:TaxCategory/cbc:Percent
        + <cbc:Percent>15.00</cbc:Percent>
        - <cbc:Percent>15.00</cbc:Percent>
        - <cbc:TaxExemptionReasonCode>VATEX-SA-32</cbc:TaxExemptionReasonCode>
        BR-KSA-69 zero-rated \
        cac:TaxTotal[1]/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReasonCode
        + <cbc:TaxExemptionReasonCode>VATEX-SA-32</cbc:TaxExemptionReasonCode>
        - <!-- no cbc:TaxExemptionReasonCode -->
        BR-KSA-23 exempt cac:TaxTotal[1]/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReasonCode
        + <cbc:TaxExemptionReasonCode>VATEX-SA-30</cbc:TaxExemptionReasonCode>
        - <!-- no cbc:TaxExemptionReasonCode -->
        BR-KSA-24 out-of-scope \
        cac:TaxTotal[1]/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReasonCode
        + <cbc:TaxExemptionReasonCode>VATEX-SA-OOS</cbc:TaxExemptionReasonCode>
        - <!-- no cbc:TaxExemptionReasonCode -->
        BR-KSA-CL-04 zero-rated \
        cac:TaxTotal[1]/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReasonCode
        + <cbc:TaxExemptionReasonCode>VATEX-SA-32</cbc:TaxExemptionReasonCode>
        - <cbc:TaxExemptionReasonCode>VATEX-SA-29</cbc:TaxExemptionReasonCode>
        BR-KSA-83 zero-rated cac:TaxTotal[1]/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReason
        + <cbc:TaxExemptionReason>Export of goods</cbc:TaxExemptionReason>
        - <!-- no cbc:TaxExemptionReason -->
        BR-KSA-F-06-C16 zero-rated \
        cac:TaxTotal[1]/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReason
        + <cbc:TaxExemptionReason>Export of goods</cbc:TaxExemptionReason>
        - <cbc:TaxExemptionReason>⟨1001 × A⟩</cbc:TaxExemptionReason>
        BR-47 tax-invoice cac:TaxTotal[1]/cac:TaxSubtotal/cac:TaxCategory/cac:TaxScheme/cbc:ID
        + <cbc:ID>VAT</cbc:ID>
        - <cbc:ID>GST</cbc:ID>
        BR-KSA-EN16931-09 tax-invoice cac:TaxTotal[2]
        + <cac:TaxTotal>
        +   <cbc:TaxAmount currencyID="SAR">37.50</cbc:TaxAmount>
        + </cac:TaxTotal>
        - <!-- no cac:TaxTotal without cac:TaxSubtotal -->
        BR-53 tax-invoice cac:TaxTotal[2]/cbc:TaxAmount
        + <cbc:TaxAmount currencyID="SAR">37.50</cbc:TaxAmount>
        - <cbc:TaxAmount currencyID="USD">37.50</cbc:TaxAmount>
        BR-DEC-15 tax-invoice cac:TaxTotal[2]/cbc:TaxAmount
        + <cbc:TaxAmount currencyID="SAR">37.50</cbc:TaxAmount>
        - <cbc:TaxAmount currencyID="SAR">37.500</cbc:TaxAmount>
        BR-KSA-97 foreign-currency cac:TaxTotal[2]/cbc:TaxAmount
        + <cbc:TaxAmount currencyID="SAR">140.63</cbc:TaxAmount>
        - <cbc:TaxAmount currencyID="SAR">37.50</cbc:TaxAmount>
        SJL-RIYAL-VAT tax-invoice cac:TaxTotal[2]/cbc:TaxAmount
        + <cbc:TaxAmount currencyID="SAR">37.50</cbc:TaxAmount>
        - <cbc:TaxAmount currencyID="SAR">99.99</cbc:TaxAmount>
        BR-CO-10 tax-invoice cac:LegalMonetaryTotal/cbc:LineExtensionAmount
        + <cbc:LineExtensionAmount currencyID="SAR">250.00</cbc:LineExtensionAmount>
        - <cbc:LineExtensionAmount currencyID="SAR">250.01</cbc:LineExtensionAmount>
        BR-DEC-09 tax-invoice cac:LegalMonetaryTotal/cbc:LineExtensionAmount
        + <cbc:LineExtensionAmount currencyID="SAR">250.00</cbc:LineExtensionAmount>
        - <cbc:LineExtensionAmount currencyID="SAR">250.000</cbc:LineExtensionAmount>
        BR-13 tax-invoice cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount
        + <cbc:TaxExclusiveAmount currencyID="SAR">250.00</cbc:TaxExclusiveAmount>
        - <!-- no cbc:TaxExclusiveAmount -->
        BR-CO-13 tax-invoice cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount
        + <cbc:TaxExclusiveAmount currencyID="SAR">250.00</cbc:TaxExclusiveAmount>
        - <cbc:TaxExclusiveAmount currencyID="SAR">250.01</cbc:TaxExclusiveAmount>
        BR-DEC-12 tax-invoice cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount
        + <cbc:TaxExclusiveAmount currencyID="SAR">250.00</cbc:TaxExclusiveAmount>
        - <cbc:TaxExclusiveAmount currencyID="SAR">250.000</cbc:TaxExclusiveAmount>
        BR-KSA-F-04 tax-invoice cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount
        + <cbc:TaxExclusiveAmount currencyID="SAR">250.00</cbc:TaxExclusiveAmount>
        - <cbc:TaxExclusiveAmount currencyID="SAR">-250.00</cbc:TaxExclusiveAmount>
        BR-14 tax-invoice cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount
        + <cbc:TaxInclusiveAmount currencyID="SAR">287.50</cbc:TaxInclusiveAmount>
        - <!-- no cbc:TaxInclusiveAmount -->
        BR-CO-15 tax-invoice cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount
        + <cbc:TaxInclusiveAmount currencyID="SAR">287.50</cbc:TaxInclusiveAmount>
        - <cbc:TaxInclusiveAmount currencyID="SAR">287.51</cbc:TaxInclusiveAmount>
        BR-DEC-14 tax-invoice cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount
        + <cbc:TaxInclusiveAmount currencyID="SAR">287.50</cbc:TaxInclusiveAmount>
        - <cbc:TaxInclusiveAmount currencyID="SAR">287.500</cbc:TaxInclusiveAmount>
        BR-CO-11 tax-invoice cac:LegalMonetaryTotal/cbc:AllowanceTotalAmount
        + <cbc:AllowanceTotalAmount currencyID="SAR">5.00</cbc:AllowanceTotalAmount>
        - <cbc:AllowanceTotalAmount currencyID="SAR">6.00</cbc:AllowanceTotalAmount>
        BR-DEC-10 tax-invoice cac:LegalMonetaryTotal/cbc:AllowanceTotalAmount
        + <cbc:AllowanceTotalAmount currencyID="SAR">5.00</cbc:AllowanceTotalAmount>
        - <cbc:AllowanceTotalAmount currencyID="SAR">5.000</cbc:AllowanceTotalAmount>
        BR-CO-12 tax-invoice cac:LegalMonetaryTotal/cbc:ChargeTotalAmount
        + <cbc:ChargeTotalAmount currencyID="SAR">5.00</cbc:ChargeTotalAmount>
        - <cbc:ChargeTotalAmount currencyID="SAR">6.00</cbc:ChargeTotalAmount>
        BR-DEC-11 tax-invoice cac:LegalMonetaryTotal/cbc:ChargeTotalAmount
        + <cbc:ChargeTotalAmount currencyID="SAR">5.00</cbc:ChargeTotalAmount>
        - <cbc:ChargeTotalAmount currencyID="SAR">5.000</cbc:ChargeTotalAmount>
        SJL-OVER-CREDIT credit-note cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount
        + <cbc:TaxInclusiveAmount currencyID="SAR">230.00</cbc:TaxInclusiveAmount>
        - <cbc:TaxInclusiveAmount currencyID="SAR">460.00</cbc:TaxInclusiveAmount>
        SJL-OVER-DRAWN settling cac:LegalMonetaryTotal/cbc:PrepaidAmount
        + <cbc:PrepaidAmount currencyID="SAR">115.00</cbc:PrepaidAmount>
        - <cbc:PrepaidAmount currencyID="SAR">230.00</cbc:PrepaidAmount>
        BR-KSA-80 settling cac:LegalMonetaryTotal/cbc:PrepaidAmount
        + <cbc:PrepaidAmount currencyID="SAR">115.00</cbc:PrepaidAmount>
        - <cbc:PrepaidAmount currencyID="SAR">115.01</cbc:PrepaidAmount>
        BR-DEC-16 settling cac:LegalMonetaryTotal/cbc:PrepaidAmount
        + <cbc:PrepaidAmount currencyID="SAR">115.00</cbc:PrepaidAmount>
        - <cbc:PrepaidAmount currencyID="SAR">115.000</cbc:PrepaidAmount>
        BR-DEC-17 tax-invoice cac:LegalMonetaryTotal/cbc:PayableRoundingAmount
        + <cbc:PayableRoundingAmount currencyID="SAR">0.00</cbc:PayableRoundingAmount>
        - <cbc:PayableRoundingAmount currencyID="SAR">0.000</cbc:PayableRoundingAmount>
        BR-15 tax-invoice cac:LegalMonetaryTotal/cbc:PayableAmount
        + <cbc:PayableAmount currencyID="SAR">287.50</cbc:PayableAmount>
        - <!-- no cbc:PayableAmount -->
        BR-CO-16 tax-invoice cac:LegalMonetaryTotal/cbc:PayableAmount
        + <cbc:PayableAmount currencyID="SAR">287.50</cbc:PayableAmount>
        - <cbc:PayableAmount currencyID="SAR">287.51</cbc:PayableAmount>
        BR-DEC-18 tax-invoice cac:LegalMonetaryTotal/cbc:PayableAmount
        + <cbc:PayableAmount currencyID="SAR">287.50</cbc:PayableAmount>
        - <cbc:PayableAmount currencyID="SAR">287.500</cbc:PayableAmount>
        """
}
