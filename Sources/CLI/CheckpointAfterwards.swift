import ArgumentParser
import Cryptography
import Invoicing
import Sijil

/// A checkpoint after a batch, for a folder that leaves the house: a stick, a share, the cloud.
struct CheckpointAfterwards: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Afterwards sign a checkpoint, and keep it in this folder too.", valueName: "folder"))
    var checkpointTo: String?

    /// What was issued stays issued whatever becomes of the checkpoint: a failure is a warning.
    func run(_ workplace: Workplace, _ passphrase: SecretBytes, _ console: Console) {
        guard let checkpointTo else { return }
        do {
            let kept = try workplace.checkpoint(passphrase: passphrase, also: checkpointTo)
            guard !console.isJSON, let path = kept.paths.last else { return }
            console.note("\(path)")
        } catch {
            let reason = (error as? any ExplainedError)?.problem
            console.note(
                Bilingual(
                    en: "warning: no checkpoint was kept: \(reason?.en ?? "\(error)")",
                    ar: "تنبيه: لم تُحفظ نقطة تحقق: \(reason?.ar ?? "\(error)")"))
            if let remedy = (error as? any ExplainedError)?.remedy { console.note(remedy) }
        }
    }
}
