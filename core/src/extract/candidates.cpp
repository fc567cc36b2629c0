#include "extract/candidates.h"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>

#include "extract/page_panel.h"
#include "extract/panel.h"
#include "extract/ranges.h"
#include "extract/repeated_labels.h"
#include "extract/scope.h"
#include "extract/shared_changes.h"
#include "text/characters.h"
#include "text/sentence.h"

namespace certdelta::extract {
namespace {

using profile::Profile;
using profile::RuleKind;
using profile::SlotKind;

/// The printed text of a range: its line ends are spaces.
std::string printed_text(std::string_view text, text::Range range) {
    std::string out(text.substr(range.begin, range.end - range.begin));
    std::replace_if(out.begin(), out.end(), text::is_white, ' ');
    return out;
}

/// Splits "A, B and C". Words for "and" separate the last two names only: a name may hold one.
std::vector<std::string> split_list(std::string_view text, text::Range range, const value::Lexicon& lexicon) {
    std::vector<std::string> names;
    std::uint32_t begin = range.begin;
    const auto add = [&](std::uint32_t from, std::uint32_t to) {
        const text::Range name = trim(text, {from, to});
        if (!name.empty()) names.push_back(printed_text(text, name));
    };
    for (std::uint32_t pos = range.begin; pos < range.end;) {
        const auto match = lexicon.list_separators.match(text, pos);
        if (match.matched) {
            add(begin, pos);
            begin = pos = match.end;
        } else {
            ++pos;
        }
    }
    std::uint32_t last_begin = 0;
    std::uint32_t last_end = 0;
    for (std::uint32_t pos = begin + 1; pos < range.end; ++pos) {
        if (text::is_letter(text[pos]) && text::is_letter(text[pos - 1])) continue;
        const auto match = lexicon.list_conjunctions.match(text, pos);
        if (!match.matched || match.end >= range.end) continue;
        last_begin = pos;
        last_end = match.end;
        pos = match.end - 1;  // a conjunction may hold another one
    }
    if (last_end != 0) {
        add(begin, last_begin);
        begin = last_end;
    }
    add(begin, range.end);
    return names;
}

class Collector {
public:
    Collector(const text::NormalText& normal, const Profile& profile, const Matches& matches,
              const layout::PageText* pages)
        : normal_(normal), profile_(profile), matches_(matches), pages_(pages), scope_(normal, profile, matches) {}

    Candidates collect() {
        out_.fields.reserve(matches_.captures.size());
        bare_changes_count_ = prints_bare_changes();
        sure_counts_ = bare_changes_count_ && prints_sure_counts();
        for (const Match& match : matches_.all) {
            const profile::Rule& rule = profile_.rules[match.rule];
            switch (rule.kind) {
                case RuleKind::value:
                    take_values(match);
                    break;
                case RuleKind::phrase:
                    if (!match.cut) out_.phrases.push_back({match.range, rule.id, rule.id});
                    break;
                case RuleKind::this_period:
                    out_.this_period = true;
                    break;
                case RuleKind::notice:
                    if (!match.cut) out_.notices.push_back({match.rule, match.range});
                    break;
                case RuleKind::goes_on:
                case RuleKind::heading:
                case RuleKind::panel_label:
                case RuleKind::other_scope:
                case RuleKind::other_time:
                case RuleKind::last_period:
                case RuleKind::scope_opener:
                case RuleKind::same_scope:
                case RuleKind::announces:
                case RuleKind::looks_back:
                case RuleKind::denies:
                case RuleKind::voice:
                case RuleKind::act:
                case RuleKind::other_actor:
                case RuleKind::own_voice:
                case RuleKind::other_title:
                case RuleKind::dated:
                    break;
            }
        }
        drop_inner_scopes();
        add_repeated_labels(normal_, scope_.marks(), profile_, matches_, out_.fields);
        add_shared_changes(normal_, scope_.marks(), profile_, out_.fields);
        if (pages_ != nullptr)
            collect_page_panel(normal_, *pages_, profile_, matches_, scope_, out_);
        else
            collect_panel(normal_, profile_, matches_, scope_, out_);
        return std::move(out_);
    }

private:
    /// Whether a change without a sign counts: signs have come through in this text, and no other change has one,
    /// beside which it would look like a percentage that lost its own.
    bool prints_bare_changes() const {
        const auto percentage = [](const Capture& capture) {
            if (capture.slot.kind == SlotKind::percentage) return capture.percent_sign_lost;
            if (capture.slot.kind != SlotKind::change || !capture.change.value) return false;
            return capture.change.kind == ChangeKind::percent || (capture.damaged && !capture.bare);
        };
        return normal_.text().find('%') != std::string_view::npos &&
               std::none_of(matches_.captures.begin(), matches_.captures.end(), percentage);
    }

