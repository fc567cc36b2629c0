// Reading figures whose words are known: each goes to the field that they make it, or to none.
#pragma once

#include <cstddef>
#include <optional>

#include "extract/clause/choice.h"
#include "extract/clause/match.h"
#include "extract/clause/view.h"
#include "extract/clause/walk.h"
#include "profile/profile.h"

namespace certdelta::extract {

/// A count, and what is said of it on both sides.
struct SaidCount {
    std::size_t token = 0;
    Label before;
    Label behind;
    std::size_t end = 0;   ///< of the words
    bool apart = false;    ///< a mark stands between the count and the words behind it
    bool goes_on = false;  ///< with a list, whose first count has said what may make it another week's
};

/// Of one walk, which it tells of the counts that it reads. All outlive it.
class FigureReader {
public:
    FigureReader(const ClauseView& view, Walk& walk, ClauseMatch& match) : view_(view), walk_(walk), match_(match) {}

    void read_count(const SaidCount& count);
    /// Whether it is a field's. `end`: of the words behind it.
    bool read_percentage(std::size_t token, const Label& before, const Label& behind, std::size_t end);

private:
    [[nodiscard]] const Label* handed_to(const SaidCount& count) const;
    [[nodiscard]] profile::Concepts with_subject(profile::Concepts said) const;
    [[nodiscard]] bool is_known(const SaidCount& count, const Label* handed) const;
    [[nodiscard]] std::optional<Choice> choose(const SaidCount& count, const Label* handed,
                                               profile::Concepts said) const;
    [[nodiscard]] std::optional<Choice> choose_again(const SaidCount& count, profile::Concepts said) const;
    void add_nothing(profile::Concepts said);
    void add(const SaidCount& count, const Label* handed, profile::Concepts said, const Choice& choice);
    void add_to_match(const SaidCount& count, const Label* handed, const Choice& choice);
    [[nodiscard]] std::size_t first_word(const SaidCount& count, const Label* handed, const Choice& choice) const;
    [[nodiscard]] bool goes_on(const Choice& choice) const;
    [[nodiscard]] std::size_t with_caption(std::size_t first) const;
    [[nodiscard]] bool reaches(const Choice& choice, std::size_t first, std::size_t token) const;
    void begin_match(const Choice& choice, std::size_t first);

    const ClauseView& view_;
    Walk& walk_;
    ClauseMatch& match_;
};

}  // namespace certdelta::extract
