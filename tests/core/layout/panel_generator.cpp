#include "layout/panel_generator.h"

#include <algorithm>
#include <random>

#include "embedded.h"
#include "json/node.h"
#include "layout/pages_builder.h"
#include "layout/pieces.h"

namespace certdelta::tests {
namespace {

enum class Where : std::uint8_t { below, above, left, right };
constexpr const char* where_names[] = {"below", "above", "left", "right"};

/// How a direction is printed.
enum class Arrow : std::uint8_t {
    character,
    triangle_character,
    wingdings_code,
    wingdings_private,
    wingdings3,
    symbol,
    words,
    path_triangle,
    path_arrow,
    path_strokes,
    behind_count,  ///< beside the figure; the amount stands below
    // the direction does not survive
    private_without_font,
    unmapped,
    dagger,
    image,
    none,
    last
};
constexpr Arrow first_lost = Arrow::private_without_font;

struct Edition {
    std::string title;
    std::string issue;
    std::vector<std::string> headings;
    std::vector<std::pair<std::string, std::string>> labels;  ///< field, label
    bool chinese = false;
    std::string up;  ///< words for it
    std::string down;
    std::string scale;
};

/// The plain sentence of a template: first alternatives, nothing optional.
std::string plain(std::string_view pattern) {
    std::string out;
    int optional = 0;
    bool other = false;
    for (const char c : pattern) {
        if (c == '[')
            ++optional;
        else if (c == ']')
            --optional;
        else if (optional > 0)
            continue;
        else if (c == '(' || c == ')')
            other = false;
        else if (c == '|')
            other = true;
        else if (!other)
            out += c;
    }
    // What is left out leaves its spaces behind.
    for (std::size_t at = out.find("  "); at != std::string::npos; at = out.find("  ", at)) out.erase(at, 1);
    return out;
}

/// With an issue's number and days in the slots.
std::string filled(std::string text) {
    const std::pair<std::string_view, std::string_view> slots[] = {
        {"{issue.number}", "43"}, {"{issue.year}", "2023"}, {"{period}", "Oct.16 -Oct.22"}};
    for (const auto& [slot, value] : slots) {
        const std::size_t at = text.find(slot);
        if (at != std::string::npos) text.replace(at, slot.size(), value);
    }
    return text;
}

/// The first of the profile's words in the place of each name of words.
std::string spelled_out(std::string text, const json::Node& profile) {
    const json::Node* words = profile.find("words");
    for (std::size_t i = 0; words != nullptr && i < words->keys.size(); ++i) {
        const std::string name = "{" + words->keys[i] + "}";
        const std::size_t at = text.find(name);
        if (at != std::string::npos) text.replace(at, name.size(), words->items[i].items.front().text);
    }
    return text;
}

Edition edition_of(std::string_view id) {
    Edition edition;
    for (const embedded::File& file : embedded::profiles()) {
        if (file.name.substr(0, id.size()) != id) continue;
        const json::Node profile = json::parse(file.bytes).value();
        edition.chinese = profile.find("language")->text == "zh";
        for (const embedded::File& lexicon : embedded::lexicons()) {
            const json::Node words = json::parse(lexicon.bytes).value();
            if (words.find("language")->text != profile.find("language")->text) continue;
            edition.up = words.find("directions")->find("up")->items.front().text;
            edition.scale = words.find("scales")->keys.front();
            edition.down = words.find("directions")->find("down")->items.front().text;
        }
        const json::Node& identify = *profile.find("identify");
        edition.title = plain(identify.find("titles")->items.front().text);
        for (const json::Node& mark : identify.find("marks")->items) {
            if (edition.issue.empty() && mark.text.find("{issue.number}") != std::string::npos)
                edition.issue = filled(plain(mark.text));
            if (mark.text.find_first_of("{[(.:") == std::string::npos && edition.headings.size() < 4)
                edition.headings.push_back(mark.text);
        }
        for (const json::Node& figure : profile.find("panels")->items.front().find("figures")->items) {
            // What has to stand right under another box is not read from pages.
            if (figure.find("under") != nullptr) continue;
            edition.labels.emplace_back(figure.find("field")->text,
                                        spelled_out(plain(figure.find("labels")->items.front().text), profile));
        }
    }
    return edition;
}

std::string utf8(char32_t c) {
    std::string out;
    text::append_utf8(out, c);
    return out;
}

std::string grouped(std::int64_t value) {
    std::string digits = std::to_string(value);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), 1, ',');
    return digits;
}

class Maker {
public:
    Maker(std::uint64_t seed, std::string_view edition, Trouble trouble)
        : random_(seed), edition_(edition_of(edition)), trouble_(trouble) {}

