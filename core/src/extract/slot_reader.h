// Reading what stands at a place of a text as a slot of a template.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "extract/matcher.h"
#include "extract/place_memo.h"
#include "profile/profile.h"
#include "text/normalise.h"
#include "value/date.h"
#include "value/number.h"

namespace certdelta::extract {

constexpr std::uint32_t longest_text = 200;  // bytes, of a list or a text

/// For one text and one profile, which outlive it.
class SlotReader {
public:
    SlotReader(const text::NormalText& normal, const profile::Profile& profile)
        : normal_(normal), text_(normal.text()), profile_(profile) {}

    /// What stands from `end` on is another line: no figure goes on there.
    void end_at(std::uint32_t end) { text_ = normal_.text().substr(0, end); }
    /// Whether something of the slot's kind stands at `pos`, which is in the text; it is put into `capture`, which
    /// holds the slot. A list, a constant, a gap and what word_end() is for are of no kind that is read so.
    bool read(const profile::Slot& slot, std::uint32_t pos, Capture& capture) const;
    /// The same for a slot whose value is a constant, which `words` (from fold_phrase) stand for.
    bool read_constant(const profile::Slot& slot, std::string_view words, std::uint32_t pos, Capture& capture) const;
    /// End of the name, of the phrase of one of the profile's lists, or of the language's words before a figure that
    /// starts at `pos`; `pos` when there is none.
    [[nodiscard]] std::uint32_t word_end(const profile::Slot& slot, std::uint32_t pos) const;
    /// What stands around a figure that was read: looked at once the match counts.
    void look_around(Capture& capture) const;

private:
    inline static void take(const value::Number& number, Capture& capture);
    [[nodiscard]] inline bool take(const std::optional<value::Figure>& figure, Capture& capture) const;
    [[nodiscard]] inline bool read_code(const profile::Slot& slot, std::uint32_t pos, Capture& capture) const;
    [[nodiscard]] bool leads_to_code(const text::PhraseSet& codes, std::uint32_t pos) const;
    [[nodiscard]] std::uint32_t unknown_code_end(std::uint32_t pos) const;
    [[nodiscard]] bool is_last_word(std::uint32_t begin, std::uint32_t end) const;
    [[nodiscard]] bool code_goes_on(std::uint32_t end) const;
    [[nodiscard]] inline bool read_text(const profile::Slot& slot, std::uint32_t pos, Capture& capture) const;
    [[nodiscard]] std::uint32_t label_begin(std::uint32_t pos, std::uint32_t end) const;
    [[nodiscard]] bool may_go_on(const profile::FieldDefinition* field, std::uint32_t pos, std::uint32_t end) const;
    [[nodiscard]] std::uint32_t text_stop(std::uint32_t pos, bool over_lines) const;
    [[nodiscard]] std::optional<value::DayRange> read_bare_period(std::uint32_t pos) const;

    const text::NormalText& normal_;
    std::string_view text_;
    const profile::Profile& profile_;
    mutable PlaceMemo<value::Figure> counts_;
    mutable PlaceMemo<value::Figure> figures_;
    mutable PlaceMemo<value::ReadChange> changes_;
};

}  // namespace certdelta::extract
