import Cryptography
import EGS
import Encoding
import Glibc
import Invoicing
import KeyStore
import Ledger
import Signer
import TestCA

@testable import Sijil
import TestSupport

/// One firm with its computer, its copies and its past, in the hands of a seeded user who crashes,
/// rolls back, restores and copies.
///
/// A stamp counts as released when its receipt was handed out. What it watches: no certificate ever
/// releases two different hashes for one counter.
struct TrialWorld {
    enum Deed: String, CaseIterable {
        case issue, crashBeforeCommit, crashAfterCommit, crashAfterTip, keepCopy, rollBack
        case copyAll, copyLedger, restore, enrolAnew, renew, twoAtOnce
    }

    struct Slot: Hashable {
        let certificate: String
        let icv: Int64
    }

    struct Fork: Error {
        let slot: Slot
        let hashes: [String]
    }

    private struct Crash: Error {}

    let folder: String
    private(set) var released: [Slot: String] = [:]
    /// What became of each deed, by deed and outcome.
    private(set) var counts: [String: Int] = [:]
    private var random: SplitMix64
    /// Folders with a ledger; the first is the firm's own.
    private var places: [String]
    private var past: [[UInt8]] = []
    private var keys: [[UInt8]: Secp256k1PrivateKey] = [:]
    private var seconds: Int64 = 1_772_400_000
    private var number = 0
    private let seller: SellerProfile
    private let authority: TestAuthority
    private let passphrase: SecretBytes

    init(seed: UInt64, in root: String) throws {
        random = SplitMix64(seed: seed)
        folder = "\(root)/world-\(seed)"
        places = ["\(folder)/0"]
        var secret = Array("a passphrase for trials".utf8)
        passphrase = SecretBytes(taking: &secret)
        seller = try Setup.readSeller(Array(Stand.seller.utf8), path: "seller")
        let begin = Instant(secondsSince1970: seconds - 86_400)
        let end = Instant(secondsSince1970: seconds + 5 * 365 * 86_400)
        authority = TestAuthority.generate(notBefore: begin, notAfter: end)
        try Files.makeFolder(folder)
        try Files.makeFolder(places[0])
        try found(onRenewal: random.chance(1, of: 2) ? .restart : .continue)
    }

    private mutating func found(onRenewal: UnitRecord.Renewal) throws {
        let path = ledger(places[0])
        let uuid = DocumentUUID(random: SecureRandom.bytes(16))
        // No log key: opening and sealing cost a second each, and no trial needs one.
        _ = try KeyStore.create(directory: path + ".keys", ledger: uuid)
        let unit = seller.unit
        _ = try Ledger.create(
            at: path,
            header: LedgerHeader(
                uuid: uuid, origin: "sijil/\(seller.vat)/\(uuid)",
                logKey: [UInt8](repeating: 7, count: 32), environment: .emulator, endpoint: nil,
                vat: seller.vat,
                sellerJSON: String(decoding: CanonicalJSON.encode(seller.json), as: UTF8.self)),
            unit: UnitRecord(
                name: unit.name, serial: unit.serial, branch: unit.branch,
                documents: unit.documents, location: unit.location, industry: unit.industry,
                onRenewal: onRenewal),
            now: now)
        try certify(places[0], for: .enrolment)
    }

    func remove() { Self.remove(folder) }

    // MARK: Deeds

    /// One trial: a deed anywhere, most often an honest one at home.
    mutating func trial() throws {
        seconds += 1
        let deed: Deed = random.chance(1, of: 3) ? .issue : random.element(Deed.allCases)
        let place = random.chance(3, of: 4) ? places[0] : random.element(places)
        do {
            try perform(deed, at: place)
            counts["\(deed.rawValue) done", default: 0] += 1
        } catch let error as Fork {
            throw error
        } catch let error as any ExplainedError {
            counts["\(deed.rawValue) \(error.code)", default: 0] += 1
        } catch is Crash {
            counts["\(deed.rawValue) crashed", default: 0] += 1
        }
    }

