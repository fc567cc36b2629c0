// Figures as reports print them. Pure functions over the normal form of a text.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "certdelta/decimal.h"
#include "certdelta/report.h"
#include "text/normalise.h"
#include "value/lexicon.h"

namespace certdelta::value {

/// Digits with their separators, nothing else: "253", "5,087", "5 087", "18.4".
struct Number {
    Decimal value;
    Decimal precision;  ///< size of the last printed digit
    text::Range printed;
    /// Something is wrong with it as it stands: a separator in the wrong place ("5,08"), a mark where a digit may have
    /// been
    /// ("2*", "25\xE2\x96\xA1"), or the text stops right behind it. It may be part of another number: not to be
    /// trusted.
    bool damaged = false;
};

/// The number that starts exactly at `pos`. Empty when there is none there, or when it is too large for Decimal.
[[nodiscard]] std::optional<Number> read_number(std::string_view text, std::uint32_t pos);

struct Figure {
    Decimal value;
    Decimal precision;
    Qualifier qualifier = Qualifier::none;
    text::Range printed;  ///< with scale, per cent sign and qualifier
    bool damaged = false;
    bool percent_sign = false;
};

/// A count at `pos`: qualifier, number, scale, or a small number in words ("two") ("about 957 thousand", the same with
/// Chinese scales). Not a count, hence empty: one with a per cent sign, or one that is no whole number.
[[nodiscard]] std::optional<Figure> read_count(std::string_view text, std::uint32_t pos, const Lexicon& lexicon);

/// A percentage at `pos`: qualifier, number, sign ("about 16.8%"). A lost sign is let pass, and shown by percent_sign.
[[nodiscard]] std::optional<Figure> read_percentage(std::string_view text, std::uint32_t pos, const Lexicon& lexicon);

/// A number at `pos` with whatever belongs to its print: qualifier, scale, per cent sign.
[[nodiscard]] std::optional<Figure> read_figure(std::string_view text, std::uint32_t pos, const Lexicon& lexicon);

/// A percentage at `pos` that is written in characters, or with a word for its sign: the sign's word before the number,
/// or tenths ("thirty in a hundred", "three tenths" in Chinese). With several digits of which nothing says how they
/// belong together there is none.
[[nodiscard]] std::optional<Figure> read_spelled_percentage(std::string_view text, std::uint32_t pos,
                                                            const Lexicon& lexicon);

/// A count at `pos` that is written in characters, with a word for one of what is counted behind it, or a scale of ten
/// thousand or more. One that is about so much, or has a scale, is as precise as its last character.
[[nodiscard]] std::optional<Figure> read_spelled_count(std::string_view text, std::uint32_t pos,
                                                       const Lexicon& lexicon);

/// As much again, or half, without a digit: what only a direction before it makes an amount ("to double" in Chinese).
[[nodiscard]] std::optional<Figure> read_whole(std::string_view text, std::uint32_t pos, const Lexicon& lexicon);

/// Whether the print goes on behind a figure that ends at `end`: digits behind white space or a separator, a second
/// scale, a unit that makes it another number ("2 dozen", "957k"), or a range ("100-200"). Such a figure is the
/// beginning of something else.
[[nodiscard]] bool goes_on(std::string_view text, std::uint32_t end, const Lexicon& lexicon);

struct QualifierBehind {
    Qualifier qualifier = Qualifier::none;
    std::uint32_t end = 0;
};

/// The qualifier that stands at `pos`, right behind a number.
[[nodiscard]] std::optional<QualifierBehind> qualifier_behind(std::string_view text, std::uint32_t pos,
                                                              const Lexicon& lexicon);

struct QualifierBefore {
    Qualifier qualifier = Qualifier::none;
    std::uint32_t begin = 0;
};

/// The qualifier that stands right before `pos`.
[[nodiscard]] std::optional<QualifierBefore> qualifier_before(std::string_view text, std::uint32_t pos,
                                                              const Lexicon& lexicon);

/// A year printed with four digits, 1900 to 2199.
[[nodiscard]] std::optional<Number> read_year(std::string_view text, std::uint32_t pos);

struct ReadChange {
    Change change;
    text::Range printed;
    text::Range core;  ///< the amount; for "the same", the words
    bool damaged = false;
    bool bare = false;               ///< damaged, unless the text has kept its per cent signs: a whole number alone
    bool against_last_year = false;  ///< says that it is not against the period before, but against another
};

/// A stated change at `pos`: direction and amount in either order, arrow and amount, or words for "the same".
[[nodiscard]] std::optional<ReadChange> read_change(std::string_view text, std::uint32_t pos, const Lexicon& lexicon);

/// The items of a list of changes that starts at `pos`: "down 5.2% and up 12.5%", "down 5.2% and 3.2%". An item without
/// a direction has that of the one before it.
[[nodiscard]] std::vector<ReadChange> read_changes(std::string_view text, std::uint32_t pos, const Lexicon& lexicon);

}  // namespace certdelta::value
