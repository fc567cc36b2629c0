#include "profile/leading.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "profile/template.h"
#include "text/characters.h"

namespace certdelta::profile {
namespace {

/// Two letters or one Chinese character at least.
bool is_start(std::string_view words) {
    return !words.empty() && (text::is_multibyte(words.front()) || words.size() >= 2);
}

class Finder {
public:
    Finder(const Template& compiled, std::size_t enough, std::span<const std::vector<std::string>> openings)
        : compiled_(compiled), enough_(enough), openings_(openings) {}

    /// Collects the ways from instruction `at` on; false when one of them starts with something other than words.
    /// `words`: those on the way to it.
    bool find(std::uint32_t at, std::string words) {
        constexpr std::size_t most_ways = 256;
        constexpr std::uint32_t most_steps = 50'000;  // empty alternatives double the ways, and lead nowhere
        if (++steps_ > most_steps) return false;
        const Instruction& instruction = compiled_.instructions[at];
        const bool full = words.size() >= enough_ || (found_.size() > most_ways && is_start(words));
        if (!full && instruction.op == Op::literal) {
            std::string_view literal = compiled_.literals[instruction.a].view();
            // one space where an optional part is not there
            while (!literal.empty() && literal.front() == ' ' && (words.empty() || words.back() == ' '))
                literal.remove_prefix(1);
            // text::match_literal() lets a space be missing where a piece of the template begins with it.
            const bool may_lack_space = !literal.empty() && literal.front() == ' ' && text::is_word(words.back());
            if (may_lack_space && !find(at + 1, words + std::string(literal.substr(1)))) return false;
            return find(at + 1, words.append(literal));
        }
        if (!full && instruction.op == Op::jump) return find(instruction.a, std::move(words));
        if (!full && instruction.op == Op::split)
            return find(instruction.a, words) && find(instruction.b, std::move(words));
        if (words.empty() && instruction.op == Op::slot && instruction.a < openings_.size())
            return add_openings(openings_[instruction.a]);
        if (!is_start(words)) return false;
        found_.push_back({std::move(words), instruction.beginning});
        return true;
    }

    std::vector<Leading> take() {
        std::stable_sort(found_.begin(), found_.end(),
                         [](const Leading& a, const Leading& b) { return a.words < b.words; });
        std::vector<Leading> ways;
        for (Leading& way : found_) {
            if (!ways.empty() && ways.back().words == way.words)
                ways.back().behind.add(way.behind);
            else
                ways.push_back(std::move(way));
        }
        return ways;
    }

private:
    /// A slot that the template starts with.
    bool add_openings(const std::vector<std::string>& openings) {
        for (const std::string& words : openings) {
            if (!is_start(words)) return false;
            found_.push_back({words, any_beginning()});
        }
        return !openings.empty();
    }

    const Template& compiled_;
    std::size_t enough_;
    std::uint32_t steps_ = 0;
    std::span<const std::vector<std::string>> openings_;
    std::vector<Leading> found_;
};

}  // namespace

std::vector<Leading> leading_of(const Template& compiled, std::uint32_t at, std::size_t enough,
                                std::span<const std::vector<std::string>> openings) {
    Finder finder(compiled, enough, openings);
    if (!finder.find(at, {})) return {};
    return finder.take();
}

}  // namespace certdelta::profile
