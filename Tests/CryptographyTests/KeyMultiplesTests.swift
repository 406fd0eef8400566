@testable import Cryptography
import Encoding
import Testing

/// The tables of a key's multiples beside Python: its whole numbers for the arithmetic, points
/// added by the schoolbook, and the package `cryptography` for the verdicts.
@Suite("multiples of a key") struct KeyMultiplesTests {
    private static let preamble = """
        import random, sys
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec, utils
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
        p = 2**256 - 2**32 - 977
        n = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
        G = (0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
             0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8)
        def plus(a, b):
            if a is None or b is None: return a or b
            if a[0] == b[0] and (a[1] + b[1]) % p == 0: return None
            if a == b: slope = 3 * a[0] * a[0] * pow(2 * a[1], -1, p)
            else: slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, p)
            x = (slope * slope - a[0] - b[0]) % p
            return x, (slope * (a[0] - x) - a[1]) % p
        def times(k, point):
            sum = None
            while k:
                if k & 1: sum = plus(sum, point)
                point = plus(point, point); k >>= 1
            return sum
        def show(*numbers): print(*['%064x' % number for number in numbers])

        """

    private func rows(_ script: String) throws -> [[String]] {
        let bench = try Workbench()
        try bench.write(Array((Self.preamble + script).utf8), to: "rows.py")
        let text = try bench.must("python3", "rows.py").text
        return text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    }

    private func words(_ hex: String) throws -> CurveWords {
        try #require(Hex.decode(hex)).withUnsafeBytes { CurveWords(bigEndian: $0) }
    }

    @Test("products, differences and inverses modulo p are Python's")
    func field() throws {
        let rows = try rows(
            """
            random.seed(1)
            edges = [0, 1, 2, 976, 977, 978, 2**52 - 1, 2**52, 2**208 - 1, 2**208, 2**255,
                     p - 2**52, p - 2, p - 1, 2**256 - p]
            wild = [random.getrandbits(256) % p for _ in range(200)]
            pairs = [(a, b) for a in edges for b in edges]
            pairs += [(random.choice(edges), b) for b in wild] + list(zip(wild, wild[1:]))
            for a, b in pairs: show(a, b, a * b % p, (a - b) % p, a * a % p, pow(a, p - 2, p))
            # Not below p: taken too.
            for a in range(p, p + 3): show(a, a, a * a % p, 0, a * a % p, pow(a, p - 2, p))
            show(2**256 - 1, 0, 0, (2**256 - 1) % p, (2**256 - 1)**2 % p, pow(2**256 - 1, p - 2, p))
            """)
        #expect(rows.count == 628)
        for row in rows {
            let numbers = try row.map(words)
            let (a, b) = (CurveField(numbers[0]), CurveField(numbers[1]))
            #expect((a * b).words == numbers[2], "\(row)")
            #expect(CurveField.difference(a, b, parts: 1).words == numbers[3], "\(row)")
            #expect(a.squared().words == numbers[4], "\(row)")
            #expect(a.inverted().words == numbers[5], "\(row)")
            #expect(a.isZero == numbers[4].isZero, "\(row)")
        }
    }

    @Test("limbs as full as the operations say still give the right product")
    func fullLimbs() throws {
        // Eight times the largest tidy element; 64 = 8 x 8 is what a product may take.
        let full = CurveField(
            limb0: 8 * (1 << 52), limb1: 8 * (1 << 52 + 1 << 44), limb2: 8 * (1 << 52),
            limb3: 8 * (1 << 52), limb4: 8 * (1 << 48))
        let rows = try rows(
            """
            a = sum(8 * limb << 52 * i for i, limb in
                    enumerate([2**52, 2**52 + 2**44, 2**52, 2**52, 2**48]))
            show(a % p, a * a % p, (1 - a) % p)
            """)
        let numbers = try #require(rows.first).map(words)
        #expect(full.words == numbers[0])
        #expect((full * full).words == numbers[1])
        #expect(full.squared().words == numbers[1])
        #expect(CurveField.difference(.one, full, parts: 8).words == numbers[2])
    }

    @Test("products and inverses modulo n are Python's")
    func scalars() throws {
        let rows = try rows(
            """
            random.seed(2)
            edges = [1, 2, 3, 2**62 - 1, 2**62, 2**64 - 1, 2**64, 2**128, 2**248, 2**255, n // 2,
                     n // 2 + 1, n - 2**62, n - 2, n - 1, 2**256 - n]
            wild = [random.getrandbits(256) % n for _ in range(2000)]
            wild += [random.getrandbits(random.randrange(1, 257)) % n or 1 for _ in range(500)]
            pairs = [(a, b) for a in edges for b in edges] + list(zip(wild, wild[1:]))
            for a, b in pairs: show(a, b, a * b % n, pow(a, -1, n), (n - a) % n)
            """)
        #expect(rows.count == 2_755)
        for row in rows {
            let numbers = try row.map(words)
            let a = try #require(CurveScalar(below: numbers[0]))
            let b = try #require(CurveScalar(below: numbers[1]))
            #expect((a * b).words == numbers[2], "\(row)")
            #expect(a.inverted().words == numbers[3], "\(row)")
            #expect(a.negated.words == numbers[4], "\(row)")
        }
        let order = CurveScalar.order
        #expect(CurveScalar(below: order) == nil)
        #expect(CurveScalar(reducing: order).isZero)
        #expect(CurveScalar(reducing: order).negated.isZero)
    }

