#include "extract/scope/phrases.h"

#include "extract/ranges.h"
#include "text/characters.h"

namespace certdelta::extract {

bool Phrases::is_harmless(text::Range phrase) const { return any_holds(harmless, phrase.begin); }

std::vector<Heading>::const_iterator Phrases::heading_from(std::uint32_t pos) const {
    return first_not(headings, [pos](const Heading& heading) { return heading.range.begin < pos; });
}

std::vector<Heading>::const_iterator Phrases::heading_behind(std::uint32_t pos) const {
    return first_not(headings, [pos](const Heading& heading) { return heading.range.end <= pos; });
}

bool Phrases::heading_ends_at(std::uint32_t pos) const {
    const auto behind = heading_from(pos);
    return behind != headings.begin() && std::prev(behind)->range.end == pos;
}

bool Phrases::any_within(std::uint32_t begin, std::uint32_t end) const {
    return begins_within(places, begin, end) || begins_within(times, begin, end) ||
           begins_within(last_period, begin, end) || begins_within(days, begin, end);
}

std::uint32_t Phrases::next_other(std::uint32_t pos) const {
    const auto next = first_from(others, pos);
    return next == others.end() ? UINT32_MAX : next->begin;
}

bool Phrases::has_count(std::uint32_t begin, std::uint32_t end) const {
    const std::string_view text = normal.text();
    for (std::uint32_t at = begin; at < end; ++at) {
        if (!text::is_digit(text[at])) continue;
        std::uint32_t digits = at;
        while (digits < end && text::is_digit(text[digits])) ++digits;
        const auto time = first_from(times, at);
        if (time != times.begin() && std::prev(time)->end >= digits) {
            at = std::prev(time)->end;
            continue;
        }
        const auto date = value::read_date(text, at, profile.lexicon);
        if (!date || !date->valid() || date->printed.end <= digits) return true;
        at = date->printed.end;
    }
    return false;
}

}  // namespace certdelta::extract
