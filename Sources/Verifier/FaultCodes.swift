import UBL

extension DocumentFault.Kind {
    /// The finding that this fault is.
    var code: FindingCode {
        switch self {
        case .documentType: .xmlDoctype
        case .limit: .xmlLimit
        case .encoding, .byteOrderMark: .xmlEncoding
        case .notWellFormed: .xmlMalformed
        case .contentAfterRoot: .xmlTrailing
        case .inclusion: .xmlInstruction
        case .unexpectedStructure: .xmlStructure
        case .duplicate: .xmlDuplicate
        case .splitValue: .xmlComment
        case .namespace: .xmlNamespace
        case .reference: .xmlReference
        case .transform: .xmlTransform
        case .algorithm: .xmlAlgorithm
        case .digestEncoding: .digestEncoding
        }
    }
}

extension DocumentFault {
    /// The fault and its place, for a finding.
    var words: String { found.map { "\($0) (\(place))" } ?? place }
}
