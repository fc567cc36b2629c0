#include "extract/candidates.h"

#include <algorithm>
#include <iterator>
#include <span>

#include "extract/change_reader.h"
#include "extract/column.h"
#include "extract/doubt.h"
#include "extract/field_value.h"
#include "extract/issue_reader.h"
#include "extract/joined_item.h"
#include "extract/page_panel.h"
#include "extract/panel.h"
#include "extract/ranges.h"
#include "extract/repeated_labels.h"
#include "extract/scope.h"
#include "extract/shared_changes.h"
#include "extract/torn_box.h"
#include "text/characters.h"

namespace certdelta::extract {
namespace {

using profile::FieldType;
using profile::Profile;
using profile::RuleKind;
using profile::SlotKind;

class Collector {
public:
    Collector(const text::NormalText& normal, const Profile& profile, const Matches& matches, bool titled,
              const layout::PageText* pages)
        : titled_(titled),
          normal_(normal),
          profile_(profile),
          matches_(matches),
          pages_(pages),
          scope_(normal, profile, matches),
          issue_(normal, profile, matches, scope_),
          changes_(normal, profile, matches),
          has_cells_(normal.text().find_first_of("|\t") != std::string_view::npos) {}

    Candidates collect() {
        out_.fields.reserve(matches_.captures.size());
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
                case RuleKind::sums_up:
                case RuleKind::sourced:
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
        Candidates boxes;
        std::vector<Match> labels;
        if (pages_ == nullptr) {
            labels = find_labels(profile_, matches_, scope_, &normal_);
            boxes.shifted_panels = find_shifted_panels(normal_, profile_, matches_);
            collect_panel(normal_, profile_, labels, scope_, boxes);
        }
        add_repeated_labels(normal_, scope_.marks(), profile_, matches_, boxes.fields, out_.fields);
        add_shared_changes(normal_, scope_.marks(), profile_, out_.fields);
        if (pages_ == nullptr) {
            take(std::move(boxes));
            add_torn_boxes(normal_, profile_, labels, out_);
        } else {
            collect_page_panel(normal_, *pages_, profile_, matches_, scope_, out_);
        }
        return std::move(out_);
    }

private:
    /// "53 high, 180 medium and 20 low, up 5%": behind a list of counts with one mark between them and another before
    /// the change, it may be that of any of them, or of their whole. So may the only change behind a count and two
    /// parts of it or more.
    bool follows_list(const Capture& change, std::span<const Capture> captures) const {
        if (is_only_change_of_parts(change, captures)) return true;
        if (!profile_.lexicon.unspaced) return false;
        const std::string_view text = normal_.text();
        const Capture* last = nullptr;
        const Capture* before = nullptr;
        for (const Capture& capture : captures) {
            if (capture.printed.begin >= change.printed.begin) break;
            if (capture.slot.kind != SlotKind::count && capture.slot.kind != SlotKind::change) continue;
            before = last;
            last = &capture;
        }
        if (before == nullptr || last->slot.kind != SlotKind::count || before->slot.kind != SlotKind::count)
            return false;
        const auto between = [&](const Capture& a, std::uint32_t end) {
            return text.substr(a.printed.end, end - a.printed.end);
        };
        const std::string_view item = between(*before, last->printed.begin);
        return item.find(text::ideographic_comma) != std::string_view::npos &&
               item.find(',') == std::string_view::npos &&
               between(*last, change.printed.begin).find(',') != std::string_view::npos;
    }

    bool is_only_change_of_parts(const Capture& change, std::span<const Capture> captures) const {
        const Capture* last = nullptr;
        Decimal whole;
        Decimal sum;
        std::size_t counts = 0;
        for (const Capture& capture : captures) {
            if (capture.slot.kind == SlotKind::change && &capture != &change) return false;
            if (capture.slot.kind != SlotKind::count || capture.printed.begin > change.printed.begin) continue;
            if (counts++ == 0)
                whole = capture.value;
            else
                sum = Decimal::from_micros(sum.micros() + capture.value.micros());
            last = &capture;
        }
        if (counts < 3 || sum > whole) return false;
        const std::string_view between =
            normal_.text().substr(last->printed.end, change.printed.begin - last->printed.end);
        return between.find(',') != std::string_view::npos;
    }