    /// Whether one of the bare changes can be no percentage that lost its sign. A report prints all of them in one way.
    bool prints_sure_counts() const {
        return std::any_of(matches_.all.begin(), matches_.all.end(), [this](const Match& match) {
            const auto captures = matches_.captures_of(match);
            return !match.cut && std::any_of(captures.begin(), captures.end(), [&](const Capture& change) {
                if (change.slot.kind != SlotKind::change || !change.bare || change.against_last_year) return false;
                return std::any_of(captures.begin(), captures.end(), [&](const Capture& count) {
                    return count.slot.kind == SlotKind::count && count.slot.field == change.slot.field &&
                           may_move(count.value, count.precision, change.change) &&
                           !may_be_percentage(count.value, change.change);
                });
            });
        });
    }

    void take_values(const Match& match) {
        const auto captures = matches_.captures_of(match);
        const profile::Rule& rule = profile_.rules[match.rule];
        if (!scope_.is_readable(match, rule)) return;
        if (!rule.timeless && (passes_other_year(match) || scope_.is_other(match, matches_.gaps_of(match)))) {
            OtherScope other{match.range, {}};
            for (const Capture& capture : captures) {
                if (capture.slot.field != profile::no_field) other.fields.push_back(capture.slot.field);
            }
            if (!other.fields.empty()) out_.other_scopes.push_back(std::move(other));
            return;
        }
        if (rule.weak && rule.timeless && scope_.is_other_publication(match.range.begin)) return;
        IdentityCandidate identity;
        identity.range = match.range;
        identity.weak = rule.weak || !normal_.is_line_start(match.range.begin);
        const std::size_t first = out_.fields.size();
        std::vector<const Capture*> others;  // of no field
        for (const Capture& capture : captures) {
            switch (capture.slot.kind) {
                case SlotKind::issue_number:
                    if (is_one_of_several(capture, match) || capture.value == Decimal()) break;
                    if (!match.cut)
                        identity.number = static_cast<std::int32_t>(capture.value.micros() / Decimal::scale);
                    explain(capture, "issue.number", match);
                    break;
                case SlotKind::issue_year:
                    if (!match.cut) identity.year = static_cast<std::int32_t>(capture.value.micros() / Decimal::scale);
                    explain(capture, "issue.year", match);
                    break;
                case SlotKind::period:
                    if (!match.cut && (!rule.weak || names_period(match))) identity.days = capture.days;
                    explain(capture, "period", match);
                    break;
                case SlotKind::change:
                    break;
                default:
                    if (capture.slot.field == profile::no_field)
                        others.push_back(&capture);
                    else
                        add(capture, match, first);
                    break;
            }
        }
        for (const Capture& capture : captures) {
            if (capture.slot.kind == SlotKind::change && capture.slot.field != profile::no_field &&
                !capture.against_last_year)
                attach(capture, match, first);
        }
        if (!others.empty()) reject_contradicted(match, first);
        // A figure beside a field's that is no field's itself ("received 300 reports and handled 253") is told as one
        // that nothing reads.
        for (const Capture* capture : others) {
            if (out_.fields.size() == first || !is_figure(capture->slot.kind)) explain(*capture, rule.id, match);
        }
        const bool named = identity.number || identity.year || identity.days;
        if (named && !scope_.is_cited(match)) out_.identities.push_back(identity);
    }

    /// "253 incidents, the lowest in 2016": a year that a template passes over has to be the report's own.
    bool passes_other_year(const Match& match) const {
        const auto captures = matches_.captures_of(match);
        return std::any_of(captures.begin(), captures.end(), [this](const Capture& capture) {
            return capture.slot.kind == SlotKind::year && capture.slot.field == profile::no_field &&
                   !scope_.is_own_year(capture.value);
        });
    }

