/// The order and the number of elements in UBL 2.1, for everything that an invoice can hold: facts
/// of the OASIS schema, one aggregate type an entry.
///
/// An entry is the type's name, after a colon other elements of that type, after `=` its basic
/// elements and after `/` its aggregates, in the order that the schema asks for. A type in `-` has
/// no element of its own name. `?` is none or one, `*` any number, `+` at least one, no mark
/// exactly one.
enum UBLGrammar {
    static let text = first + second

    private static let first = """
        Invoice = UBLVersionID? CustomizationID? ProfileID? ProfileExecutionID? ID
            CopyIndicator? UUID? IssueDate IssueTime? DueDate? InvoiceTypeCode? Note*
            TaxPointDate? DocumentCurrencyCode? TaxCurrencyCode? PricingCurrencyCode?
            PaymentCurrencyCode? PaymentAlternativeCurrencyCode? AccountingCostCode?
            AccountingCost? LineCountNumeric? BuyerReference? / InvoicePeriod*
            OrderReference? BillingReference* DespatchDocumentReference*
            ReceiptDocumentReference* StatementDocumentReference*
            OriginatorDocumentReference* ContractDocumentReference*
            AdditionalDocumentReference* ProjectReference* Signature*
            AccountingSupplierParty AccountingCustomerParty PayeeParty?
            BuyerCustomerParty? SellerSupplierParty? TaxRepresentativeParty? Delivery*
            DeliveryTerms? PaymentMeans* PaymentTerms* PrepaidPayment* AllowanceCharge*
            TaxExchangeRate? PricingExchangeRate? PaymentExchangeRate?
            PaymentAlternativeExchangeRate? TaxTotal* WithholdingTaxTotal*
            LegalMonetaryTotal InvoiceLine+
        Address : PostalAddress DeliveryAddress RegistrationAddress ResidenceAddress
            DespatchAddress ReturnAddress OriginAddress JurisdictionRegionAddress
            ApplicableTerritoryAddress LocationAddress ApplicableAddress = ID?
            AddressTypeCode? AddressFormatCode? Postbox? Floor? Room? StreetName?
            AdditionalStreetName? BlockName? BuildingName? BuildingNumber? InhouseMail?
            Department? MarkAttention? MarkCare? PlotIdentification? CitySubdivisionName?
            CityName? PostalZone? CountrySubentity? CountrySubentityCode? Region?
            District? TimezoneOffset? / AddressLine* Country? LocationCoordinate*
        AddressLine = Line
        AirTransport = AircraftID
        AllowanceCharge : FreightAllowanceCharge ExtraAllowanceCharge
            ServiceAllowanceCharge = ID? ChargeIndicator AllowanceChargeReasonCode?
            AllowanceChargeReason* MultiplierFactorNumeric? PrepaidIndicator?
            SequenceNumeric? Amount BaseAmount? AccountingCostCode? AccountingCost?
            PerUnitAmount? / TaxCategory* TaxTotal? PaymentMeans*
        Attachment : DigitalSignatureAttachment = EmbeddedDocumentBinaryObject? /
            ExternalReference?
        BillingReference = / InvoiceDocumentReference? SelfBilledInvoiceDocumentReference?
            CreditNoteDocumentReference? SelfBilledCreditNoteDocumentReference?
            DebitNoteDocumentReference? ReminderDocumentReference?
            AdditionalDocumentReference? BillingReferenceLine*
        BillingReferenceLine = ID Amount? / AllowanceCharge*
        -Branch : FinancialInstitutionBranch = ID? Name? / FinancialInstitution? Address?
        CardAccount = PrimaryAccountNumberID NetworkID CardTypeCode? ValidityStartDate?
            ExpiryDate? IssuerID? IssueNumberID? CV2ID? CardChipCode? ChipApplicationID?
            HolderName?
        Certificate = ID CertificateTypeCode CertificateType Remarks* / IssuerParty
            DocumentReference* Signature*
        Clause = ID? Content*
        CommodityClassification : SupportedCommodityClassification
            UnsupportedCommodityClassification = NatureCode? CargoTypeCode? CommodityCode?
            ItemClassificationCode?
        -Communication : OtherCommunication = ChannelCode? Channel? Value?
        Condition = AttributeID Measure? Description* MinimumMeasure? MaximumMeasure?
        Consignment : ChildConsignment = ID CarrierAssignedID? ConsigneeAssignedID?
            ConsignorAssignedID? FreightForwarderAssignedID? BrokerAssignedID?
            ContractedCarrierAssignedID? PerformingCarrierAssignedID? SummaryDescription*
            TotalInvoiceAmount? DeclaredCustomsValueAmount? TariffDescription* TariffCode?
            InsurancePremiumAmount? GrossWeightMeasure? NetWeightMeasure?
            NetNetWeightMeasure? ChargeableWeightMeasure? GrossVolumeMeasure?
            NetVolumeMeasure? LoadingLengthMeasure? Remarks* HazardousRiskIndicator?
            AnimalFoodIndicator? HumanFoodIndicator? LivestockIndicator?
            BulkCargoIndicator? ContainerizedIndicator? GeneralCargoIndicator?
            SpecialSecurityIndicator? ThirdPartyPayerIndicator?
            CarrierServiceInstructions* CustomsClearanceServiceInstructions*
            ForwarderServiceInstructions* SpecialServiceInstructions* SequenceID?
            ShippingPriorityLevelCode? HandlingCode? HandlingInstructions* Information*
            TotalGoodsItemQuantity? TotalTransportHandlingUnitQuantity?
            InsuranceValueAmount? DeclaredForCarriageValueAmount?
            DeclaredStatisticsValueAmount? FreeOnBoardValueAmount? SpecialInstructions*
            SplitConsignmentIndicator? DeliveryInstructions* ConsignmentQuantity?
            ConsolidatableIndicator? HaulageInstructions* LoadingSequenceID?
            ChildConsignmentQuantity? TotalPackagesQuantity? / ConsolidatedShipment*
            CustomsDeclaration* RequestedPickupTransportEvent?
            RequestedDeliveryTransportEvent? PlannedPickupTransportEvent?
            PlannedDeliveryTransportEvent? Status* ChildConsignment* ConsigneeParty?
            ExporterParty? ConsignorParty? ImporterParty? CarrierParty?
            FreightForwarderParty? NotifyParty? OriginalDespatchParty? FinalDeliveryParty?
            PerformingCarrierParty? SubstituteCarrierParty? LogisticsOperatorParty?
            TransportAdvisorParty? HazardousItemNotificationParty? InsuranceParty?
            MortgageHolderParty? BillOfLadingHolderParty? OriginalDepartureCountry?
            FinalDestinationCountry? TransitCountry* TransportContract? TransportEvent*
            OriginalDespatchTransportationService? FinalDeliveryTransportationService?
            DeliveryTerms? PaymentTerms? CollectPaymentTerms? DisbursementPaymentTerms?
            PrepaidPaymentTerms? FreightAllowanceCharge* ExtraAllowanceCharge*
            MainCarriageShipmentStage* PreCarriageShipmentStage* OnCarriageShipmentStage*
            TransportHandlingUnit* FirstArrivalPortLocation? LastExitPortLocation?
        Contact : DespatchContact AccountingContact SellerContact DeliveryContact
            BuyerContact = ID? Name? Telephone? Telefax? ElectronicMail? Note* /
            OtherCommunication*
        -Contract : ForeignExchangeContract TransportContract = ID? IssueDate? IssueTime?
            NominationDate? NominationTime? ContractTypeCode? ContractType? Note*
            VersionID? Description* / ValidityPeriod? ContractDocumentReference*
            NominationPeriod? ContractualDelivery?
        CorporateRegistrationScheme = ID? Name? CorporateRegistrationTypeCode? /
            JurisdictionRegionAddress*
        Country : ExportCountry OriginCountry OriginalDepartureCountry
            FinalDestinationCountry TransitCountry = IdentificationCode? Name?
        CreditAccount = AccountID
        -CustomerParty : AccountingCustomerParty BuyerCustomerParty =
            CustomerAssignedAccountID? SupplierAssignedAccountID? AdditionalAccountID* /
            Party? DeliveryContact? AccountingContact? BuyerContact?
        CustomsDeclaration = ID / IssuerParty?
        Delivery : ContractualDelivery = ID? Quantity? MinimumQuantity? MaximumQuantity?
            ActualDeliveryDate? ActualDeliveryTime? LatestDeliveryDate?
            LatestDeliveryTime? ReleaseID? TrackingID? / DeliveryAddress?
            DeliveryLocation? AlternativeDeliveryLocation? RequestedDeliveryPeriod?
            PromisedDeliveryPeriod? EstimatedDeliveryPeriod? CarrierParty? DeliveryParty?
            NotifyParty* Despatch? DeliveryTerms* MinimumDeliveryUnit?
            MaximumDeliveryUnit? Shipment?
        DeliveryTerms = ID? SpecialTerms* LossRiskResponsibilityCode? LossRisk* Amount? /
            DeliveryLocation? AllowanceCharge?
        DeliveryUnit : MinimumDeliveryUnit MaximumDeliveryUnit = BatchQuantity
            ConsumerUnitQuantity? HazardousRiskIndicator?
        DependentPriceReference = Percent? / LocationAddress? DependentLineReference?
        Despatch = ID? RequestedDespatchDate? RequestedDespatchTime?
            EstimatedDespatchDate? EstimatedDespatchTime? ActualDespatchDate?
            ActualDespatchTime? GuaranteedDespatchDate? GuaranteedDespatchTime? ReleaseID?
            Instructions* / DespatchAddress? DespatchLocation? DespatchParty?
            CarrierParty? NotifyParty* Contact? EstimatedDespatchPeriod?
            RequestedDespatchPeriod?
        -DespatchLine : HandlingUnitDespatchLine = ID UUID? Note* LineStatusCode?
            DeliveredQuantity? BackorderQuantity? BackorderReason* OutstandingQuantity?
            OutstandingReason* OversupplyQuantity? / OrderLineReference+
            DocumentReference* Item Shipment*
        Dimension : MeasurementDimension FloorSpaceMeasurementDimension
            PalletSpaceMeasurementDimension RangeDimension TotalCapacityDimension =
            AttributeID Measure? Description* MinimumMeasure? MaximumMeasure?
        DocumentReference : DespatchDocumentReference ReceiptDocumentReference
            StatementDocumentReference OriginatorDocumentReference
            ContractDocumentReference AdditionalDocumentReference InvoiceDocumentReference
            SelfBilledInvoiceDocumentReference CreditNoteDocumentReference
            SelfBilledCreditNoteDocumentReference DebitNoteDocumentReference
            ReminderDocumentReference OriginalDocumentReference WorkOrderDocumentReference
            IdentityDocumentReference MandateDocumentReference CatalogueDocumentReference
            ItemSpecificationDocumentReference ShipmentDocumentReference
            RegistryCertificateDocumentReference = ID CopyIndicator? UUID? IssueDate?
            IssueTime? DocumentTypeCode? DocumentType? XPath* LanguageID? LocaleCode?
            VersionID? DocumentStatusCode? DocumentDescription* / Attachment?
            ValidityPeriod? IssuerParty? ResultOfVerification?
        EmissionCalculationMethod = CalculationMethodCode? FullnessIndicationCode? /
            MeasurementFromLocation? MeasurementToLocation?
        EnvironmentalEmission = EnvironmentalEmissionTypeCode ValueMeasure Description* /
            EmissionCalculationMethod*
        ExchangeRate : TaxExchangeRate PricingExchangeRate PaymentExchangeRate
            PaymentAlternativeExchangeRate = SourceCurrencyCode SourceCurrencyBaseRate?
            TargetCurrencyCode TargetCurrencyBaseRate? ExchangeMarketID? CalculationRate?
            MathematicOperatorCode? Date? / ForeignExchangeContract?
        ExternalReference = URI? DocumentHash? HashAlgorithmMethod? ExpiryDate?
            ExpiryTime? MimeCode? FormatCode? EncodingCode? CharacterSetCode? FileName?
            Description*
        FinancialAccount : PayerFinancialAccount PayeeFinancialAccount
            FinancingFinancialAccount = ID? Name? AliasName? AccountTypeCode?
            AccountFormatCode? CurrencyCode? PaymentNote* / FinancialInstitutionBranch?
            Country?
        FinancialInstitution = ID? Name? / Address?
        GoodsItem : ContainedGoodsItem = ID? SequenceNumberID? Description*
            HazardousRiskIndicator? DeclaredCustomsValueAmount?
            DeclaredForCarriageValueAmount? DeclaredStatisticsValueAmount?
            FreeOnBoardValueAmount? InsuranceValueAmount? ValueAmount? GrossWeightMeasure?
            NetWeightMeasure? NetNetWeightMeasure? ChargeableWeightMeasure?
            GrossVolumeMeasure? NetVolumeMeasure? Quantity? PreferenceCriterionCode?
            RequiredCustomsID? CustomsStatusCode? CustomsTariffQuantity?
            CustomsImportClassifiedIndicator? ChargeableQuantity? ReturnableQuantity?
            TraceID? / Item* GoodsItemContainer* FreightAllowanceCharge* InvoiceLine*
            Temperature* ContainedGoodsItem* OriginAddress? Delivery? Pickup? Despatch?
            MeasurementDimension* ContainingPackage* ShipmentDocumentReference?
            MinimumTemperature? MaximumTemperature?
        GoodsItemContainer = ID Quantity? / TransportEquipment*
        HazardousGoodsTransit = TransportEmergencyCardCode? PackingCriteriaCode?
            HazardousRegulationCode? InhalationToxicityZoneCode?
            TransportAuthorizationCode? / MaximumTemperature? MinimumTemperature?
        HazardousItem = ID? PlacardNotation? PlacardEndorsement? AdditionalInformation*
            UNDGCode? EmergencyProceduresCode? MedicalFirstAidGuideCode? TechnicalName?
            CategoryName? HazardousCategoryCode? UpperOrangeHazardPlacardID?
            LowerOrangeHazardPlacardID? MarkingID? HazardClassID? NetWeightMeasure?
            NetVolumeMeasure? Quantity? / ContactParty? SecondaryHazard*
            HazardousGoodsTransit* EmergencyTemperature? FlashpointTemperature?
            AdditionalTemperature*
        InvoiceLine : SubInvoiceLine = ID UUID? Note* InvoicedQuantity?
            LineExtensionAmount TaxPointDate? AccountingCostCode? AccountingCost?
            PaymentPurposeCode? FreeOfChargeIndicator? / InvoicePeriod*
            OrderLineReference* DespatchLineReference* ReceiptLineReference*
            BillingReference* DocumentReference* PricingReference? OriginatorParty?
            Delivery* PaymentTerms* AllowanceCharge* TaxTotal* WithholdingTaxTotal* Item
            Price? DeliveryTerms? SubInvoiceLine* ItemPriceExtension?
        Item = Description* PackQuantity? PackSizeNumeric? CatalogueIndicator? Name?
            HazardousRiskIndicator? AdditionalInformation* Keyword* BrandName* ModelName*
            / BuyersItemIdentification? SellersItemIdentification?
            ManufacturersItemIdentification* StandardItemIdentification?
            CatalogueItemIdentification? AdditionalItemIdentification*
            CatalogueDocumentReference? ItemSpecificationDocumentReference* OriginCountry?
            CommodityClassification* TransactionConditions* HazardousItem*
            ClassifiedTaxCategory* AdditionalItemProperty* ManufacturerParty*
            InformationContentProviderParty? OriginAddress* ItemInstance* Certificate*
            Dimension*
        -ItemIdentification : BuyersItemIdentification SellersItemIdentification
            ManufacturersItemIdentification StandardItemIdentification
            CatalogueItemIdentification AdditionalItemIdentification = ID ExtendedID?
            BarcodeSymbologyID? / PhysicalAttribute* MeasurementDimension* IssuerParty?
        ItemInstance = ProductTraceID? ManufactureDate? ManufactureTime? BestBeforeDate?
            RegistrationID? SerialID? / AdditionalItemProperty* LotIdentification?
        -ItemLocationQuantity : OriginalItemLocationQuantity = LeadTimeMeasure?
            MinimumQuantity? MaximumQuantity? HazardousRiskIndicator? TradingRestrictions*
            / ApplicableTerritoryAddress* Price? DeliveryUnit* ApplicableTaxCategory*
            Package? AllowanceCharge* DependentPriceReference?
        -ItemProperty : AdditionalItemProperty = ID? Name NameCode? TestMethod? Value?
            ValueQuantity? ValueQualifier* ImportanceCode? ListValue* / UsabilityPeriod?
            ItemPropertyGroup* RangeDimension? ItemPropertyRange?
        ItemPropertyGroup = ID Name? ImportanceCode?
        ItemPropertyRange = MinimumValue? MaximumValue?
        Language = ID? Name? LocaleCode?
        -LineReference : DespatchLineReference ReceiptLineReference DependentLineReference
            = LineID UUID? LineStatusCode? / DocumentReference?

        """
}
