// How two reports stand to each other in time.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "certdelta/compare.h"

namespace certdelta {

struct Standing {
    Relation relation = Relation::unrelated;
    /// Whole weeks between the first days; empty when a period is unknown or they are no whole number of weeks apart.
    std::optional<std::int64_t> weeks_apart;
    std::vector<Diagnostic> diagnostics;
};

[[nodiscard]] Standing relate(const Report& before, const Report& after);

}  // namespace certdelta
