/// The fixed words of a stamp: methods, transforms, references. No program may follow other ones.
struct StampShape {
    static let c14n11: StaticString = "http://www.w3.org/2006/12/xml-c14n11"
    static let xpath: StaticString = "http://www.w3.org/TR/1999/REC-xpath-19991116"
    static let ecdsa: StaticString = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"
    static let sha256: StaticString = "http://www.w3.org/2001/04/xmlenc#sha256"
    static let propertiesID: StaticString = "xadesSignedProperties"
    static let propertiesURI: StaticString = "#xadesSignedProperties"
    /// In this order, then the canonical form.
    static let cuts: [StaticString] = [
        "not(//ancestor-or-self::ext:UBLExtensions)",
        "not(//ancestor-or-self::cac:Signature)",
        "not(//ancestor-or-self::cac:AdditionalDocumentReference[cbc:ID='QR'])",
    ]

    private let facts: DocumentFacts
    private var faults: [DocumentFault] = []

    static func faults(_ facts: DocumentFacts) -> [DocumentFault] {
        guard facts.hasSignature else { return [] }
        var shape = StampShape(facts: facts)
        shape.checkMethods()
        shape.checkReferences()
        return shape.faults
    }

    private init(facts: DocumentFacts) { self.facts = facts }

    private func holds(
        _ fact: Fact, _ value: StaticString, in group: DocumentFacts.Group? = nil
    ) -> Bool {
        facts.bytes(fact, in: group).map { isEqual($0, value) } ?? false
    }

    private mutating func report(
        _ kind: DocumentFault.Kind, _ place: String, expected: String? = nil, found: String? = nil
    ) {
        faults.append(
            DocumentFault(kind, place: place, expected: expected, found: found, isInStamp: true))
    }

    private mutating func expect(
        _ fact: Fact, _ value: StaticString, _ kind: DocumentFault.Kind, _ place: StaticString,
        in group: DocumentFacts.Group? = nil
    ) {
        if holds(fact, value, in: group) { return }
        report(kind, string(place), expected: string(value), found: facts.text(fact, in: group))
    }

    private mutating func checkMethods() {
        expect(
            .canonicalizationMethod, Self.c14n11, .transform,
            "ds:SignedInfo/ds:CanonicalizationMethod")
        expect(.signatureMethod, Self.ecdsa, .algorithm, "ds:SignedInfo/ds:SignatureMethod")
        expect(
            .certificateDigestMethod, Self.sha256, .algorithm, "xades:CertDigest/ds:DigestMethod")
        if !facts.signedProperties.isEmpty {
            expect(.propertiesID, Self.propertiesID, .reference, "xades:SignedProperties/@Id")
        }
    }

    private mutating func checkReferences() {
        var hasDocument = false
        var hasProperties = false
        for reference in facts.groups where reference.kind == .stampReference {
            expect(
                .digestMethod, Self.sha256, .algorithm, "ds:Reference/ds:DigestMethod",
                in: reference)
            if !hasDocument, holds(.stampReferenceURI, "", in: reference) {
                hasDocument = true
                checkTransforms(reference)
            } else if !hasProperties, holds(.stampReferenceURI, Self.propertiesURI, in: reference) {
                hasProperties = true
                if facts.groups.contains(where: { $0.parent == reference.index }) {
                    report(.transform, "ds:Reference[2]/ds:Transforms")
                }
            } else {
                report(
                    .reference, "ds:Reference/@URI",
                    expected: "\"\" and " + string(Self.propertiesURI),
                    found: facts.text(.stampReferenceURI, in: reference))
            }
        }
        for (isThere, uri) in [(hasDocument, "\"\""), (hasProperties, string(Self.propertiesURI))]
        where !isThere {
            report(.algorithm, "ds:SignedInfo", expected: "ds:Reference to " + uri)
        }
    }

    private mutating func checkTransforms(_ reference: DocumentFacts.Group) {
        let found = facts.groups.filter { $0.parent == reference.index }
        if found.count == 4, found.indices.allSatisfy({ isOfficial(found[$0], at: $0) }) { return }
        let shown = found.prefix(8).map { group in
            let algorithm = facts.text(.transformAlgorithm, in: group) ?? ""
            return algorithm + (facts.text(.transformXPath, in: group).map { " " + $0 } ?? "")
        }
        report(
            .transform, "ds:Reference/ds:Transforms",
            expected: (Self.cuts + [Self.c14n11]).map { string($0) }.joined(separator: " | "),
            found: shown.joined(separator: " | "))
    }

    private func isOfficial(_ group: DocumentFacts.Group, at index: Int) -> Bool {
        let path = facts.bytes(.transformXPath, in: group)
        if index == Self.cuts.count {
            return path == nil && holds(.transformAlgorithm, Self.c14n11, in: group)
        }
        guard let path, holds(.transformAlgorithm, Self.xpath, in: group) else { return false }
        // Nobody evaluates these texts (E2), so white space around them changes nothing.
        return isEqual(trimmed(path), Self.cuts[index])
    }
}
