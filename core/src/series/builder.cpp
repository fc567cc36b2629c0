// Takes reports in and lays them out by weeks.
#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "certdelta/series.h"
#include "compare/content.h"
#include "compare/editions.h"
#include "compare/stated_change.h"
#include "series/calendar.h"
#include "series/column.h"
#include "series/readings.h"
#include "words.h"

namespace certdelta {
namespace {

using series::Cell;
using series::Column;
using series::Reading;

Error make_error(ErrorCode code, std::string message, const Report& report) {
    Error error;
    error.code = code;
    error.message = std::move(message);
    error.source = report.source.name;
    return error;
}

Diagnostic make_diagnostic(Severity severity, std::string code, std::string field, std::string message) {
    return {severity, std::move(code), std::move(field), std::move(message), std::nullopt};
}

Column column_of(const FieldSummary& field) {
    Column column;
    column.name = field.name;
    column.unit = field.unit;
    column.aggregate = field.aggregate;
    column.is_figure = field.type == "count" || field.type == "percentage";
    column.type = field.type;
    if (column.is_figure || field.type == "year") column.holds = Column::Holds::number;
    if (field.type == "list") column.holds = Column::Holds::list;
    return column;
}

std::string_view name_of(Column::Holds holds) {
    if (holds == Column::Holds::number) return "a number";
    return holds == Column::Holds::list ? "a list" : "a text";
}

Column::Holds holder_of(const Value& value) {
    if (std::holds_alternative<Decimal>(value)) return Column::Holds::number;
    return std::holds_alternative<std::vector<std::string>>(value) ? Column::Holds::list : Column::Holds::text;
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// The profiles of one periodical, as columns that they share by name.
struct Periodical {
    std::string name;
    std::vector<std::string> editions;  ///< ids of profiles, ascending
    std::vector<Column> columns;        ///< of the first edition, then what only later ones have
    std::unordered_map<std::string, std::uint32_t> column_index;
};

/// A report without a place in the series.
struct Undated {
    std::string source;
    Issue issue;
};

/// What reports say that have no week: it is no part of the points, but not unsaid.
struct Aside {
    std::vector<bool> prints;         ///< by column
    bool has_unassigned = false;      ///< figures that no rule explains
    std::set<std::string> languages;  ///< of all reports without a week
    std::set<std::uint32_t> editions;
};

/// Readings of one edition on one week.
using Versions = std::vector<const Reading*>;

}  // namespace

struct SeriesBuilder::State {
    std::vector<ProfileSummary> profiles;
    std::optional<Periodical> periodical;
    std::vector<Reading> readings;
    std::unordered_multimap<std::uint64_t, std::size_t> by_hash;
    series::Pool pool;
    std::vector<Undated> undated;
    std::vector<std::string> strangers;
    Aside aside;
    std::map<std::string, std::string> unknown_fields;  ///< with a report that has it

