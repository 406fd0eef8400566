import ArgumentParser
import Cryptography
import Invoicing
import MerkleLog
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
        run(workplace, since: nil, passphrase, console)
    }

    /// Signs one only where entries were added since the log had `size`, whatever they tell of.
    ///
    /// - Returns: How many entries the log has now; `nil` where there was no need to know, or no
    ///   way.
    @discardableResult
    func run(
        _ workplace: Workplace, since size: Int64?, _ passphrase: SecretBytes, _ console: Console
    ) -> Int64? {
        guard let checkpointTo else { return nil }
        do {
            let now = try workplace.logSize()
            if let size, now <= size { return now }
            let kept = try workplace.checkpoint(passphrase: passphrase, also: checkpointTo)
            if !console.isJSON, let path = kept.paths.last { console.note("\(path)") }
            return kept.checkpoint.size
        } catch {
            let reason = (error as? any ExplainedError)?.problem
            console.note(
                Bilingual(
                    en: "warning: no checkpoint was kept: \(reason?.en ?? "\(error)")",
                    ar: "تنبيه: لم تُحفظ نقطة تحقق: \(reason?.ar ?? "\(error)")"))
            if let remedy = (error as? any ExplainedError)?.remedy { console.note(remedy) }
            return size
        }
    }
}
