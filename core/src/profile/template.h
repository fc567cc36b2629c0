// Sentence templates: parsing them, and the small programs they compile to.
//
//   CNCERT has handled {incidents.handled.total} network security incidents[, {incidents.handled.cross_border} of which
//   were (cross-border|overseas) ones]
//
//   words            stand for themselves; case, wraps, hyphens and quotation marks do not matter
//   {field}          the value of a field, read by the field's type; a figure, a day that starts with its month's name,
//                    words that stand for a number, or one of a list of words may be what the sentence starts with
//   {change of field} the change that is stated for a field ("an increase of 5.2% from last week")
//   {issue.number} {issue.year} {period}   what names the issue
//   {field: words = 0} words that stand for a number of the field ("none" for 0)
//   {number} {percentage} {year} {date} {count}   a figure that is no field's value
//   {amounts to}     any words that the language puts between what is counted and its figure ("reached")
//   {name}           a word with a capital letter: a proper name
//   {words}          one of a list of words that the profile names ("words")
//   {part of field}  a part of templates that the profile names ("parts"); in it, {field} is that field
//   [words]          may be missing
//   (one|other)      one of them; [one|other] one of them or none
//   ...              any words, without a figure, up to the end of the sentence
//   \                makes the next character stand for itself
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certdelta/error.h"
#include "profile/beginnings.h"
#include "profile/leading.h"
#include "text/literal.h"

namespace certdelta::profile {

/// How a slot reads its text.
enum class SlotKind : std::uint8_t {
    count,  ///< a field's value, or a figure without a field, as the next three
    percentage,
    year,
    date,
    enumeration,  ///< a field's value, as the next two
    list,
    text,
    change,  ///< stated for a field, or for none
    issue_number,
    issue_year,
    period,
    figure,      ///< any number without a field, with whatever belongs to its print
    constant,    ///< words that stand for a number
    amounts_to,  ///< the language's words between what is counted and its figure; captures nothing
    name,        ///< a word with a capital letter; captures nothing
    words,       ///< a phrase of one of the profile's lists; captures nothing
    gap,         ///< patterns: any words; captures nothing, and their scope is the match's
};

inline constexpr std::int32_t no_field = -1;

struct Slot {
    SlotKind kind = SlotKind::figure;
    std::int32_t field = no_field;  ///< index of the profile's field
    std::int64_t constant = 0;      ///< constant only: what the words stand for
    std::uint32_t words = 0;        ///< constant: index into the template's literals; words: into the profile's lists
};

enum class Op : std::uint8_t {
    literal,  ///< a: index into literals
    slot,     ///< a: index into slots
    gap,
    split,  ///< goes on at a or, as second choice, at b
    jump,   ///< goes on at a
    accept,
};

struct Instruction {
    Op op = Op::accept;
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    /// Split, jump: index into the template's ways, which a match takes instead of a and b. None where only another
    /// split or jump leads here, whose ways those are.
    std::uint32_t first_way = 0;
    std::uint32_t ways = 0;
    Beginning beginning;  ///< of what starts here
};

/// A compiled template. Its instructions have no loops, so a match visits each of them a bounded number of times.
struct Template {
    std::vector<Instruction> instructions;
    std::vector<std::uint32_t> ways;  ///< of branches: index of an instruction that is no split and no jump
    text::LiteralPool literals;
    std::vector<Slot> slots;
    std::string source;            ///< as written in the profile
    std::vector<Leading> leading;  ///< what a match can start with
    bool is_words = false;         ///< the words of `leading` and nothing else
    bool ideographs = false;       ///< no match is without a byte that leads_ideograph()
    bool figure_first = false;     ///< a figure stands before the words of `leading`

    /// Where the words of `leading` start.
    [[nodiscard]] std::uint32_t first_words() const { return figure_first ? 1 : 0; }
};

/// What a slot's name means; empty when it means nothing.
using SlotResolver = std::function<std::optional<Slot>(std::string_view name, bool change)>;

/// The text of a part of templates; empty when there is none of that name. What it gives outlives the compiling.
using PartResolver = std::function<std::optional<std::string_view>(std::string_view name)>;

/// What a slot can start with, as far as that is known.
struct SlotStart {
    Beginning beginning = any_beginning();
    std::vector<std::string> words;  ///< the words with which it starts where a template starts with it; else none
};
using SlotStarts = std::function<SlotStart(const Slot& slot)>;

/// Error: invalid_profile, with `column` the 1-based byte in the template.
[[nodiscard]] Result<Template> compile_template(
    std::string_view source, const SlotResolver& resolve,
    const SlotStarts& starts = [](const Slot&) { return SlotStart{}; },
    const PartResolver& parts = [](std::string_view) -> std::optional<std::string_view> { return std::nullopt; });

}  // namespace certdelta::profile