    [[nodiscard]] Periodical make_periodical(std::string_view name) const;
    [[nodiscard]] std::optional<Error> read_cells(const Report& report, const Periodical& target,
                                                  std::vector<Cell>& cells, std::vector<std::string>& unknown);
    void keep(Reading reading, const std::string& source);
};

Periodical SeriesBuilder::State::make_periodical(std::string_view name) const {
    std::vector<const ProfileSummary*> members;
    for (const ProfileSummary& profile : profiles) {
        if (profile.id.periodical() == name) members.push_back(&profile);
    }
    std::sort(members.begin(), members.end(), [](const auto* a, const auto* b) { return a->id.id < b->id.id; });

    Periodical made;
    made.name = name;
    for (const ProfileSummary* profile : members) {
        made.editions.push_back(profile->id.id);
        for (const FieldSummary& field : profile->fields) {
            const auto index = static_cast<std::uint32_t>(made.columns.size());
            if (made.column_index.emplace(field.name, index).second) made.columns.push_back(column_of(field));
        }
    }
    return made;
}

std::optional<Error> SeriesBuilder::State::read_cells(const Report& report, const Periodical& target,
                                                      std::vector<Cell>& cells, std::vector<std::string>& unknown) {
    for (const Field& field : report.fields) {
        if (field.status == Status::absent) continue;
        const auto known = target.column_index.find(field.name);
        if (known == target.column_index.end()) {
            unknown.push_back(field.name);
            continue;
        }
        const Column& column = target.columns[known->second];
        const bool has_value = !std::holds_alternative<std::monostate>(field.value);
        if (has_value && holder_of(field.value) != column.holds) {
            return make_error(ErrorCode::invalid_record,
                              "its field \"" + field.name + "\" holds " + std::string(name_of(holder_of(field.value))) +
                                  ", the profile has " + std::string(name_of(column.holds)),
                              report);
        }
        if (has_value && field.unit != column.unit) {
            return make_error(ErrorCode::invalid_record,
                              "its field \"" + field.name + "\" has the unit \"" + field.unit +
                                  "\", the profile has \"" + column.unit + "\"",
                              report);
        }
        Cell cell;
        cell.column = known->second & 0xFFFFFFU;
        cell.state = static_cast<std::uint32_t>(field.status) & 0xFU;
        auto kind = Cell::Kind::none;
        if (const auto* number = std::get_if<Decimal>(&field.value)) {
            kind = Cell::Kind::number;
            cell.content = number->micros();
        } else if (has_value) {
            kind = Cell::Kind::other;
            cell.content = pool.add(field.value);
        }
        cell.content_is = static_cast<std::uint32_t>(kind) & 0xFU;
        cell.print = pool.add(print_of(field));
        cells.push_back(cell);
    }
    std::sort(cells.begin(), cells.end(), [](const Cell& a, const Cell& b) { return a.column < b.column; });
    cells.shrink_to_fit();
    return std::nullopt;
}

void SeriesBuilder::State::keep(Reading reading, const std::string& source) {
    const std::uint64_t hash = hash_of(reading, pool);
    const auto [begin, end] = by_hash.equal_range(hash);
    for (auto it = begin; it != end; ++it) {
        Reading& known = readings[it->second];
        if (!same_reading(known, reading, pool)) continue;
        known.add_source(source);
        known.profile_version = std::max(known.profile_version, reading.profile_version);
        return;
    }
    by_hash.emplace(hash, readings.size());
    reading.add_source(source);
    readings.push_back(std::move(reading));
}

SeriesBuilder::SeriesBuilder(const Reader& reader) : state_(std::make_unique<State>()) {
    state_->profiles = reader.profiles();
}
SeriesBuilder::~SeriesBuilder() = default;
SeriesBuilder::SeriesBuilder(SeriesBuilder&&) noexcept = default;
SeriesBuilder& SeriesBuilder::operator=(SeriesBuilder&&) noexcept = default;

std::optional<Error> SeriesBuilder::add(const Report& report) {
    State& state = *state_;
    if (!report.profile) {
        state.strangers.push_back(report.source.name);
        state.aside.languages.insert(report.source.language);
        return std::nullopt;
    }
    const std::string& id = report.profile->id;
    const bool is_known = std::any_of(state.profiles.begin(), state.profiles.end(),
                                      [&](const ProfileSummary& profile) { return profile.id.id == id; });
    if (!is_known) {
        return make_error(ErrorCode::not_found,
                          "its profile \"" + id + "\" is not known here, so the units of its fields are not either",
                          report);
    }
    const std::string_view name = report.profile->periodical();
    if (state.periodical && state.periodical->name != name) {
        return make_error(ErrorCode::usage,
                          "belongs to the periodical \"" + std::string(name) + "\", the series is of \"" +
                              state.periodical->name + "\"",
                          report);
    }
    std::optional<Periodical> fresh;
    if (!state.periodical) fresh = state.make_periodical(name);
    const Periodical& target = fresh ? *fresh : *state.periodical;

    Reading reading;
    std::vector<std::string> unknown;
    if (std::optional<Error> error = state.read_cells(report, target, reading.cells, unknown)) return error;
    for (std::string& field : unknown) {
        const auto [place, is_new] = state.unknown_fields.emplace(std::move(field), report.source.name);
        if (!is_new) place->second = std::min(place->second, report.source.name);
    }
    reading.edition = static_cast<std::uint32_t>(std::lower_bound(target.editions.begin(), target.editions.end(), id) -
                                                 target.editions.begin());
    if (fresh) state.periodical = std::move(fresh);
    if (!report.period) {
        state.undated.push_back({report.source.name, report.issue});
        state.aside.languages.insert(report.source.language);
        state.aside.editions.insert(reading.edition);
        state.aside.prints.resize(state.periodical->columns.size());
        for (const Cell& cell : reading.cells) state.aside.prints[cell.column] = true;
        state.aside.has_unassigned = state.aside.has_unassigned || !report.unassigned.empty();
        return std::nullopt;
    }
    reading.profile_version = report.profile->version;
    reading.issue = report.issue;
    reading.period = *report.period;
    reading.sunday = series::sunday_of(reading.period);
    reading.unassigned = state.pool.add(Value(key_of(report.unassigned)));
    state.keep(std::move(reading), report.source.name);
    return std::nullopt;
}

namespace {

/// Makes a series of what a builder holds.
class Layout {
public:
    Layout(const Periodical& periodical, const series::Pool& pool, Series& out)
        : periodical_(periodical), pool_(pool), out_(out) {}

