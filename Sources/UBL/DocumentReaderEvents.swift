import XML

/// The reading of one document, event by event.
extension ReadingPass {
    mutating func startElement(_ element: XMLStartElement) -> Bool {
        var frame = ReadingPass.Frame()
        let around = depth == 0 ? DocumentPaths.outside : current.state
        frame.state = paths.state(after: around, name: element.name)
        frame.start = element.start
        frame.contentStart = element.contentStart
        if depth > 0 { noteChild(isKnown: frame.state != DocumentPaths.unknown) }
        frame.group = current.group

        frame.cut =
            element.name != 0
            ? paths.cuts[element.name] : DocumentPaths.cut(element.local)
        if frame.cut != .none { openCut(&frame) }
        if depth == 0 && frame.state == DocumentPaths.unknown {
            add(.unexpectedStructure, at: name(element), expected: "Invoice of UBL 2.1")
        }
        if element.namespace == 0 { foreign(element) }
        if element.declarations.count > 0 { checkPrefixes(element) }
        if frame.state != DocumentPaths.unknown {
            enter(&frame, element)
        } else if depth > 0, paths.roles[around].isStrict {
            add(
                .unexpectedStructure, at: paths.paths[around] + "/" + name(element),
                isInStamp: paths.roles[around].isStamp)
        }
        if depth > 0, element.name == paths.idCode, current.cut == .reference {
            frame.isReferenceID = true
            if element.attributes.count > 0 { current.hasForeignChild = true }
        }
        if element.attributes.count > 0 { takeAttributes(element, frame) }
        if frame.isReferenceID || paths.roles[frame.state].fact != nil {
            frame.textStart = facts.arena.count
        }
        if properties.isOpen { properties.startElement(element) }
        depth += 1
        // The reader of the text allows no greater depth.
        precondition(depth < frames.count)
        frames[depth] = frame
        return cutDepth > 0
    }

    /// The parent's text is no longer in one run.
    private mutating func noteChild(isKnown: Bool) {
        current.hasChildren = true
        current.isEmpty = false
        if !isKnown { current.hasForeignChild = true }
        if current.textStart >= 0 { endRun() }
    }

    private mutating func endRun() {
        let count = facts.arena.count
        if current.firstRunEnd < 0, count > current.textStart { current.firstRunEnd = count }
    }

    /// - Returns: False if an element of this state came before.
    private mutating func noteState(_ state: Int) -> Bool {
        if statesSeen.isEmpty { statesSeen = [Bool](repeating: false, count: paths.roles.count) }
        defer { statesSeen[state] = true }
        return !statesSeen[state]
    }

    /// A known element: its group, its place for text, and what may stand only once.
    private mutating func enter(_ frame: inout ReadingPass.Frame, _ element: XMLStartElement) {
        let role = paths.roles[frame.state]
        if role.isOnce && !noteState(frame.state) {
            add(.duplicate, at: paths.paths[frame.state], isInStamp: role.isStamp)
        }
        if let kind = role.group {
            let count = DocumentFacts.ranges[kind.rawValue].count
            let group = DocumentFacts.Group(
                kind: kind, parent: frame.group < 0 ? nil : frame.group,
                index: facts.groups.count, firstSlot: facts.slots.count)
            frame.group = group.index
            facts.groups.append(group)
            for _ in 0..<count { facts.slots.append(.absent) }
        }
        switch role.special {
        case .signature: facts.hasSignature = true
        case .signedProperties: properties.open()
        default: break
        }
    }

    // MARK: - Text

    mutating func characters(_ bytes: XMLBytes, fromCDATA: Bool) {
        guard depth > 0, bytes.count > 0 || fromCDATA else { return }
        current.isEmpty = false
        if properties.isOpen { properties.text(bytes) }
        if current.textStart >= 0 {
            facts.arena.append(contentsOf: bytes)
            if fromCDATA {
                current.sectionCount += 1
            } else if !current.hasPlainText, !isBlank(bytes) {
                current.hasPlainText = true
            }
        } else if current.state != DocumentPaths.unknown, paths.roles[current.state].isStrict,
            !isBlank(bytes)
        {
            let path = paths.paths[current.state]
            add(.unexpectedStructure, at: path + "/text()", isInStamp: true)
        }
    }

