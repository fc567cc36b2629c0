#include "extract/shared_changes.h"

#include <algorithm>
#include <string>

#include "text/characters.h"

namespace certdelta::extract {
namespace {

/// The places of one list of changes.
struct ChangeList {
    std::uint32_t begin = 0;  ///< of the words that lead to it
    std::vector<value::ReadChange> changes;
};

/// Where what a list is measured against, which ends at `end`, begins; empty where other words stand there.
std::optional<std::uint32_t> lead_begin(std::string_view text, std::uint32_t end, const value::Lexicon& lexicon) {
    constexpr std::uint32_t longest = 36;  // bytes
    while (end > 0 && (text::is_white(text[end - 1]) || text[end - 1] == ',')) --end;
    const std::uint32_t lowest = end > longest ? end - longest : 0;
    for (std::uint32_t begin = lowest; begin < end; ++begin) {
        const auto base = lexicon.since_last_period.match(text, begin);
        if (base.matched && base.end == end) return begin;
    }
    return std::nullopt;
}

/// Where a direction begins that ends at `end`: "a fall of ... each".
std::optional<std::uint32_t> direction_begin(std::string_view text, std::uint32_t end, const value::Lexicon& lexicon) {
    constexpr std::uint32_t longest = 12;  // bytes
    for (std::uint32_t begin = end > longest ? end - longest : 0; begin < end; ++begin) {
        const auto direction = lexicon.directions.match(text, begin);
        if (direction.matched && direction.end == end) return begin;
    }
    return std::nullopt;
}

/// The amounts behind the word, and one that leads to a figure ("each at 4% and 8%"), as if the direction before it
/// stood right before them.
std::vector<value::ReadChange> changes_of(std::string_view text, std::uint32_t direction, text::Range word,
                                          const value::Lexicon& lexicon) {
    constexpr std::uint32_t longest = 120;  // bytes
    const auto leads = lexicon.amounts_to.match(text, word.end);
    const std::uint32_t amounts = leads.matched ? leads.end : word.end;
    const std::uint32_t words = word.begin - direction;  // bytes
    std::string list(text.substr(direction, words));
    list += text.substr(amounts, longest);
    auto changes = value::read_changes(list, 0, lexicon);
    for (value::ReadChange& change : changes) {
        const std::uint32_t apart = amounts - words;
        change.printed = {std::max(change.printed.begin, words) + apart, change.printed.end + apart};
    }
    return changes;
}

/// The list behind a distributive word at `word`; without items where it is not against the period before.
ChangeList list_at(std::string_view text, text::Range word, const value::Lexicon& lexicon) {
    ChangeList list;
    auto changes = value::read_changes(text, text::skip_white(text, word.end), lexicon);
    std::uint32_t begin = word.begin;
    if (const auto direction = changes.empty() ? direction_begin(text, begin, lexicon) : std::nullopt) {
        changes = changes_of(text, *direction, word, lexicon);
        begin = *direction;
    }
    const auto lead = lead_begin(text, begin, lexicon);
    const bool parted = begin > 0 && (text[begin - 1] == ',' || text[begin - 1] == '(');
    list.begin = lead.value_or(begin);
    const bool other = std::any_of(changes.begin(), changes.end(), [](const value::ReadChange& change) {
        return change.against_last_year || change.damaged;
    });
    const bool based = !changes.empty() && lexicon.since_last_period.match(text, changes.front().printed.begin).matched;
    if (!other && changes.size() > 1 && (lead || parted || based)) list.changes = std::move(changes);
    return list;
}

/// Words behind a list say that it is measured against another period than the last.
bool is_against_other(std::string_view text, std::uint32_t pos, const value::Lexicon& lexicon) {
    pos = text::skip_white(text, pos);
    if (pos < text.size() && text[pos] == ',') pos = text::skip_white(text, pos + 1);
    if (lexicon.since_last_year.match(text, pos).matched) return true;
    const auto against = lexicon.measured_against.match(text, pos);
    return against.matched && !lexicon.since_last_period.match(text, pos).matched &&
           !lexicon.last_period.match(text, text::skip_white(text, against.end)).matched;
}

/// The list that a distributive word at `word` stands behind: "down 5.2% and up 12.5% respectively". `sentence`: where
/// its sentence begins.
ChangeList list_before(std::string_view text, std::uint32_t sentence, text::Range word, const value::Lexicon& lexicon) {
    constexpr std::uint32_t longest = 160;  // bytes
    ChangeList list;
    const auto ends_here = [&](std::uint32_t pos) {
        pos = text::skip_white(text, pos);
        if (pos < text.size() && text[pos] == ',') pos = text::skip_white(text, pos + 1);
        return pos == word.begin;
    };
    if (is_against_other(text, word.end, lexicon)) return list;
    for (std::uint32_t pos = std::max(sentence, word.begin > longest ? word.begin - longest : 0); pos < word.begin;
         ++pos) {
        if (pos > 0 && !text::is_white(text[pos - 1]) && text[pos - 1] != '(') continue;
        auto changes = value::read_changes(text, pos, lexicon);
        if (changes.size() < 2 || !ends_here(changes.back().printed.end)) continue;
        const bool other = std::any_of(changes.begin(), changes.end(), [](const value::ReadChange& change) {
            return change.against_last_year || change.damaged;
        });
        list.begin = pos;
        if (!other) list.changes = std::move(changes);
        return list;
    }
    return list;
}

class ChangeSharer {
public:
    ChangeSharer(const text::NormalText& normal, const text::Marks& marks, const profile::Profile& profile,
                 std::vector<FieldCandidate>& fields)
        : text_(normal.text()), marks_(marks), profile_(profile), fields_(fields) {
        for (std::size_t i = 0; i < fields.size(); ++i) order_.push_back(i);
        std::stable_sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
            return fields[a].printed.begin < fields[b].printed.begin;
        });
    }