    Panel make() {
        choose();
        double y = 30;
        page_.print(edition_.title, 180, y, 18);
        y += 34;
        page_.print(edition_.issue, 200, y, 12);
        y += 34;
        page_.print(edition_.headings[0], 50, y, 14);
        y += 34;
        y = add_boxes(y);
        y += 30;
        add_legend(y);
        y += 40;
        for (std::size_t i = 1; i < edition_.headings.size(); ++i, y += 40)
            page_.print(edition_.headings[i], 50, y, 14);
        page_.print("- 1 -", 285, 810, 9);
        if (trouble_ == Trouble::stray_figures) add_strays();
        spoil_runs();
        Panel panel;
        panel.pages = page_.json();
        panel.truth = truth_;
        panel.trouble = trouble_;
        panel.description = std::string(where_names[static_cast<int>(where_)]) + ", boxes " + std::to_string(boxes_) +
                            ", columns " + std::to_string(columns_) + ", arrows " +
                            std::to_string(static_cast<int>(arrow_)) + ", trouble " +
                            std::to_string(static_cast<int>(trouble_)) + (centred_ ? ", centred" : "") +
                            (framed_ ? ", framed" : "") + (amount_below_ ? ", amount below" : "");
        return panel;
    }

private:
    std::uint32_t pick(std::uint32_t count) { return static_cast<std::uint32_t>(random_() % count); }
    double between(double low, double high) {
        return low + (high - low) * static_cast<double>(random_() % 10001) / 10000;
    }
    bool chance(double share) { return between(0, 1) < share; }

    void choose() {
        where_ = static_cast<Where>(pick(4));
        arrow_ = static_cast<Arrow>(pick(static_cast<std::uint32_t>(Arrow::last)));
        if (trouble_ == Trouble::same_signs || trouble_ == Trouble::crossed_signs)
            arrow_ = chance(0.5) ? Arrow::character : Arrow::triangle_character;
        boxes_ = 2 + pick(7);
        columns_ = 1 + pick(std::min<std::uint32_t>(4, boxes_));
        if (boxes_ > 5) columns_ = std::max(columns_, 2U);
        const bool beside = where_ == Where::left || where_ == Where::right;
        if (beside) columns_ = std::min<std::uint32_t>(columns_, 2);
        label_size_ = between(8, 11);
        figure_size_ = chance(0.3) ? label_size_ : between(11, 22);
        gap_ = between(1, 5);
        centred_ = chance(0.5);
        framed_ = chance(0.3);
        amount_below_ = chance(0.5);
        change_ = chance(0.9);
        if (arrow_ == Arrow::behind_count) amount_below_ = true;
        tight_ = chance(0.3);
        if (trouble_ == Trouble::equal_gaps || trouble_ == Trouble::two_figures) framed_ = false;
        if (trouble_ == Trouble::scale_below) {
            amount_below_ = false;
            if (arrow_ == Arrow::behind_count) arrow_ = Arrow::character;
        }
        between_boxes_ = between(22, 34);
        if (trouble_ == Trouble::equal_gaps) {
            where_ = chance(0.5) ? Where::below : Where::above;
            columns_ = 1;
            change_ = false;
            gap_ = between_boxes_ = between(6, 12);
        }
    }

    /// Lines no wider than `width`.
    std::vector<std::string> wrap(const std::string& label, double width) const {
        std::vector<std::string> lines(1);
        std::string word;
        const auto add = [&](const std::string& part, bool space) {
            const std::string joined = lines.back().empty() ? part : lines.back() + (space ? " " : "") + part;
            if (!lines.back().empty() && PagesBuilder::width_of(joined, label_size_) > width)
                lines.push_back(part);
            else
                lines.back() = joined;
        };
        if (edition_.chinese) {
            for (std::size_t pos = 0; pos < label.size();) {
                const std::size_t length = text::decode(label, pos).length;
                add(label.substr(pos, length), false);
                pos += length;
            }
            return lines;
        }
        for (const char c : label + " ") {
            if (c != ' ') {
                word += c;
            } else if (!word.empty()) {
                add(word, true);
                word.clear();
            }
        }
        return lines;
    }

    double add_boxes(double top) {
        const double cell = 500.0 / columns_;
        const std::uint32_t spoilt =
            pick(std::min<std::uint32_t>(boxes_, static_cast<std::uint32_t>(edition_.labels.size())));
        double y = top;
        for (std::uint32_t first = 0; first < boxes_; first += columns_) {
            double bottom = y;
            for (std::uint32_t i = first; i < std::min(boxes_, first + columns_); ++i) {
                const double x = 50 + cell * (i - first);
                const double end = add_box(i, x, y, cell - 26, i == spoilt);
                bottom = std::max(bottom, end);
            }
            y = bottom + between_boxes_;
        }
        return y;
    }

