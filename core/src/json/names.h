// The printed names of the record's enumerations: one table each, in the order of the enumerators.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "certdelta/compare.h"
#include "certdelta/reader.h"
#include "certdelta/report.h"
#include "certdelta/series.h"

namespace certdelta::json {

template <class Enum>
struct Names;

template <>
struct Names<Status> {
    static constexpr std::string_view table[] = {"found", "absent", "ambiguous", "rejected"};
};

template <>
struct Names<Qualifier> {
    static constexpr std::string_view table[] = {"none", "about", "more-than", "nearly"};
};

template <>
struct Names<ChangeKind> {
    static constexpr std::string_view table[] = {"percent", "absolute", "points"};
};

template <>
struct Names<Direction> {
    static constexpr std::string_view table[] = {"up", "down", "same", "unknown"};
};

template <>
struct Names<Severity> {
    static constexpr std::string_view table[] = {"info", "warning", "error"};
};

template <>
struct Names<Relation> {
    static constexpr std::string_view table[] = {"consecutive", "apart",         "reversed", "identical",
                                                 "revision",    "other-edition", "unrelated"};
};

template <>
struct Names<FieldChangeKind> {
    static constexpr std::string_view table[] = {"added", "removed", "changed", "same", "not_comparable"};
};

template <>
struct Names<SeriesBy> {
    static constexpr std::string_view table[] = {"week", "month", "quarter", "year"};
};

template <>
struct Names<Aggregate> {
    static constexpr std::string_view table[] = {"sum", "mean", "last"};
};

template <>
struct Names<InputFormat> {
    static constexpr std::string_view table[] = {"auto", "text", "markdown", "pages"};
};

template <class Enum>
constexpr std::string_view name_of(Enum value) {
    return Names<Enum>::table[static_cast<std::size_t>(value)];
}

template <class Enum>
constexpr std::optional<Enum> from_name(std::string_view name) {
    const std::span<const std::string_view> table = Names<Enum>::table;
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (table[i] == name) return static_cast<Enum>(i);
    }
    return std::nullopt;
}

}  // namespace certdelta::json
