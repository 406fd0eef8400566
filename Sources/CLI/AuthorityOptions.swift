import ArgumentParser
import Sijil

/// How the authority is reached, for commands that speak with it.
struct AuthorityOptions: ParsableArguments {
    @Option(
        name: .long,
        help: "Go through this proxy, or `none` for none; else what $https_proxy says.")
    var proxy: String?

    @Option(name: .long, help: "Believe only the authorities in this PEM file.")
    var caFile: String?

    func line(_ language: Language) -> AuthorityLine {
        let chosen: AuthorityLine.Proxy =
            switch proxy {
            case nil: .environment
            case "none"?: .none
            case let address?: .at(address)
            }
        return AuthorityLine(
            proxy: chosen, trustedAuthorities: caFile, isArabic: language == .ar)
    }
}

/// Where the one-time code comes from.
struct CodeOption: ParsableArguments {
    @Option(
        name: .long, defaultAsFlag: "",
        help: "The one-time code from the portal; without value it is asked for, - reads it.")
    var otp: String?

    func source(_ language: Language) -> CodeSource {
        switch otp {
        case "-": .standardInput
        case nil, "": .terminal(prompt: Prompts.code(language))
        case let text?: .given(text)
        }
    }
}
