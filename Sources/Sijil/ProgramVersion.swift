/// What this program is called in requests and answers of its own.
public enum ProgramVersion {
    public static let text = "0.1.0"
}
