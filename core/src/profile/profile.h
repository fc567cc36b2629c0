// A periodical's knowledge, ready to use.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "certdelta/error.h"
#include "certdelta/reader.h"
#include "certdelta/report.h"
#include "profile/clauses.h"
#include "profile/dispatch.h"
#include "profile/required_words.h"
#include "profile/template.h"
#include "text/literal.h"
#include "text/phrase_set.h"
#include "value/lexicon.h"

namespace re2 {
class RE2;
}

namespace certdelta::profile {

enum class FieldType : std::uint8_t { count, percentage, year, date, enumeration, list, text };

[[nodiscard]] std::string_view type_name(FieldType type);

struct EnumerationCode {
    std::string code;
    std::vector<std::string> words;
};

struct FieldDefinition {
    std::string name;
    FieldType type = FieldType::count;
    std::string unit;
    Aggregate aggregate = Aggregate::last;
    bool has_aggregate = false;  ///< the profile says it, rather than leaving it at last
    std::string label_en;
    std::string label_zh;
    std::string description_en;  ///< empty where there is none
    std::string description_zh;
    std::vector<EnumerationCode> codes;  ///< enumerations only
    text::PhraseSet code_words;          ///< payload: index into codes
    std::string pattern_source;
    std::shared_ptr<const re2::RE2> pattern;  ///< texts only; null: the rest of the line
    std::string complete_source;
    std::shared_ptr<const re2::RE2> complete;  ///< texts only; what a value is that the document's end cannot have cut
};

/// What a diagnostic of a profile says, without a full stop. `zh` is empty where the profile says it in English only.
struct Message {
    std::string en;
    std::string zh;
};

/// What a template's match means.
enum class RuleKind : std::uint8_t {
    value,         ///< its slots are values of fields
    panel_label,   ///< a label of a panel; the figure stands beside it
    heading,       ///< a section starts
    phrase,        ///< figures in it are explained, and no field's value
    other_scope,   ///< figures of the sentence belong to another place, or to something else altogether
    other_time,    ///< figures of the sentence belong to another time
    last_period,   ///< another time in a report that speaks of this period, and the period itself in one that does not
    this_period,   ///< the sentence is back at the report's own time
    same_scope,    ///< looks like another scope, and is not
    scope_opener,  ///< begins a phrase of circumstance, which is of another scope unless same_scope knows it
    announces,     ///< carries the scope of its sentence to the sentences that follow
    looks_back,    ///< carries the scope of its sentence to the sentences before
    sums_up,       ///< says of all figures of its sentence when or where they were counted
    sourced,       ///< says from whom all figures of its sentence are
    denies,        ///< undoes the figures of its sentence
    voice,         ///< who counts stands before it; its figures are another body's unless the profile knows that one
    act,           ///< who acts stands before it, in the same way
    other_actor,   ///< names somebody else who may act: a branch, a partner
    own_voice,     ///< names the report's own body
    other_title,   ///< in a heading that does not name it, the title of another publication
    dated,         ///< names an issue or a week, which is another time unless it is the report's own
    goes_on,       ///< begins a sentence that speaks of what the one before speaks of
    notice,        ///< raises a diagnostic
};

struct Rule {
    std::string id;
    RuleKind kind = RuleKind::value;
    std::int32_t field = no_field;  ///< panel_label only
    std::int32_t under = no_field;  ///< panel_label only: the field whose box the line above has to hold
    std::string section;            ///< heading only
    bool timeless = false;          ///< value only: speaks of no period, so phrases of another scope do not matter
    bool ignored = false;           ///< heading only: nothing of its section is the report's own
    bool closing = false;           ///< own_line only: behind a figure
    bool own_line = false;          ///< heading only: a line of its own, behind the title or a figure
    std::string only_in;            ///< value only: the section outside which it is not read; empty: anywhere
    bool weak = false;              ///< value only: names the issue where no title does
    bool titled = false;            ///< value only: not read where the periodical's title stands on no line of its own
    Severity severity = Severity::warning;  ///< notice only
    std::string code;                       ///< notice only
    Message message;                        ///< notice only
};

struct RuleTemplate {
    std::uint32_t rule = 0;
    Template compiled;
};

struct PatternRule {
    std::uint32_t rule = 0;
    std::string source;
    std::shared_ptr<const re2::RE2> pattern;
    RequiredWords required;
    std::vector<Slot> slots;  ///< by capture group, from group 1
};

/// What a phrase says about which periodical a document is.
enum class MarkKind : std::uint8_t {
    title,      ///< the periodical's name: counts in full only as a heading
    mark,       ///< a phrase of the periodical
    required,   ///< one of these has to be there where no title is; together they count as one mark
    against,    ///< a phrase of a sister publication
    rules_out,  ///< another publication's name
    region,     ///< a part of the country: with the title, it names a branch's edition
    edition,    ///< the periodical's own edition: what begins in it names no other one
    foreign,    ///< heading of a section whose contents are not the report's own
    publisher,  ///< the name of who publishes the periodical; together they count as one mark
    source,     ///< names the periodical as what a text retells; together they count as one mark
    retold,     ///< a phrase of those who retell the periodical: counts where the periodical or its publisher is named
    home,       ///< whose figures they are: has to be there where neither title, publisher nor source is
    digest,     ///< the name of what retells others, too: another publication where no source is named
    teller,     ///< the publisher as who tells or did it: has to be there where neither title nor source is
};

/// A phrase by which the periodical is recognised.
struct Mark {
    Template compiled;
    MarkKind kind = MarkKind::mark;