    mutating func comment(_ bytes: XMLBytes) {
        interrupt()
        if properties.isOpen { properties.comment(bytes) }
    }

    mutating func instruction(target: XMLBytes, content: XMLBytes) {
        interrupt()
        if properties.isOpen { properties.instruction(target, content) }
        let place = paths.paths[current.state]
        add(.inclusion, at: place, found: "<?" + String(decoding: target, as: UTF8.self))
    }

    private mutating func interrupt() {
        guard depth > 0 else { return }
        current.hasComment = true
        current.isEmpty = false
        if current.textStart >= 0 { endRun() }
    }

    // MARK: - End of an element

    mutating func endElement(_ element: XMLEndElement) {
        guard depth > 0 else { return }
        let frame = current
        depth -= 1
        // What an attachment hides, its reference hides.
        if frame.hasForeignChild, current.cut == .reference { current.hasForeignChild = true }
        if properties.isOpen, properties.endElement(element, isEmpty: frame.isEmpty) {
            facts.signedProperties = properties.take()
        }
        if frame.textStart >= 0 { keepText(frame) }
        if frame.state != DocumentPaths.unknown, paths.roles[frame.state].special == .reference {
            closeReference(frame)
        }
        if frame.hasComment && !frame.hasChildren { checkInterrupted(frame, element) }
        if frame.cut != .none { closeCut(frame, end: element.end) }
    }

    private mutating func keepText(_ frame: ReadingPass.Frame) {
        let end = facts.arena.count
        if frame.isReferenceID {
            let runEnd = frame.firstRunEnd >= 0 ? frame.firstRunEnd : end
            let run = facts.arena[frame.textStart..<runEnd]
            if isEqual(trimmed(run), "QR"), depth > 0 { current.isQR = true }
        }
        guard let fact = paths.roles[frame.state].fact else { return }
        let role = paths.roles[frame.state]
        if frame.hasChildren {
            add(.unexpectedStructure, at: paths.paths[frame.state] + "/*", isInStamp: role.isStamp)
        }
        if frame.sectionCount > 1 || (frame.sectionCount == 1 && frame.hasPlainText) {
            add(
                .splitValue, at: paths.paths[frame.state], found: "CDATA", isInStamp: role.isStamp)
        }
        set(fact, frame, from: frame.textStart, mayRepeat: role.mayRepeat)
    }

    private mutating func set(
        _ fact: Fact, _ frame: ReadingPass.Frame, from start: Int, mayRepeat: Bool
    ) {
        let group = frame.group < 0 ? nil : facts.groups[frame.group]
        guard
            let index = facts.slotIndex(fact, group) ?? facts.slotIndex(fact, nil)
        else { return }
        guard facts.slots[index].count < 0 else {
            if !mayRepeat {
                add(
                    .duplicate, at: paths.paths[frame.state],
                    isInStamp: paths.roles[frame.state].isStamp)
            }
            return
        }
        facts.slots[index] = DocumentFacts.Slot(
            start: Int32(start), count: Int32(facts.arena.count - start))
    }

    private mutating func takeAttributes(
        _ element: XMLStartElement, _ frame: ReadingPass.Frame
    ) {
        let role = paths.roles[frame.state]
        for attribute in element.attributes {
            if attribute.prefix.count > 0 {
                if isEqual(attribute.prefix, "xml"), isEqual(attribute.local, "base") {
                    add(.inclusion, at: name(element), found: "xml:base")
                }
                continue
            }
            if role.isStamp, isEqual(attribute.local, "Id") {
                if !identifiers.insert(Array(attribute.value)).inserted {
                    add(
                        .reference, at: paths.paths[frame.state] + "/@Id",
                        found: String(decoding: attribute.value, as: UTF8.self), isInStamp: true)
                }
            }
            for wanted in paths.attributes[frame.state] where isEqual(attribute.local, wanted.name)
            {
                let start = facts.arena.count
                facts.arena.append(contentsOf: attribute.value)
                set(wanted.fact, frame, from: start, mayRepeat: false)
            }
        }
    }
}
