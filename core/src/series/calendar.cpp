#include "series/calendar.h"

namespace certdelta::series {
namespace {

constexpr std::int64_t kMonthsPerYear = 12;

std::int64_t months_in(SeriesBy by) {
    if (by == SeriesBy::year) return kMonthsPerYear;
    return by == SeriesBy::quarter ? 3 : 1;
}

std::int64_t first_day(std::int64_t interval, SeriesBy by) {
    const std::int64_t month = interval * months_in(by);
    return Date{static_cast<std::int32_t>(month / kMonthsPerYear),
                static_cast<std::int32_t>(month % kMonthsPerYear + 1), 1}
        .to_days();
}

std::int64_t next_sunday(std::int64_t day) {
    return day + (kDaysPerWeek - Date::from_days(day).weekday()) % kDaysPerWeek;
}

}  // namespace

std::int64_t first_sunday_of(const Period& period) { return next_sunday(period.start.to_days()); }

std::int64_t sunday_of(const Period& period) {
    const std::int64_t last = period.end.to_days() - period.end.weekday();
    return last >= period.start.to_days() ? last : first_sunday_of(period);
}

std::int64_t interval_of(std::int64_t sunday, SeriesBy by) {
    const Date date = Date::from_days(sunday);
    return (date.year * kMonthsPerYear + date.month - 1) / months_in(by);
}

std::string interval_key(std::int64_t interval, SeriesBy by) {
    const Date first = Date::from_days(first_day(interval, by));
    const std::string day = first.to_string();  // YYYY-MM-DD
    if (by == SeriesBy::month) return day.substr(0, 7);
    if (by == SeriesBy::year) return day.substr(0, 4);
    return day.substr(0, 5) + "Q" + std::to_string((first.month - 1) / 3 + 1);
}

std::int64_t weeks_of_interval(std::int64_t interval, SeriesBy by) {
    return (next_sunday(first_day(interval + 1, by)) - next_sunday(first_day(interval, by))) / kDaysPerWeek;
}

}  // namespace certdelta::series