    void lay_out(const std::vector<Reading>& readings) {
        std::vector<const Reading*> sorted;
        sorted.reserve(readings.size());
        for (const Reading& reading : readings) sorted.push_back(&reading);
        std::sort(sorted.begin(), sorted.end(), [&](const Reading* a, const Reading* b) {
            if (a->sunday != b->sunday) return a->sunday < b->sunday;
            if (a->edition != b->edition) return a->edition < b->edition;
            return later_version(*a, *b, pool_);
        });
        for (std::size_t i = 0; i < sorted.size();) {
            std::size_t end = i + 1;
            while (end < sorted.size() && sorted[end]->sunday == sorted[i]->sunday &&
                   sorted[end]->edition == sorted[i]->edition)
                ++end;
            Versions versions(sorted.begin() + static_cast<std::ptrdiff_t>(i),
                              sorted.begin() + static_cast<std::ptrdiff_t>(end));
            drop_other_issues(versions);
            drop_retellings(versions);
            take_versions(versions);
            i = end;
        }
    }

    /// Of the report that was laid out last; of editions of one week, the first one.
    [[nodiscard]] std::optional<std::uint32_t> latest_edition() const {
        if (kept_.empty()) return std::nullopt;
        return kept_[kept_.size() - editions_.back()]->edition;
    }

    /// `readings`: all of them, those that were not kept, too.
    void describe_fields(const std::vector<Reading>& readings, const Aside& aside) {
        std::vector<bool> is_said = aside.prints;
        is_said.resize(periodical_.columns.size());
        bool has_unassigned = aside.has_unassigned;
        for (const Reading& reading : readings) {
            for (const Cell& cell : reading.cells) is_said[cell.column] = true;
            has_unassigned = has_unassigned || !pool_.text(reading.unassigned).empty();
        }
        std::vector<std::size_t> next(kept_.size(), 0);  // the cell of each reading that is looked at next
        for (std::uint32_t index = 0; index < periodical_.columns.size(); ++index) {
            const Column& column = periodical_.columns[index];
            const series::Cells cells = cells_of(index, next);
            const bool is_printed = std::any_of(cells.begin(), cells.end(),
                                                [](const Cell& cell) { return cell.status() != Status::absent; });
            if (!is_printed) {
                (is_said[index] ? out_.only_left_out : out_.never_read).push_back(column.name);
                continue;
            }
            judge_editions(column);
            SeriesField field = series::describe(column, cells, sundays_, pool_);
            if (out_.by != SeriesBy::week) field.rollup = series::roll_up(column, cells, sundays_, pool_, out_.by);
            tell_unjudged(field);
            out_.fields.push_back(std::move(field));
            judge_stated_changes(column);
        }
        const auto inform = [&](std::string code, const std::vector<std::string>& fields, std::string_view before,
                                std::string_view behind) {
            if (fields.empty()) return;
            std::string message(before);
            message.append(joined(fields)).append(behind);
            out_.diagnostics.push_back(make_diagnostic(Severity::info, std::move(code), "", std::move(message)));
        };
        inform("only-left-out", out_.only_left_out, "only reports that are left out print ", "");
        inform("never-read", out_.never_read,
               "in no report was read: ", has_unassigned ? "; figures that no rule explains may be theirs" : "");
    }

private:
    /// Two numbers are two issues, whatever week they print: the first one by number is kept, the others are named.
    void drop_other_issues(Versions& versions) {
        const Reading* first = nullptr;
        const auto place = [](const Reading& reading) {
            return std::pair(reading.issue.year.value_or(reading.period.start.year), *reading.issue.number);
        };
        for (const Reading* version : versions) {
            if (version->issue.number && (first == nullptr || place(*version) < place(*first))) first = version;
        }
        if (first == nullptr) return;
        std::map<std::int32_t, std::vector<std::string>> dropped;
        std::erase_if(versions, [&](const Reading* version) {
            if (!numbers_differ(version->issue, first->issue)) return false;
            std::vector<std::string>& names = dropped[*version->issue.number];
            names.insert(names.end(), version->sources.begin(), version->sources.end());
            return true;
        });
        for (auto& [number, names] : dropped) {
            std::sort(names.begin(), names.end(), series::later_name);
            out_.diagnostics.push_back(make_diagnostic(
                Severity::warning, "issue-numbers-differ", "",
                words_for(std::optional(first->period)) + ": " + first->sources.front() + " is issue " +
                    std::to_string(*first->issue.number) + ", " + joined(names) + " issue " + std::to_string(number) +
                    ": a date or a number may be wrong; only issue " + std::to_string(*first->issue.number) +
                    " is kept, the figures of " + joined(names) + " are not part of the series"));
        }
    }

