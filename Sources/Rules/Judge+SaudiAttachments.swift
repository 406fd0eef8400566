/// The stage of the Saudi rules: attachments, and the stamp's references.
extension Judge {
    /// BR-KSA-26 for the previous hash, BR-KSA-CL-03 for all.
    mutating func judgeAttachments() {
        for reference in tree.all(.cacAdditionalDocumentReference) {
            let isPIH = isPreviousHash(reference)
            for attachment in tree.children(reference, .cacAttachment) {
                if isPIH {
                    let objects = tree.children(attachment, .cbcEmbeddedDocumentBinaryObject)
                    let isPlain = objects.contains { isPlainText($0) }
                    if !hasText(attachment, .cbcEmbeddedDocumentBinaryObject) || !isPlain {
                        raise(.ksa26, attachment)
                    }
                }
                for object in tree.children(attachment, .cbcEmbeddedDocumentBinaryObject) {
                    let media = tree.attribute(object, AttributeName.mimeCode)
                    let isKnown = CodeLists.mediaTypes.contains {
                        media?.trimmedEquals($0) ?? false
                    }
                    if !isKnown { raise(.ksaCL03, object, value: media) }
                }
            }
        }
    }

    private func isPreviousHash(_ reference: NodeID) -> Bool {
        do throws(StageAbort) {
            return try text(reference, .cbcID).trimmedEquals("PIH")
        } catch {
            return false
        }
    }

    private static let content = Path(
        .extUBLExtension, .extExtensionContent, .sigUBLDocumentSignatures,
        .sacSignatureInformation)

    /// BR-KSA-28, -29 and -30 hang on attachments other than the previous hash: without one they
    /// are silent.
    mutating func judgeStampReferences() throws(StageAbort) {
        guard kind.isSimplified else { return }
        var attachments: [NodeID] = []
        for reference in tree.all(.cacAdditionalDocumentReference)
        where !isPreviousHash(reference) {
            attachments += tree.children(reference, .cacAttachment)
        }
        guard let first = attachments.first else { return }
        let signature = "urn:oasis:names:specification:ubl:signature:Invoice" as StaticString
        var hasInformation = false
        var references = Found()
        for extensions in tree.all(.extUBLExtensions) {
            tree.each(extensions, Self.content) { information in
                for id in tree.children(information, .cbcID)
                where tree.text(id).equals("urn:oasis:names:specification:ubl:signature:1") {
                    hasInformation = true
                }
                for id in tree.children(information, .sbcReferencedSignatureID) {
                    if references.count == 0 { references.first = id }
                    references.count += 1
                }
                return false
            }
        }
        let hasID = tree.all(.cacSignature).contains { node in
            tree.children(node, .cbcID).contains { tree.text($0).equals(signature) }
        }
        let hasMethod = tree.all(.cacSignature).contains { node in
            tree.children(node, .cbcSignatureMethod).contains {
                tree.text($0).equals("urn:oasis:names:specification:ubl:dsig:enveloped:xades")
            }
        }
        var isReferenced = false
        if hasID { isReferenced = tree.text(try lone(references)).trimmedEquals(signature) }
        if !isReferenced { raise(.ksa29, first) }
        for attachment in attachments {
            let hasObject = hasText(attachment, .cbcEmbeddedDocumentBinaryObject)
            if !hasObject || !hasInformation { raise(.ksa28, attachment) }
            if !hasObject || !hasMethod { raise(.ksa30, attachment) }
        }
    }
}
