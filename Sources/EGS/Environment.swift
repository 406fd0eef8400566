/// Which authority a unit belongs to. Credentials never cross from one to another.
public enum Environment: String, Hashable, Sendable, CaseIterable {
    case sandbox
    case simulation
    case production
    /// Sijil's own authority on this computer.
    case emulator

    /// The certificate template that a request names. The emulator answers as the sandbox does.
    public var templateName: String {
        switch self {
        case .sandbox, .emulator: "TSTZATCA-Code-Signing"
        case .simulation: "PREZATCA-Code-Signing"
        case .production: "ZATCA-Code-Signing"
        }
    }

    /// Only production makes documents that count for tax.
    public var hasTaxValue: Bool { self == .production }
}
