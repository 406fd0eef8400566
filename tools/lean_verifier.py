#!/usr/bin/env python3
"""The checks of a stamp and a chain as a lean Python program makes them, with lxml and cryptography: the yardstick of
tools/bench for what an audit costs elsewhere. It makes far fewer checks than `sijil audit`.

usage: lean_verifier.py LEDGER COUNT    the first so many documents; prints their number, exit 1 if one is bad

Of each document: the invoice hash (three subtrees cut out, canonical form), the signature, the certificate's digest, the
previous invoice's hash, and the digest of the signed properties, which is only computed: its text has a form of its own.
What can be kept is kept from document to document.
"""

import base64
import hashlib
import sqlite3
import sys

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from lxml import etree

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
NAMES = {
    "cac": UBL + "CommonAggregateComponents-2", "cbc": UBL + "CommonBasicComponents-2",
    "ext": UBL + "CommonExtensionComponents-2", "ds": "http://www.w3.org/2000/09/xmldsig#",
    "xades": "http://uri.etsi.org/01903/v1.3.2#",
}


def path(text):
    return etree.XPath(text, namespaces=NAMES)


CUT = path("ext:UBLExtensions | cac:Signature | cac:AdditionalDocumentReference[cbc:ID='QR']")
DIGEST = path("string(//ds:Reference[@Id='invoiceSignedData']/ds:DigestValue)")
PROPERTIES = path("//xades:SignedProperties")
CERTIFICATE = path("string(//ds:X509Certificate)")
CERTIFICATE_DIGEST = path("string(//xades:CertDigest/ds:DigestValue)")
SIGNATURE = path("string(//ds:SignatureValue)")
PREVIOUS = path("string(cac:AdditionalDocumentReference[cbc:ID='PIH']//cbc:EmbeddedDocumentBinaryObject)")
ALGORITHM = ec.ECDSA(hashes.SHA256())


def main(ledger, count):
    known = {}
    previous = None
    rows = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True).execute(
        "SELECT xml FROM document ORDER BY id LIMIT ?", (count,))
    done = 0
    for (xml,) in rows:
        root = etree.fromstring(xml)
        stated, text, signature = DIGEST(root), CERTIFICATE(root), base64.b64decode(SIGNATURE(root))
        if text not in known:
            digest = base64.b64encode(hashlib.sha256(text.encode()).hexdigest().encode()).decode()
            known[text] = (x509.load_der_x509_certificate(base64.b64decode(text)).public_key(), digest)
        key, digest = known[text]
        if CERTIFICATE_DIGEST(root) != digest:
            return False
        hashlib.sha256(etree.tostring(PROPERTIES(root)[0], method="c14n")).hexdigest()
        if previous is not None and PREVIOUS(root) != previous:
            return False
        for element in CUT(root):
            # What stands behind an element belongs to its parent.
            before, parent = element.getprevious(), element.getparent()
            if element.tail:
                if before is None:
                    parent.text = (parent.text or "") + element.tail
                else:
                    before.tail = (before.tail or "") + element.tail
            parent.remove(element)
        hashed = hashlib.sha256(etree.tostring(root, method="c14n")).digest()
        previous = base64.b64encode(hashed).decode()
        if previous != stated:
            return False
        try:
            key.verify(signature, hashed, ALGORITHM)
        except InvalidSignature:
            return False
        done += 1
    print(done)
    return done == count


if __name__ == "__main__":
    sys.exit(0 if main(sys.argv[1], int(sys.argv[2])) else 1)
