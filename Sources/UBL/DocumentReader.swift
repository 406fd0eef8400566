import Cryptography
public import Invoicing
import XML

/// A document as its bytes say.
public struct ReadDocument: Sendable {
    /// SHA-256 over the canonical text of the document without its stamp, signature reference and
    /// QR (D1).
    public let hash: InvoiceHash
    public let facts: DocumentFacts
    public let faults: [DocumentFault]
    /// Length of the text that was hashed.
    public let hashedBytes: Int
    /// True if the hashed part was written in canonical form already; then reading took no parser.
    public let wasCanonical: Bool
}

/// Reads stored documents: one pass derives the hash, every value, and whatever is wrong with the
/// markup.
///
/// Values come from the same events as the hashed text, so what is shown is what was hashed. The
/// reader knows nothing of the writer. It takes hostile input: whatever it is given, it answers or
/// throws, within the limits of `XMLLimits`. One reader serves one thread; keep it for many
/// documents.
public final class DocumentReader {
    private let xml: XMLReader
    private let events: ReadingEvents
    private var digest = SHA256Stream()

    /// How the text is read. The answers are the same; tests compare them.
    public enum Way: Sendable {
        /// Without a parser where the text is in canonical form already.
        case fastest
        case parserOnly
    }

    public init() {
        xml = XMLReader(vocabulary: DocumentPaths.shared.vocabulary)
        events = ReadingEvents(depth: xml.limits.depth)
    }

    /// Reads one document with a new reader.
    public static func read(_ bytes: [UInt8]) throws(DocumentError) -> ReadDocument {
        try DocumentReader().read(bytes)
    }

    /// - Throws: ``DocumentError`` if the bytes are no XML that may be read; then nothing is known
    ///   of them.
    public func read(
        _ bytes: [UInt8], by way: Way = .fastest
    ) throws(DocumentError) -> ReadDocument {
        let outcome = bytes.withUnsafeBufferPointer { buffer -> Result<ReadDocument, XMLError> in
            do throws(XMLError) {
                let hasMark = try xml.read(
                    buffer, handler: events, by: way == .fastest ? .fastest : .parserOnly)
                return .success(finish(hasByteOrderMark: hasMark))
            } catch {
                return .failure(error)
            }
        }
        switch outcome {
        case .success(let document): return document
        case .failure(let error): throw DocumentError(fault: Self.fault(error))
        }
    }

    private func finish(hasByteOrderMark: Bool) -> ReadDocument {
        if hasByteOrderMark {
            events.pass.add(DocumentFault(.byteOrderMark, place: "1:1", found: "EF BB BF"))
        }
        for fault in StampShape.faults(events.pass.facts) { events.pass.add(fault) }
        let (hash, length) = hashedText(xml.canonicalText)
        let pass = events.pass
        return ReadDocument(
            hash: hash, facts: pass.facts, faults: pass.faults, hashedBytes: length,
            wasCanonical: xml.wasCanonical)
    }

    /// Hashes the canonical text without the parts that were cut out. Cuts may lie within one
    /// another.
    private func hashedText(_ text: XMLBytes) -> (InvoiceHash, Int) {
        var cuts = events.pass.cuts
        if !events.pass.cutsAreInOrder { cuts.sort { $0.lowerBound < $1.lowerBound } }
        var position = 0
        var length = 0
        func hash(upTo end: Int) {
            guard end > position else { return }
            digest.update(
                UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(text)[position..<end]))
            length += end - position
        }
        for cut in cuts where cut.upperBound > position {
            hash(upTo: cut.lowerBound)
            position = cut.upperBound
        }
        hash(upTo: text.count)
        guard let hash = InvoiceHash(digest.finish().bytes) else {
            preconditionFailure("SHA-256 has 32 bytes")
        }
        return (hash, length)
    }

    private static func fault(_ error: XMLError) -> DocumentFault {
        let place = "\(error.line):\(error.column)"
        switch error.kind {
        case .encoding(let found):
            return DocumentFault(.encoding, place: place, expected: "UTF-8", found: found)
        case .badUTF8:
            return DocumentFault(.encoding, place: place, expected: "UTF-8", found: "other bytes")
        case .forbiddenCharacter(let value):
            let digits = String(value, radix: 16, uppercase: true)
            return DocumentFault(.encoding, place: place, expected: "UTF-8", found: "U+\(digits)")
        case .documentType: return DocumentFault(.documentType, place: place, found: "<!DOCTYPE")
        case .limit(let limit):
            return DocumentFault(.limit, place: place, found: limit.rawValue)
        case .contentAfterRoot: return DocumentFault(.contentAfterRoot, place: place)
        case .malformed(let code):
            return DocumentFault(.notWellFormed, place: place, found: "libxml2 \(code)")
        }
    }
}

