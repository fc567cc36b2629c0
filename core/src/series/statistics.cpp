#include "series/statistics.h"

#include <algorithm>
#include <vector>

namespace certdelta::series {
namespace {

constexpr Wide kTenThousandths = 10'000;
constexpr Wide kNormalQuartile = 6745;  // 0.6745 in ten thousandths
constexpr Wide kThreshold = 35'000;     // 3.5 in ten thousandths

/// Twice the median: of an even number, the sum of the two middle values.
Wide twice_median(std::vector<Wide>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) return *middle * 2;
    return *middle + *std::max_element(values.begin(), middle);
}

Decimal in_micros(Wide value, Wide parts) {
    return Decimal::from_micros(static_cast<std::int64_t>(divide_rounded(value, parts)));
}

}  // namespace

Spread::Spread(std::span<const Decimal> figures) {
    std::vector<Wide> values;
    values.reserve(figures.size());
    for (const Decimal figure : figures) values.push_back(figure.micros());
    median_ = twice_median(values);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = magnitude(deviation(figures[i]));
    mad_ = twice_median(values);
}

Decimal Spread::median() const { return in_micros(median_, 2); }

Decimal Spread::mad() const { return in_micros(mad_, 4); }

std::optional<Decimal> Spread::z(Decimal figure) const {
    if (mad_ == 0) return std::nullopt;
    // The deviation is in halves, the MAD in quarters of a millionth: hence the 2. The hundredths of the score are
    // wanted.
    const Wide hundredths = divide_rounded(kNormalQuartile * 2 * deviation(figure) * 100, kTenThousandths * mad_);
    return decimal_from_micros(hundredths * (Decimal::scale / 100));
}

bool Spread::is_anomaly(Decimal figure) const {
    return mad_ != 0 && kNormalQuartile * 2 * magnitude(deviation(figure)) > kThreshold * mad_;
}

}  // namespace certdelta::series