    private mutating func perform(_ deed: Deed, at place: String) throws {
        switch deed {
        case .issue: try release(try desk(place).issue(drafts(), allOrNothing: false), place)
        case .crashBeforeCommit: try issue(place, crashingAt: random.below(3))
        case .crashAfterCommit: try issue(place, crashingAt: nil)
        // The tip is recorded and the receipts are lost.
        case .crashAfterTip: _ = try desk(place).issue(drafts(), allOrNothing: false)
        case .keepCopy:
            if past.count > 8 { past.remove(at: random.below(past.count)) }
            past.append(try Files.read(ledger(place), limitBytes: 1 << 26))
        case .rollBack: try rollBack(place)
        case .copyAll: try copy(place, withKeys: true)
        case .copyLedger: try copy(place, withKeys: false)
        case .restore: try restore(place)
        case .enrolAnew: try certify(place, for: .enrolment)
        case .renew: try certify(place, for: .renewal)
        case .twoAtOnce:
            let (first, second) = (try desk(place), try desk(place))
            try release(try first.issue(drafts(), allOrNothing: false), place)
            try release(try second.issue(drafts(), allOrNothing: true), place)
        }
    }

    /// Issues and stops before the tip is recorded: at a seal, or right after the commit.
    private mutating func issue(_ place: String, crashingAt index: Int?) throws {
        let work = try workplace(place)
        let store = try work.keyStore()
        try store.checkPlace()
        let tip = TipGuard(store: store, unit: seller.unit.name)
        try tip.checkHistory(of: work.ledger)
        guard let active = try work.ledger.activeCertificate(unit: seller.unit.name) else {
            throw SijilError.noActiveCertificate(unit: seller.unit.name)
        }
        let signer = try signer(StampingCertificate(der: active.der))
        var sealed = 0
        let party = seller.party
        let requests = try drafts().map { item -> IssueRequest in
            guard case .success(let json) = item.json,
                case .success(let draft) = InvoiceDraft.read(json),
                case .success(let checked) = draft.checked(
                    seller: party, defaultIssuedAt: IssueTime(now), now: IssueTime(now)),
                let key = IdempotencyKey(draft.key)
            else { throw Crash() }
            return IssueRequest(
                key: key, draftDigest: SHA256.hash(draft.canonicalJSON()), warnings: [],
                uuid: DocumentUUID(random: SecureRandom.bytes(16)), invoice: checked.invoice)
        }
        let instant = now
        _ = try work.ledger.issue(
            requests, unit: seller.unit.name, mode: .each, clock: { instant }, guardTip: tip.check,
            seal: { request, position, time in
                if sealed == index { throw SijilError.passphraseMissing }
                sealed += 1
                let document = try signer.seal(
                    request.invoice, seller: party, uuid: request.uuid, at: position,
                    signingTime: time)
                return .sealed(document, warnings: [])
            })
        throw Crash()
    }

    private mutating func release(_ results: [IssueResult], _ place: String) throws {
        for result in results {
            guard let receipt = result.receipt else { continue }
            let certificate = try serial(of: receipt, place)
            let slot = Slot(certificate: certificate, icv: receipt.icv)
            if let earlier = released[slot], earlier != receipt.hash {
                throw Fork(slot: slot, hashes: [earlier, receipt.hash])
            }
            released[slot] = receipt.hash
        }
    }

    private func serial(of receipt: Receipt, _ place: String) throws -> String {
        let work = try workplace(place)
        guard let number = InvoiceNumber(receipt.number),
            let document = try work.ledger.document(number: number)
        else { throw Crash() }
        let id = try work.ledger.submission(of: document).certificateID
        guard let record = try work.ledger.certificates().first(where: { $0.id == id }) else {
            throw Crash()
        }
        return try Certificate(der: record.der).serialDecimal
    }

    private mutating func rollBack(_ place: String) throws {
        guard !past.isEmpty else { return }
        let bytes = random.element(past)
        unlink(ledger(place))
        unlink(ledger(place) + "-journal")
        try Files.writeNew(bytes, to: ledger(place))
    }

