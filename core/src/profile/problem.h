// What is wrong with a profile, and where its parts stand in its JSON text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certdelta/report.h"

namespace certdelta::profile {

/// A value in the text of a profile.
struct SourcePlace {
    std::string pointer;     ///< RFC 6901; of an inherited part: "/extends"
    std::size_t offset = 0;  ///< byte of the text
    bool inherited = false;  ///< stands in the profile that this one extends
};

struct Problem {
    Severity severity = Severity::error;
    std::string_view code;  ///< a literal of ours: "unknown-key", ...
    std::string message;    ///< a sentence for a person, without the place
    SourcePlace place;
    std::optional<std::uint32_t> character;  ///< 1-based, inside the string that is at fault
};

/// Where the parts of a Profile come from; each list runs beside the one of the same name there.
struct SourceMap {
    std::string_view text;  ///< the profile's JSON; the owner keeps it alive
    SourcePlace threshold;
    std::vector<SourcePlace> fields;
    std::vector<SourcePlace> rules;      ///< their ids
    std::vector<SourcePlace> templates;  ///< the strings
    std::vector<SourcePlace> patterns;   ///< the strings
    std::vector<SourcePlace> marks;      ///< the strings
    std::vector<SourcePlace> checks;
    std::vector<SourcePlace> concepts;        ///< of the clauses: their lists of words
    std::vector<SourcePlace> clause_figures;  ///< of the clauses
};

}  // namespace certdelta::profile
