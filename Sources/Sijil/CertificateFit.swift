import Cryptography
import EGS
import Invoicing
import Ledger

/// Whether a certificate may stamp documents of a unit of this ledger, now.
///
/// The environment is told by the issuer as far as issuers are known: a compliance certificate
/// never stamps, and the test authority's belong to emulator ledgers alone.
struct CertificateFit {
    let header: LedgerHeader
    let unit: UnitRecord
    let now: Instant
    /// How much later than now a certificate may begin: this computer's clock may be behind that of
    /// the authority, and what came with a spent code is not thrown away for that.
    var leewaySeconds: Int64 = 0

    func check(_ certificate: StampingCertificate) throws(SijilError) {
        if certificate.class == .compliance { throw .certificateIsCompliance }
        let isEmulators = certificate.class == .emulator
        guard isEmulators == (header.environment == .emulator) else {
            throw .certificateForOtherEnvironment(
                certificate: isEmulators ? Environment.emulator.rawValue : "zatca.gov.sa",
                ledger: header.environment.rawValue)
        }
        try checkUnit(certificate)
    }

    /// Whether a certificate of any class is for this taxpayer and unit, and in force.
    func checkUnit(_ certificate: StampingCertificate) throws(SijilError) {
        guard certificate.vat == header.vat.text else {
            throw .certificateForOtherVAT(
                certificate: certificate.vat ?? "-", ledger: header.vat.text)
        }
        guard certificate.unitSerial == unit.serial else {
            throw .certificateForOtherUnit(
                certificate: certificate.unitSerial ?? "-", unit: unit.name, serial: unit.serial)
        }
        guard certificate.documents == unit.documents else {
            throw .certificateForOtherDocuments(
                certificate: certificate.documents ?? "-", unit: unit.name,
                documents: unit.documents)
        }
        let life = certificate.certificate
        guard life.notBefore <= now.secondsSince1970 + leewaySeconds else {
            throw .certificateNotYetValid(
                notBefore: Instant(secondsSince1970: life.notBefore), now: now)
        }
        guard now.secondsSince1970 <= life.notAfter else {
            throw .certificateExpired(
                unit: unit.name, notAfter: Instant(secondsSince1970: life.notAfter), now: now)
        }
    }
}
