#include "compare/editions.h"

#include "wide.h"

namespace certdelta {
namespace {

Wide precision_of(const PrintedFigure& figure) { return figure.precision.value_or(Decimal()).micros(); }

}  // namespace

bool editions_agree(const PrintedFigure& a, const PrintedFigure& b) {
    const bool a_is_coarser = precision_of(a) > precision_of(b);
    const PrintedFigure& coarse = a_is_coarser ? a : b;
    const PrintedFigure& fine = a_is_coarser ? b : a;
    const Wide unit = precision_of(coarse);
    const bool rounded_differently = precision_of(fine) < unit;
    const Wide above = coarse.qualifier == Qualifier::more_than && rounded_differently ? 2 * unit : unit;
    const Wide below = coarse.qualifier == Qualifier::nearly && rounded_differently ? 2 * unit : unit;
    const Wide twice_off = (Wide{fine.value.micros()} - coarse.value.micros()) * 2;
    return -below <= twice_off && twice_off <= above;
}

bool editions_agree(const Change& a, const Change& b) {
    const bool directions_known = a.direction != Direction::unknown && b.direction != Direction::unknown;
    if (directions_known && a.direction != b.direction) return false;
    if (a.kind != b.kind || !a.value || !b.value) return true;  // 17 fewer may be 40.0% fewer
    return editions_agree(PrintedFigure{*a.value, a.precision, Qualifier::none},
                          PrintedFigure{*b.value, b.precision, Qualifier::none});
}

bool editions_agree(std::string_view type, std::string_view a, std::string_view b) {
    if (type == "enumeration") return a == b;
    if (type == "date") return a.starts_with(b) || b.starts_with(a);
    return true;
}

}  // namespace certdelta
