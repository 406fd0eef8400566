// The limits that Sijil's own figures are held against: raw operations, measured in one process on
// one core.
//
// usage: bench-limits [--json] [FOLDER]      FOLDER: the disk to measure, by default the current
// one
//        bench-limits --sheet FILE           reads a spreadsheet and nothing else
//
// Processor figures are CPU time of the thread, the disk's is wall time; medians of slices taken in
// turn. The signature figures go through the wrapper: DER, normalisation and the SHA-256 of 32
// bytes are in them, about two in a hundred.
import Cryptography
import Glibc
import Invoicing
import Sheets

var arguments = CommandLine.arguments.dropFirst()
if arguments.first == "--sheet", arguments.count == 2, let path = arguments.last {
    do {
        let found = try readSheet(path)
        print("{\"rows\":\(found.rows),\"cells\":\(found.cells)}")
        exit(0)
    } catch {
        stop("sijil: error: \(error.problem.en)", code: 2)
    }
}
let asJSON = arguments.first == "--json"
if asJSON { arguments.removeFirst() }
let folder = arguments.popFirst() ?? "."
guard arguments.isEmpty, !folder.hasPrefix("-") else {
    stop("usage: bench-limits [--json] [FOLDER]", code: 64)
}
guard let file = DurableFile(in: folder) else {
    stop("sijil: error: no file can be written in \(folder)", code: 2)
}

let key = Secp256k1PrivateKey.generate()
let message = SHA256.hash([UInt8]("an invoice".utf8)).bytes
let signature = key.sign(message)
let document = SecureRandom.bytes(14_000)
var words = [UInt8]("a passphrase".utf8)
let passphrase = SecretBytes(taking: &words)
let sealed = EncryptedPKCS8.seal(key: key.pkcs8(), passphrase: passphrase)

let figures =
    measure(
        [
            Yardstick(
                name: "sign_us", title: "libsecp256k1 sign", count: 100,
                clock: CLOCK_THREAD_CPUTIME_ID,
                body: {
                    for _ in 0..<100 {
                        precondition(key.sign(message) == signature, "RFC 6979 gives one signature")
                    }
                }),
            Yardstick(
                name: "verify_us", title: "libsecp256k1 verify", count: 100,
                clock: CLOCK_THREAD_CPUTIME_ID,
                body: {
                    for _ in 0..<100 {
                        precondition(
                            key.publicKey.verify(signature, of: message), "a good signature")
                    }
                }),
            Yardstick(
                name: "sha256_14k_us", title: "SHA-256 of 14 KB", count: 200,
                clock: CLOCK_THREAD_CPUTIME_ID,
                body: {
                    var stream = SHA256Stream()
                    for _ in 0..<200 {
                        stream.update(document)
                        _ = stream.finish()
                    }
                }),
            Yardstick(
                name: "write_fdatasync_us", title: "write 16 KB + fdatasync (wall)", count: 10,
                clock: CLOCK_MONOTONIC,
                body: {
                    for block in 0..<10 {
                        precondition(file.write(block), "the disk took the block before")
                    }
                }),
        ], rounds: 41)
    + measure(
        [
            // So slow that a few slices are enough.
            Yardstick(
                name: "kdf_us", title: "open a key (PBKDF2, 600,000 rounds)", count: 1,
                clock: CLOCK_THREAD_CPUTIME_ID,
                body: {
                    let opened = try? EncryptedPKCS8.open(sealed, passphrase: passphrase)
                    precondition(opened != nil, "what was sealed opens again")
                })
        ], rounds: 5)

if asJSON {
    // The names are our own and the values digits, so nothing needs an escape.
    let members = figures.map { "\"\($0.name)\":\(tenths($0.median))" }
    print("{" + members.joined(separator: ",") + "}")
} else {
    for figure in figures {
        let quartiles = "quartiles \(tenths(figure.lower)) and \(tenths(figure.upper))"
        print("\(figure.title): \(tenths(figure.median)) us, \(quartiles)")
    }
}

/// One digit behind the point, exactly as a JSON number.
func tenths(_ value: Double) -> String {
    let tenths = Int64((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
}

/// Says why on standard error and ends the program.
func stop(_ words: String, code: Int32) -> Never {
    let line = [UInt8]((words + "\n").utf8)
    _ = write(STDERR_FILENO, line, line.count)
    exit(code)
}
