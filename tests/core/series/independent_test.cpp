// The statistics against values that R has computed (independent.R).
#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "series/statistics.h"

using namespace certdelta;

namespace {

struct Row {
    std::string name;
    std::vector<std::int64_t> weeks;
    std::vector<double> values;
    double median = 0;
    double mad = 0;
    double slope = 0;
    std::vector<double> z;  ///< none where the MAD is zero
};

const std::vector<Row>& rows() {
    static const std::vector<Row> all = {
#include "independent.inc"
    };
    return all;
}

}  // namespace

TEST_CASE("statistics are those of R") {
    CHECK(rows().size() >= 8);
    for (const Row& row : rows()) {
        CAPTURE(row.name);
        std::vector<Decimal> figures;
        std::vector<series::TimedFigure> timed;
        for (std::size_t i = 0; i < row.values.size(); ++i) {
            figures.push_back(*Decimal::from_string(std::to_string(row.values[i])));
            timed.push_back({row.weeks[i], figures.back()});
        }
        const series::Spread spread(figures);
        CHECK(spread.median().to_double() == doctest::Approx(row.median).epsilon(1e-9));
        CHECK(spread.mad().to_double() == doctest::Approx(row.mad).epsilon(1e-9));
        const double slope = series::theil_sen_slope(timed)->to_double();
        CHECK(std::abs(slope - row.slope) <= 0.6e-6);  // rounded to a millionth
        for (std::size_t i = 0; i < figures.size(); ++i) {
            const std::optional<Decimal> z = spread.z(figures[i]);
            REQUIRE(z.has_value() == !row.z.empty());
            if (!z) continue;
            CHECK(std::abs(z->to_double() - row.z[i]) <= 0.00501);  // rounded to a hundredth
            CHECK(spread.is_anomaly(figures[i]) == (std::abs(row.z[i]) > 3.5));
        }
    }
}
