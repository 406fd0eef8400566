import Cryptography
import Encoding
import Glibc
import MerkleLog
import Testing

/// The eight inputs and the roots over the first one, two, … of them that Certificate
/// Transparency's projects publish for RFC 6962, section 2.1 (google/certificate-transparency,
/// `merkle_tree_test.cc`; transparency-dev/merkle).
private let inputs = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
private let roots = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

@Suite("the log's tree")
struct MerkleTreeTests {
    @Test("has the published roots", arguments: 0...8)
    func publishedRoots(size: Int) throws {
        var tree = MerkleTree()
        for input in inputs.prefix(size) {
            let bytes = try #require(Hex.decode(input))
            tree.push(SHA256.hash([0x00] + bytes))
        }
        #expect(tree.size == Int64(size))
        #expect(Hex.encode(tree.root().bytes) == roots[size])
    }

    @Test(
        "agrees with the recursive definition in Python", arguments: [1, 2, 3, 63, 64, 65, 1_000])
    func recursiveDefinition(size: Int) throws {
        var tree = MerkleTree()
        for index in 0..<size {
            tree.push(LogLeaf.hash(kind: "document", payload: SHA256.hash(Array("\(index)".utf8))))
        }
        let python = """
            import base64, hashlib
            h = lambda b: hashlib.sha256(b).digest()
            def leaf(i):
                payload = base64.b64encode(h(str(i).encode()))
                return h(b'\\x00sijil/entry@v1\\ndocument\\n' + payload + b'\\n')
            def root(leaves):
                if len(leaves) == 1: return leaves[0]
                k = 1
                while k * 2 < len(leaves): k *= 2
                return h(b'\\x01' + root(leaves[:k]) + root(leaves[k:]))
            print(root([leaf(i) for i in range(\(size))]).hex(), end='')
            """
        #expect(try output("python3 -c \"\(python)\"") == Hex.encode(tree.root().bytes))
    }

    @Test("pushing a leaf does not change a tree that was copied before")
    func copies() {
        var tree = MerkleTree()
        tree.push(SHA256.hash([1]))
        let before = tree
        let root = before.root()
        tree.push(SHA256.hash([2]))
        #expect(before.root() == root)
        #expect(before.size == 1)
        #expect(tree.root() != root)
    }
}

/// Standard output of a shell command.
func output(_ command: String) throws -> String {
    let pipe = try #require(popen(command, "r"))
    var bytes: [UInt8] = []
    while case let byte = fgetc(pipe), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    #expect(pclose(pipe) == 0)
    return String(decoding: bytes, as: UTF8.self)
}