    /// What names no issue beside what does may only retell it, and leaves out what it likes.
    void drop_retellings(Versions& versions) {
        const auto numbered = [](const Reading* version) { return version->issue.number.has_value(); };
        const auto issue = std::find_if(versions.begin(), versions.end(), numbered);
        if (issue == versions.end()) return;
        const std::string name = (*issue)->sources.front();
        const std::string week = words_for(std::optional((*issue)->period));
        std::vector<std::string> names;
        std::erase_if(versions, [&](const Reading* version) {
            if (numbered(version)) return false;
            names.insert(names.end(), version->sources.begin(), version->sources.end());
            return true;
        });
        if (names.empty()) return;
        std::sort(names.begin(), names.end(), series::later_name);
        out_.diagnostics.push_back(make_diagnostic(
            Severity::warning, "issue-not-named", "",
            week + ": " + name + " names its issue, " + joined(names) + " does not and may only retell it; only " +
                name + " is kept, the figures of " + joined(names) + " are not part of the series"));
    }

    /// Of the report that was laid out last.
    void doubt_number() {
        const SeriesReport& report = out_.reports.back();
        const std::int64_t sunday = kept_.back()->sunday;
        const auto warn = [&](std::string code, std::string message) {
            out_.diagnostics.push_back(make_diagnostic(Severity::warning, std::move(code), "", std::move(message)));
        };
        if (kept_.size() > 1 && kept_[kept_.size() - 2]->sunday == sunday) {
            const SeriesReport& edition = out_.reports[out_.reports.size() - 2];
            if (numbers_differ(edition.issue, report.issue)) {
                warn("issue-numbers-differ", words_for(report.period) + ": " + named(edition.source) + " is " +
                                                 words_for(edition.issue) + ", " + named(report.source) + " " +
                                                 words_for(report.issue) + ": a date or a number may be wrong");
            }
        }
        if (!report.issue.number || !report.issue.year) return;
        const auto [place, is_new] =
            by_number_.emplace(std::pair(*report.issue.year, *report.issue.number), kept_.size() - 1);
        if (is_new || kept_[place->second]->sunday == sunday) return;
        const SeriesReport& first = out_.reports[place->second];
        warn("issue-number-repeated", words_for(report.period) + ": " + named(report.source) + " is " +
                                          words_for(report.issue) + ", and so is " + named(first.source) + " of " +
                                          words_for(first.period) + ": a date or the number may be wrong");
    }

    /// Without a spread no figure can be called unusual, not even one that leaps out: that is said.
    void tell_unjudged(const SeriesField& field) {
        const SeriesSummary& summary = field.summary;
        if (summary.mad != Decimal() || summary.minimum == summary.maximum) return;
        out_.diagnostics.push_back(
            make_diagnostic(Severity::info, "anomalies-not-judged", field.name,
                            field.name + ": its values hardly vary, so anomalies are not judged; most are " +
                                summary.median->to_string() + ", the least is " + summary.minimum->to_string() +
                                ", the greatest " + summary.maximum->to_string()));
    }