    struct Change {
        Direction direction = Direction::same;
        std::string amount;  ///< empty for same
    };

    double add_box(std::uint32_t index, double x, double y, double width, bool spoilt) {
        const bool known = index < edition_.labels.size();
        std::string label = known ? edition_.labels[index].second : "Other events that were seen";
        const bool torn = spoilt && trouble_ == Trouble::torn_figure;
        const std::int64_t value = torn          ? 1000 + pick(90000)
                                   : chance(0.2) ? 10 + pick(90)
                                   : chance(0.5) ? 100 + pick(900)
                                                 : 1000 + pick(90000);
        Change change;
        change.direction = static_cast<Direction>(pick(3));
        if (arrow_ == Arrow::words && change.direction == Direction::same) change.direction = Direction::up;
        if (change.direction != Direction::same)
            change.amount = std::to_string(1 + pick(60)) + "." + std::to_string(pick(10)) + "%";
        PanelTruth truth;
        if (known) truth.field = edition_.labels[index].first;
        truth.value = value;
        if (change_) truth.direction = change.direction;
        truth.sign_known = change.direction == Direction::same || arrow_ < first_lost;
        bool with_figure = true;
        bool with_label = true;
        if (spoilt) {
            if (trouble_ == Trouble::lost_figure) with_figure = false;
            if (trouble_ == Trouble::lost_label) with_label = false;
            if (trouble_ != Trouble::none && trouble_ <= Trouble::other_scope && trouble_ != Trouble::equal_gaps)
                truth.value.reset();
        }
        if (trouble_ == Trouble::same_signs || trouble_ == Trouble::crossed_signs)
            truth.sign_known = change.direction == Direction::same;

        const bool beside = where_ == Where::left || where_ == Where::right;
        const std::string print = grouped(value);
        const double amount_width = PagesBuilder::width_of("88.8%", label_size_) + 2 * label_size_ +
                                    (arrow_ == Arrow::words ? PagesBuilder::width_of(edition_.up, label_size_) : 0);
        double figure_width = PagesBuilder::width_of(print, figure_size_);
        if (arrow_ == Arrow::behind_count) figure_width += 1.5 * label_size_;
        const std::string old = spoilt && trouble_ == Trouble::struck_figure ? grouped(value + 7) : std::string();
        if (!old.empty()) figure_width += PagesBuilder::width_of(old, figure_size_) + 0.4 * figure_size_;
        if (change_) figure_width = amount_below_ ? std::max(figure_width, amount_width) : figure_width + amount_width;
        const double label_width = beside ? width - figure_width - 8 : width;
        std::vector<std::string> lines = wrap(label, label_width);
        if (spoilt && trouble_ == Trouble::other_scope) lines.push_back(edition_.chinese ? "(1-11)" : "since January");
        const double line = PagesBuilder::line * label_size_;
        const double label_height = with_label ? line * static_cast<double>(lines.size()) : 0;
        const double figure_height = PagesBuilder::line * figure_size_;
        const double amount_height = change_ && amount_below_ ? line + 2 : 0;
        double label_x = x;
        double figure_x = x;
        double label_y = y;
        double figure_y = y;
        double bottom = y;
        switch (where_) {
            case Where::below:
                figure_y = label_y + label_height + gap_;
                bottom = figure_y + figure_height + amount_height;
                break;
            case Where::above:
                label_y = figure_y + figure_height + amount_height + gap_;
                bottom = label_y + label_height;
                break;
            case Where::left:
            case Where::right: {
                const double height = std::max(label_height, figure_height);
                label_y = y + (height - label_height) / 2;
                figure_y = y + (height - figure_height) / 2;
                bottom = y + height + amount_height;
                if (where_ == Where::left)
                    label_x = x + figure_width + 8;
                else
                    figure_x = x + label_width + 8;
                break;
            }
        }
        if (with_label) {
            for (std::size_t i = 0; i < lines.size(); ++i) {
                const double left =
                    centred_ ? label_x + (label_width - PagesBuilder::width_of(lines[i], label_size_)) / 2 : label_x;
                page_.print(lines[i], left, label_y + line * static_cast<double>(i), label_size_);
            }
        }
        if (with_figure) {
            if (centred_ && !beside) figure_x += std::max(0.0, (width - figure_width) / 2);
            if (!old.empty()) {
                const double end = page_.print(old, figure_x, figure_y, figure_size_);
                const double line_y = figure_y + (0.3 + 0.08 * pick(5)) * figure_height;
                page_.mark({false, {figure_x, line_y - 0.3, end, line_y + 0.3}, {}});
                figure_x = end + 0.4 * figure_size_;
            }
            double end = page_.print(torn ? print.substr(0, 1) : print, figure_x, figure_y, figure_size_);
            if (torn)
                end = page_.print(print.substr(1), end, figure_y + 0.1 * pick(9) * figure_size_, 0.55 * figure_size_);
            if (change_ && arrow_ == Arrow::behind_count && change.direction != Direction::same) {
                const bool up = change.direction == Direction::up;
                page_.print(utf8(up ? 0x2191 : 0x2193), end + 0.2 * label_size_, figure_y + figure_height - line,
                            label_size_);
            }
            if (change_) {
                const double base = figure_y + figure_height - line;
                if (amount_below_)
                    add_change(change, figure_x, figure_y + figure_height + 2);
                else
                    add_change(change, end + 0.5 * label_size_, base);
            }
            if (spoilt && trouble_ == Trouble::two_figures) {
                // Beside its own, or behind it on the same side of the label.
                const std::string other = grouped(value + 7);
                const bool stacked = columns_ > 2 || change_;
                if (beside || (stacked && where_ == Where::below))
                    page_.print(other, figure_x, figure_y + figure_height + amount_height + 2, figure_size_);
                else if (stacked)
                    page_.print(other, figure_x, figure_y - figure_height - 2, figure_size_);
                else
                    page_.print(other, figure_x + figure_width + 1.2 * figure_size_, figure_y, figure_size_);
                bottom += figure_height;
            }
            if (spoilt && trouble_ == Trouble::scale_below)
                page_.print(edition_.scale, figure_x, figure_y + figure_height + 1, label_size_);
        }
        if (framed_) page_.frame({x - 6, y - 4, x + width + 6, bottom + 4});
        if (!truth.field.empty()) truth_.push_back(truth);
        return bottom;
    }

