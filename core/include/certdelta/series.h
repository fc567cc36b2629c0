// Many reports of one periodical, in the order of their weeks.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "certdelta/error.h"
#include "certdelta/reader.h"
#include "certdelta/report.h"

namespace certdelta {

/// What a series is rolled up to; `week`: not at all.
enum class SeriesBy : std::uint8_t { week, month, quarter, year };

/// A report of the series. Those whose period is unknown have no place in it; they stand behind all others.
struct SeriesReport {
    std::string source;
    Issue issue;
    std::optional<Period> period;
};

/// Weeks between two reports that no report covers.
struct Gap {
    Date start;
    Date end;
    std::int64_t weeks = 0;
};

/// Reports of one edition on one week that differ.
struct Revision {
    std::vector<std::string> sources;  ///< one a version, the later ones last; the last one is kept
    std::vector<std::string> fields;   ///< in which any two of them differ; empty when only issue or period do
};

/// One field in one week. The figures are there where the value is one.
struct SeriesPoint {
    Status status = Status::absent;
    std::optional<bool> anomaly;  ///< whether the score is beyond 3.5 on either side; empty where there is no score
    Value value;                  ///< monostate unless found
    Qualifier qualifier = Qualifier::none;  ///< of the value, as printed
    std::optional<Decimal> z;  ///< modified z-score, two decimals; empty without a figure, or a spread to measure by
    /// Per cent of the value 52 weeks before, two decimals. Not for percentages, nor from zero.
    std::optional<Decimal> year_before_pct;
};

/// Over all weeks in which a figure was found. Rounded to a millionth where it is not exact.
struct SeriesSummary {
    std::int64_t count = 0;  ///< of weeks in which the field was found
    std::optional<Decimal> minimum;
    std::optional<Decimal> maximum;
    std::optional<Decimal> median;
    std::optional<Decimal> mad;             ///< median absolute deviation, not scaled
    std::optional<Decimal> slope_per_week;  ///< Theil-Sen; from two figures on
};

/// A field in one month, quarter or year.
struct Rollup {
    std::string key;           ///< "2023-10", "2023-Q4", "2023"
    Value value;               ///< as the field aggregates, over the weeks that have a value; a mean to a millionth
    std::int64_t weeks = 0;    ///< that have a value
    std::int64_t missing = 0;  ///< the other weeks whose Sunday is in it, whether or not there is a report on them
};

struct SeriesField {
    std::string name;
    std::string unit;
    Aggregate aggregate = Aggregate::last;
    bool is_figure = false;           ///< a count or a percentage: has statistics
    std::vector<SeriesPoint> points;  ///< one for each of Series::weeks
    SeriesSummary summary;
    std::vector<Rollup> rollup;  ///< empty for SeriesBy::week
};

/// certdelta.series/1
struct Series {
    std::string periodical;  ///< empty when no report was taken
    /// Of the profile that read the latest report; where none has a week, of all reports if they share one. Not part of
    /// the record.
    std::string language;
    std::vector<std::string>
        editions;  ///< ids of the profiles that read the reports, ascending; not part of the record
    SeriesBy by = SeriesBy::week;
    std::vector<SeriesReport> reports;  ///< those that were kept
    std::vector<Period> weeks;          ///< those that have a report, ascending
    std::vector<Gap> gaps;
    std::vector<std::vector<std::string>> duplicates;  ///< reports that say the same; the first one is kept
    std::vector<Revision> revisions;
    std::vector<SeriesField> fields;  ///< those that a report prints which was kept, in the profile's order
    /// The other fields, which diagnostics name: those that only reports without a week, other versions and other
    /// issues of a week print, and those that were read in no report at all.
    std::vector<std::string> only_left_out;
    std::vector<std::string> never_read;
    std::vector<Diagnostic> diagnostics;
};

/// Takes reports one at a time, in any order, and keeps of each what a series needs: its name and the values that it
/// prints, once for reports that say the same. Memory is bounded by these, not by the size of what was read.
///
///     certdelta::SeriesBuilder builder(reader);
///     for (const certdelta::Report& report : reports) {
///         if (const auto error = builder.add(report)) std::fprintf(stderr, "%s\n", error->message.c_str());
///     }
///     const certdelta::Series series = builder.series(certdelta::SeriesBy::month);
///
/// How reports are put together:
///  - A report belongs to the week of the last Sunday in its period (the next one where it has none).
///  - Reports of one edition on one week are duplicates when they say the same (issue, period, each field's status,
///    value, precision, qualifier, stated change and candidates, and the figures that no rule explains), else
///    revisions: what a comparison calls `identical`. Of revisions the later one is kept: the one whose name comes
///    later, where figures in names count as numbers ("issue-43", "issue-43-rev2", "issue-43-rev10") and folders and
///    extensions for nothing; of equal names the one read by the later version of the profile, then the one that prints
///    more, and a diagnostic says that nothing tells which is later. The order in which they are added never matters.
///  - Reports of one edition on one week that print two issue numbers are neither: the first one by number is kept, and
///    a diagnostic names the others, as it does a number that comes again in another week.
///  - Editions of one week make one point. A figure has to agree within the coarser precision, and the finer one is
///    taken; a figure that does not agree is `ambiguous`, with a diagnostic, and so are the codes of an enumeration,
///    and dates. Texts and lists differ between languages by nature: those of the profile whose id comes first are
///    taken.
///  - A stated change is judged against the week before, as in a comparison: that of each edition against the same
///    edition's figures. Changes that two editions of one week state otherwise are named.
class SeriesBuilder {
public:
    /// Units, types, aggregates and editions come from the profiles that the reader holds now; it need not live on.
    explicit SeriesBuilder(const Reader& reader);
    ~SeriesBuilder();
    SeriesBuilder(SeriesBuilder&&) noexcept;
    SeriesBuilder& operator=(SeriesBuilder&&) noexcept;

    /// Takes a report. An error says why it cannot be part of the series, and nothing of it is kept: `not_found` for a
    /// profile that the reader did not hold, `usage` for a periodical other than that of the first report,
    /// `invalid_record` for values that are not what the profile says. A report that no profile fits is no error; a
    /// diagnostic names it.
    [[nodiscard]] std::optional<Error> add(const Report& report);

    /// The series of all reports so far. Time is O(n log n) in their number. More may be added afterwards.
    [[nodiscard]] Series series(SeriesBy by = SeriesBy::week) const;

    /// How many reports so far have no place in the series, because no profile fits them or because they do not say
    /// which days they cover. Diagnostics name them.
    [[nodiscard]] std::size_t left_out() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace certdelta