    /// Signatures whose multiples of G and of the key are chosen: digits at their edges, sums that
    /// meet themselves, an x beyond n.
    private static let chosen = """
        random.seed(3)
        def row(kind, key, r, s, z):
            public = ec.EllipticCurvePublicNumbers(*key, ec.SECP256K1()).public_key()
            signature, digest = utils.encode_dss_signature(r, s), z.to_bytes(32, 'big')
            try:
                public.verify(signature, digest, ec.ECDSA(utils.Prehashed(hashes.SHA256())))
                verdict = 'right'
            except Exception: verdict = 'wrong'
            spki = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
            print(kind, spki.hex(), signature.hex(), digest.hex(), verdict)
        def by_multiples(kind, key, u1, u2):
            point = plus(times(u1 % n, G), times(u2 % n, key))
            if point is None: r = 1
            else: r = point[0] % n
            s = r * pow(u2, -1, n) % n
            row(kind, key, r, s, u1 * s % n)
            row(kind, key, r, (n - s) % n, u1 * s % n)
            row(kind, key, r, s, (u1 * s + 1) % n)
        edges = [1, 2, 127, 128, 129, 255, 256, 2**255, 2**255 - 1, n // 2, n // 2 + 1, n - 1,
                 n - 128, int('80' * 32, 16) % n, int('7f' * 32, 16), int('81' * 32, 16) % n,
                 int('80' * 31, 16), int('ff00' * 16, 16) % n, 256**31, 128 * 256**31]
        key = times(0xC0FFEE, G)
        for u1 in edges + [0]:
            for u2 in edges: by_multiples('general', key, u1, u2)
        # The key is G itself, or its negative: sums meet themselves.
        for key in [G, (G[0], p - G[1])]:
            for u in [1, 5, 128, 200, 2**255, n - 1, n // 2]:
                by_multiples('special', key, u, u)
                by_multiples('special', key, u, n - u)
                by_multiples('special', key, u, 2 * u % n)
        # The point's x is n or more, so r is x - n. The key is found from the signature.
        found = 0
        for x in range(n, n + 40):
            square = (x * x * x + 7) % p
            y = pow(square, (p + 1) // 4, p)
            if y * y % p != square: continue
            r = x - n
            if r == 0: continue
            s, z = random.getrandbits(255), random.getrandbits(255)
            key = times(pow(r, -1, n), plus(times(s, (x, y)), times(n - z, G)))
            row('beyond', key, r, s, z); row('beyond', key, r, s + 1, z)
        for index in range(320):
            if index % 40 == 0: d = random.getrandbits(255)
            k, z = random.getrandbits(255), random.getrandbits(256)
            r = times(k, G)[0] % n
            row('random', times(d, G), r, pow(k, -1, n) * (z + r * d) % n, z)
        key = times(0xC0FFEE, G)
        for r, s in [(n, 1), (1, n), (n + 1, 1), (1, n + 1), (1, 1), (n - 1, n - 1)]:
            row('range', key, r, s, 7)
        """

    @Test("the verdicts on chosen and random signatures are those of another library")
    func verdicts() throws {
        let rows = try rows(Self.chosen)
        var confirmed: [String: Int] = [:]
        var right: [String: Int] = [:]
        var tables: [String: KeyMultiples] = [:]
        for row in rows {
            let bytes = try row[1...3].map { try #require(Hex.decode($0)) }
            let key = try #require(Secp256k1PublicKey(spkiDER: bytes[0]))
            let multiples = tables[row[1]] ?? KeyMultiples(key)
            tables[row[1]] = multiples
            let digest = try #require(SHA256Digest(bytes[2]))
            let isConfirmed = multiples.confirms(bytes[1], of: digest)
            // Confirmed is never wrong; not confirmed may be, but only where points meet.
            let isRight = row[4] == "right"
            #expect(isConfirmed == isRight || (isRight && row[0] == "special"), "\(row)")
            confirmed[row[0], default: 0] += isConfirmed ? 1 : 0
            right[row[0], default: 0] += isRight ? 1 : 0
        }
        #expect(right["general"] == 2 * 21 * 20)
        #expect(right["random"] == 320)
        #expect((right["beyond"] ?? 0) >= 10)
        #expect(right["range"] == 0)
        // Some of the special ones do meet, else the row would test nothing.
        #expect((confirmed["special"] ?? 0) < (right["special"] ?? 0))
    }

    @Test("what the tables do not confirm is the library's to say")
    func fallback() throws {
        // With the key G and the same multiple of both, the sum meets itself.
        let scalar = SecretBytes(count: 32) { $0[31] = 1 }
        let key = try #require(Secp256k1PrivateKey(scalar: scalar))
        let multiples = KeyMultiples(key.publicKey)
        for index in 0..<500 {
            let message = Array("invoice \(index)".utf8)
            let signature = key.sign(message)
            #expect(multiples.verify(signature, of: message))
            #expect(!multiples.verify(signature, of: message + [0]))
            var harmed = signature
            harmed[index % harmed.count] ^= UInt8(1 << (index % 8))
            #expect(
                multiples.verify(harmed, of: message)
                    == key.publicKey.verify(harmed, of: message))
        }
    }
}