    private mutating func restore(_ place: String) throws {
        guard !past.isEmpty, random.chance(1, of: 4) else { return }
        let source = "\(folder)/source-\(number)"
        number += 1
        try Files.writeNew(random.element(past), to: source)
        defer { unlink(source) }
        _ = try Restoring(
            from: source, to: ledger(place), exports: nil, replacesNewer: true,
            surroundings: surroundings
        ).run()
    }

    private mutating func copy(_ place: String, withKeys: Bool) throws {
        if places.count > 3 { Self.remove(places.removeLast()) }
        let copy = "\(folder)/copy-\(number)"
        number += 1
        try Files.makeFolder(copy)
        places.append(copy)
        try Files.writeNew(
            try Files.read(ledger(place), limitBytes: 1 << 26), to: ledger(copy))
        let keys = ledger(place) + ".keys"
        guard withKeys, access(keys, F_OK) == 0 else { return }
        mkdir(ledger(copy) + ".keys", 0o700)
        for name in try Files.names(in: keys) {
            let bytes = try Files.read("\(keys)/\(name)", limitBytes: 1 << 20)
            try Files.writeNew(bytes, to: "\(ledger(copy)).keys/\(name)")
            chmod("\(ledger(copy)).keys/\(name)", 0o600)
        }
    }

    /// What an enrolment or a renewal ends with.
    private mutating func certify(_ place: String, for occasion: Ledger.Occasion) throws {
        let work = try workplace(place)
        try work.keyStore().checkPlace()
        let key = Secp256k1PrivateKey.generate()
        let request = try CertificateSigningRequest.make(
            profile: seller.unit, vat: seller.vat, organization: seller.organization,
            environment: .emulator, key: key)
        let der = try authority.issue(
            csrDER: request.der, notBefore: Instant(secondsSince1970: 1_772_300_000),
            notAfter: Instant(secondsSince1970: 1_772_300_000 + 3 * 365 * 86_400))
        try work.ledger.installCertificate(
            der: der, class: .production, unit: seller.unit.name, spki: key.publicKey.spkiDER,
            for: occasion, effectiveAt: now, now: now)
        keys[key.publicKey.spkiDER] = key
    }

    // MARK: Tools

    private var now: Instant { Instant(secondsSince1970: seconds) }

    private var surroundings: Surroundings {
        let now = now
        return Surroundings(
            now: { now }, newUUID: { DocumentUUID(random: SecureRandom.bytes(16)) },
            pause: { _ in })
    }

    private func ledger(_ place: String) -> String { place + "/shop.sijil" }

    private func workplace(_ place: String) throws -> Workplace {
        try Workplace(opening: ledger(place), surroundings: surroundings)
    }

    private func desk(_ place: String) throws -> IssuingDesk {
        try IssuingDesk(workplace(place), unit: nil) { _, certificate in try signer(certificate) }
    }

    /// The trials keep the keys themselves: opening one costs 600,000 rounds.
    private func signer(_ certificate: StampingCertificate) throws -> Signer {
        guard let key = keys[certificate.publicKey.spkiDER] else {
            throw SijilError.certificateKeyMismatch
        }
        return try Signer(key: key, certificate: certificate)
    }

    private mutating func drafts() -> [DraftSource.Item] {
        (1...1 + random.below(3)).map { place in
            number += 1
            let text = Stand.draft("N-\(number)", note: "")
            return DraftSource.Item(
                place: place,
                json: Result { () throws(JSONError) in try JSONReader.read(Array(text.utf8)) })
        }
    }

    private static func remove(_ folder: String) {
        for name in (try? Files.names(in: folder)) ?? [] {
            let path = "\(folder)/\(name)"
            if unlink(path) != 0 { remove(path) }
        }
        rmdir(folder)
    }
}

extension SplitMix64 {
    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
    mutating func chance(_ part: Int, of whole: Int) -> Bool { below(whole) < part }
    mutating func element<T>(_ all: [T]) -> T { all[below(all.count)] }
}
