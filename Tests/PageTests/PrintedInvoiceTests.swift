import Invoicing
import Page
import Picture
import Testing

/// A standard invoice with one of everything that is printed; names that try to be markup.
private let invoice = """
    <Invoice><ID>INV-7</ID><UUID>6f0c1c9e-0000-4000-8000-000000000001</UUID>
    <IssueDate>2026-03-01</IssueDate>
    <InvoiceTypeCode name="0111111">388</InvoiceTypeCode><Note>شكرًا</Note>
    <DocumentCurrencyCode>USD</DocumentCurrencyCode><TaxCurrencyCode>SAR</TaxCurrencyCode>
    <OrderReference><ID>PO-9</ID></OrderReference>
    <BillingReference><InvoiceDocumentReference><ID>INV-1</ID><IssueDate>2026-01-05</IssueDate>
    </InvoiceDocumentReference></BillingReference>
    <ContractDocumentReference><ID>C-3</ID></ContractDocumentReference>
    <AccountingSupplierParty><Party><PartyIdentification><ID schemeID="CRN">1010010000</ID>
    </PartyIdentification><PostalAddress><StreetName>طريق الملك فهد</StreetName>
    <BuildingNumber>2322</BuildingNumber><CityName>الرياض</CityName><PostalZone>12214</PostalZone>
    <Country><IdentificationCode>SA</IdentificationCode></Country></PostalAddress>
    <PartyTaxScheme><CompanyID>399999999900003</CompanyID></PartyTaxScheme>
    <PartyLegalEntity><RegistrationName>شركة &lt;script&gt;alert(1)&lt;/script&gt; &amp; أبناؤه\
    </RegistrationName></PartyLegalEntity></Party></AccountingSupplierParty>
    <AccountingCustomerParty><Party><PartyTaxScheme><CompanyID>311111111101113</CompanyID>
    </PartyTaxScheme><PartyLegalEntity><RegistrationName>"المشتري"</RegistrationName>
    </PartyLegalEntity></Party></AccountingCustomerParty>
    <Delivery><ActualDeliveryDate>2026-02-27</ActualDeliveryDate>
    <LatestDeliveryDate>2026-02-28</LatestDeliveryDate></Delivery>
    <PaymentMeans><PaymentMeansCode>42</PaymentMeansCode>
    <InstructionNote>عودة بضاعة</InstructionNote></PaymentMeans>
    <AllowanceCharge><ChargeIndicator>false</ChargeIndicator>
    <AllowanceChargeReason>ولاء</AllowanceChargeReason><Amount currencyID="USD">10.00</Amount>
    </AllowanceCharge>
    <TaxTotal><TaxAmount currencyID="USD">1234567.50</TaxAmount><TaxSubtotal>
    <TaxableAmount>8230450.00</TaxableAmount><TaxAmount>1234567.50</TaxAmount><TaxCategory>
    <ID>S</ID><Percent>15.00</Percent></TaxCategory></TaxSubtotal><TaxSubtotal>
    <TaxableAmount>100.00</TaxableAmount><TaxAmount>0.00</TaxAmount><TaxCategory>
    <ID>Z</ID><Percent>0.00</Percent><TaxExemptionReason>أدوية</TaxExemptionReason>
    </TaxCategory></TaxSubtotal></TaxTotal>
    <TaxTotal><TaxAmount currencyID="SAR">4629628.13</TaxAmount></TaxTotal>
    <LegalMonetaryTotal><LineExtensionAmount>8230560.00</LineExtensionAmount>
    <TaxExclusiveAmount>8230550.00</TaxExclusiveAmount>
    <TaxInclusiveAmount>9465117.50</TaxInclusiveAmount><PrepaidAmount>115.00</PrepaidAmount>
    <PayableRoundingAmount>-0.50</PayableRoundingAmount>
    <PayableAmount>9465002.00</PayableAmount></LegalMonetaryTotal>
    <InvoiceLine><Note>هش</Note><InvoicedQuantity unitCode="KGM">3</InvoicedQuantity>
    <LineExtensionAmount>8230460.00</LineExtensionAmount><AllowanceCharge>
    <ChargeIndicator>true</ChargeIndicator><AllowanceChargeReason>تغليف</AllowanceChargeReason>
    <Amount>1000.00</Amount></AllowanceCharge><TaxTotal><TaxAmount>1234569.00</TaxAmount>
    <RoundingAmount>9465029.00</RoundingAmount></TaxTotal><Item><Name>&lt;b&gt;قهوة&lt;/b&gt;</Name>
    <ClassifiedTaxCategory><ID>S</ID><Percent>15.00</Percent></ClassifiedTaxCategory></Item>
    <Price><PriceAmount>2743153.333333</PriceAmount><BaseQuantity>2</BaseQuantity></Price>
    </InvoiceLine><InvoiceLine><DocumentReference><ID>ADV-5</ID><IssueDate>2026-01-31</IssueDate>
    </DocumentReference><TaxTotal><TaxSubtotal><TaxableAmount>100.00</TaxableAmount>
    <TaxAmount>15.00</TaxAmount><TaxCategory><ID>S</ID><Percent>15.00</Percent></TaxCategory>
    </TaxSubtotal></TaxTotal></InvoiceLine></Invoice>
    """

