/// Turns symptoms into findings: one for each cause, with everything that follows from it beneath.
///
/// An edited document breaks its log entry, its hash, its signature, its QR code and the link to
/// the next document. That is one thing that happened, so it is one finding. Symptoms are joined
/// where they are about the same row, and where one explains another: a link breaks because of the
/// document *before* it, a gap explains the missing rows. In each group the symptom that is nearest
/// to the deed leads.
enum CauseAnalysis {
    static let mostFindings = 1_000
    private static let mostFollowers = 20

    static func findings(_ symptoms: [Symptom]) -> [Finding] {
        let groups = grouped(symptoms)
        var findings = groups.prefix(mostFindings).map(finding)
        if groups.count > mostFindings {
            findings.append(
                Finding(.findingsCut, expected: String(mostFindings), found: String(groups.count)))
        }
        return findings
    }

    /// Groups in the order of their first symptom; within a group the leader first, the others in
    /// their order.
    private static func grouped(_ symptoms: [Symptom]) -> [[Symptom]] {
        var sets = DisjointKeys()
        for symptom in symptoms { sets.add(symptom.key) }
        for symptom in symptoms {
            if let cause = symptom.follows.first(where: { $0 != symptom.key && sets.contains($0) })
            {
                sets.join(symptom.key, cause)
            }
        }
        var order: [CauseKey] = []
        var groups: [CauseKey: [Symptom]] = [:]
        for symptom in symptoms {
            let root = sets.root(of: symptom.key)
            if groups[root] == nil { order.append(root) }
            groups[root, default: []].append(symptom)
        }
        return order.compactMap { root in groups[root].map(ledFirst) }
    }

    private static func ledFirst(_ group: [Symptom]) -> [Symptom] {
        func place(_ symptom: Symptom) -> (Int, Int) {
            (symptom.weight.order, symptom.leads ? -1 : rank(symptom.code))
        }
        var leader = 0
        for (index, symptom) in group.enumerated() where place(symptom) < place(group[leader]) {
            leader = index
        }
        var group = group
        let first = group.remove(at: leader)
        return [first] + group
    }

    private static func finding(_ group: [Symptom]) -> Finding {
        let leader = group[0]
        var finding = Finding(
            leader.code, at: leader.place, expected: leader.expected, found: leader.found,
            cause: leader.knownCause)
        finding.severity = leader.weight
        finding.knownNext = leader.knownNext?.text
        finding.also = followers(Array(group.dropFirst()))
        return finding
    }

    /// A few followers are listed one by one; many are listed as runs of one code.
    private static func followers(_ symptoms: [Symptom]) -> [Follower] {
        let all = symptoms.map {
            Follower($0.code, at: $0.place, expected: $0.expected, found: $0.found)
        }
        guard all.count > mostFollowers else { return all }
        var runs: [Follower] = []
        var open: [RunKey: Int] = [:]
        for follower in all {
            let key = RunKey(
                code: follower.code, unit: follower.place.unit, epoch: follower.place.epoch)
            if let index = open[key] {
                runs[index].count += 1
                runs[index].lastICV = follower.place.icv
            } else {
                open[key] = runs.count
                runs.append(follower)
            }
        }
        return runs
    }

    private struct RunKey: Hashable {
        let code: FindingCode
        let unit: String?
        let epoch: Int64?
    }

    /// How near a symptom is to the deed: the lowest leads.
    private static func rank(_ code: FindingCode) -> Int {
        nearness.firstIndex(of: code) ?? nearness.count
    }

    private static let nearness: [FindingCode] = [
        .fileDamaged, .fileUnread, .icvGap, .epochGap, .chainStartICV, .leafMismatch,
        .documentChanged,
        .stampReplaced,
        .recordChanged, .recordMissing, .icvDuplicate, .hashDuplicate, .chainFork, .uuidDuplicate,
        .numberDuplicate,
        .keyDuplicate, .answerDuplicate,
        .schemaDiffers, .xmlEncoding, .xmlDoctype, .xmlLimit, .xmlMalformed, .xmlTrailing,
        .xmlInstruction,
        .xmlNamespace, .xmlStructure, .xmlDuplicate, .xmlComment, .xmlReference, .xmlTransform,
        .xmlAlgorithm,
        .fieldMissing, .stampMissing, .certificateEncoding, .certificateKey, .certificateProfile,
        .digestEncoding,
        .hashMismatch, .certificateDigestMismatch, .certificateUnknown, .certificateOther,
        .keyMismatch,
        .certificateClass, .certificateVAT, .certificateUnit, .certificateDocuments,
        .secretStored, .answerCertificate, .answerOutcome, .clearedMismatch, .clearedStamp,
        .clearedMissing, .requestMismatch, .attemptUnit,
        .issuerMismatch, .serialMismatch,
        .signedPropertiesMismatch, .signatureMalformed, .signatureInvalid, .qrMalformed, .qrMissing,
        .qrMismatch,
        .totalsWrong, .ruleError, .icvMismatch, .issuanceChanged, .valueTooLarge, .valueMalformed,
        .columnMismatch,
        .logDuplicate, .logGap, .recordNotLogged, .logOrder, .epochCertificate, .epochLink,
        .pihMismatch, .clockBackwards,
        .successorUnfounded, .outcomeUnknown, .notSubmitted, .reportLate,
        .reportedUncleared, .incidentMismatch, .incidentEnd, .closingMismatch,
        .settlementMismatch, .settledWithoutCopy,
        .shownNotLogged, .shownDiffers, .shownAltered, .certificateRevoked, .certificateExpired,
        .certificateEnded, .certificateEarly, .epochRetired, .numberLost, .restoreMismatch,
        .importMismatch, .sequenceAhead,
        .freePages, .schemaCookie, .warningsDiffer,
    ]
}

/// Union-find over cause keys.
private struct DisjointKeys {
    private var numbers: [CauseKey: Int] = [:]
    private var keys: [CauseKey] = []
    private var parents: [Int] = []

    mutating func add(_ key: CauseKey) {
        guard numbers[key] == nil else { return }
        numbers[key] = keys.count
        parents.append(keys.count)
        keys.append(key)
    }

    func contains(_ key: CauseKey) -> Bool { numbers[key] != nil }

    mutating func root(of key: CauseKey) -> CauseKey {
        guard let number = numbers[key] else { return key }
        return keys[find(number)]
    }

    mutating func join(_ a: CauseKey, _ b: CauseKey) {
        guard let first = numbers[a], let second = numbers[b] else { return }
        let low = min(find(first), find(second))
        parents[find(first)] = low
        parents[find(second)] = low
    }

    private mutating func find(_ number: Int) -> Int {
        var number = number
        while parents[number] != number {
            parents[number] = parents[parents[number]]
            number = parents[number]
        }
        return number
    }
}
