extension RuleExample {
    /// The document as a whole, its references and its kind.
    static let documentRows = """
        BR-02 tax-invoice cbc:ID
        + <cbc:ID>INV-1</cbc:ID>
        - <cbc:ID></cbc:ID>
        BR-KSA-F-06-C1 tax-invoice cbc:ID
        + <cbc:ID>INV-1</cbc:ID>
        - <cbc:ID>⟨128 × A⟩</cbc:ID>
        BR-KSA-EN16931-01 tax-invoice cbc:ProfileID
        + <cbc:ProfileID>reporting:1.0</cbc:ProfileID>
        - <cbc:ProfileID>reporting:2.0</cbc:ProfileID>
        BR-KSA-03 tax-invoice cbc:UUID
        + <cbc:UUID>8e6000cf-1a98-4174-b3e7-b5d5954bc10d</cbc:UUID>
        - <cbc:UUID>!!!</cbc:UUID>
        BR-03 tax-invoice cbc:IssueDate
        + <cbc:IssueDate>2026-03-01</cbc:IssueDate>
        - <!-- no cbc:IssueDate -->
        BR-KSA-04 tax-invoice cbc:IssueDate
        + <cbc:IssueDate>2026-03-01</cbc:IssueDate>
        - <cbc:IssueDate>2099-01-01</cbc:IssueDate>
        BR-KSA-F-01 tax-invoice cbc:IssueDate
        + <cbc:IssueDate>2026-03-01</cbc:IssueDate>
        - <cbc:IssueDate>2026-03-01Z</cbc:IssueDate>
        BR-KSA-98 simplified cbc:IssueDate
        + <cbc:IssueDate>2026-03-01</cbc:IssueDate>
        - <cbc:IssueDate>2026-01-31</cbc:IssueDate>
        BR-KSA-70 tax-invoice cbc:IssueTime
        + <cbc:IssueTime>12:21:28</cbc:IssueTime>
        - <cbc:IssueTime>12:21:28.5</cbc:IssueTime>
        BR-04 tax-invoice cbc:InvoiceTypeCode
        + <cbc:InvoiceTypeCode name="0100000">388</cbc:InvoiceTypeCode>
        - <!-- no cbc:InvoiceTypeCode -->
        BR-CL-01 tax-invoice cbc:InvoiceTypeCode
        + <cbc:InvoiceTypeCode name="0100000">388</cbc:InvoiceTypeCode>
        - <cbc:InvoiceTypeCode name="0100000">999</cbc:InvoiceTypeCode>
        BR-KSA-05 tax-invoice cbc:InvoiceTypeCode
        + <cbc:InvoiceTypeCode name="0100000">388</cbc:InvoiceTypeCode>
        - <cbc:InvoiceTypeCode name="0100000">380</cbc:InvoiceTypeCode>
        BR-KSA-06 tax-invoice cbc:InvoiceTypeCode
        + <cbc:InvoiceTypeCode name="0100000">388</cbc:InvoiceTypeCode>
        - <cbc:InvoiceTypeCode name="0300000">388</cbc:InvoiceTypeCode>
        BR-KSA-F-06-C40 tax-invoice cbc:InvoiceTypeCode
        + <cbc:InvoiceTypeCode name="0100000">388</cbc:InvoiceTypeCode>
        - <cbc:InvoiceTypeCode name="010000">388</cbc:InvoiceTypeCode>
        BR-KSA-07 tax-invoice cbc:InvoiceTypeCode
        + <cbc:InvoiceTypeCode name="0100100">388</cbc:InvoiceTypeCode>
        - <cbc:InvoiceTypeCode name="0100101">388</cbc:InvoiceTypeCode>
        BR-KSA-31 simplified cbc:InvoiceTypeCode
        + <cbc:InvoiceTypeCode name="0200000">388</cbc:InvoiceTypeCode>
        - <cbc:InvoiceTypeCode name="0200001">388</cbc:InvoiceTypeCode>
        BR-KSA-F-06-C2 tax-invoice cbc:Note
        + <cbc:Note>Thank you</cbc:Note>
        - <cbc:Note>⟨1001 × A⟩</cbc:Note>
        BR-05 tax-invoice cbc:DocumentCurrencyCode
        + <cbc:DocumentCurrencyCode>SAR</cbc:DocumentCurrencyCode>
        - <!-- no cbc:DocumentCurrencyCode -->
        BR-CL-04 tax-invoice cbc:DocumentCurrencyCode
        + <cbc:DocumentCurrencyCode>SAR</cbc:DocumentCurrencyCode>
        - <cbc:DocumentCurrencyCode>XYZ</cbc:DocumentCurrencyCode>
        BR-KSA-CL-01 tax-invoice cbc:DocumentCurrencyCode
        + <cbc:DocumentCurrencyCode>SAR</cbc:DocumentCurrencyCode>
        - <cbc:DocumentCurrencyCode>XYZ</cbc:DocumentCurrencyCode>
        BR-CL-05 tax-invoice cbc:TaxCurrencyCode
        + <cbc:TaxCurrencyCode>SAR</cbc:TaxCurrencyCode>
        - <cbc:TaxCurrencyCode>XYZ</cbc:TaxCurrencyCode>
        BR-KSA-68 tax-invoice cbc:TaxCurrencyCode
        + <cbc:TaxCurrencyCode>SAR</cbc:TaxCurrencyCode>
        - <!-- no cbc:TaxCurrencyCode -->
        BR-KSA-EN16931-02 tax-invoice cbc:TaxCurrencyCode
        + <cbc:TaxCurrencyCode>SAR</cbc:TaxCurrencyCode>
        - <cbc:TaxCurrencyCode>USD</cbc:TaxCurrencyCode>
        BR-KSA-F-06-C3 tax-invoice cac:OrderReference/cbc:ID
        + <cbc:ID>PO-7</cbc:ID>
        - <cbc:ID>⟨128 × A⟩</cbc:ID>
        BR-KSA-56 credit-note cac:BillingReference
        + <cac:BillingReference>
        +   <cac:InvoiceDocumentReference><cbc:ID>OLD-1</cbc:ID></cac:InvoiceDocumentReference>
        + </cac:BillingReference>
        - <!-- no cac:BillingReference -->
        BR-55 credit-note cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID
        + <cbc:ID>OLD-1</cbc:ID>
        - <cbc:ID></cbc:ID>
        BR-KSA-F-06-C22 credit-note cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID
        + <cbc:ID>OLD-1</cbc:ID>
        - <cbc:ID>⟨5001 × A⟩</cbc:ID>
        SJL-UNKNOWN-REFERENCE credit-note cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID
        + <cbc:ID>OLD-1</cbc:ID>
        - <cbc:ID>OLD-99</cbc:ID>
        SJL-REJECTED-REFERENCE credit-note cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID
        + <cbc:ID>INV-8</cbc:ID>
        - <cbc:ID>INV-7</cbc:ID>
        SJL-REFERENCE-DATE credit-note cac:BillingReference/cac:InvoiceDocumentReference/\
        cbc:IssueDate
        + <cbc:IssueDate>2026-02-10</cbc:IssueDate>
        - <cbc:IssueDate>2026-02-11</cbc:IssueDate>
        SJL-LATE-NOTE credit-note cac:BillingReference/cac:InvoiceDocumentReference/cbc:IssueDate
        + <cbc:IssueDate>2026-02-10</cbc:IssueDate>
        - <cbc:IssueDate>2025-12-10</cbc:IssueDate>
        BR-KSA-F-06-C5 tax-invoice cac:ContractDocumentReference/cbc:ID
        + <cbc:ID>C-7</cbc:ID>
        - <cbc:ID>⟨128 × A⟩</cbc:ID>
        BR-KSA-92 government cac:ContractDocumentReference/cbc:ID
        + <cbc:ID>C-7</cbc:ID>
        - <cbc:ID> </cbc:ID>
        BR-KSA-33 tax-invoice cac:AdditionalDocumentReference[1]/cbc:ID
        + <cbc:ID>ICV</cbc:ID>
        - <cbc:ID>Counter</cbc:ID>
        BR-KSA-34 tax-invoice cac:AdditionalDocumentReference[1]/cbc:UUID
        + <cbc:UUID>12</cbc:UUID>
        - <cbc:UUID>A12</cbc:UUID>
        BR-KSA-61 tax-invoice \
        cac:AdditionalDocumentReference[2]/cac:Attachment/cbc:EmbeddedDocumentBinaryObject
        + <cbc:EmbeddedDocumentBinaryObject mimeCode="text/plain">\
        NWZlY2ViNjY=</cbc:EmbeddedDocumentBinaryObject>
        - <cbc:EmbeddedDocumentBinaryObject mimeCode="image/png">\
        NWZlY2ViNjY=</cbc:EmbeddedDocumentBinaryObject>
        BR-KSA-26 tax-invoice \
        cac:AdditionalDocumentReference[2]/cac:Attachment/cbc:EmbeddedDocumentBinaryObject
        + <cbc:EmbeddedDocumentBinaryObject mimeCode="text/plain">\
        NWZlY2ViNjY=</cbc:EmbeddedDocumentBinaryObject>
        - <cbc:EmbeddedDocumentBinaryObject mimeCode="image/png">\
        NWZlY2ViNjY=</cbc:EmbeddedDocumentBinaryObject>
        BR-KSA-CL-03 tax-invoice \
        cac:AdditionalDocumentReference[2]/cac:Attachment/cbc:EmbeddedDocumentBinaryObject
        + <cbc:EmbeddedDocumentBinaryObject mimeCode="text/plain">\
        NWZlY2ViNjY=</cbc:EmbeddedDocumentBinaryObject>
        - <cbc:EmbeddedDocumentBinaryObject mimeCode="foo/bar">\
        NWZlY2ViNjY=</cbc:EmbeddedDocumentBinaryObject>
        BR-KSA-27 simplified \
        cac:AdditionalDocumentReference[3]/cac:Attachment/cbc:EmbeddedDocumentBinaryObject
        + <cbc:EmbeddedDocumentBinaryObject mimeCode="text/plain">\
        AQNBQkM=</cbc:EmbeddedDocumentBinaryObject>
        - <cbc:EmbeddedDocumentBinaryObject mimeCode="image/png">\
        AQNBQkM=</cbc:EmbeddedDocumentBinaryObject>
        BR-CL-KSA-14 tax-invoice \
        cac:AdditionalDocumentReference[3]/cac:Attachment/cbc:EmbeddedDocumentBinaryObject
        + <cbc:EmbeddedDocumentBinaryObject mimeCode="text/plain">\
        AQNBQkM=</cbc:EmbeddedDocumentBinaryObject>
        - <cbc:EmbeddedDocumentBinaryObject mimeCode="text/plain">\
        ⟨1004 × A⟩</cbc:EmbeddedDocumentBinaryObject>
        BR-52 tax-invoice cac:AdditionalDocumentReference[4]/cbc:ID
        + <cbc:ID>ANNEX-1</cbc:ID>
        - <cbc:ID></cbc:ID>
        BR-KSA-28 simplified \
        ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/sig:UBLDocumentSignatures/\
        sac:SignatureInformation/cbc:ID
        + <cbc:ID>urn:oasis:names:specification:ubl:signature:1</cbc:ID>
        - <cbc:ID>urn:oasis:names:specification:ubl:signature:2</cbc:ID>
        BR-KSA-29 simplified cac:Signature/cbc:ID
        + <cbc:ID>urn:oasis:names:specification:ubl:signature:Invoice</cbc:ID>
        - <cbc:ID>urn:oasis:names:specification:ubl:signature:invoice</cbc:ID>
        BR-KSA-30 simplified cac:Signature/cbc:SignatureMethod
        + <cbc:SignatureMethod>\
        urn:oasis:names:specification:ubl:dsig:enveloped:xades</cbc:SignatureMethod>
        - <cbc:SignatureMethod>\
        urn:oasis:names:specification:ubl:dsig:enveloped</cbc:SignatureMethod>
        BR-KSA-60 simplified cac:Signature
        + <cac:Signature>
        +   <cbc:ID>urn:oasis:names:specification:ubl:signature:Invoice</cbc:ID>
        +   <cbc:SignatureMethod>\
        urn:oasis:names:specification:ubl:dsig:enveloped:xades</cbc:SignatureMethod>
        + </cac:Signature>
        - <!-- no cac:Signature -->
        BR-KSA-15 tax-invoice cac:Delivery/cbc:ActualDeliveryDate
        + <cbc:ActualDeliveryDate>2026-02-28</cbc:ActualDeliveryDate>
        - <!-- no cbc:ActualDeliveryDate -->
        BR-KSA-35 tax-invoice cac:Delivery/cbc:ActualDeliveryDate
        + <cbc:ActualDeliveryDate>2026-02-28</cbc:ActualDeliveryDate>
        - <!-- no cbc:ActualDeliveryDate -->
        BR-KSA-36 tax-invoice cac:Delivery/cbc:LatestDeliveryDate
        + <cbc:LatestDeliveryDate>2026-03-01</cbc:LatestDeliveryDate>
        - <cbc:LatestDeliveryDate>2026-02-01</cbc:LatestDeliveryDate>
        BR-KSA-72 summary cac:Delivery/cbc:LatestDeliveryDate
        + <cbc:LatestDeliveryDate>2026-03-01</cbc:LatestDeliveryDate>
        - <!-- no cbc:LatestDeliveryDate -->
        BR-49 tax-invoice cac:PaymentMeans/cbc:PaymentMeansCode
        + <cbc:PaymentMeansCode>10</cbc:PaymentMeansCode>
        - <!-- no cbc:PaymentMeansCode -->
        BR-CL-16 tax-invoice cac:PaymentMeans/cbc:PaymentMeansCode
        + <cbc:PaymentMeansCode>10</cbc:PaymentMeansCode>
        - <cbc:PaymentMeansCode>99</cbc:PaymentMeansCode>
        BR-KSA-16 tax-invoice cac:PaymentMeans/cbc:PaymentMeansCode
        + <cbc:PaymentMeansCode>10</cbc:PaymentMeansCode>
        - <cbc:PaymentMeansCode>69</cbc:PaymentMeansCode>
        BR-KSA-17 credit-note cac:PaymentMeans/cbc:InstructionNote
        + <cbc:InstructionNote>Returned</cbc:InstructionNote>
        - <!-- no cbc:InstructionNote -->
        BR-KSA-F-06-C13 credit-note cac:PaymentMeans/cbc:InstructionNote
        + <cbc:InstructionNote>Returned</cbc:InstructionNote>
        - <cbc:InstructionNote>⟨1001 × A⟩</cbc:InstructionNote>
        BR-KSA-F-06-C15 tax-invoice cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID
        + <cbc:ID>SA0380000000608010167519</cbc:ID>
        - <cbc:ID>⟨128 × A⟩</cbc:ID>
        BR-KSA-F-06-C14 tax-invoice cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:PaymentNote
        + <cbc:PaymentNote>Within 30 days</cbc:PaymentNote>
        - <cbc:PaymentNote>⟨1001 × A⟩</cbc:PaymentNote>
        BR-KSA-87 foreign-currency cac:TaxExchangeRate/cbc:CalculationRate
        + <cbc:CalculationRate>3.75</cbc:CalculationRate>
        - <!-- no cbc:CalculationRate -->
        BR-KSA-88 foreign-currency cac:TaxExchangeRate/cbc:SourceCurrencyCode
        + <cbc:SourceCurrencyCode>USD</cbc:SourceCurrencyCode>
        - <cbc:SourceCurrencyCode>EUR</cbc:SourceCurrencyCode>
        BR-KSA-89 foreign-currency cac:TaxExchangeRate/cbc:TargetCurrencyCode
        + <cbc:TargetCurrencyCode>SAR</cbc:TargetCurrencyCode>
        - <cbc:TargetCurrencyCode>USD</cbc:TargetCurrencyCode>
        BR-KSA-90 foreign-currency cac:TaxExchangeRate/cbc:CalculationRate
        + <cbc:CalculationRate>3.750000000001</cbc:CalculationRate>
        - <cbc:CalculationRate>3.7500000000001</cbc:CalculationRate>
        """
}
