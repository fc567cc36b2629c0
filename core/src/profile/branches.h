// Where a template's ways part: of all the ways, those that the next byte of the text lets begin, by one look-up.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace certdelta::profile {

struct Template;

/// For each place of a template where ways part (a run of splits and jumps): the instructions that the ways go on with,
/// in the order in which they are to be tried, by the byte that the text shows there.
class Branches {
public:
    /// The ways that may go on at `folded`, a place in a text from text::NormalText::folded(). All that may begin at
    /// the text's end, where a way is cut off rather than wrong.
    [[nodiscard]] std::span<const std::uint16_t> at(std::uint32_t branch, const char* folded) const {
        const auto first = static_cast<unsigned char>(folded[0]);
        const std::size_t row = std::size_t{2} * branch + (first == ' ' ? 1 : 0);
        const std::size_t byte = first == ' ' ? static_cast<unsigned char>(folded[1]) : first;
        const List list = lists_[cells_[row * classes_ + class_of_[byte]]];
        return {ways_.data() + list.begin, list.size};
    }

private:
    friend class BranchBuilder;
    struct List {
        std::uint32_t begin = 0;
        std::uint32_t size = 0;
    };
    std::array<std::uint8_t, 256> class_of_{};  ///< bytes that make no difference to this template share a class
    std::size_t classes_ = 1;
    /// Index into lists_: a row a branch for the byte itself, and one for the byte behind a space; a column a class.
    std::vector<std::uint16_t> cells_;
    std::vector<List> lists_;
    std::vector<std::uint16_t> ways_;  ///< indices of instructions
};

/// Fills compiled.branches and refers splits and jumps to their own. After add_beginnings().
void add_branches(Template& compiled);

}  // namespace certdelta::profile
