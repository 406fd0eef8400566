import Encoding

/// What an audit of a folder covered.
public struct FolderCoverage: Hashable, Sendable {
    /// Why something in the folder was passed by.
    public enum Kind: Hashable, Sendable, Comparable {
        /// An ordinary file of another type, by its suffix in lower case.
        case suffix(String)
        /// An ordinary file whose name tells no type.
        case plain
        /// XML, but no invoice.
        case otherXML
        /// A symbolic link.
        case link
        /// A pipe, socket or device.
        case special
    }

    public struct PassedBy: Hashable, Sendable {
        public var kind: Kind
        public var count: Int64
    }

    /// Counters that no document of the folder has.
    public struct Missing: Hashable, Sendable {
        public var first: Int64
        public var last: Int64
    }

    /// One chain of a unit, from its start or from the first document that is there.
    public struct Chain: Hashable, Sendable {
        /// Chains of a unit are numbered by their times; the numbers are the audit's own.
        public var epoch: Int64
        public var first: Int64
        public var last: Int64
        public var documents: Int64
        public var missing: [Missing]
    }

    public struct Unit: Hashable, Sendable {
        /// The serial number in its certificates; `nil` where no certificate tells it.
        public var serial: String?
        public var chains: [Chain]
    }

    public struct Seller: Hashable, Sendable {
        /// BT-31; empty where the documents have none.
        public var vat: String
        public var documents: Int64
        public var units: [Unit]
    }

    /// Everything that is no folder.
    public var files: Int64 = 0
    /// Of the documents, those whose bytes are the same as another's.
    public var copies: Int64 = 0
    /// Of the documents, those that differ from another only in the stamp, as a cleared document
    /// does from the one that was sent.
    public var restamped: Int64 = 0
    /// Files and folders that could not be read, or whose XML could not.
    public var unread: Int64 = 0
    public var passedBy: [PassedBy] = []
    public var sellers: [Seller] = []
    /// SHA-256 of the list of the XML files that were read, as `sha256sum` prints it for their
    /// paths below the folder in the order of their bytes, and the sum of their sizes.
    public var identity: FileIdentity?
    /// Every stamp that tells is of a test environment.
    public var isTest = false

    var unitCount: Int { sellers.reduce(0) { $0 + $1.units.count } }
}

extension FolderCoverage.Kind {
    /// A stable word.
    public var word: String {
        switch self {
        case .suffix(let suffix): "." + suffix
        case .plain: "no-type"
        case .otherXML: "other-xml"
        case .link: "link"
        case .special: "special"
        }
    }
}

extension FolderCoverage {
    /// A name for each unit that no other unit in the folder has.
    static func name(_ vat: String, _ serial: String?) -> String {
        let vat = vat.isEmpty ? "–" : vat
        return serial.map { "\(vat) \($0)" } ?? vat
    }
}

extension FolderCoverage {
    var json: JSONValue {
        [
            "files": JSONValue(files), "copies": JSONValue(copies),
            "sha256": JSONValue(identity?.hex), "restamped": JSONValue(restamped),
            "unread": JSONValue(unread),
            "passed_by": .array(
                passedBy.map { ["kind": .string($0.kind.word), "count": JSONValue($0.count)] }),
            "sellers": .array(sellers.map(\.json)),
        ]
    }
}

extension FolderCoverage.Seller {
    fileprivate var json: JSONValue {
        [
            "seller": .string(vat), "documents": JSONValue(documents),
            "units": .array(units.map(\.json)),
        ]
    }
}

extension FolderCoverage.Unit {
    fileprivate var json: JSONValue {
        ["serial": JSONValue(serial), "chains": .array(chains.map(\.json))]
    }
}

extension FolderCoverage.Chain {
    fileprivate var json: JSONValue {
        [
            "epoch": JSONValue(epoch), "icv_first": JSONValue(first), "icv_last": JSONValue(last),
            "documents": JSONValue(documents),
            "missing": .array(
                missing.map { ["icv_first": JSONValue($0.first), "icv_last": JSONValue($0.last)] }),
        ]
    }
}
