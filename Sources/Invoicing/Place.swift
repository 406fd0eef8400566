/// Where in the draft the work is: steps are pushed and popped, and made a JSON Pointer only for a
/// problem.
struct Place {
    private enum Step {
        case name(StaticString)
        case index(Int)
    }

    private var steps: [Step] = []

    init() { steps.reserveCapacity(8) }

    mutating func enter(_ name: StaticString) { steps.append(.name(name)) }
    mutating func enter(_ index: Int) { steps.append(.index(index)) }
    mutating func leave() { steps.removeLast() }

    var pointer: String {
        var pointer = ""
        for step in steps {
            switch step {
            case .name(let name): pointer += "/\(name)"
            case .index(let index): pointer += "/\(index)"
            }
        }
        return pointer
    }

    func pointer(to name: StaticString?) -> String {
        guard let name else { return pointer }
        return pointer + "/\(name)"
    }
}