    void take_versions(const Versions& versions) {
        const Reading& kept = *versions.back();
        for (const Reading* version : versions) {
            if (version->sources.size() < 2) continue;
            std::vector<std::string>& sources = out_.duplicates.emplace_back(version->sources);
            std::sort(sources.begin(), sources.end(), series::later_name);
        }
        if (versions.size() > 1) {
            Revision revision;
            for (const Reading* version : versions) revision.sources.push_back(version->sources.back());
            revision.fields = differing_fields(versions);
            out_.diagnostics.push_back(
                make_diagnostic(Severity::info, "revision-kept", "",
                                words_for(std::optional(kept.period)) + ": of " + std::to_string(versions.size()) +
                                    " versions, the later one is kept, " + revision.sources.back()));
            if (!names_tell(*versions[versions.size() - 2], kept)) {
                out_.diagnostics.push_back(make_diagnostic(
                    Severity::warning, "revision-undecided", "",
                    words_for(std::optional(kept.period)) + ": nothing tells which is the later version, " +
                        revision.sources[versions.size() - 2] + " or " + revision.sources.back() +
                        "; the one that prints more is kept, and this may be the wrong one"));
            }
            if (const std::vector<std::string> lost = lost_fields(versions); !lost.empty()) {
                out_.diagnostics.push_back(make_diagnostic(
                    Severity::warning, "revision-lacks", "",
                    words_for(std::optional(kept.period)) + ": the later version, " + revision.sources.back() +
                        ", may be cut off: an earlier one prints what is not read in it, " + joined(lost)));
            }
            out_.revisions.push_back(std::move(revision));
        }
        // Versions are told apart by their latest names; copies are named by the first one.
        const std::string& source = versions.size() > 1 ? kept.sources.back() : kept.sources.front();
        out_.reports.push_back({source, kept.issue, kept.period});
        kept_.push_back(&kept);
        doubt_number();
        if (!sundays_.empty() && sundays_.back() == kept.sunday) {
            ++editions_.back();
            return;
        }
        add_gap(kept);
        sundays_.push_back(kept.sunday);
        editions_.push_back(1);
        out_.weeks.push_back(kept.period);
    }

    /// Each version against the kept one: where any two differ, one of them differs from it.
    [[nodiscard]] std::vector<std::string> differing_fields(const Versions& versions) const {
        std::vector<bool> differs(periodical_.columns.size(), false);
        const std::vector<Cell>& kept = versions.back()->cells;
        for (std::size_t i = 0; i + 1 < versions.size(); ++i) {
            auto a = versions[i]->cells.begin();
            auto b = kept.begin();
            const auto a_end = versions[i]->cells.end();
            while (a != a_end || b != kept.end()) {
                const bool only_a = b == kept.end() || (a != a_end && a->column < b->column);
                const bool only_b = !only_a && (a == a_end || b->column < a->column);
                const std::uint32_t column = only_b ? b->column : a->column;
                if (only_a || only_b || !pool_.same(*a, *b)) differs[column] = true;
                if (!only_b) ++a;
                if (!only_a) ++b;
            }
        }
        std::vector<std::string> names;
        for (std::size_t i = 0; i < differs.size(); ++i) {
            if (differs[i]) names.push_back(periodical_.columns[i].name);
        }
        return names;
    }

    /// What an earlier version prints, and the kept one does not.
    [[nodiscard]] std::vector<std::string> lost_fields(const Versions& versions) const {
        std::vector<bool> printed(periodical_.columns.size(), false);
        for (std::size_t i = 0; i + 1 < versions.size(); ++i) {
            for (const Cell& cell : versions[i]->cells)
                if (cell.status() == Status::found) printed[cell.column] = true;
        }
        for (const Cell& cell : versions.back()->cells)
            if (cell.status() != Status::absent) printed[cell.column] = false;
        std::vector<std::string> names;
        for (std::size_t i = 0; i < printed.size(); ++i) {
            if (printed[i]) names.push_back(periodical_.columns[i].name);
        }
        return names;
    }

    void add_gap(const Reading& next) {
        if (sundays_.empty()) return;
        const std::int64_t first = series::first_sunday_of(next.period);
        const std::int64_t weeks = (first - sundays_.back()) / series::kDaysPerWeek - 1;
        if (weeks < 1) return;
        out_.gaps.push_back(
            {Date::from_days(sundays_.back() + 1), Date::from_days(first - series::kDaysPerWeek), weeks});
    }

