#include "profile/branches.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include "profile/template.h"

namespace certdelta::profile {

class BranchBuilder {
public:
    explicit BranchBuilder(Template& compiled) : template_(compiled), out_(compiled.branches) {}

    void build() {
        const std::size_t count = template_.instructions.size();
        is_target_.assign(count, false);
        is_target_[0] = true;
        for (std::size_t i = 0; i + 1 < count; ++i) {
            const Op op = template_.instructions[i].op;
            if (op != Op::split && op != Op::jump) is_target_[i + 1] = true;
        }
        classify();
        out_.lists_.push_back({});
        numbers_[{}] = 0;
        for (std::uint32_t i = 0; i < count; ++i) {
            Instruction& instruction = template_.instructions[i];
            if (!is_target_[i] || (instruction.op != Op::split && instruction.op != Op::jump)) continue;
            instruction.branch = branches_++;
            add(ways_from(i));
        }
    }

private:
    using Ways = std::vector<std::uint16_t>;

    [[nodiscard]] const Beginning& beginning(std::uint32_t at) const {
        return template_.beginnings[template_.instructions[at].beginning];
    }

    /// Bytes that no way tells apart get one number.
    void classify() {
        std::map<std::vector<bool>, std::uint8_t> classes;
        for (std::size_t byte = 0; byte < 256; ++byte) {
            std::vector<bool> looks;
            for (const Beginning& other : template_.beginnings) {
                looks.push_back(other.first[byte]);
                looks.push_back(other.behind_space[byte]);
            }
            const auto number = static_cast<std::uint8_t>(classes.size());
            out_.class_of_[byte] = classes.try_emplace(std::move(looks), number).first->second;
        }
        out_.classes_ = classes.size();
    }

    /// The instructions other than splits and jumps that follow, first choice first; the second of two equal ways would
    /// only repeat the first.
    Ways ways_from(std::uint32_t at) {
        Ways ways;
        std::vector<bool> seen(template_.instructions.size(), false);
        std::vector<std::uint32_t> open{at};
        while (!open.empty()) {
            const std::uint32_t next = open.back();
            open.pop_back();
            if (seen[next]) continue;
            seen[next] = true;
            const Instruction& instruction = template_.instructions[next];
            if (instruction.op == Op::split) {
                open.push_back(instruction.b);
                open.push_back(instruction.a);
            } else if (instruction.op == Op::jump) {
                open.push_back(instruction.a);
            } else {
                ways.push_back(static_cast<std::uint16_t>(next));
            }
        }
        return ways;
    }

    void add(const Ways& ways) {
        const std::size_t row = out_.cells_.size();
        out_.cells_.resize(row + 2 * out_.classes_);
        std::vector<bool> done(out_.classes_, false);
        for (std::size_t byte = 0; byte < 256; ++byte) {
            const std::size_t column = out_.class_of_[byte];
            if (done[column]) continue;
            done[column] = true;
            Ways shown;
            Ways behind_space;
            for (const std::uint16_t way : ways) {
                const Beginning& begins = beginning(way);
                if (begins.first[byte]) shown.push_back(way);
                if (begins.first[' '] && begins.behind_space[byte]) behind_space.push_back(way);
            }
            out_.cells_[row + column] = number_of(shown);
            out_.cells_[row + out_.classes_ + column] = number_of(behind_space);
        }
    }

    std::uint16_t number_of(const Ways& ways) {
        const auto number = static_cast<std::uint16_t>(out_.lists_.size());
        const auto [entry, is_new] = numbers_.try_emplace(ways, number);
        if (is_new) {
            out_.lists_.push_back(
                {static_cast<std::uint32_t>(out_.ways_.size()), static_cast<std::uint32_t>(ways.size())});
            out_.ways_.insert(out_.ways_.end(), ways.begin(), ways.end());
        }
        return entry->second;
    }

    Template& template_;
    Branches& out_;
    std::vector<bool> is_target_;
    std::map<Ways, std::uint16_t> numbers_;
    std::uint32_t branches_ = 0;
};

void add_branches(Template& compiled) { BranchBuilder(compiled).build(); }

}  // namespace certdelta::profile
