#include "text/folds.h"

#include <algorithm>
#include <iterator>

namespace certdelta::text {
namespace {

struct Fold {
    char32_t from;
    const char* to;
};

constexpr Fold fold_table[] = {
#include "text/fold_table.inc"
};

struct Simplified {
    char16_t from;
    char16_t to;
};

constexpr Simplified simplified_table[] = {
#include "text/han_table.inc"
};

/// One bit for each common ideograph: whether simplified_table has it.
constexpr std::array<std::uint32_t, ideograph_count / 32> make_traditional_bits() {
    std::array<std::uint32_t, ideograph_count / 32> bits{};
    for (const Simplified& pair : simplified_table) {
        const std::size_t index = pair.from - first_ideograph;
        bits[index / 32] |= 1U << (index % 32);
    }
    return bits;
}

}  // namespace

constexpr std::array<std::uint32_t, ideograph_count / 32> traditional_bits = make_traditional_bits();

char32_t simplify(char32_t code_point) {
    const auto* const found =
        std::lower_bound(std::begin(simplified_table), std::end(simplified_table), code_point,
                         [](const Simplified& pair, char32_t wanted) { return pair.from < wanted; });
    return found->to;
}

const char* find_fold(char32_t code_point) {
    const auto* const found = std::lower_bound(std::begin(fold_table), std::end(fold_table), code_point,
                                               [](const Fold& fold, char32_t wanted) { return fold.from < wanted; });
    return found != std::end(fold_table) && found->from == code_point ? found->to : nullptr;
}

}  // namespace certdelta::text