    void take(Candidates boxes) {
        out_.fields.insert(out_.fields.end(), std::make_move_iterator(boxes.fields.begin()),
                           std::make_move_iterator(boxes.fields.end()));
        out_.lost_arrows.insert(out_.lost_arrows.end(), boxes.lost_arrows.begin(), boxes.lost_arrows.end());
        out_.shifted_panels = std::move(boxes.shifted_panels);
    }

    /// `pos` starts a line, or the report's own body stands there and the title's bracket opens behind it.
    bool heads_line(std::uint32_t pos) const {
        constexpr std::string_view opening = "\xE3\x80\x8A";
        if (normal_.is_line_start(pos)) return true;
        const std::uint32_t begin = line_begin(normal_, pos);
        const std::string_view before = normal_.text().substr(begin, pos - begin);
        return before.size() > opening.size() && before.ends_with(opening) &&
               scope_.is_own_name({begin, pos - static_cast<std::uint32_t>(opening.size())});
    }

    void take_values(const Match& match) {
        const auto captures = matches_.captures_of(match);
        const profile::Rule& rule = profile_.rules[match.rule];
        if (!scope_.is_readable(match, rule)) return;
        if (rule.titled && !titled_) return;
        if (const auto reason = rule.timeless ? std::nullopt : why_other(match)) {
            OtherScope other{match.range, {}, *reason};
            for (const Capture& capture : captures) {
                if (capture.slot.field != profile::no_field) other.fields.push_back(capture.slot.field);
            }
            if (!other.fields.empty()) out_.other_scopes.push_back(std::move(other));
            return;
        }
        if (rule.weak && rule.timeless && scope_.is_other_publication(match.range.begin)) return;
        IdentityCandidate identity;
        identity.range = match.range;
        identity.weak = rule.weak || !heads_line(match.range.begin);
        identity.marked = identity.weak && !rule.weak && is_behind_signs(normal_, match.range.begin);
        const std::size_t first = out_.fields.size();
        const std::uint32_t end = joined_item_end(normal_.text(), profile_.lexicon, matches_, match, out_.fields);
        std::vector<const Capture*> others;  // of no field
        for (const Capture& capture : captures) {
            if (capture.printed.begin >= end) break;
            if (IssueReader::is_of_issue(capture.slot.kind)) {
                const std::string_view name = issue_.read(capture, match, identity);
                if (!name.empty()) explain(capture, name, match);
            } else if (capture.slot.kind == SlotKind::change) {
                continue;  // once the figures are read
            } else if (capture.slot.field == profile::no_field) {
                others.push_back(&capture);
            } else {
                add(capture, match, first);
            }
        }
        for (const Capture& capture : captures) {
            if (capture.slot.kind == SlotKind::change && capture.slot.field != profile::no_field &&
                !capture.against_last_year && capture.printed.begin < end && !follows_list(capture, captures))
                changes_.attach(capture, match, first, out_);
        }
        if (!others.empty()) changes_.reject_contradicted(match, first, out_);
        // A figure beside a field's that is no field's itself ("received 300 reports and handled 253") is told as one
        // that nothing reads.
        for (const Capture* capture : others) {
            if (out_.fields.size() == first || !is_figure(capture->slot.kind)) explain(*capture, rule.id, match);
        }
        const bool named = identity.number || identity.year || identity.days;
        if (named && !scope_.is_cited(match)) out_.identities.push_back(identity);
    }

    /// Matches come by position.
    std::optional<OtherReason> why_other(const Match& match) {
        if (passes_other_year(match)) return OtherReason::time_or_place;
        if (has_cells_ && has_count_headed_otherwise(normal_, matches_.captures_of(match), scope_, profile_.lexicon))
            return OtherReason::caption;
        if (const auto reason = scope_.why_other(match, matches_.gaps_of(match))) {
            // Where another template reads the same words, nothing is told by this one.
            if (match.range.begin >= taken_end_)
                others_list_ = {match.range.end, std::max(others_list_.end, scope_.list_end(match, *reason))};
            return reason;
        }
        const bool goes_on = match.range.begin >= others_list_.begin && match.range.begin < others_list_.end;
        // "Somebody's sites were 70, phishing pages 300": what goes on without naming the report's own is theirs, too.
        if (goes_on && !scope_.names_own({others_list_.begin, first_figure(match)})) return OtherReason::context;
        if (!goes_on && scope_.follows_foreign_count(match, taken_end_)) return OtherReason::context;
        others_list_ = {};
        taken_end_ = std::max(taken_end_, match.range.end);
        return std::nullopt;
    }

