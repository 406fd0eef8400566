extension RuleExample {
    /// Lines, prices and prepayments.
    static let lineRows = """
        BR-16 credit-note cac:InvoiceLine
        + <cac:InvoiceLine>
        +   <cbc:ID>1</cbc:ID>
        +   <cbc:InvoicedQuantity unitCode="PCE">2</cbc:InvoicedQuantity>
        +   <cbc:LineExtensionAmount currencyID="SAR">200.00</cbc:LineExtensionAmount>
        +   <cac:TaxTotal>
        +     <cbc:TaxAmount currencyID="SAR">30.00</cbc:TaxAmount>
        +     <cbc:RoundingAmount currencyID="SAR">230.00</cbc:RoundingAmount>
        +   </cac:TaxTotal>
        +   <cac:Item>
        +     <cbc:Name>Coffee</cbc:Name>
        +     <cac:ClassifiedTaxCategory>
        +       <cbc:ID>S</cbc:ID>
        +       <cbc:Percent>15.00</cbc:Percent>
        +       <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
        +     </cac:ClassifiedTaxCategory>
        +   </cac:Item>
        +   <cac:Price><cbc:PriceAmount currencyID="SAR">100.00</cbc:PriceAmount></cac:Price>
        + </cac:InvoiceLine>
        - <!-- no cac:InvoiceLine -->
        BR-21 tax-invoice cac:InvoiceLine[1]/cbc:ID
        + <cbc:ID>1</cbc:ID>
        - <cbc:ID></cbc:ID>
        BR-KSA-F-06-C17 tax-invoice cac:InvoiceLine[1]/cbc:ID
        + <cbc:ID>1</cbc:ID>
        - <cbc:ID>1234567</cbc:ID>
        BR-KSA-F-06-C18 tax-invoice cac:InvoiceLine[1]/cbc:InvoicedQuantity
        + <cbc:InvoicedQuantity unitCode="PCE">2</cbc:InvoicedQuantity>
        - <cbc:InvoicedQuantity unitCode="⟨128 × A⟩">2</cbc:InvoicedQuantity>
        BR-22 settling cac:InvoiceLine[3]/cbc:InvoicedQuantity
        + <cbc:InvoicedQuantity unitCode="PCE">0.00</cbc:InvoicedQuantity>
        - <cbc:InvoicedQuantity unitCode="PCE">0</cbc:InvoicedQuantity>
        BR-24 tax-invoice cac:InvoiceLine[1]/cbc:LineExtensionAmount
        + <cbc:LineExtensionAmount currencyID="SAR">200.00</cbc:LineExtensionAmount>
        - <!-- no cbc:LineExtensionAmount -->
        BR-DEC-23 tax-invoice cac:InvoiceLine[1]/cbc:LineExtensionAmount
        + <cbc:LineExtensionAmount currencyID="SAR">200.00</cbc:LineExtensionAmount>
        - <cbc:LineExtensionAmount currencyID="SAR">200.000</cbc:LineExtensionAmount>
        BR-KSA-EN16931-11 tax-invoice cac:InvoiceLine[1]/cbc:LineExtensionAmount
        + <cbc:LineExtensionAmount currencyID="SAR">200.00</cbc:LineExtensionAmount>
        - <cbc:LineExtensionAmount currencyID="SAR">200.02</cbc:LineExtensionAmount>
        BR-CL-03 tax-invoice cac:InvoiceLine[1]/cbc:LineExtensionAmount
        + <cbc:LineExtensionAmount currencyID="SAR">200.00</cbc:LineExtensionAmount>
        - <cbc:LineExtensionAmount currencyID="XYZ">200.00</cbc:LineExtensionAmount>
        BR-KSA-CL-02 tax-invoice cac:InvoiceLine[1]/cbc:LineExtensionAmount
        + <cbc:LineExtensionAmount currencyID="SAR">200.00</cbc:LineExtensionAmount>
        - <cbc:LineExtensionAmount currencyID="USD">200.00</cbc:LineExtensionAmount>
        BR-KSA-F-06-C36 tax-invoice \
        cac:InvoiceLine[1]/cac:AllowanceCharge[1]/cbc:AllowanceChargeReason
        + <cbc:AllowanceChargeReason>Discount</cbc:AllowanceChargeReason>
        - <cbc:AllowanceChargeReason>⟨1001 × A⟩</cbc:AllowanceChargeReason>
        BR-41 tax-invoice cac:InvoiceLine[1]/cac:AllowanceCharge[1]/cbc:Amount
        + <cbc:Amount currencyID="SAR">10.00</cbc:Amount>
        - <!-- no cbc:Amount -->
        BR-DEC-24 tax-invoice cac:InvoiceLine[1]/cac:AllowanceCharge[1]/cbc:Amount
        + <cbc:Amount currencyID="SAR">10.00</cbc:Amount>
        - <cbc:Amount currencyID="SAR">10.000</cbc:Amount>
        BR-DEC-25 tax-invoice cac:InvoiceLine[1]/cac:AllowanceCharge[1]/cbc:BaseAmount
        + <cbc:BaseAmount currencyID="SAR">200.00</cbc:BaseAmount>
        - <cbc:BaseAmount currencyID="SAR">200.000</cbc:BaseAmount>
        BR-KSA-20 tax-invoice \
        cac:InvoiceLine[1]/cac:AllowanceCharge[2]/cbc:AllowanceChargeReasonCode
        + <cbc:AllowanceChargeReasonCode>FC</cbc:AllowanceChargeReasonCode>
        - <!-- no cbc:AllowanceChargeReasonCode -->
        BR-KSA-22 tax-invoice cac:InvoiceLine[1]/cac:AllowanceCharge[2]/cbc:AllowanceChargeReason
        + <cbc:AllowanceChargeReason>Freight</cbc:AllowanceChargeReason>
        - <!-- no cbc:AllowanceChargeReason -->
        BR-KSA-F-06-C34 tax-invoice \
        cac:InvoiceLine[1]/cac:AllowanceCharge[2]/cbc:AllowanceChargeReason
        + <cbc:AllowanceChargeReason>Freight</cbc:AllowanceChargeReason>
        - <cbc:AllowanceChargeReason>⟨1001 × A⟩</cbc:AllowanceChargeReason>
        BR-43 tax-invoice cac:InvoiceLine[1]/cac:AllowanceCharge[2]/cbc:Amount
        + <cbc:Amount currencyID="SAR">10.00</cbc:Amount>
        - <!-- no cbc:Amount -->
        BR-DEC-27 tax-invoice cac:InvoiceLine[1]/cac:AllowanceCharge[2]/cbc:Amount
        + <cbc:Amount currencyID="SAR">10.00</cbc:Amount>
        - <cbc:Amount currencyID="SAR">10.000</cbc:Amount>
        BR-DEC-28 tax-invoice cac:InvoiceLine[1]/cac:AllowanceCharge[2]/cbc:BaseAmount
        + <cbc:BaseAmount currencyID="SAR">200.00</cbc:BaseAmount>
        - <cbc:BaseAmount currencyID="SAR">200.000</cbc:BaseAmount>
        BR-KSA-52 tax-invoice cac:InvoiceLine[1]/cac:TaxTotal
        + <cac:TaxTotal>
        +   <cbc:TaxAmount currencyID="SAR">30.00</cbc:TaxAmount>
        +   <cbc:RoundingAmount currencyID="SAR">230.00</cbc:RoundingAmount>
        + </cac:TaxTotal>
        - <!-- no cac:TaxTotal -->
        BR-KSA-DEC-03 tax-invoice cac:InvoiceLine[1]/cac:TaxTotal/cbc:TaxAmount
        + <cbc:TaxAmount currencyID="SAR">30.00</cbc:TaxAmount>
        - <cbc:TaxAmount currencyID="SAR">30.000</cbc:TaxAmount>
        SJL-LINE-VAT tax-invoice cac:InvoiceLine[1]/cac:TaxTotal/cbc:TaxAmount
        + <cbc:TaxAmount currencyID="SAR">30.00</cbc:TaxAmount>
        - <cbc:TaxAmount currencyID="SAR">10.00</cbc:TaxAmount>
        BR-KSA-51 tax-invoice cac:InvoiceLine[1]/cac:TaxTotal/cbc:RoundingAmount
        + <cbc:RoundingAmount currencyID="SAR">230.00</cbc:RoundingAmount>
        - <cbc:RoundingAmount currencyID="SAR">230.01</cbc:RoundingAmount>
        BR-KSA-53 tax-invoice cac:InvoiceLine[1]/cac:TaxTotal/cbc:RoundingAmount
        + <cbc:RoundingAmount currencyID="SAR">230.00</cbc:RoundingAmount>
        - <!-- no cbc:RoundingAmount -->
        BR-KSA-DEC-04 tax-invoice cac:InvoiceLine[1]/cac:TaxTotal/cbc:RoundingAmount
        + <cbc:RoundingAmount currencyID="SAR">230.00</cbc:RoundingAmount>
        - <cbc:RoundingAmount currencyID="SAR">230.000</cbc:RoundingAmount>
        BR-25 tax-invoice cac:InvoiceLine[1]/cac:Item/cbc:Name
        + <cbc:Name>Coffee</cbc:Name>
        - <cbc:Name></cbc:Name>
        BR-KSA-F-06-C19 tax-invoice cac:InvoiceLine[1]/cac:Item/cbc:Name
        + <cbc:Name>Coffee</cbc:Name>
        - <cbc:Name>AB</cbc:Name>
        BR-KSA-F-C-01 tax-invoice cac:InvoiceLine[1]/cac:Item/cbc:Name
        + <cbc:Name>Coffee</cbc:Name>
        - <cbc:Name>123456</cbc:Name>
        BR-KSA-F-06-C30 tax-invoice cac:InvoiceLine[1]/cac:Item/cac:BuyersItemIdentification/cbc:ID
        + <cbc:ID>B-1</cbc:ID>
        - <cbc:ID>⟨128 × A⟩</cbc:ID>
        BR-KSA-F-06-C31 tax-invoice cac:InvoiceLine[1]/cac:Item/cac:SellersItemIdentification/cbc:ID
        + <cbc:ID>S-1</cbc:ID>
        - <cbc:ID>⟨128 × A⟩</cbc:ID>
        BR-KSA-F-06-C20 tax-invoice \
        cac:InvoiceLine[1]/cac:Item/cac:StandardItemIdentification/cbc:ID
        + <cbc:ID>6281000000007</cbc:ID>
        - <cbc:ID>⟨128 × A⟩</cbc:ID>
        BR-S-05 tax-invoice cac:InvoiceLine[1]/cac:Item/cac:ClassifiedTaxCategory/cbc:Percent
        + <cbc:Percent>15.00</cbc:Percent>
        - <cbc:Percent>0.00</cbc:Percent>
        BR-Z-05 zero-rated cac:InvoiceLine[1]/cac:Item/cac:ClassifiedTaxCategory/cbc:Percent
        + <cbc:Percent>0.00</cbc:Percent>
        - <cbc:Percent>15.00</cbc:Percent>
        BR-E-05 exempt cac:InvoiceLine[1]/cac:Item/cac:ClassifiedTaxCategory/cbc:Percent
        + <cbc:Percent>0.00</cbc:Percent>
        - <cbc:Percent>15.00</cbc:Percent>
        BR-KSA-11 out-of-scope cac:InvoiceLine[1]/cac:Item/cac:ClassifiedTaxCategory/cbc:Percent
        + <cbc:Percent>0.00</cbc:Percent>
        - <cbc:Percent>15.00</cbc:Percent>
        BR-KSA-DEC-02 tax-invoice cac:InvoiceLine[1]/cac:Item/cac:ClassifiedTaxCategory/cbc:Percent
        + <cbc:Percent>15.00</cbc:Percent>
        - <cbc:Percent>15.999</cbc:Percent>
        BR-CO-04 tax-invoice \
        cac:InvoiceLine[1]/cac:Item/cac:ClassifiedTaxCategory/cac:TaxScheme/cbc:ID
        + <cbc:ID>VAT</cbc:ID>
        - <cbc:ID>GST</cbc:ID>
        BR-54 tax-invoice cac:InvoiceLine[1]/cac:Item/cac:AdditionalItemProperty/cbc:Value
        + <cbc:Value>1 kg</cbc:Value>
        - <!-- no cbc:Value -->
        BR-26 tax-invoice cac:InvoiceLine[2]/cac:Price
        + <cac:Price><cbc:PriceAmount currencyID="SAR">50.00</cbc:PriceAmount></cac:Price>
        - <!-- no cac:Price -->
        BR-KSA-F-06-C21 tax-invoice cac:InvoiceLine[1]/cac:Price/cbc:BaseQuantity
        + <cbc:BaseQuantity unitCode="PCE">1</cbc:BaseQuantity>
        - <cbc:BaseQuantity unitCode="⟨128 × A⟩">1</cbc:BaseQuantity>
        BR-KSA-EN16931-12 tax-invoice cac:InvoiceLine[1]/cac:Price/cbc:BaseQuantity
        + <cbc:BaseQuantity unitCode="PCE">1</cbc:BaseQuantity>
        - <cbc:BaseQuantity unitCode="PCE">-1</cbc:BaseQuantity>
        BR-KSA-EN16931-06 tax-invoice \
        cac:InvoiceLine[1]/cac:Price/cac:AllowanceCharge/cbc:ChargeIndicator
        + <cbc:ChargeIndicator>false</cbc:ChargeIndicator>
        - <cbc:ChargeIndicator>true</cbc:ChargeIndicator>
        BR-KSA-EN16931-07 tax-invoice \
        cac:InvoiceLine[1]/cac:Price/cac:AllowanceCharge/cbc:BaseAmount
        + <cbc:BaseAmount currencyID="SAR">120.00</cbc:BaseAmount>
        - <cbc:BaseAmount currencyID="SAR">121.00</cbc:BaseAmount>
        SJL-UNKNOWN-ADVANCE settling cac:InvoiceLine[3]/cac:DocumentReference/cbc:ID
        + <cbc:ID>ADV-1</cbc:ID>
        - <cbc:ID>ADV-99</cbc:ID>
        BR-KSA-73 settling cac:InvoiceLine[3]/cac:DocumentReference/cbc:IssueTime
        + <cbc:IssueTime>10:00:00</cbc:IssueTime>
        - <!-- no cbc:IssueTime -->
        BR-KSA-F-05 settling cac:InvoiceLine[3]/cac:DocumentReference/cbc:IssueTime
        + <cbc:IssueTime>10:00:00</cbc:IssueTime>
        - <cbc:IssueTime>noon</cbc:IssueTime>
        BR-KSA-74 settling cac:InvoiceLine[3]/cac:DocumentReference/cbc:DocumentTypeCode
        + <cbc:DocumentTypeCode>386</cbc:DocumentTypeCode>
        - <cbc:DocumentTypeCode>388</cbc:DocumentTypeCode>
        BR-KSA-DEC-06 settling cac:InvoiceLine[3]/cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount
        + <cbc:TaxableAmount currencyID="SAR">100.00</cbc:TaxableAmount>
        - <cbc:TaxableAmount currencyID="SAR">100.000</cbc:TaxableAmount>
        BR-KSA-79 settling cac:InvoiceLine[3]/cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount
        + <cbc:TaxAmount currencyID="SAR">15.00</cbc:TaxAmount>
        - <cbc:TaxAmount currencyID="SAR">15.02</cbc:TaxAmount>
        BR-KSA-75 settling \
        cac:InvoiceLine[3]/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:Percent
        + <cbc:Percent>15.00</cbc:Percent>
        - <!-- no cbc:Percent -->
        BR-KSA-76 settling-zero-rated \
        cac:InvoiceLine[3]/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:Percent
        + <cbc:Percent>0.00</cbc:Percent>
        - <cbc:Percent>5.00</cbc:Percent>
        BR-KSA-77 settling-exempt \
        cac:InvoiceLine[3]/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:Percent
        + <cbc:Percent>0.00</cbc:Percent>
        - <cbc:Percent>5.00</cbc:Percent>
        BR-KSA-78 settling-out-of-scope \
        cac:InvoiceLine[3]/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:Percent
        + <cbc:Percent>0.00</cbc:Percent>
        - <cbc:Percent>5.00</cbc:Percent>
        BR-KSA-93 settling-zero-rated \
        cac:InvoiceLine[3]/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReasonCode
        + <cbc:TaxExemptionReasonCode>VATEX-SA-32</cbc:TaxExemptionReasonCode>
        - <!-- no cbc:TaxExemptionReasonCode -->
        BR-KSA-94 settling-exempt \
        cac:InvoiceLine[3]/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReasonCode
        + <cbc:TaxExemptionReasonCode>VATEX-SA-30</cbc:TaxExemptionReasonCode>
        - <!-- no cbc:TaxExemptionReasonCode -->
        BR-KSA-95 settling-out-of-scope \
        cac:InvoiceLine[3]/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReasonCode
        + <cbc:TaxExemptionReasonCode>VATEX-SA-OOS</cbc:TaxExemptionReasonCode>
        - <!-- no cbc:TaxExemptionReasonCode -->
        BR-KSA-CL-07 settling-zero-rated \
        cac:InvoiceLine[3]/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReasonCode
        + <cbc:TaxExemptionReasonCode>VATEX-SA-32</cbc:TaxExemptionReasonCode>
        - <cbc:TaxExemptionReasonCode>VATEX-SA-29</cbc:TaxExemptionReasonCode>
        BR-KSA-96 settling-zero-rated \
        cac:InvoiceLine[3]/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReason
        + <cbc:TaxExemptionReason>Export of goods</cbc:TaxExemptionReason>
        - <!-- no cbc:TaxExemptionReason -->
        BR-KSA-F-06-C39 settling-zero-rated \
        cac:InvoiceLine[3]/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReason
        + <cbc:TaxExemptionReason>Export of goods</cbc:TaxExemptionReason>
        - <cbc:TaxExemptionReason>⟨1001 × A⟩</cbc:TaxExemptionReason>
        BR-KSA-82 settling cac:InvoiceLine[3]/cac:Price/cbc:PriceAmount
        + <cbc:PriceAmount currencyID="SAR">0.00</cbc:PriceAmount>
        - <cbc:PriceAmount currencyID="SAR">5.00</cbc:PriceAmount>
        """
}
