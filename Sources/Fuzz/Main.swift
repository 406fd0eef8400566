import Glibc

// The readers of hostile bytes under libFuzzer, which `tools/fuzz` builds with `-DFUZZING` and the
// compiler's instrumentation. Without them this program runs a reader once over each file that is
// named: what the fuzzer found is seen again in a debugger, or after it was mended.

#if FUZZING
    @_silgen_name("LLVMFuzzerRunDriver")
    private func runFuzzer(
        _ count: UnsafeMutablePointer<Int32>,
        _ arguments: UnsafeMutablePointer<
            UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
        >,
        _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
    ) -> Int32
#endif

/// The reader that is tried; named by the first argument, or by SIJIL_FUZZ under libFuzzer, which
/// takes the arguments for itself.
private let chosen: FuzzTarget? = {
    if let name = getenv("SIJIL_FUZZ") { return FuzzTarget.named(String(cString: name)) }
    return CommandLine.arguments.dropFirst().first.flatMap { FuzzTarget.named($0) }
}()

@main
struct Fuzz {
    static func main() {
        guard let target = chosen else {
            print(FuzzTarget.all.map(\.name).joined(separator: " "))
            exit(64)
        }
        #if FUZZING
            var count = CommandLine.argc
            var arguments = CommandLine.unsafeArgv
            exit(
                runFuzzer(&count, &arguments) { bytes, count in
                    chosen?.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
                    return 0
                })
        #else
            for path in CommandLine.arguments.dropFirst(2) { target.run(Self.bytes(path)) }
        #endif
    }

    private static func bytes(_ path: String) -> [UInt8] {
        guard let file = fopen(path, "r") else { fatalError("\(path) cannot be opened") }
        defer { fclose(file) }
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { return all }
            all += buffer[..<count]
        }
    }
}
