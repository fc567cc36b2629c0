#include "profile/beginnings.h"

#include <cstddef>
#include <string_view>
#include <vector>

#include "profile/template.h"

namespace certdelta::profile {
namespace {

/// `next`: what can follow the literal.
Beginning beginning_of(std::string_view literal, const Beginning& next) {
    if (literal.empty()) return next;
    const char wanted = literal.front();
    if (wanted == '-' || wanted == '"')
        return any_beginning();  // the text need not show it, or shows white space for it
    Beginning beginning;
    if (wanted == ' ') {
        beginning = beginning_of(literal.substr(1), next);  // the space may be lost
        beginning.behind_space.add(beginning.first);
        beginning.behind_space.add(' ');
    }
    add_beginning(beginning, literal);
    for (const char anywhere : {'"', '\0'}) {
        beginning.first.add(anywhere);
        beginning.behind_space.add(anywhere);
    }
    return beginning;
}

/// The instructions other than splits and jumps that follow on `at`, first choice first. The second of two equal ways
/// would only repeat the first. Adds them to `ways`. `seen_from` has an entry for each instruction: the
/// instruction from which it was seen last.
void add_ways_from(const std::vector<Instruction>& instructions, std::uint32_t at,
                   std::vector<std::uint32_t>& seen_from, std::vector<std::uint32_t>& ways) {
    std::vector<std::uint32_t> open{at};
    while (!open.empty()) {
        const std::uint32_t next = open.back();
        open.pop_back();
        if (seen_from[next] == at) continue;
        seen_from[next] = at;
        const Instruction& instruction = instructions[next];
        if (instruction.op == Op::split) {
            open.push_back(instruction.b);
            open.push_back(instruction.a);
        } else if (instruction.op == Op::jump) {
            open.push_back(instruction.a);
        } else {
            ways.push_back(next);
        }
    }
}

}  // namespace

Beginning any_beginning() {
    Beginning all;
    all.first.add_all();
    all.behind_space.add_all();
    all.characters.add_all();
    return all;
}

void add_beginning(Beginning& beginning, std::string_view phrase) {
    if (phrase.empty()) return;
    beginning.first.add(phrase.front());
    if (!CharacterSet::is_lead(phrase.front())) return;
    if (phrase.size() >= 3)
        beginning.characters.add(phrase.data());
    else
        beginning.characters.add_all();
}

Beginning beginning_behind_white(Beginning at_once) {
    at_once.first.add('\0');  // the text's end, where a match is cut off
    at_once.behind_space.add(at_once.first);
    at_once.first.add(' ');
    return at_once;
}

void add_beginnings(Template& compiled, const std::vector<Beginning>& slots) {
    std::vector<Instruction>& instructions = compiled.instructions;
    // Instructions go on to later ones only.
    for (std::size_t i = instructions.size(); i-- > 0;) {
        Instruction& instruction = instructions[i];
        switch (instruction.op) {
            case Op::literal:
                instruction.beginning =
                    beginning_of(compiled.literals[instruction.a].view(), instructions[i + 1].beginning);
                break;
            case Op::split:
                instruction.beginning = instructions[instruction.a].beginning;
                instruction.beginning.add(instructions[instruction.b].beginning);
                break;
            case Op::jump:
                instruction.beginning = instructions[instruction.a].beginning;
                break;
            case Op::slot:
                instruction.beginning = slots[instruction.a];
                break;
            case Op::gap:
            case Op::accept:
                instruction.beginning = any_beginning();
                break;
        }
    }
    std::vector<std::uint32_t> seen_from(instructions.size(), UINT32_MAX);
    bool entered = true;  // whether a match can go on here, rather than through another split or jump
    for (std::uint32_t i = 0; i < instructions.size(); ++i) {
        Instruction& instruction = instructions[i];
        const bool branches = instruction.op == Op::split || instruction.op == Op::jump;
        if (branches && entered) {
            instruction.first_way = static_cast<std::uint32_t>(compiled.ways.size());
            add_ways_from(instructions, i, seen_from, compiled.ways);
            instruction.ways = static_cast<std::uint32_t>(compiled.ways.size()) - instruction.first_way;
        }
        entered = !branches;
    }
}

}  // namespace certdelta::profile
