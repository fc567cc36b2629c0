// Panels on pages: every figure and direction right, or left open. None wrong.
#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

#include "certdelta/certdelta.h"
#include "layout/pages_builder.h"
#include "layout/panel_generator.h"

using namespace certdelta;
using namespace certdelta::tests;

namespace {

struct Tally {
    int figures = 0;
    int found = 0;
    int signs = 0;
    int told = 0;
};

void judge(const Reader& reader, const Panel& panel, Tally& tally) {
    const Result<Report> read = reader.read(panel.pages, {"panel.pdf", InputFormat::pages});
    REQUIRE(read.ok());
    const Report& report = read.value();
    REQUIRE(report.profile.has_value());
    for (const PanelTruth& truth : panel.truth) {
        CAPTURE(panel.description);
        CAPTURE(truth.field);
        const Field& field = *report.find(truth.field);
        const bool found = field.status == Status::found;
        if (truth.value) ++tally.figures;
        if (!found) continue;
        CHECK_MESSAGE(truth.value.has_value(), "a figure that cannot be known was found");
        if (!truth.value) continue;
        ++tally.found;
        CHECK(std::get_if<Decimal>(&field.value)->to_string() == std::to_string(*truth.value));
        const bool tellable = truth.direction && truth.sign_known;
        if (tellable) ++tally.signs;
        if (!field.change) continue;
        CHECK_MESSAGE(truth.direction.has_value(), "a change that is not printed was read");
        if (!truth.direction) continue;
        const Direction said = field.change->direction;
        CHECK((said == Direction::unknown || (truth.sign_known && said == *truth.direction)));
        if (tellable && said != Direction::unknown) ++tally.told;
    }
}

/// CERTDELTA_PANELS=3000 looks longer.
int seeds() {
    const char* wanted = std::getenv("CERTDELTA_PANELS");
    return wanted != nullptr ? std::atoi(wanted) : 150;
}

}  // namespace

TEST_CASE("panels of boxes: figures and directions by geometry, none wrong") {
    static const Reader reader;
    for (const char* edition : {"cncert-weekly.en", "cncert-weekly.zh"}) {
        for (int kind = 0; kind < static_cast<int>(Trouble::last); ++kind) {
            Tally tally;
            for (int seed = 0; seed < seeds(); ++seed) {
                CAPTURE(seed);
                CAPTURE(edition);
                judge(reader, make_panel(static_cast<std::uint64_t>(seed), edition, static_cast<Trouble>(kind)), tally);
            }
            if (static_cast<Trouble>(kind) == Trouble::none) {
                CHECK(tally.found * 100 >= tally.figures * 97);
                CHECK(tally.told * 100 >= tally.signs * 95);
            }
        }
    }
}