    /// Where the first figure begins that the match reads; its end where it reads none.
    std::uint32_t first_figure(const Match& match) const {
        const auto captures = matches_.captures_of(match);
        return captures.empty() ? match.range.end : captures.front().printed.begin;
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
        const std::string_view text = normal_.text();
        FieldCandidate& candidate = out_.fields.emplace_back();
        candidate.field = capture.slot.field;
        // What stands between a page's end and the next one's beginning is no evidence of the figure.
        candidate.printed =
            normal_.is_interrupted(capture.printed) ? from_digits(text, capture.printed) : capture.printed;
        candidate.quote = match.range;
        candidate.rule = match.rule;
        candidate.why = doubt_of(normal_, profile_, capture, match);
        candidate.value = value_of(text, profile_, capture);
        if (field.type == FieldType::list) join_list(first);
        if (field.type != FieldType::count && field.type != FieldType::percentage && field.type != FieldType::year)
            return;
        candidate.precision = capture.precision;
        candidate.qualifier = capture.qualifier;
        candidate.percent_sign_lost = field.type == FieldType::percentage && capture.percent_sign_lost;
    }

    /// Several list slots of one field in a sentence are one list: the last candidate becomes a part of an earlier one.
    void join_list(std::size_t first) {
        FieldCandidate& last = out_.fields.back();
        const auto earlier =
            std::find_if(out_.fields.begin() + static_cast<std::ptrdiff_t>(first), out_.fields.end(),
                         [&](const FieldCandidate& candidate) { return candidate.field == last.field; });
        if (&*earlier == &last) return;
        auto& list = *std::get_if<std::vector<std::string>>(&earlier->value);
        const auto& names = *std::get_if<std::vector<std::string>>(&last.value);
        list.insert(list.end(), names.begin(), names.end());
        earlier->printed.end = last.printed.end;
        out_.fields.pop_back();
    }

    /// What starts inside of a sentence that was taken ("of which ...") is that sentence, and tells nothing more.
    void drop_inner_scopes() {
        std::vector<text::Range> taken;
        std::vector<std::pair<std::uint32_t, std::int32_t>> read;  // where each field's figure begins
        for (const FieldCandidate& candidate : out_.fields) {
            taken.push_back(candidate.quote);
            read.emplace_back(candidate.printed.begin, candidate.field);
        }
        sort(taken);
        reach_over(taken);
        std::sort(read.begin(), read.end());
        std::erase_if(out_.other_scopes, [&](const OtherScope& other) {
            const auto behind = first_from(taken, other.range.begin);
            if (behind != taken.begin() && std::prev(behind)->end >= other.range.end) return true;
            // A longer reading of the same figures, which a shorter one has taken, tells nothing more, either.
            const auto begin = std::lower_bound(read.begin(), read.end(), std::pair(other.range.begin, INT32_MIN));
            const auto end = std::lower_bound(begin, read.end(), std::pair(other.range.end, INT32_MIN));
            return std::all_of(other.fields.begin(), other.fields.end(), [&](std::int32_t field) {
                return std::any_of(begin, end, [field](const auto& figure) { return figure.second == field; });
            });
        });
    }

    bool titled_;
    const text::NormalText& normal_;
    const Profile& profile_;
    const Matches& matches_;
    const layout::PageText* pages_;
    ScopeFinder scope_;
    IssueReader issue_;
    ChangeReader changes_;
    Candidates out_;
    bool has_cells_ = false;       ///< the text may hold a table
    text::Range others_list_;      ///< from the last figure of another's list to where that may end
    std::uint32_t taken_end_ = 0;  ///< end of what the matches read that are the report's own
};

}  // namespace

Candidates collect_candidates(const text::NormalText& normal, const Profile& profile, const Matches& matches,
                              bool titled, const layout::PageText* pages) {
    return Collector(normal, profile, matches, titled, pages).collect();
}

}  // namespace certdelta::extract
