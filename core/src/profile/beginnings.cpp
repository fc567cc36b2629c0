#include "profile/beginnings.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "profile/template.h"

namespace certdelta::profile {
namespace {

Beginning anything() {
    Beginning all;
    all.first.set();
    all.behind_space.set();
    return all;
}

void unite(Beginning& beginning, const Beginning& other) {
    beginning.first |= other.first;
    beginning.behind_space |= other.behind_space;
}

/// `next`: what can follow the literal.
Beginning beginning_of(std::string_view literal, const Beginning& next) {
    if (literal.empty()) return next;
    const char wanted = literal.front();
    if (wanted == '-' || wanted == '"') return anything();  // the text need not show it, or shows white space for it
    Beginning beginning;
    if (wanted == ' ') {
        beginning = beginning_of(literal.substr(1), next);  // the space may be lost
        beginning.behind_space |= beginning.first;
        beginning.behind_space.set(' ');
    }
    beginning.first.set(static_cast<unsigned char>(wanted));
    for (const char mark : {'"', '\0'}) {
        const auto anywhere = static_cast<unsigned char>(mark);
        beginning.first.set(anywhere);
        beginning.behind_space.set(anywhere);
    }
    return beginning;
}

/// Numbers a template's beginnings; equal ones have one number.
class Table {
public:
    explicit Table(std::vector<Beginning>& beginnings) : beginnings_(beginnings) { beginnings_ = {anything()}; }

    std::uint32_t number_of(const Beginning& beginning) {
        const auto same = std::find(beginnings_.begin(), beginnings_.end(), beginning);
        const auto number = static_cast<std::uint32_t>(same - beginnings_.begin());
        if (same == beginnings_.end()) beginnings_.push_back(beginning);
        return number;
    }

private:
    std::vector<Beginning>& beginnings_;
};

}  // namespace

void add_beginnings(Template& compiled) {
    Table table(compiled.beginnings);
    std::vector<Instruction>& instructions = compiled.instructions;
    std::vector<Beginning> of(instructions.size(), anything());
    // Instructions go on to later ones only.
    for (std::size_t i = instructions.size(); i-- > 0;) {
        Instruction& instruction = instructions[i];
        switch (instruction.op) {
            case Op::literal:
                of[i] = beginning_of(compiled.literals[instruction.a].view(), of[i + 1]);
                break;
            case Op::split:
                of[i] = of[instruction.a];
                unite(of[i], of[instruction.b]);
                break;
            case Op::jump:
                of[i] = of[instruction.a];
                break;
            case Op::slot:
            case Op::gap:
            case Op::accept:
                break;
        }
        instruction.beginning = table.number_of(of[i]);
    }
}

}  // namespace certdelta::profile