    /// One cell a week; `next` goes on by those that were taken, so that all columns together look at each cell once.
    [[nodiscard]] series::Cells cells_of(std::uint32_t column, std::vector<std::size_t>& next) {
        series::Cells cells;
        cells.reserve(sundays_.size());
        printed_.clear();
        disagreements_.clear();
        std::vector<Cell> editions;
        std::size_t report = 0;
        for (std::size_t week = 0; week < sundays_.size(); ++week) {
            editions.clear();
            for (const std::size_t end = report + editions_[week]; report < end; ++report) {
                const std::vector<Cell>& row = kept_[report]->cells;
                if (next[report] >= row.size() || row[next[report]].column != column) continue;
                const Cell& cell = row[next[report]++];
                editions.push_back(cell);
                if (cell.status() == Status::found && cell.kind() == Cell::Kind::number)
                    printed_.push_back({week, kept_[report]->edition, kept_[report]->period.start.to_days(), cell});
            }
            bool disagree = false;
            cells.push_back(merge_editions(periodical_.columns[column], editions, pool_, disagree));
            if (disagree) note_disagreement(editions, periodical_.columns[column], week);
        }
        tell_disagreements(periodical_.columns[column].name);
        return cells;
    }

    /// What editions print every week, as the year in which the publisher was founded, is told once.
    void note_disagreement(const std::vector<Cell>& editions, const Column& column, std::size_t week) {
        std::string printed;
        for (std::size_t i = 0; i < editions.size(); ++i) {
            if (i > 0) printed += " and ";
            printed += printed_in_words(editions[i], column);
        }
        const auto [same, is_new] = disagreements_.try_emplace(std::move(printed), Disagreement{week, 0});
        if (!is_new) ++same->second.later_weeks;
    }

    void tell_disagreements(const std::string& name) {
        std::vector<std::pair<std::string, Disagreement>> by_week(disagreements_.begin(), disagreements_.end());
        std::sort(by_week.begin(), by_week.end(),
                  [](const auto& a, const auto& b) { return a.second.week < b.second.week; });
        for (const auto& [printed, disagreement] : by_week) {
            std::string message = at_week(disagreement.week) + ": " + name + ": the editions print " + printed;
            if (disagreement.later_weeks > 0)
                message += "; later weeks with the same: " + std::to_string(disagreement.later_weeks);
            out_.diagnostics.push_back(make_diagnostic(Severity::error, "editions-disagree", name, std::move(message)));
        }
    }

    /// Editions of one week that state changes which cannot be one.
    void judge_editions(const Column& column) {
        for (std::size_t i = 1; i < printed_.size(); ++i) {
            if (printed_[i].week != printed_[i - 1].week) continue;
            const std::optional<Change>& one = pool_.print_of(printed_[i - 1].cell).change;
            const std::optional<Change>& other = pool_.print_of(printed_[i].cell).change;
            if (!one || !other || editions_agree(*one, *other)) continue;
            out_.diagnostics.push_back(make_diagnostic(Severity::error, "editions-disagree", column.name,
                                                       at_week(printed_[i].week) + ": " + column.name +
                                                           ": the editions state the changes " + words_for(*one) +
                                                           " and " + words_for(*other)));
        }
    }

    /// The change that each edition states, by that edition's figures; where it has none on the week before, by another
    /// edition's.
    void judge_stated_changes(const Column& column) {
        std::size_t before = 0;  // the first one on the week before, or later
        std::string last;
        for (std::size_t i = 0; i < printed_.size(); ++i) {
            const std::size_t week = printed_[i].week;
            const std::optional<Change>& stated = pool_.print_of(printed_[i].cell).change;
            while (printed_[before].week + 1 < week) ++before;
            const bool has_before = printed_[before].week + 1 == week;
            if (!stated || !has_before || sundays_[week] - sundays_[week - 1] != series::kDaysPerWeek) continue;
            std::size_t own = before;
            while (printed_[own].edition != printed_[i].edition && printed_[own + 1].week + 1 == week) ++own;
            if (printed_[own].edition != printed_[i].edition) own = before;
            if (printed_[i].start - printed_[own].start != series::kDaysPerWeek) continue;  // as compare() has it
            const std::string message = disagreement(column, *stated, printed_[own].cell, printed_[i].cell, week);
            if (message.empty() || message == last) continue;  // both editions say the same
            last = message;
            out_.diagnostics.push_back(
                make_diagnostic(Severity::warning, "stated-change-disagrees", column.name, message));
        }
    }