    /// The sign and the amount from x on.
    void add_change(const Change& change, double x, double y) {
        const double size = label_size_;
        if (change.direction == Direction::same) {
            page_.print("=", x, y, size);
            return;
        }
        const bool up = change.direction == Direction::up;
        const auto sign = [&](const std::string& text, const std::string& font) {
            return page_.print(text, x, y, size, font) + 0.2 * size;
        };
        const double box = 0.8 * size;
        const double x1 = x + box;
        const double y0 = y + 0.15 * size;
        const double y1 = y0 + box;
        const double middle = (x + x1) / 2;
        const auto turned = [&](std::vector<layout::Point> points) {
            if (!up)
                for (layout::Point& point : points) point.y = y0 + y1 - point.y;
            return points;
        };
        const auto drawn = [&](const std::vector<layout::Point>& points, bool image = false) {
            page_.mark({image, {x, y0, x1, y1}, turned(points)});
            return x1 + 0.2 * size;
        };
        double next = x;
        switch (arrow_) {
            case Arrow::character:
                next = sign(utf8(up ? 0x2191 : 0x2193), "Arial");
                break;
            case Arrow::triangle_character:
                next = sign(utf8(up ? 0x25B2 : 0x25BC), "Arial");
                break;
            case Arrow::wingdings_code:
                next = sign(utf8(up ? 0xE9 : 0xEA), "ABCDEF+Wingdings-Regular");
                break;
            case Arrow::wingdings_private:
                next = sign(utf8(up ? 0xF0E1 : 0xF0E2), "Wingdings");
                break;
            case Arrow::wingdings3:
                next = sign(up ? "p" : "q", "Wingdings3");
                break;
            case Arrow::symbol:
                next = sign(utf8(up ? 0xF0AD : 0xF0AF), "SymbolMT");
                break;
            case Arrow::words:
                page_.print((up ? edition_.up : edition_.down) + " " + change.amount, x, y, size);
                return;
            case Arrow::path_triangle:
                next = drawn({{x, y1}, {middle, y0}, {x1, y1}, {x, y1}});
                break;
            case Arrow::path_arrow:
                next = drawn({{middle, y0},
                              {x1, y0 + 0.45 * box},
                              {middle + 0.2 * box, y0 + 0.45 * box},
                              {middle + 0.2 * box, y1},
                              {middle - 0.2 * box, y1},
                              {middle - 0.2 * box, y0 + 0.45 * box},
                              {x, y0 + 0.45 * box}});
                break;
            case Arrow::path_strokes:
                next = drawn({{middle, y1}, {middle, y0}, {x, y0 + 0.3 * box}, {middle, y0}, {x1, y0 + 0.3 * box}});
                break;
            case Arrow::private_without_font:
                next = sign(utf8(up ? 0xF0E1 : 0xF0E2), "");
                break;
            case Arrow::unmapped:
                next = sign(up ? "A" : "B", "XYZABC+Arrows");
                page_.last().unmapped = true;
                break;
            case Arrow::dagger:
                next = sign(utf8(0x2020), "Arial");
                break;
            case Arrow::image:
                next = drawn({}, true);
                break;
            default:
                break;
        }
        page_.print(change.amount, next, y, size);
    }