    static bool is_figure(SlotKind kind) {
        return kind == SlotKind::figure || kind == SlotKind::count || kind == SlotKind::percentage;
    }

    void explain(const Capture& capture, std::string_view name, const Match& match) {
        out_.phrases.push_back({capture.printed, name, profile_.rules[match.rule].id});
    }

    void add(const Capture& capture, const Match& match, std::size_t first) {
        const profile::FieldDefinition& field = profile_.fields[static_cast<std::size_t>(capture.slot.field)];
        FieldCandidate& candidate = out_.fields.emplace_back();
        candidate.field = capture.slot.field;
        // What stands between a page's end and the next one's beginning is no evidence of the figure.
        candidate.printed = normal_.is_interrupted(capture.printed) ? from_digits(capture.printed) : capture.printed;
        candidate.quote = match.range;
        candidate.rule = match.rule;
        if (match.cut)
            candidate.why = "cut-off";
        else if (capture.code == Capture::unknown_code)
            candidate.why = "unknown-code";
        else if (field.type == profile::FieldType::enumeration && has_alternative(capture, field))
            candidate.why = "alternatives";
        else if (capture.damaged)
            candidate.why = "damaged";
        else if (is_page_number(capture, match, field.type))
            candidate.why = "page-number";
        else if (is_open_end(capture, match) || is_cut_text(capture, field))
            candidate.why = "cut-off";
        else if (is_share_over_100(capture, field))
            candidate.why = "out-of-range";
        else if (field.type != profile::FieldType::list && is_interrupted(capture.printed))
            candidate.why = "interrupted";
        switch (field.type) {
            case profile::FieldType::count:
            case profile::FieldType::percentage:
            case profile::FieldType::year:
                candidate.value = capture.value;
                candidate.precision = capture.precision;
                candidate.qualifier = capture.qualifier;
                candidate.percent_sign_lost = field.type == profile::FieldType::percentage && capture.percent_sign_lost;
                break;
            case profile::FieldType::date:
                candidate.value = capture.date.to_string();
                break;
            case profile::FieldType::enumeration:
                if (capture.code == Capture::unknown_code)
                    candidate.value = printed_text(normal_.text(), capture.printed);
                else
                    candidate.value = field.codes[static_cast<std::size_t>(capture.code)].code;
                break;
            case profile::FieldType::text:
                candidate.value = printed_text(normal_.text(), capture.printed);
                break;
            case profile::FieldType::list: {
                std::vector<std::string> names = split_list(normal_.text(), capture.printed, profile_.lexicon);
                // Several list slots of one field in a sentence are one list.
                for (std::size_t i = first; i + 1 < out_.fields.size(); ++i) {
                    FieldCandidate& earlier = out_.fields[i];
                    if (earlier.field != candidate.field) continue;
                    auto& list = *std::get_if<std::vector<std::string>>(&earlier.value);
                    list.insert(list.end(), names.begin(), names.end());
                    earlier.printed.end = capture.printed.end;
                    out_.fields.pop_back();
                    return;
                }
                candidate.value = std::move(names);
                break;
            }
        }
    }

    /// "Issue 43-44", "Issue 4 3": which number is the issue's, nothing tells. A date may stand behind it.
    bool is_one_of_several(const Capture& capture, const Match& match) const {
        constexpr std::uint32_t longest = 3;  // digits of an issue's number
        const std::string_view text = normal_.text();
        if (capture.printed.end != match.range.end) return false;
        const auto skip = [text](std::uint32_t at) { return at < text.size() && text[at] == ' ' ? at + 1 : at; };
        std::uint32_t begin = skip(match.range.end);
        constexpr std::string_view marks = "-/&+";
        const auto link = profile_.lexicon.list_conjunctions.match(text, begin);
        if (link.matched)
            begin = skip(link.end);
        else if (begin < text.size() && marks.find(text[begin]) != std::string_view::npos)
            begin = skip(begin + 1);
        std::uint32_t end = begin;
        while (end < text.size() && text::is_digit(text[end])) ++end;
        if (end == begin || end - begin > longest || begin == match.range.end) return false;
        return !value::read_date(text, begin, profile_.lexicon);
    }