    /// Empty where the stated change can be true.
    [[nodiscard]] std::string disagreement(const Column& column, const Change& stated, const Cell& before,
                                           const Cell& after, std::size_t week) const {
        const auto printed = [&](const Cell& cell) { return pool_.figure_of(cell, column.unit); };
        if (agrees(stated, printed(before), printed(after)) != false) return {};
        std::string message = at_week(week) + ": " + column.name + ": the report states " + words_for(stated) +
                              ", but from " + printed_in_words(before, column) + " to " +
                              printed_in_words(after, column);
        const auto computed = compute_change(stated.kind, before.number(), after.number());
        if (computed) message += " it is " + with_sign(*computed) + (stated.kind == ChangeKind::percent ? "%" : "");
        return message;
    }

    /// With its qualifier.
    [[nodiscard]] std::string printed_in_words(const Cell& cell, const Column& column) const {
        return words_for(pool_.value_of(cell), column.unit, pool_.print_of(cell).qualifier);
    }

    [[nodiscard]] std::string at_week(std::size_t week) const { return words_for(std::optional(out_.weeks[week])); }

    /// A figure as one edition prints it.
    struct Printed {
        std::size_t week = 0;
        std::uint32_t edition = 0;
        std::int64_t start = 0;  ///< the first day that it covers
        Cell cell;
    };

    /// Editions of a week that print other things in one column.
    struct Disagreement {
        std::size_t week = 0;         ///< the first one
        std::size_t later_weeks = 0;  ///< in which they print the same
    };

    const Periodical& periodical_;
    const series::Pool& pool_;
    Series& out_;
    std::vector<const Reading*> kept_;  ///< one a week and edition
    /// Year and number of an issue, with the first of `kept_` that prints them.
    std::map<std::pair<std::int32_t, std::int32_t>, std::size_t> by_number_;
    std::vector<std::int64_t> sundays_;                  ///< of the weeks
    std::vector<std::size_t> editions_;                  ///< how many of `kept_` are on each week
    std::vector<Printed> printed_;                       ///< of the column that was looked at last, by week and edition
    std::map<std::string, Disagreement> disagreements_;  ///< of that column, by what is printed
};

}  // namespace

std::size_t SeriesBuilder::left_out() const { return state_->strangers.size() + state_->undated.size(); }

Series SeriesBuilder::series(SeriesBy by) const {
    const State& state = *state_;
    Series out;
    out.by = by;
    std::vector<std::string> strangers = state.strangers;
    std::sort(strangers.begin(), strangers.end(), series::later_name);
    for (const std::string& name : strangers) {
        out.diagnostics.push_back(
            make_diagnostic(Severity::warning, "no-profile", "",
                            "no profile fits " + named(name) + ", so it is not part of the series"));
    }
    std::vector<Undated> undated = state.undated;
    std::sort(undated.begin(), undated.end(), [](const Undated& a, const Undated& b) {
        if (a.source != b.source) return series::later_name(a.source, b.source);
        return std::pair(a.issue.year, a.issue.number) < std::pair(b.issue.year, b.issue.number);
    });
    for (const Undated& report : undated) {
        out.diagnostics.push_back(make_diagnostic(
            Severity::warning, "period-unknown", "",
            named(report.source) + " does not say which period it covers, so its figures are not part of the series"));
    }
    for (const auto& [field, source] : state.unknown_fields) {
        out.diagnostics.push_back(make_diagnostic(Severity::warning, "unknown-field", field,
                                                  field + ": no profile of the periodical has this field, which " +
                                                      named(source) + " prints; it is left out"));
    }
    // Where no report has a week, none is the latest: what all of them are written in.
    if (state.aside.languages.size() == 1) out.language = *state.aside.languages.begin();
    if (state.periodical) {
        out.periodical = state.periodical->name;
        Layout layout(*state.periodical, state.pool, out);
        layout.lay_out(state.readings);
        if (const std::optional<std::uint32_t> edition = layout.latest_edition()) {
            const std::string& id = state.periodical->editions[*edition];
            for (const ProfileSummary& profile : state.profiles) {
                if (profile.id.id == id) out.language = profile.language;
            }
        }
        std::set<std::uint32_t> editions = state.aside.editions;
        for (const Reading& reading : state.readings) editions.insert(reading.edition);
        for (const std::uint32_t edition : editions) out.editions.push_back(state.periodical->editions[edition]);
        layout.describe_fields(state.readings, state.aside);
    }
    for (Undated& report : undated) out.reports.push_back({std::move(report.source), report.issue, std::nullopt});
    return out;
}

}  // namespace certdelta
