#include "extract/field_value.h"

#include <algorithm>
#include <string>
#include <vector>

#include "extract/ranges.h"
#include "text/characters.h"

namespace certdelta::extract {
namespace {

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

}  // namespace

Value value_of(std::string_view text, const profile::Profile& profile, const Capture& capture) {
    const profile::FieldDefinition& field = profile.fields[static_cast<std::size_t>(capture.slot.field)];
    switch (field.type) {
        case profile::FieldType::count:
        case profile::FieldType::percentage:
        case profile::FieldType::year:
            return capture.value;
        case profile::FieldType::date:
            return capture.date.to_string();
        case profile::FieldType::enumeration:
            if (capture.code == Capture::unknown_code) return printed_text(text, capture.printed);
            return field.codes[static_cast<std::size_t>(capture.code)].code;
        case profile::FieldType::text:
            return printed_text(text, capture.printed);
        case profile::FieldType::list:
            return split_list(text, capture.printed, profile.lexicon);
    }
    return {};
}

}  // namespace certdelta::extract
