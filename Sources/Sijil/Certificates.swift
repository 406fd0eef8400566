import Cryptography
import EGS
import Encoding
public import Invoicing
import Ledger

/// One certificate with everything that happened to it and what it stamped.
public struct CertificateView: Sendable {
    public struct Event: Sendable {
        public let name: String
        /// When it took effect, and when the ledger learnt of it.
        public let effectiveAt: Instant
        public let recordedAt: Instant
        public let note: String?
    }

    /// Documents that it stamped, by epoch.
    public struct Use: Sendable {
        public let epoch: Int
        public let first: Int64
        public let last: Int64
        public let documents: Int64
    }

    public let unit: String
    public let serial: String
    public let issuer: String
    /// `compliance` or `production`.
    public let className: String
    /// `active`, or the last thing that happened.
    public let state: String
    /// The first 16 hexadecimal digits of SHA-256 over the public key; names the key's file.
    public let keyID: String
    public let notBefore: Instant
    public let notAfter: Instant
    public let events: [Event]
    public let uses: [Use]

    public var isActive: Bool { state == "active" }

    init(_ record: CertificateRecord, uses: [CertificateUse]) throws {
        let parsed = try Certificate(der: record.der)
        unit = record.unit
        serial = parsed.serialDecimal
        issuer = parsed.issuerText
        className = record.class.rawValue
        state = record.isActive ? "active" : record.history.last?.event.rawValue ?? "stored"
        keyID = Hex.encode(Array(SHA256.hash(parsed.spkiDER).bytes.prefix(8)))
        notBefore = Instant(secondsSince1970: parsed.notBefore)
        notAfter = Instant(secondsSince1970: parsed.notAfter)
        events = record.history.map {
            Event(
                name: $0.event.rawValue, effectiveAt: $0.effectiveAt, recordedAt: $0.recordedAt,
                note: $0.note)
        }
        self.uses = uses.map {
            Use(epoch: $0.epoch, first: $0.icvFirst, last: $0.icvLast, documents: $0.documents)
        }
    }
}

extension Workplace {
    /// Every certificate that this ledger ever had, the oldest first.
    public func certificates() throws -> [CertificateView] {
        try ledger.certificates().map { record in
            try CertificateView(record, uses: try ledger.uses(ofCertificate: record.id))
        }
    }

    /// The certificate with this serial number, or the unit's active one.
    public func certificate(serial: String?, unit name: String?) throws -> CertificateView {
        try view(of: record(serial: serial, unit: name))
    }

    private func view(of record: CertificateRecord) throws -> CertificateView {
        try CertificateView(record, uses: try ledger.uses(ofCertificate: record.id))
    }

    private func record(serial: String?, unit name: String?) throws -> CertificateRecord {
        guard let serial else {
            let unit = try unit(named: name)
            guard let active = try ledger.activeCertificate(unit: unit.name) else {
                throw SijilError.noActiveCertificate(unit: unit.name)
            }
            return active
        }
        let found = try ledger.certificates().last {
            (try? Certificate(der: $0.der).serialDecimal) == serial
        }
        guard let found else { throw SijilError.certificateUnknown(serial: serial) }
        return found
    }

    /// Why a certificate ends, as its owner says.
    public enum Retirement: String, CaseIterable, Sendable { case retired, revoked, compromised }

    /// Records that a certificate was ended on the portal; it stamps no more.
    ///
    /// - Parameter effectiveAt: When it was ended there; now, if it is not known.
    @discardableResult
    public func retire(
        serial: String?, unit name: String?, as retirement: Retirement, effectiveAt: Instant?,
        note: String?
    ) throws -> CertificateView {
        let record = try record(serial: serial, unit: name)
        let now = surroundings.now()
        guard !record.isEnded else {
            throw SijilError.certificateEndedBefore(
                serial: try Certificate(der: record.der).serialDecimal,
                state: record.history.last?.event.rawValue ?? "")
        }
        if let effectiveAt, effectiveAt > now {
            throw SijilError.instantInFuture(effectiveAt, now: now)
        }
        let event: CertificateRecord.Event =
            switch retirement {
            case .retired: .retired
            case .revoked: .revoked
            case .compromised: .compromised
            }
        try ledger.endCertificate(
            record, by: event, effectiveAt: effectiveAt, note: note, now: surroundings.now())
        return try certificate(serial: try Certificate(der: record.der).serialDecimal, unit: nil)
    }

    /// How near the ends of the certificates in use are, one for each unit that has one.
    public func lives() throws -> [CertificateLife] {
        let now = surroundings.now()
        return try ledger.units().compactMap { unit in
            guard let active = try ledger.activeCertificate(unit: unit.name) else { return nil }
            let end = try Certificate(der: active.der).notAfter
            return CertificateLife(
                unit: unit.name, notAfter: Instant(secondsSince1970: end), now: now)
        }
    }
}
