/// One reader of hostile bytes, and what must hold whatever it is given beside that it neither
/// traps nor hangs.
struct FuzzTarget: Sendable {
    let name: String
    let run: @Sendable ([UInt8]) -> Void

    static let all: [FuzzTarget] =
        documents + certificates + notes + sheets + texts

    static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}

/// Ends the program where a reader's own promise does not hold.
func require(_ isTrue: Bool, _ promise: String) {
    if !isTrue { fatalError("broken promise: \(promise)") }
}
