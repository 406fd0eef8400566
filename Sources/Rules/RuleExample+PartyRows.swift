extension RuleExample {
    /// Seller and buyer.
    static let partyRows = """
        BR-KSA-08 tax-invoice cac:AccountingSupplierParty/cac:Party/cac:PartyIdentification/cbc:ID
        + <cbc:ID schemeID="CRN">1010010000</cbc:ID>
        - <cbc:ID schemeID="TIN">1010010000</cbc:ID>
        BR-KSA-F-08 tax-invoice cac:AccountingSupplierParty/cac:Party/cac:PartyIdentification/cbc:ID
        + <cbc:ID schemeID="CRN">1010010000</cbc:ID>
        - <cbc:ID schemeID="CRN">101001000</cbc:ID>
        BR-KSA-F-09 tax-invoice cac:AccountingSupplierParty/cac:Party/cac:PartyIdentification/cbc:ID
        + <cbc:ID schemeID="700">7010293847</cbc:ID>
        - <cbc:ID schemeID="700">1010293847</cbc:ID>
        BR-KSA-F-12 tax-invoice cac:AccountingSupplierParty/cac:Party/cac:PartyIdentification/cbc:ID
        + <cbc:ID schemeID="CRN">1010010000</cbc:ID>
        - <cbc:ID schemeID=" CRN">1010010000</cbc:ID>
        BR-KSA-F-13 tax-invoice cac:AccountingSupplierParty/cac:Party/cac:PartyIdentification/cbc:ID
        + <cbc:ID schemeID="CRN">1010010000</cbc:ID>
        - <cbc:ID schemeID="CRN">1234567890</cbc:ID>
        BR-08 tax-invoice cac:AccountingSupplierParty/cac:Party/cac:PostalAddress
        + <cac:PostalAddress>
        +   <cbc:StreetName>King Road</cbc:StreetName>
        +   <cbc:BuildingNumber>1234</cbc:BuildingNumber>
        +   <cbc:CitySubdivisionName>Olaya</cbc:CitySubdivisionName>
        +   <cbc:CityName>Riyadh</cbc:CityName>
        +   <cbc:PostalZone>12345</cbc:PostalZone>
        +   <cac:Country><cbc:IdentificationCode>SA</cbc:IdentificationCode></cac:Country>
        + </cac:PostalAddress>
        - <!-- no cac:PostalAddress -->
        BR-KSA-F-06-C4 tax-invoice \
        cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cbc:StreetName
        + <cbc:StreetName>King Road</cbc:StreetName>
        - <cbc:StreetName>⟨1001 × A⟩</cbc:StreetName>
        BR-KSA-F-06-C6 tax-invoice \
        cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cbc:AdditionalStreetName
        + <cbc:AdditionalStreetName>Gate 2</cbc:AdditionalStreetName>
        - <cbc:AdditionalStreetName>⟨128 × A⟩</cbc:AdditionalStreetName>
        BR-KSA-37 tax-invoice \
        cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cbc:BuildingNumber
        + <cbc:BuildingNumber>1234</cbc:BuildingNumber>
        - <cbc:BuildingNumber>23221</cbc:BuildingNumber>
        BR-KSA-09 tax-invoice \
        cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cbc:CitySubdivisionName
        + <cbc:CitySubdivisionName>Olaya</cbc:CitySubdivisionName>
        - <!-- no cbc:CitySubdivisionName -->
        BR-KSA-F-06-C9 tax-invoice \
        cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cbc:CitySubdivisionName
        + <cbc:CitySubdivisionName>Olaya</cbc:CitySubdivisionName>
        - <cbc:CitySubdivisionName>⟨128 × A⟩</cbc:CitySubdivisionName>
        BR-KSA-F-06-C7 tax-invoice \
        cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cbc:CityName
        + <cbc:CityName>Riyadh</cbc:CityName>
        - <cbc:CityName>⟨128 × A⟩</cbc:CityName>
        BR-KSA-66 tax-invoice cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cbc:PostalZone
        + <cbc:PostalZone>12345</cbc:PostalZone>
        - <cbc:PostalZone>1234A</cbc:PostalZone>
        BR-KSA-F-06-C8 tax-invoice \
        cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cbc:CountrySubentity
        + <cbc:CountrySubentity>Riyadh Region</cbc:CountrySubentity>
        - <cbc:CountrySubentity>⟨128 × A⟩</cbc:CountrySubentity>
        BR-09 tax-invoice \
        cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode
        + <cbc:IdentificationCode>SA</cbc:IdentificationCode>
        - <cbc:IdentificationCode></cbc:IdentificationCode>
        BR-CL-14 tax-invoice \
        cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode
        + <cbc:IdentificationCode>SA</cbc:IdentificationCode>
        - <cbc:IdentificationCode>sa</cbc:IdentificationCode>
        BR-KSA-40 tax-invoice cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID
        + <cbc:CompanyID>310122393500003</cbc:CompanyID>
        - <cbc:CompanyID>310122393500001</cbc:CompanyID>
        BR-KSA-39 tax-invoice \
        cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cac:TaxScheme/cbc:ID
        + <cbc:ID>VAT</cbc:ID>
        - <cbc:ID>vat</cbc:ID>
        BR-06 tax-invoice \
        cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName
        + <cbc:RegistrationName>Seller</cbc:RegistrationName>
        - <cbc:RegistrationName></cbc:RegistrationName>
        BR-KSA-F-06-C10 tax-invoice \
        cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName
        + <cbc:RegistrationName>Seller</cbc:RegistrationName>
        - <cbc:RegistrationName>⟨1001 × A⟩</cbc:RegistrationName>
        SJL-SELLER-NAME tax-invoice \
        cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName
        + <cbc:RegistrationName>Seller</cbc:RegistrationName>
        - <cbc:RegistrationName>⟨128 × A⟩</cbc:RegistrationName>
        BR-KSA-14 tax-invoice cac:AccountingCustomerParty/cac:Party/cac:PartyIdentification/cbc:ID
        + <cbc:ID schemeID="CRN">1010020000</cbc:ID>
        - <cbc:ID schemeID="XYZ">1010020000</cbc:ID>
        BR-KSA-F-07 tax-invoice cac:AccountingCustomerParty/cac:Party/cac:PartyIdentification/cbc:ID
        + <cbc:ID schemeID="TIN">3010293847</cbc:ID>
        - <cbc:ID schemeID="TIN">4010293847</cbc:ID>
        BR-KSA-F-10 tax-invoice cac:AccountingCustomerParty/cac:Party/cac:PartyIdentification/cbc:ID
        + <cbc:ID schemeID="NAT">1010293847</cbc:ID>
        - <cbc:ID schemeID="NAT">2010293847</cbc:ID>
        BR-KSA-F-11 tax-invoice cac:AccountingCustomerParty/cac:Party/cac:PartyIdentification/cbc:ID
        + <cbc:ID schemeID="IQA">2010293847</cbc:ID>
        - <cbc:ID schemeID="IQA">1010293847</cbc:ID>
        BR-KSA-49 citizen cac:AccountingCustomerParty/cac:Party/cac:PartyIdentification/cbc:ID
        + <cbc:ID schemeID="NAT">1010293847</cbc:ID>
        - <cbc:ID schemeID="IQA">2010293847</cbc:ID>
        BR-KSA-F-06-C23 tax-invoice \
        cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cbc:StreetName
        + <cbc:StreetName>Queen Road</cbc:StreetName>
        - <cbc:StreetName></cbc:StreetName>
        BR-KSA-F-06-C24 summary \
        cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cbc:StreetName
        + <cbc:StreetName>Queen Road</cbc:StreetName>
        - <cbc:StreetName>⟨1001 × A⟩</cbc:StreetName>
        BR-KSA-F-06-C11 tax-invoice \
        cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cbc:AdditionalStreetName
        + <cbc:AdditionalStreetName>Gate 5</cbc:AdditionalStreetName>
        - <cbc:AdditionalStreetName>⟨128 × A⟩</cbc:AdditionalStreetName>
        BR-KSA-63 tax-invoice \
        cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cbc:BuildingNumber
        + <cbc:BuildingNumber>4321</cbc:BuildingNumber>
        - <!-- no cbc:BuildingNumber -->
        BR-KSA-F-06-C28 tax-invoice \
        cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cbc:CitySubdivisionName
        + <cbc:CitySubdivisionName>Olaya</cbc:CitySubdivisionName>
        - <!-- no cbc:CitySubdivisionName -->
        BR-KSA-F-06-C29 tax-invoice \
        cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cbc:CitySubdivisionName
        + <cbc:CitySubdivisionName>Olaya</cbc:CitySubdivisionName>
        - <cbc:CitySubdivisionName>⟨128 × A⟩</cbc:CitySubdivisionName>
        BR-KSA-F-06-C25 tax-invoice \
        cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cbc:CityName
        + <cbc:CityName>Riyadh</cbc:CityName>
        - <!-- no cbc:CityName -->
        BR-KSA-F-06-C26 tax-invoice \
        cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cbc:CityName
        + <cbc:CityName>Riyadh</cbc:CityName>
        - <cbc:CityName>⟨128 × A⟩</cbc:CityName>
        BR-KSA-67 tax-invoice cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cbc:PostalZone
        + <cbc:PostalZone>12345</cbc:PostalZone>
        - <cbc:PostalZone>1234</cbc:PostalZone>
        BR-KSA-F-06-C27 tax-invoice \
        cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cbc:CountrySubentity
        + <cbc:CountrySubentity>Riyadh Region</cbc:CountrySubentity>
        - <cbc:CountrySubentity>⟨128 × A⟩</cbc:CountrySubentity>
        BR-KSA-10 tax-invoice \
        cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode
        + <cbc:IdentificationCode>SA</cbc:IdentificationCode>
        - <cbc:IdentificationCode></cbc:IdentificationCode>
        BR-KSA-81 credit-note cac:AccountingCustomerParty/cac:Party/cac:PartyTaxScheme
        + <cac:PartyTaxScheme>
        +   <cbc:CompanyID>311111111111113</cbc:CompanyID>
        +   <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
        + </cac:PartyTaxScheme>
        - <!-- no cac:PartyTaxScheme, no cac:PartyIdentification -->
        BR-KSA-44 tax-invoice cac:AccountingCustomerParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID
        + <cbc:CompanyID>311111111111113</cbc:CompanyID>
        - <cbc:CompanyID>DE811</cbc:CompanyID>
        BR-KSA-99 tax-invoice cac:AccountingCustomerParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID
        + <cbc:CompanyID>311111111111113</cbc:CompanyID>
        - <cbc:CompanyID></cbc:CompanyID>
        BR-CUSTOM-VALIDATION-01 tax-invoice \
        cac:AccountingCustomerParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID
        + <cbc:CompanyID>311111111111113</cbc:CompanyID>
        - <cbc:CompanyID>310122393500003</cbc:CompanyID>
        BR-KSA-42 tax-invoice \
        cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName
        + <cbc:RegistrationName>Buyer</cbc:RegistrationName>
        - <!-- no cbc:RegistrationName -->
        BR-KSA-F-06-C12 tax-invoice \
        cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName
        + <cbc:RegistrationName>Buyer</cbc:RegistrationName>
        - <cbc:RegistrationName>⟨1001 × A⟩</cbc:RegistrationName>
        BR-KSA-F-06-C32 summary \
        cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName
        + <cbc:RegistrationName>Buyer</cbc:RegistrationName>
        - <cbc:RegistrationName>⟨1001 × A⟩</cbc:RegistrationName>
        BR-KSA-71 summary \
        cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName
        + <cbc:RegistrationName>Buyer</cbc:RegistrationName>
        - <cbc:RegistrationName></cbc:RegistrationName>
        BR-KSA-25 citizen \
        cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName
        + <cbc:RegistrationName>Buyer</cbc:RegistrationName>
        - <!-- no cbc:RegistrationName -->
        BR-KSA-F-06-C37 tax-invoice cac:AccountingCustomerParty/cac:Party/cac:Contact/cbc:Name
        + <cbc:Name>Sara</cbc:Name>
        - <cbc:Name>⟨1001 × A⟩</cbc:Name>
        BR-KSA-85 tax-invoice cac:AccountingCustomerParty/cac:Party/cac:Contact/cbc:Telephone
        + <cbc:Telephone>+966501234567</cbc:Telephone>
        - <cbc:Telephone>966501234567</cbc:Telephone>
        BR-KSA-F-06-C38 tax-invoice cac:AccountingCustomerParty/cac:Party/cac:Contact/cbc:Note
        + <cbc:Note>Call first</cbc:Note>
        - <cbc:Note>⟨1001 × A⟩</cbc:Note>
        """
}
