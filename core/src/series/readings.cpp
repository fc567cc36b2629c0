#include "series/readings.h"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace certdelta::series {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view take_digits(std::string_view& text) {
    std::size_t length = 0;
    while (length < text.size() && is_digit(text[length])) ++length;
    std::string_view digits = text.substr(0, length);
    text.remove_prefix(length);
    while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
    return digits;
}

/// Without folders and extension.
std::string_view stem(std::string_view name) {
    name.remove_prefix(name.rfind('/') + 1);  // npos + 1 is 0
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

/// Below zero when `a` comes first, above when `b` does. Equal for texts that differ in leading zeros only.
int compare_naturally(std::string_view a, std::string_view b) {
    while (!a.empty() && !b.empty()) {
        if (is_digit(a.front()) && is_digit(b.front())) {
            const std::string_view left = take_digits(a);
            const std::string_view right = take_digits(b);
            if (left.size() != right.size()) return left.size() < right.size() ? -1 : 1;
            if (const int order = left.compare(right); order != 0) return order;
            continue;
        }
        if (a.front() != b.front())
            return static_cast<unsigned char>(a.front()) < static_cast<unsigned char>(b.front()) ? -1 : 1;
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    if (a.empty() && b.empty()) return 0;
    return a.empty() ? -1 : 1;
}

int compare_stems(const std::string& a, const std::string& b) { return compare_naturally(stem(a), stem(b)); }

int compare_names(const std::string& a, const std::string& b) {
    if (const int order = compare_stems(a, b); order != 0) return order;
    if (const int order = compare_naturally(a, b); order != 0) return order;
    return a.compare(b);
}

/// Mixes one more number into a hash (the finaliser of SplitMix64, S. Vigna).
std::uint64_t mix(std::uint64_t hash, std::uint64_t number) {
    hash += number + 0x9E3779B97F4A7C15U;
    hash = (hash ^ (hash >> 30U)) * 0xBF58476D1CE4E5B9U;
    hash = (hash ^ (hash >> 27U)) * 0x94D049BB133111EBU;
    return hash ^ (hash >> 31U);
}

std::uint64_t mix(std::uint64_t hash, const std::optional<Decimal>& number) {
    return mix(hash, number ? static_cast<std::uint64_t>(number->micros()) : 0x5555U);
}

std::uint64_t mix(std::uint64_t hash, const std::optional<std::int32_t>& number) {
    return mix(hash, number ? static_cast<std::uint64_t>(*number) : 0x5555U);
}

/// Without the change's precision, which a record does not keep.
std::uint64_t mix(std::uint64_t hash, const std::optional<Change>& change) {
    if (!change) return mix(hash, 0U);
    hash = mix(hash, static_cast<std::uint64_t>(change->kind) * 16 + static_cast<std::uint64_t>(change->direction) + 1);
    return mix(hash, change->value);
}

std::uint64_t mix(std::uint64_t hash, const Print& print) {
    hash = mix(hash, static_cast<std::uint64_t>(print.qualifier));
    hash = mix(hash, print.precision);
    hash = mix(hash, print.change);
    return print.candidates.empty() ? hash : mix(hash, std::hash<std::string>()(print.candidates));
}

auto content_of(const Cell& cell) { return std::tuple(cell.column, cell.state, cell.content_is, cell.content); }

}  // namespace

std::size_t Pool::PrintHash::operator()(const Print& print) const { return static_cast<std::size_t>(mix(0U, print)); }

std::int64_t Pool::add(const Value& value) {
    const auto [place, is_new] = value_index_.emplace(key_of(value), static_cast<std::int64_t>(values_.size()));
    if (is_new) values_.push_back(value);
    return place->second;
}

std::uint32_t Pool::add(const Print& print) {
    const auto [place, is_new] = print_index_.emplace(print, static_cast<std::uint32_t>(prints_.size()));
    if (is_new) prints_.push_back(print);
    return place->second;
}

Value Pool::value_of(const Cell& cell) const {
    switch (cell.kind()) {
        case Cell::Kind::number:
            return cell.number();
        case Cell::Kind::other:
            return values_[static_cast<std::size_t>(cell.content)];
        case Cell::Kind::none:
            break;
    }
    return {};
}

bool Pool::same(const Cell& a, const Cell& b) const {
    return content_of(a) == content_of(b) && (a.print == b.print || same_print(print_of(a), print_of(b)));
}

void Reading::add_source(const std::string& name) {
    sources.push_back(name);
    if (later_name(sources.back(), sources.front())) std::swap(sources.front(), sources.back());
    if (sources.size() < 2) return;
    std::string& second_last = sources[sources.size() - 2];
    if (later_name(sources.back(), second_last)) std::swap(second_last, sources.back());
}

std::uint64_t hash_of(const Reading& reading, const Pool& pool) {
    std::uint64_t hash = mix(reading.edition, reading.issue.number);
    hash = mix(hash, reading.issue.year);
    hash = mix(hash, static_cast<std::uint64_t>(reading.period.start.to_days()));
    hash = mix(hash, static_cast<std::uint64_t>(reading.period.end.to_days()));
    hash = mix(hash, static_cast<std::uint64_t>(reading.unassigned));
    for (const Cell& cell : reading.cells) {
        hash = mix(hash, std::uint64_t{cell.column} * 256 + cell.state * 16U + cell.content_is);
        hash = mix(hash, static_cast<std::uint64_t>(cell.content));
        hash = mix(hash, pool.print_of(cell));
    }
    return hash;
}

bool same_reading(const Reading& a, const Reading& b, const Pool& pool) {
    return a.edition == b.edition && a.issue == b.issue && a.period == b.period && a.unassigned == b.unassigned &&
           std::equal(a.cells.begin(), a.cells.end(), b.cells.begin(), b.cells.end(),
                      [&](const Cell& x, const Cell& y) { return pool.same(x, y); });
}

bool later_name(const std::string& a, const std::string& b) { return compare_names(a, b) < 0; }

bool names_tell(const Reading& a, const Reading& b) { return compare_stems(a.sources.back(), b.sources.back()) != 0; }

bool later_version(const Reading& a, const Reading& b, const Pool& pool) {
    if (const int order = compare_stems(a.sources.back(), b.sources.back()); order != 0) return order < 0;
    const auto rank = [](const Reading& reading) {
        return std::tuple(reading.profile_version, reading.cells.size(), reading.period.start, reading.period.end,
                          reading.issue.number, reading.issue.year);
    };
    if (rank(a) != rank(b)) return rank(a) < rank(b);
    // Nothing tells which one is later; by what they say, the choice at least does not depend on the order of input.
    for (std::size_t i = 0; i < a.cells.size(); ++i) {
        const Cell& x = a.cells[i];
        const Cell& y = b.cells[i];
        if (x.column != y.column) return x.column < y.column;
        if (x.state != y.state) return x.state < y.state;
        const auto printed = [&](const Cell& cell) {
            const Print& print = pool.print_of(cell);
            const std::optional<Change>& change = print.change;
            return std::tuple(print.precision, print.qualifier, change.has_value(),
                              change ? change->kind : ChangeKind(), change ? change->direction : Direction(),
                              change ? change->value : std::nullopt, std::string_view(print.candidates));
        };
        const Value left = pool.value_of(x);
        const Value right = pool.value_of(y);
        if (left != right) return left < right;
        if (printed(x) != printed(y)) return printed(x) < printed(y);
    }
    return pool.text(a.unassigned) < pool.text(b.unassigned);
}

}  // namespace certdelta::series
