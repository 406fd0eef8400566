import Glibc
import XML

/// What is cut out before hashing, and what else has no business where it stands.
extension ReadingPass {
    /// The official transformation goes by local names: whatever is called `UBLExtensions` or
    /// `Signature` below an `Invoice` falls out of the hash, wherever it stands. So anything of
    /// that name in another place hides something.
    mutating func openCut(_ frame: inout ReadingPass.Frame) {
        let isExpected = frame.state != DocumentPaths.unknown
        switch frame.cut {
        case .invoice:
            if invoiceDepth > 0 || depth > 0 {
                add(.unexpectedStructure, at: place + "/Invoice", found: "a second Invoice")
            }
            invoiceDepth += 1
        case .extensions, .signature:
            if invoiceDepth > 0 { cutDepth += 1 }
            if !isExpected {
                let what = frame.cut == .extensions ? "UBLExtensions" : "Signature"
                add(.unexpectedStructure, at: place + "/" + what)
            }
        case .reference, .none: break
        }
    }

    mutating func closeCut(_ frame: ReadingPass.Frame, end: Int) {
        switch frame.cut {
        case .invoice: invoiceDepth -= 1
        case .extensions, .signature:
            guard invoiceDepth > 0 else { return }
            cutDepth -= 1
            if cutDepth == 0 { cut(frame.start..<end) }
        case .reference:
            guard frame.isQR else { return }
            if frame.state == DocumentPaths.unknown {
                add(.unexpectedStructure, at: place + "/AdditionalDocumentReference[QR]")
            }
            if cutDepth == 0 { cut(frame.start..<end) }
        case .none: break
        }
    }

    private mutating func cut(_ range: Range<Int>) {
        if let last = cuts.last, last.upperBound > range.lowerBound {
            cutsAreInOrder = false
        }
        cuts.append(range)
    }

    /// ICV, PIH and QR are told apart by an identifier that is known only now.
    mutating func closeReference(_ frame: ReadingPass.Frame) {
        let group = facts.groups[frame.group]
        guard let identifier = facts.bytes(.referenceID, in: group) else { return }
        let place = paths.paths[frame.state]
        if frame.isQR {
            let isSecond = facts.hasQR
            facts.hasQR = true
            if isSecond { add(.duplicate, at: place + "[QR]") }
            promote(.referenceObject, of: group, to: .qr)
            // What stands here is not hashed, so nothing may hide beside the code.
            if frame.hasForeignChild || facts.bytes(.referenceUUID, in: group) != nil {
                add(.unexpectedStructure, at: place + "[QR]/*")
            }
        } else if isEqual(identifier, "ICV") {
            if facts.bytes(.icv) != nil { add(.duplicate, at: place + "[ICV]") }
            promote(.referenceUUID, of: group, to: .icv)
        } else if isEqual(identifier, "PIH") {
            if facts.bytes(.pih) != nil { add(.duplicate, at: place + "[PIH]") }
            promote(.referenceObject, of: group, to: .pih)
        }
    }

    private mutating func promote(_ fact: Fact, of group: DocumentFacts.Group, to target: Fact) {
        guard facts.slots[target.rawValue].count < 0 else { return }
        guard let index = facts.slotIndex(fact, group) else { return }
        facts.slots[target.rawValue] = facts.slots[index]
    }

    /// A comment or an instruction in an element without children: if there is text as well, it is
    /// in pieces, and programs that take the first piece read another value.
    mutating func checkInterrupted(_ frame: ReadingPass.Frame, _ element: XMLEndElement) {
        let text = element.canonicalText
        guard frame.contentStart <= element.contentEnd, element.contentEnd <= text.count else {
            return
        }
        let content = XMLBytes(rebasing: text[frame.contentStart..<element.contentEnd])
        if isBlank(content) { return }
        let role = paths.roles[frame.state]
        let name = String(decoding: element.local, as: UTF8.self)
        let known = frame.state != DocumentPaths.unknown
        add(
            .splitValue, at: known ? paths.paths[frame.state] : place + "/" + name,
            found: "a comment or an instruction", isInStamp: role.isStamp)
    }

    // MARK: - Namespaces

    mutating func foreign(_ element: XMLStartElement) {
        let isInclusion = isEqual(element.uri, UBLNamespace.xInclude)
        add(
            isInclusion ? .inclusion : .namespace, at: place + "/" + name(element),
            found: String(decoding: element.uri, as: UTF8.self))
    }

    mutating func checkPrefixes(_ element: XMLStartElement) {
        for declaration in element.declarations {
            for (prefix, uri) in UBLNamespace.fixed.dropFirst() {
                guard isEqual(declaration.prefix, prefix) else { continue }
                if isEqual(declaration.uri, uri) { break }
                add(
                    .namespace, at: place + "/@xmlns:" + string(prefix), expected: string(uri),
                    found: String(decoding: declaration.uri, as: UTF8.self))
            }
        }
    }

    // MARK: - Faults

    /// A hostile document may have any number of faults; these are enough to judge it.
    private static let mostFaults = 50

    mutating func add(_ fault: DocumentFault) {
        if faults.count < Self.mostFaults, !faults.contains(fault) {
            faults.append(fault)
        }
    }

    mutating func add(
        _ kind: DocumentFault.Kind, at place: String, expected: String? = nil,
        found: String? = nil, isInStamp: Bool = false
    ) {
        add(
            DocumentFault(
                kind, place: place, expected: expected, found: found, isInStamp: isInStamp))
    }

    /// The path of the innermost open element that is known.
    var place: String {
        if current.state != DocumentPaths.unknown { return paths.paths[current.state] }
        let known = frames[...depth].last { $0.state != DocumentPaths.unknown }
        return known.map { paths.paths[$0.state] } ?? ""
    }

    func name(_ element: XMLStartElement) -> String {
        let local = String(decoding: element.local, as: UTF8.self)
        if element.prefix.count == 0 { return local }
        return String(decoding: element.prefix, as: UTF8.self) + ":" + local
    }
}

func isEqual(_ bytes: XMLBytes, _ text: StaticString) -> Bool {
    guard bytes.count == text.utf8CodeUnitCount else { return false }
    guard let start = bytes.baseAddress else { return true }
    return memcmp(start, text.utf8Start, bytes.count) == 0
}

func isEqual(_ bytes: some Collection<UInt8>, _ text: StaticString) -> Bool {
    let same = bytes.withContiguousStorageIfAvailable { isEqual($0, text) }
    if let same { return same }
    return bytes.count == text.utf8CodeUnitCount
        && bytes.elementsEqual(XMLBytes(start: text.utf8Start, count: text.utf8CodeUnitCount))
}

func string(_ text: StaticString) -> String {
    text.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
}

func isBlank(_ bytes: XMLBytes) -> Bool {
    var index = 0
    while index < bytes.count {
        let byte = bytes[index]
        guard byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D else { return false }
        index += 1
        // Indentation is long runs of blanks.
        while byte == 0x20 || byte == 0x0A, index + 8 <= bytes.count, areBlanks(bytes, at: index) {
            index += 8
        }
    }
    return true
}

@inline(__always)
private func areBlanks(_ bytes: XMLBytes, at index: Int) -> Bool {
    let raw = UnsafeRawBufferPointer(bytes)
    return raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) == 0x2020_2020_2020_2020
}

/// Without the white space around it.
func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }
    guard let first = bytes.firstIndex(where: { !isSpace($0) }) else { return bytes.prefix(0) }
    let last = bytes.lastIndex { !isSpace($0) } ?? first
    return bytes[first...last]
}