/// Hands the events of one text to a pass.
final class ReadingEvents: XMLHandler {
    /// Unchecked: every event ends before the next begins, and the check would cost more than most
    /// events.
    @exclusivity(unchecked) var pass: ReadingPass
    private let frames: UnsafeMutableBufferPointer<ReadingPass.Frame>

    /// - Parameter depth: Elements inside one another that the reader of the text allows.
    init(depth: Int) {
        frames = .allocate(capacity: depth + 1)
        frames.initialize(repeating: ReadingPass.Frame())
        pass = ReadingPass(frames)
    }

    deinit { frames.deallocate() }

    func restart() { pass = ReadingPass(frames) }

    func startElement(_ element: XMLStartElement) -> Bool { pass.startElement(element) }

    func endElement(_ element: XMLEndElement) { pass.endElement(element) }

    func characters(_ bytes: XMLBytes, fromCDATA: Bool) {
        pass.characters(bytes, fromCDATA: fromCDATA)
    }

    func comment(_ bytes: XMLBytes) { pass.comment(bytes) }

    func instruction(target: XMLBytes, content: XMLBytes) {
        pass.instruction(target: target, content: content)
    }
}

/// What is known in the middle of one reading.
///
/// A value, not a class: its many fields change at every event, and those of a class would be
/// guarded one by one.
struct ReadingPass {
    let paths = DocumentPaths.shared

    /// One open element.
    struct Frame: BitwiseCopyable {
        var state = DocumentPaths.unknown
        /// Canonical offsets of its start tag and of what follows it.
        var start = 0
        var contentStart = 0
        /// Where its text begins in the arena, if it is kept.
        var textStart = -1
        /// Where its first run of text ended, if a child, a comment or an instruction came.
        var firstRunEnd = -1
        var group = -1
        var cut: DocumentPaths.CutName = .none
        var isQR = false
        /// An identifier of a reference that may turn out to be the QR's.
        var isReferenceID = false
        var hasChildren = false
        var hasComment = false
        var hasForeignChild = false
        var sectionCount = 0
        var hasPlainText = false
        var isEmpty = true
    }

    /// The open elements, the innermost at `depth`; the first stands for what is around the root.
    /// In plain memory, because nearly every event changes it.
    let frames: UnsafeMutableBufferPointer<Frame>
    /// Open elements.
    var depth = 0
    var facts = DocumentFacts()
    var faults: [DocumentFault] = []
    /// Ranges of the canonical text that are not hashed.
    var cuts: [Range<Int>] = []
    var cutsAreInOrder = true
    /// Open elements named Invoice; open elements that are cut.
    var invoiceDepth = 0
    var cutDepth = 0
    var rootCount = 0
    var statesSeen: [Bool] = []
    var identifiers: Set<[UInt8]> = []
    var properties = SignedPropertiesText()

    /// The innermost open element.
    var current: Frame {
        @inline(__always) get { frames[depth] }
        @inline(__always) nonmutating _modify { yield &frames[depth] }
    }

    init(_ frames: UnsafeMutableBufferPointer<Frame>) {
        self.frames = frames
        frames[0] = Frame()
        facts.arena.reserveCapacity(8_192)
        facts.slots = [DocumentFacts.Slot](
            repeating: .absent, count: DocumentFacts.documentFactCount)
    }
}