    /// Outside of titles, days are the report's where words of the rule lead to them, on a line that is no sentence, or
    /// in a sentence that speaks of this period or prints figures of it; else they may be those of an event. Where
    /// words have no spaces between them, too many sentences go on without a mark.
    bool names_period(const Match& match) const {
        constexpr std::uint32_t longest_rest = 60;  // bytes of a line beside the days
        const std::string_view text = normal_.text();
        const text::Range days = matches_.captures_of(match).front().printed;
        if (profile_.lexicon.unspaced || days.begin > match.range.begin) return true;
        const std::uint32_t line = line_begin(normal_, days.begin);
        const std::uint32_t next = normal_.next_line_start(days.end);
        const std::uint32_t end = text::skip_white_back(text, next, days.end);
        const bool goes_on = next < text.size() && text[next] >= 'a' && text[next] <= 'z';
        const bool is_line = (end - line) - (days.end - days.begin) <= longest_rest && !goes_on &&
                             !scope_.marks().ends_sentence(end - 1) &&
                             scope_.marks().sentence_begin(days.begin) <= line;
        if (is_line) return true;
        const text::Range sentence{scope_.marks().sentence_begin(days.begin), scope_.marks().sentence_end(days.end)};
        return std::any_of(matches_.from(sentence.begin), matches_.from(sentence.end), [&](const Match& other) {
            const profile::Rule& rule = profile_.rules[other.rule];
            return !other.cut &&
                   (rule.kind == RuleKind::this_period || (rule.kind == RuleKind::value && !rule.timeless));
        });
    }

    /// What starts inside of a sentence that was taken ("of which ...") is that sentence, and tells nothing more.
    void drop_inner_scopes() {
        std::vector<text::Range> taken;
        for (const FieldCandidate& candidate : out_.fields) taken.push_back(candidate.quote);
        sort(taken);
        reach_over(taken);
        std::erase_if(out_.other_scopes, [&](const OtherScope& other) {
            const auto behind = first_from(taken, other.range.begin);
            return behind != taken.begin() && std::prev(behind)->end >= other.range.end;
        });
    }

    /// A small number alone on a line, in the middle of a sentence, may as well be the page's.
    bool is_page_number(const Capture& capture, const Match& match, profile::FieldType type) const {
        if (type != profile::FieldType::count && type != profile::FieldType::percentage) return false;
        return capture.slot.kind != SlotKind::constant && may_be_page_number(capture.printed, match);
    }

    /// The number, in brackets or not, has its line for itself; or a name shares it ("2 CNCERT") where the template
    /// ends.
    bool may_be_page_number(text::Range figure, const Match& match) const {
        constexpr std::uint32_t most_digits = 3;
        const std::string_view text = normal_.text();
        figure = from_digits(figure);  // behind a qualifier
        if (figure.end - figure.begin > most_digits) return false;
        const bool bracket =
            figure.begin > 0 && figure.end < text.size() && text[figure.begin - 1] == '(' && text[figure.end] == ')';
        if (!normal_.is_line_start(bracket ? figure.begin - 1 : figure.begin)) return false;
        const std::uint32_t next = text::skip_white(text, bracket ? figure.end + 1 : figure.end);
        if (normal_.is_line_start(next)) return true;
        return figure.end == match.range.end && next < text.size() && text[next] >= 'A' && text[next] <= 'Z';
    }

    /// The figure is the last that the template asks for, and its line ends right behind it: the text may have been cut
    /// there, and something else glued on.
    bool is_open_end(const Capture& capture, const Match& match) const {
        const std::string_view text = normal_.text();
        const bool figure = capture.slot.kind == SlotKind::count || capture.slot.kind == SlotKind::percentage;
        if (!figure || capture.printed.end != match.range.end || text[capture.printed.end - 1] == '%') return false;
        const std::uint32_t next = text::skip_white(text, capture.printed.end);
        if (next >= text.size()) return true;
        constexpr std::string_view punctuation = ",.;:)";
        if (!normal_.is_line_start(next)) return false;
        return punctuation.find(text[next]) == std::string_view::npos &&
               text.substr(next, 3) != text::ideographic_full_stop;
    }