    void share(const ChangeList& list) {
        const std::uint32_t sentence = marks_.sentence_begin(list.begin);
        const std::size_t semicolon = text_.substr(sentence, list.begin - sentence).rfind(';');
        if (semicolon != std::string_view::npos && give(list, sentence + static_cast<std::uint32_t>(semicolon) + 1))
            return;
        give(list, sentence);
    }

private:
    /// Gives the changes to the counts from `begin` on, if they are as many.
    bool give(const ChangeList& list, std::uint32_t begin) {
        std::vector<std::size_t> counts;
        std::uint32_t read_until = 0;
        auto next = std::lower_bound(order_.begin(), order_.end(), begin,
                                     [&](std::size_t i, std::uint32_t pos) { return fields_[i].printed.begin < pos; });
        for (; next != order_.end() && fields_[*next].printed.begin < list.begin; ++next) {
            const FieldCandidate& field = fields_[*next];
            if (field.printed.end > list.begin) continue;
            if (!counts.empty() && marks_.digit(read_until) < field.printed.begin) return false;
            read_until = std::max(read_until, field.printed.end);
            if (field.change) {
                counts.clear();
                read_until = std::max(read_until, field.change->printed.end);
            } else if (is_count(field)) {
                // Two templates may read one figure into one field.
                if (!counts.empty() && fields_[counts.back()].field == field.field) return false;
                if (!field.why.empty()) return false;
                counts.push_back(*next);
            }
        }
        if (counts.size() != list.changes.size() || marks_.digit(read_until) < list.begin) return false;
        // Where what is counted stands behind its number, words of the last count stand before the list.
        const std::uint32_t quoted = profile_.lexicon.unspaced ? read_until : fields_[counts.back()].quote.end;
        if (!leads_from(std::min(std::max(read_until, quoted), list.begin), list.begin)) return false;
        for (std::size_t i = 0; i < counts.size(); ++i) {
            FieldCandidate& field = fields_[counts[i]];
            const value::ReadChange& change = list.changes[i];
            field.change = StatedChange{
                change.change, change.printed, {field.quote.begin, list.changes.back().printed.end}, field.rule};
        }
        return true;
    }

    /// Nothing but a counter, a qualifier and marks stands between the last figure and the list: other words may be
    /// those whose changes it states.
    bool leads_from(std::uint32_t pos, std::uint32_t end) const {
        constexpr std::string_view marks = " \n\t,;()";
        while (pos < end) {
            const value::Lexicon& lexicon = profile_.lexicon;
            const auto counter = lexicon.counters.match(text_, pos);
            const auto qualifier = lexicon.qualifiers_after.match(text_, pos);
            const auto separator = lexicon.list_separators.match(text_, pos);
            const std::uint32_t known = std::max({counter.end, qualifier.end, separator.end});
            if (known > pos)
                pos = known;
            else if (marks.find(text_[pos]) != std::string_view::npos)
                ++pos;
            else
                return false;
        }
        return true;
    }

    bool is_count(const FieldCandidate& candidate) const {
        return profile_.fields[static_cast<std::size_t>(candidate.field)].type == profile::FieldType::count;
    }

    std::string_view text_;
    const text::Marks& marks_;
    const profile::Profile& profile_;
    std::vector<FieldCandidate>& fields_;
    std::vector<std::size_t> order_;  ///< of the fields, by position
};

}  // namespace

void add_shared_changes(const text::NormalText& normal, const text::Marks& marks, const profile::Profile& profile,
                        std::vector<FieldCandidate>& fields) {
    const std::string_view text = normal.text();
    std::optional<ChangeSharer> sharer;
    const auto share = [&](const ChangeList& list) {
        if (list.changes.empty()) return;
        if (!sharer) sharer.emplace(normal, marks, profile, fields);
        sharer->share(list);
    };
    for (const std::string& word : profile.lexicon.distributives) {
        for (std::size_t pos = text.find(word); pos != std::string_view::npos; pos = text.find(word, pos + 1)) {
            const auto begin = static_cast<std::uint32_t>(pos);
            share(list_at(text, {begin, begin + static_cast<std::uint32_t>(word.size())}, profile.lexicon));
        }
    }
    for (const std::string& word : profile.lexicon.distributives_after) {
        for (std::size_t pos = text.find(word); pos != std::string_view::npos; pos = text.find(word, pos + 1)) {
            const auto begin = static_cast<std::uint32_t>(pos);
            const text::Range range{begin, begin + static_cast<std::uint32_t>(word.size())};
            share(list_before(text, marks.sentence_begin(begin), range, profile.lexicon));
        }
    }
}

}  // namespace certdelta::extract