    /// Whether it says something only where no title of the periodical heads the text.
    [[nodiscard]] bool is_for_retold() const {
        return kind == MarkKind::retold || kind == MarkKind::required || kind == MarkKind::teller ||
               kind == MarkKind::home || kind == MarkKind::source;
    }
    /// Whether its first place tells all that it can tell. Titles and names of others count by the line they stand in.
    [[nodiscard]] bool counts_once() const {
        return kind != MarkKind::title && kind != MarkKind::rules_out && kind != MarkKind::region &&
               kind != MarkKind::edition && kind != MarkKind::source && kind != MarkKind::digest;
    }
};

enum class CheckKind : std::uint8_t { le, sum, ratio, quotient, complement, change, period };

struct Check {
    std::string id;
    CheckKind kind = CheckKind::le;
    Severity severity = Severity::error;
    /// Indices of fields. le: left, right. sum: total, parts... ratio: share, part, whole. quotient: value, numerator,
    /// denominator. complement: two percentages that make 100. change: counts whose stated change is looked at, every
    /// one when there are none. period: none.
    std::vector<std::int32_t> fields;
    std::optional<int> first_weekday;   ///< period: 0 = Sunday
    std::int32_t days = 0;              ///< period
    bool numbered_by_last_day = false;  ///< period: issue N ends on the N-th such weekday of its year
    Message message;
};

/// Where marks may begin: indexes into Profile::marks.
struct MarkStarts {
    Dispatch any;
    Dispatch plain;  ///< without those that stand in no text without Chinese characters
};

struct Profile {
    ProfileId id;
    std::string extends;  ///< id of the profile whose fields and checks this one takes; empty for none
    std::string language;
    std::string title_en;
    std::string title_zh;
    std::vector<FieldDefinition> fields;
    std::vector<Rule> rules;
    std::vector<RuleTemplate> templates;
    std::vector<std::string> headings;  ///< of sections, as printed: those that are plain words of Latin letters
    std::vector<PatternRule> patterns;
    Clauses clauses;
    std::vector<Mark> marks;
    std::int32_t threshold = 1;  ///< weight of marks from which on a document is taken for this periodical
    std::vector<Check> checks;
    text::LiteralPool stops;                                     ///< literals that end a text (labels of other texts)
    std::vector<std::pair<std::string, text::PhraseSet>> words;  ///< lists of words that templates name
    text::PhraseSet leads;       ///< what may run on into a sentence that prints values; none: anything
    text::PhraseSet tails;       ///< what such a sentence may run on into; none: anything
    text::PhraseSet bylines;     ///< labels of lines that a site sets below the title: they say nothing of the text
    text::PhraseSet topics;      ///< what a caption, or the words of who counts, may hold; none: anything
    text::PhraseSet lead_words;  ///< where words have spaces between them: what may lead to such a sentence
    text::PhraseSet tail_words;  ///< the same for what such a sentence may run on into; none: anything
    text::PhraseSet home;        ///< the report's own place
    text::PhraseSet outsiders;   ///< how names of other places, bodies and times end
    text::PhraseSet says_when;   ///< another time or place right behind it is that of the sentence before
    value::Lexicon lexicon;
    Dispatch template_dispatch;  ///< index into templates
    MarkStarts own_marks;        ///< all but those that only who retells the periodical needs
    MarkStarts retold_marks;     ///< these

    [[nodiscard]] std::optional<std::int32_t> field_index(std::string_view name) const;
    [[nodiscard]] const Check* period_check() const;
};

/// How much of a profile is read.
enum class Depth : std::uint8_t {
    identity,  ///< what tells whether a document is of it, and what a record is described by: no rules but headings and
               ///< notices, and no templates of these
    whole,
};

/// Compiles a profile from JSON text. Errors name the place by JSON pointer: invalid_json, invalid_profile.
/// `lexicons` are JSON texts of core/lexicon; one for the profile's language has to be among them. `bases` are the JSON
/// texts of profiles that this one may extend: it takes their fields and checks where it has none of its own.
[[nodiscard]] Result<Profile> compile_profile(std::string_view json, std::string_view name,
                                              const std::vector<std::string_view>& lexicons,
                                              const std::vector<std::string_view>& bases = {},
                                              Depth depth = Depth::whole);

}  // namespace certdelta::profile
