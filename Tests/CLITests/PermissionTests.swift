import Glibc
import Testing

/// What a user meets who is not the owner of the ledger.
@Suite("a ledger of another user")
struct PermissionTests {
    /// Runs as `nobody` where the tests run as the administrator, to whom everything is permitted.
    private static let other =
        geteuid() == 0 ? "setpriv --reuid 65534 --regid 65534 --clear-groups " : ""

    /// A ledger with one document; `nil`, said aloud, where nobody may run the program.
    private func bench() throws -> Workbench? {
        let bench = try Shop.ready()
        try bench.must("sijil issue one.json --passphrase-file pass; chmod 755 .")
        let able = try bench.run(Self.other + "sijil --version")
        if able.status == 0 { return bench }
        print("permissions: not tested, another user may not run the program here")
        return nil
    }

    @Test("that may not be read is not called damaged")
    func unreadable() throws {
        guard let bench = try bench() else { return }
        try bench.must("chmod 000 shop.sijil")
        for command in ["list", "status", "show INV-1", "export --to out"] {
            let done = try bench.run(Self.other + "sijil \(command) --ledger shop.sijil")
            #expect(done.status == 2, "\(command)")
            #expect(done.talk.contains("you may not read"), "\(command): \(done.talk)")
            #expect(!done.talk.contains("damaged"), "\(command)")
        }
        try bench.must("chmod 644 shop.sijil; mkdir in; mv shop.sijil in/; chmod 000 in")
        let hidden = try bench.run(Self.other + "sijil list --ledger in/shop.sijil --lang ar")
        #expect(hidden.talk.contains("لا يحق لك قراءة"), "\(hidden.talk)")
        try bench.must("chmod 755 in")
    }

    @Test("that may only be read is read, and nothing is issued into it", arguments: ["", "555"])
    func readOnly(folderMode: String) throws {
        guard let bench = try bench() else { return }
        try bench.must("chmod 444 shop.sijil; mkdir in; cp -a shop.sijil in/; cp one.json in/")
        if !folderMode.isEmpty { try bench.must("chmod \(folderMode) in; chmod 666 in/shop.sijil") }
        let before = try bench.must("sha256sum in/shop.sijil; ls -la in").output
        for command in [
            "list", "status", "show INV-1", "qr INV-1", "print INV-1", "audit in/shop.sijil",
        ] {
            let named = command.hasPrefix("audit") ? "" : " --ledger in/shop.sijil"
            let done = try bench.run(Self.other + "sijil \(command)\(named)")
            // The document is overdue, which ends `status` with 1.
            #expect(done.status == (command == "status" ? 1 : 0), "\(command): \(done.talk)")
        }
        let issue = "sijil cert retire --ledger in/shop.sijil"
        let refused = try bench.run(Self.other + issue)
        #expect(refused.status == 2)
        #expect(
            refused.talk.contains(
                folderMode.isEmpty ? "you may not write" : "nothing can be written"),
            "\(refused.talk)")
        #expect(try bench.must("sha256sum in/shop.sijil; ls -la in").output == before)
        try bench.must("chmod 755 in")
    }
}