    /// A name or an address behind which the document stops, in the middle of its last line, may be half of one.
    bool is_cut_text(const Capture& capture, const profile::FieldDefinition& field) const {
        const std::string_view text = normal_.text();
        if (field.type != profile::FieldType::text || !normal_.ends_open()) return false;
        std::uint32_t end = capture.printed.end;
        while (end < text.size() && (text[end] == '.' || text[end] == '-' || text[end] == ' ')) ++end;
        if (end != text.size()) return false;
        const absl::string_view print(text.data() + capture.printed.begin, capture.printed.end - capture.printed.begin);
        return field.complete == nullptr || !re2::RE2::FullMatch(print, *field.complete);
    }

    /// Another code of the field follows behind "or": "medium" or high.
    bool has_alternative(const Capture& capture, const profile::FieldDefinition& field) const {
        const std::string_view text = normal_.text();
        const auto skip = [&](std::uint32_t pos) {
            while (pos < text.size() && (text::is_white(text[pos]) || text[pos] == '"' || text[pos] == '\'')) ++pos;
            return pos;
        };
        const auto link = profile_.lexicon.alternatives.match(text, skip(capture.printed.end));
        if (!link.matched) return false;
        const auto other = field.code_words.match(text, skip(link.end));
        return other.matched && other.payload != capture.code && (other.end == text.size() || text[other.end] != '-');
    }

    /// A figure from its first digit on, without the words about it; a print without digits as it is.
    text::Range from_digits(text::Range printed) const {
        const std::string_view text = normal_.text();
        std::uint32_t begin = printed.begin;
        while (begin < printed.end && !text::is_digit(text[begin])) ++begin;
        return begin == printed.end ? printed : text::Range{begin, printed.end};
    }

    /// A page ends inside the figure, or inside a name. Between the words about a figure and its digits it does no
    /// harm.
    bool is_interrupted(text::Range printed) const { return normal_.is_interrupted(from_digits(printed)); }

    static bool is_share_over_100(const Capture& capture, const profile::FieldDefinition& field) {
        return field.type == profile::FieldType::percentage && capture.value > Decimal::from_integer(100);
    }

    /// "an increase of 17" counts what its field counts, where it can be no percentage that lost its sign: no whole
    /// number rises by 17% to the count, or to the count of another such change.
    bool may_count(const Capture& capture, std::size_t first) const {
        if (!bare_changes_count_) return false;
        const auto field =
            std::find_if(out_.fields.begin() + static_cast<std::ptrdiff_t>(first), out_.fields.end(),
                         [&](const FieldCandidate& candidate) { return candidate.field == capture.slot.field; });
        if (field == out_.fields.end() || !field->precision) return false;
        const Decimal* const value = std::get_if<Decimal>(&field->value);
        return value != nullptr && may_move(*value, *field->precision, capture.change) &&
               (sure_counts_ || !may_be_percentage(*value, capture.change));
    }

    /// No count rises by more than it is, nor is its change printed finer than itself.
    static bool may_move(Decimal count, Decimal precision, const Change& change) {
        return precision == Decimal::from_integer(1) && (change.direction == Direction::down || *change.value <= count);
    }

    /// Whether some whole number, changed by so many per cent, rounded to whole ones, gives the count.
    static bool may_be_percentage(Decimal count, const Change& change) {
        constexpr std::int64_t all = 1000;  // thousandths: five are half a per cent
        const std::int64_t after = count.micros() / Decimal::scale;
        const std::int64_t percent = change.value->micros() / Decimal::scale;
        constexpr std::int64_t largest = 1'000'000'000'000;
        if (after > largest || percent > largest) return false;
        const std::int64_t factor = all + (change.direction == Direction::down ? -10 : 10) * percent;
        if (factor <= 5) return factor > 0;
        return (after * all + factor + 4) / (factor + 5) <= after * all / (factor - 5);
    }

