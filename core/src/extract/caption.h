// A caption says of which time or place the words behind it speak: "Guangdong:", "Oct.17 -", "October 2022" on a line
// of its own.
#pragma once

#include <cstdint>
#include <optional>

#include "extract/own_time.h"
#include "text/normalise.h"
#include "value/lexicon.h"

namespace certdelta::extract {

/// Behind the marks and the number of a list's item at `pos`: "- ", "(2) ".
[[nodiscard]] std::uint32_t skip_item_mark(const text::NormalText& normal, std::uint32_t pos);

struct TimeCaption {
    text::Range range;
    bool other = false;        ///< another time than the report's own
    bool holds_own = false;    ///< a month or a year in which the report's period may lie: what a cover prints
    bool is_last_day = false;  ///< the last day of the report's period
};

/// A range of days, a day, a month or a year that starts at `pos` and is set apart from what follows: by a colon, a
/// comma, a dash, a bracket, the line's end, or because the words at `sentence` follow. A day behind the report's
/// period is the one on which somebody wrote, no other time.
[[nodiscard]] std::optional<TimeCaption> read_time_caption(const text::NormalText& normal, std::uint32_t pos,
                                                           std::uint32_t sentence, const OwnTime& own,
                                                           const value::Lexicon& lexicon);

/// A range of days, a day, a month or a year at `pos`, whatever follows; a month's name alone, too.
[[nodiscard]] std::optional<text::Range> read_any_time(std::string_view text, std::uint32_t pos,
                                                       const value::Lexicon& lexicon);

/// Whether the words of the range are times and nothing else: "January-October", "2022".
[[nodiscard]] bool is_all_time(std::string_view text, text::Range range, const value::Lexicon& lexicon);

/// Digits, with marks and letters of abbreviations among them, that start at `pos`, with the colon right behind them:
/// "W42:", "2015/06:", "1H 2016:". Not the number of a list's item.
[[nodiscard]] std::optional<text::Range> read_numbered_caption(std::string_view text, std::uint32_t pos);

/// One word with a capital letter that starts at `pos`, with the colon right behind it. Not an abbreviation.
[[nodiscard]] std::optional<text::Range> read_name_caption(const text::NormalText& normal, std::uint32_t pos);

/// "Sites defaced: 12": on the line that begins at `pos`, a label without figures has one right behind its colon.
[[nodiscard]] bool is_labelled_line(const text::NormalText& normal, std::uint32_t pos);

}  // namespace certdelta::extract