private func page(
    _ xml: String = invoice, notices: [Bilingual] = []
) throws -> String {
    let printed = try PrintedInvoice(xml: Array(xml.utf8), qrText: "AQVTaWppbA==", notices: notices)
    return String(decoding: try printed.html(), as: UTF8.self)
}

@Suite("the printed invoice")
struct PrintedInvoiceTests {
    @Test(
        "shows each thing that must be shown",
        arguments: [
            "فاتورة ضريبية", "Tax invoice", "INV-7", "2026-03-01", "2026-02-27", "2026-02-28",
            "<bdi>INV-1</bdi> <bdi dir=\"ltr\" lang=\"en\" class=\"d\">(2026-01-05)</bdi>",
            "عودة بضاعة", "PO-9", "C-3", "تحويل بنكي", "bank transfer",
            "صادرة عن طرف ثالث", "nominal supply", "تصدير", "فاتورة ملخصة", "self-billed", "شكرًا",
            "CRN 1010010000", "طريق الملك فهد", "2322", "الرياض", "12214", "399999999900003",
            "311111111101113", ">3</bdi> كيلوغرام<", ">kg<", "2,743,153.333333 / 2", "+1,000.00",
            "8,230,460.00",
            "15.00%", "1,234,569.00", "9,465,029.00", "هش", "تغليف", "ADV-5", "2026-01-31",
            "النسبة الأساسية", "8,230,450.00", "Z 0.00%", "أدوية", "−10.00 USD",
            "الخصم (<bdi>ولاء</bdi>)",
            "8,230,550.00 USD", "1,234,567.50 USD", "4,629,628.13 SAR", "9,465,117.50 USD",
            "115.00 USD", "−0.50 USD", "9,465,002.00 USD",
            "6f0c1c9e-0000-4000-8000-000000000001",
        ])
    func shows(_ text: String) throws {
        #expect(try page().contains(text))
    }

    @Test("a unit without a word is shown by its code")
    func units() throws {
        #expect(try page(invoice.replacing("KGM", with: "XVQ")).contains(">3 XVQ</bdi></td>"))
        #expect(try page(invoice.replacing("KGM", with: "HUR")).contains(" ساعة<"))
    }

    @Test("takes no name for markup")
    func escapes() throws {
        let page = try page()
        #expect(page.contains("شركة &lt;script&gt;alert(1)&lt;/script&gt; &amp; أبناؤه"))
        #expect(page.contains("&lt;b&gt;قهوة&lt;/b&gt;"))
        #expect(!page.contains("<script"))
    }

    @Test("needs nothing from elsewhere, and forbids it")
    func selfContained() throws {
        let page = try page().replacing("http://www.w3.org/2000/svg", with: "")
        #expect(!page.contains("http:") && !page.contains("https:"))
        #expect(!page.contains("url(") && !page.contains("@import"))
        #expect(page.contains("default-src 'none'"))
        #expect(page.contains("<html lang=\"ar\" dir=\"rtl\">"))
    }

    @Test("holds the picture of its QR code, and every notice")
    func picture() throws {
        let notice = Bilingual(en: "test: no tax value", ar: "اختبار: بلا قيمة ضريبية")
        let page = try page(notices: [notice])
        #expect(page.contains(try QRPicture.svg(text: "AQVTaWppbA==")))
        #expect(page.contains(notice.en) && page.contains(notice.ar))
    }

    @Test(
        "has the title of its kind and type",
        arguments: [
            ("0100000", "388", "Tax invoice"), ("0200000", "388", "Simplified tax invoice"),
            ("0100000", "381", "Credit note to a tax invoice"),
            ("0200000", "381", "Credit note to a simplified tax invoice"),
            ("0100000", "383", "Debit note to a tax invoice"),
            ("0200000", "383", "Debit note to a simplified tax invoice"),
            ("0100000", "386", "Tax invoice for a prepayment"),
            ("0200000", "386", "Simplified tax invoice for a prepayment"),
        ])
    func titles(name: String, code: String, title: String) throws {
        let page = try page(
            "<Invoice><InvoiceTypeCode name=\"\(name)\">\(code)</InvoiceTypeCode></Invoice>")
        #expect(page.contains(">\(title)</span></h1>"))
        #expect(!page.contains("Particulars"))
    }

    @Test("says where a stored document is damaged")
    func damaged() throws {
        #expect(throws: PageError.notXML(line: 1, column: 14)) { try page("<Invoice></a>") }
        #expect(throws: PageError.noQRCode(bytes: 0)) {
            try PrintedInvoice(xml: Array("<Invoice/>".utf8), qrText: "", notices: []).html()
        }
    }
}
