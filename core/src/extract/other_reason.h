// Why a sentence that reads like a field's is of another scope.
#pragma once

#include <cstdint>
#include <string_view>

namespace certdelta::extract {

enum class OtherReason : std::uint8_t {
    time_or_place,  ///< it speaks of another time or place, or names a circumstance
    context,        ///< what stands around it does, and it goes on with that
    caption,        ///< the caption of another time or thing stands before it, or the name of who writes it
    voice,          ///< another body counts
    actor,          ///< another body acted
    longer,         ///< its words run on, or its figure is one of several
    part,           ///< it counts a part of what the figure before it counts
    difference,     ///< it counts how many more there are than at another time
    question,       ///< it asks
    denial,         ///< other words of its sentence undo its figures
};

/// How the remark goes on behind "this sentence reads like ..., but ".
[[nodiscard]] std::string_view words_of(OtherReason reason);

}  // namespace certdelta::extract