    /// Whether the figure behind a count is what the stated change makes of the period before; where none is stated,
    /// nothing shows that it is.
    static bool may_be_before(Decimal figure, const FieldCandidate& field) {
        const Decimal* const value = std::get_if<Decimal>(&field.value);
        if (value == nullptr || !field.change || !field.change->change.value) return false;
        const Change& change = field.change->change;
        const std::int64_t before = figure.micros();
        const std::int64_t difference = value->micros() - before;
        if (before <= 0 || (difference > 0 && change.direction == Direction::down) ||
            (difference < 0 && change.direction == Direction::up))
            return false;
        const double moved = std::abs(static_cast<double>(difference));
        const double stated = static_cast<double>(change.value->micros());
        if (change.kind == ChangeKind::absolute) return moved == stated;
        constexpr double half_a_per_cent = 0.5;
        constexpr double half_a_tenth = 0.051;
        const bool whole = change.value->micros() % Decimal::scale == 0;
        const double percent = 100.0 * moved / static_cast<double>(before);
        return std::abs(percent - stated / static_cast<double>(Decimal::scale)) <=
               (whole ? half_a_per_cent : half_a_tenth);
    }

    /// Nothing but a counter, a comma and a word for "amounts to" stands between two figures: "from 2,146 to 2,050".
    bool leads_to(text::Range figure, text::Range count) const {
        const std::string_view text = normal_.text();
        const value::Lexicon& lexicon = profile_.lexicon;
        std::uint32_t at = text::skip_white(text, figure.end);
        if (const auto counter = lexicon.counters.match(text, at); counter.matched) at = counter.end;
        if (at < text.size() && text[at] == ',') ++at;
        at = text::skip_white(text, at);
        const auto verb = lexicon.amounts_to.match(text, at);
        return verb.matched && text::skip_white(text, verb.end) == count.begin;
    }

    /// "from 2,146 to 2,050, up 4.7%": the figure that a count comes from contradicts its change.
    void reject_contradicted(const Match& match, std::size_t first) {
        const auto captures = matches_.captures_of(match);
        for (std::size_t i = 0; i + 1 < captures.size(); ++i) {
            const Capture& before = captures[i];
            const Capture& after = captures[i + 1];
            if (before.slot.kind != SlotKind::figure || after.slot.kind != SlotKind::count ||
                !leads_to(before.printed, after.printed))
                continue;
            for (std::size_t j = first; j < out_.fields.size(); ++j) {
                FieldCandidate& field = out_.fields[j];
                if (field.field != after.slot.field || !field.change || !field.why.empty()) continue;
                const Direction stated = field.change->change.direction;
                if ((stated == Direction::up && after.value < before.value) ||
                    (stated == Direction::down && after.value > before.value))
                    field.why = "contradicted";
            }
        }
    }

    /// "up 5% from 300 last week": a value of the period before that the change does not give is no part of it.
    void leave_out_other_value(const Capture& capture, FieldCandidate& field) const {
        const std::string_view text = normal_.text();
        std::uint32_t at = capture.change_core.end;
        while (at < capture.printed.end && !text::is_digit(text[at])) ++at;
        const auto figure = value::read_count(text, at, profile_.lexicon);
        if (at < capture.printed.end && figure && !may_be_before(figure->value, field)) field.change->printed.end = at;
    }

    void attach(const Capture& capture, const Match& match, std::size_t first) {
        const StatedChange stated{capture.change, capture.printed, match.range, match.rule};
        const bool broken = capture.damaged && !(capture.bare && may_count(capture, first));
        if (broken || match.cut || is_interrupted(capture.change_core)) return;
        if (capture.change.value && may_be_page_number(capture.change_core, match)) return;
        if (capture.change.direction == Direction::unknown) out_.lost_arrows.push_back(capture.printed);
        for (std::size_t i = first; i < out_.fields.size(); ++i) {
            if (out_.fields[i].field == capture.slot.field) {
                out_.fields[i].change = stated;
                leave_out_other_value(capture, out_.fields[i]);
                return;
            }
        }
        out_.loose_changes.push_back(stated);
        out_.loose_change_fields.push_back(capture.slot.field);
    }

    const text::NormalText& normal_;
    const Profile& profile_;
    const Matches& matches_;
    const layout::PageText* pages_;
    ScopeFinder scope_;
    bool bare_changes_count_ = false;
    bool sure_counts_ = false;
    Candidates out_;
};

}  // namespace

Candidates collect_candidates(const text::NormalText& normal, const Profile& profile, const Matches& matches,
                              const layout::PageText* pages) {
    return Collector(normal, profile, matches, pages).collect();
}

}  // namespace certdelta::extract