    static std::string legend(char32_t sign, const std::string& words) { return utf8(sign) + " marks " + words; }

    void add_legend(double y) {
        if (trouble_ == Trouble::same_signs || trouble_ == Trouble::crossed_signs) {
            const char32_t up = arrow_ == Arrow::character ? 0x2191 : 0x25B2;
            const char32_t down = arrow_ == Arrow::character ? 0x2193 : 0x25BC;
            const bool crossed = trouble_ == Trouble::crossed_signs;
            // One sign for both: neither can be trusted, nor the one that the legend does not show.
            page_.print(legend(crossed ? down : up, edition_.up) + "; " + legend(up, edition_.down), 50, y, 9);
            if (!crossed) {
                for (PanelTruth& truth : truth_) {
                    if (truth.direction == Direction::down) truth.sign_known = true;
                }
            }
            return;
        }
        if (chance(0.5)) page_.print(legend(0x2191, edition_.up) + "; " + legend(0x2193, edition_.down), 50, y, 9);
    }

    void add_strays() {
        for (int i = 0; i < 6; ++i) {
            page_.print(std::to_string(10 + pick(90000)), between(5, 540), between(130, 800), between(7, 14));
            // Not over what is there.
            const Box stray = page_.last().box;
            const bool over = std::any_of(page_.runs().begin(), page_.runs().end() - 1, [&](const TestRun& run) {
                return layout::overlap_x(run.box, stray) > -8 && layout::overlap_y(run.box, stray) > -4;
            });
            if (over) page_.runs().pop_back();
        }
        page_.print("2023", 560, between(100, 700), 8);
        page_.last().angle = 90;
    }

    /// As readers of PDF leave runs: moved a little, cut, with tight boxes.
    void spoil_runs() {
        std::vector<TestRun> out;
        const std::uint32_t cutting = pick(3);
        const double jitter = between(0, 0.5);
        for (const TestRun& run : page_.runs()) {
            std::vector<TestRun> parts;
            if (cutting == 0 || run.text.size() < 2) {
                parts.push_back(run);
            } else {
                double x = run.box.x0;
                for (std::size_t pos = 0; pos < run.text.size();) {
                    TestRun part = run;
                    std::size_t end = pos;
                    if (cutting == 1) end = run.text.find(' ', pos);
                    end = cutting == 1 ? std::min(end == std::string::npos ? run.text.size() : end + 1, run.text.size())
                                       : pos + text::decode(run.text, pos).length;
                    part.text = run.text.substr(pos, end - pos);
                    part.box.x0 = x;
                    x += PagesBuilder::width_of(part.text, run.size);
                    part.box.x1 = x;
                    if (part.text != " ") parts.push_back(part);
                    pos = end;
                }
            }
            for (TestRun& part : parts) {
                const double dy = between(-jitter, jitter);
                part.box.y0 += dy + (tight_ ? 0.15 * part.size : 0);
                part.box.y1 += dy - (tight_ ? 0.1 * part.size : 0);
                out.push_back(part);
            }
        }
        if (chance(0.3)) std::shuffle(out.begin(), out.end(), random_);
        page_.runs() = out;
    }

    std::mt19937_64 random_;
    Edition edition_;
    Trouble trouble_;
    PagesBuilder page_;
    std::vector<PanelTruth> truth_;
    Where where_ = Where::below;
    Arrow arrow_ = Arrow::character;
    std::uint32_t boxes_ = 2;
    std::uint32_t columns_ = 1;
    double label_size_ = 10;
    double figure_size_ = 10;
    double gap_ = 3;
    double between_boxes_ = 24;
    bool centred_ = false;
    bool framed_ = false;
    bool amount_below_ = false;
    bool change_ = true;
    bool tight_ = false;
};

}  // namespace

Panel make_panel(std::uint64_t seed, std::string_view edition, Trouble trouble) {
    return Maker(seed, edition, trouble).make();
}

}  // namespace certdelta::tests
