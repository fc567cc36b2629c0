// Printing a value in the words of a lexicon and reading it gives the value back, for both lexicons and every word that
// they have. The words come from the lexicons themselves, so that a new one is tested as soon as it is there.
#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "certdelta/reader.h"
#include "json/node.h"
#include "lexicons.h"
#include "text/normalise.h"
#include "value/date.h"
#include "value/number.h"

using namespace certdelta;

namespace {

using Words = std::vector<std::string>;

/// A lexicon as it is read, and its JSON for the words in it.
struct Language {
    explicit Language(std::string_view name) : lexicon(test::lexicon(name)), spaced(name == "en") {
        for (const std::string_view text : test::lexicons()) {
            json::Node node = json::parse(text).value();
            if (node.find("language")->text == name) json = std::move(node);
        }
    }

    /// The texts of a list, or of the lists in an object, at a path of keys.
    [[nodiscard]] Words words(std::initializer_list<std::string_view> path) const {
        const json::Node* node = &json;
        for (const std::string_view key : path) {
            node = node->find(key);
            if (node == nullptr) return {};
        }
        Words out;
        // Values are read in the normal form, where a full-width sign is a plain one.
        for (const json::Node& item : node->items) out.push_back(text::normalise_phrase(item.text));
        return out;
    }

    [[nodiscard]] std::string join(std::string_view a, std::string_view b) const {
        const bool apart = spaced && !a.empty() && !b.empty();
        return std::string(a) + (apart ? " " : "") + std::string(b);
    }

    value::Lexicon lexicon;
    json::Node json;
    bool spaced;
};

const Language& language(std::string_view name) {
    static const Language english("en");
    static const Language chinese("zh");
    return name == "en" ? english : chinese;
}

constexpr std::string_view languages[] = {"en", "zh"};
/// What goes on behind a figure and is no part of it.
constexpr std::string_view tail = " | and";

/// The same numbers in every run.
class Random {
public:
    explicit Random(std::uint32_t seed) : engine_(seed) {}
    std::int64_t below(std::int64_t limit) {
        return static_cast<std::int64_t>(engine_() % static_cast<std::uint32_t>(limit));
    }
    bool chance() { return below(2) == 0; }
    std::string pick(const Words& words) { return words[static_cast<std::size_t>(below(std::ssize(words)))]; }

private:
    std::mt19937 engine_;
};

struct Printed {
    std::string text;
    Decimal value;
    Decimal precision;
};

/// A whole number with or without separators, or one with up to two decimals.
Printed print_number(Random& random, bool decimals) {
    const std::int64_t whole = random.below(100'000'000) >> random.below(24);
    std::string digits = std::to_string(whole);
    const std::string_view separator =
        std::vector<std::string_view>{"", ",", " "}[static_cast<std::size_t>(random.below(3))];
    for (std::size_t at = digits.size(); !separator.empty() && at > 3; at -= 3) digits.insert(at - 3, separator);
    std::int64_t micros = whole * Decimal::scale;
    std::int64_t precision = Decimal::scale;
    if (decimals) {
        digits += '.';
        for (std::int64_t left = 1 + random.below(2); left > 0; --left) {
            precision /= 10;
            const std::int64_t digit = random.below(10);
            micros += precision * digit;
            digits += static_cast<char>('0' + digit);
        }
    }
    return {digits, Decimal::from_micros(micros), Decimal::from_micros(precision)};
}

std::string slice(const std::string& text, text::Range range) {
    return text.substr(range.begin, range.end - range.begin);
}

constexpr std::pair<std::string_view, Qualifier> qualifiers[] = {
    {"about", Qualifier::about}, {"more-than", Qualifier::more_than}, {"nearly", Qualifier::nearly}};

struct QualifierWord {
    std::string word;
    Qualifier qualifier;
};

std::vector<QualifierWord> qualifier_words(const Language& words, std::string_view side) {
    std::vector<QualifierWord> out{{"", Qualifier::none}};
    for (const auto& [name, qualifier] : qualifiers) {
        for (const std::string& word : words.words({"qualifiers", side, name})) out.push_back({word, qualifier});
    }
    return out;
}

}  // namespace

TEST_CASE("counts are read as they are printed, with every scale and qualifier") {
    for (const std::string_view name : languages) {
        const Language& words = language(name);
        Random random(20231022);
        const json::Node& scales = *words.json.find("scales");
        const auto before = qualifier_words(words, "before");
        const auto after = qualifier_words(words, "after");
        for (int i = 0; i < 20'000; ++i) {
            const auto scale = static_cast<std::size_t>(random.below(std::ssize(scales.keys) + 1));
            const bool scaled = scale < scales.keys.size();
            Printed number = print_number(random, scaled && random.chance());
            std::string print = number.text;
            if (scaled) {
                const std::int64_t factor = scales.items[scale].number->micros() / Decimal::scale;
                if (number.value.micros() > INT64_MAX / factor) continue;
                number.value = Decimal::from_micros(number.value.micros() * factor);
                number.precision = Decimal::from_micros(number.precision.micros() * factor);
                print = words.join(print, scales.keys[scale]);
            }
            Qualifier qualifier = Qualifier::none;
            if (random.chance()) {
                const auto& [word, meaning] = before[static_cast<std::size_t>(random.below(std::ssize(before)))];
                print = words.join(word, print);
                qualifier = meaning;
            } else {
                const auto& [word, meaning] = after[static_cast<std::size_t>(random.below(std::ssize(after)))];
                print += word.empty() || !text::is_letter(word.front()) ? word : " " + word;
                qualifier = meaning;
                if (word == "or so" || word == "plus") continue;  // behind the noun, not the figure
            }
            const std::string text = print + std::string(tail);
            CAPTURE(text);
            const auto figure = value::read_count(text, 0, words.lexicon);
            REQUIRE(figure);
            CHECK(figure->value == number.value);
            CHECK(figure->precision == number.precision);
            CHECK(figure->qualifier == qualifier);
            CHECK(slice(text, figure->printed) == print);
            CHECK_FALSE(figure->damaged);
        }
    }
}

TEST_CASE("small numbers in words are read, and no part of a larger one") {
    const Language& words = language("en");
    const json::Node& numbers = *words.json.find("number_words");
    REQUIRE(numbers.keys.size() > 10);
    for (std::size_t i = 0; i < numbers.keys.size(); ++i) {
        CAPTURE(numbers.keys[i]);
        const auto figure = value::read_count(numbers.keys[i] + " of which", 0, words.lexicon);
        REQUIRE(figure);
        CHECK(figure->value == *numbers.items[i].number);
        CHECK_FALSE(figure->damaged);
        for (const std::string_view more :
             {"-two of", " hundred of", " thousand of", " million of", " dozen of", "ty of"}) {
            const std::string text = numbers.keys[i] + std::string(more);
            const auto part = value::read_count(text, 0, words.lexicon);
            CHECK((!part || part->damaged || value::goes_on(text, part->printed.end, words.lexicon)));
        }
    }
}

TEST_CASE("percentages are read as they are printed") {
    for (const std::string_view name : languages) {
        const Language& words = language(name);
        Random random(5);
        const auto before = qualifier_words(words, "before");
        for (int i = 0; i < 5'000; ++i) {
            const Printed number = print_number(random, random.chance());
            const std::string sign = random.pick(words.words({"percent"}));
            const auto& [word, qualifier] = before[static_cast<std::size_t>(random.below(std::ssize(before)))];
            const std::string print =
                words.join(word, text::is_letter(sign.front()) ? number.text + " " + sign : number.text + sign);
            const std::string text = print + std::string(tail);
            CAPTURE(text);
            const auto figure = value::read_percentage(text, 0, words.lexicon);
            REQUIRE(figure);
            CHECK(figure->value == number.value);
            CHECK(figure->precision == number.precision);
            CHECK(figure->qualifier == qualifier);
            CHECK(figure->percent_sign);
            CHECK(slice(text, figure->printed) == print);
            CHECK_FALSE(value::read_count(text, 0, words.lexicon));
        }
    }
}

namespace {

struct PrintedChange {
    std::string text;
    Change change;
};

/// An amount of one of the three kinds.
PrintedChange print_amount(Random& random, const Language& words) {
    const auto kind = static_cast<ChangeKind>(random.below(3));
    const Printed number = print_number(random, kind != ChangeKind::absolute && random.chance());
    PrintedChange out{number.text, {kind, number.value, Direction::unknown, number.precision}};
    if (kind == ChangeKind::percent) out.text += "%";
    if (kind == ChangeKind::points) out.text = words.join(out.text, random.pick(words.words({"points"})));
    // Where a language has words for one of what is counted, a bare number is no count.
    if (const Words counters = words.words({"counters"}); kind == ChangeKind::absolute && !counters.empty())
        out.text += random.pick(counters);
    return out;
}

void check_change(const PrintedChange& printed, const Language& words, bool against_other = false) {
    const std::string text = printed.text + std::string(tail);
    CAPTURE(text);
    const auto read = value::read_change(text, 0, words.lexicon);
    REQUIRE(read);
    CHECK(read->change.direction == printed.change.direction);
    CHECK(read->change.value == printed.change.value);
    if (printed.change.value) CHECK(read->change.kind == printed.change.kind);
    if (printed.change.value) CHECK(read->change.precision == printed.change.precision);
    CHECK(read->against_last_year == against_other);
    // No word says what a bare number counts: it may have lost its per cent sign.
    const bool bare = printed.change.value && printed.change.kind == ChangeKind::absolute &&
                      words.lexicon.counters.empty() && *printed.change.value < Decimal::from_integer(1000);
    CHECK(read->damaged == bare);
}

constexpr std::pair<std::string_view, Direction> directions[] = {
    {"up", Direction::up}, {"down", Direction::down}, {"unknown", Direction::unknown}};

}  // namespace

TEST_CASE("changes are read as they are printed, with every word of direction") {
    for (const std::string_view name : languages) {
        const Language& words = language(name);
        Random random(17);
        Words links = words.words({"change_links"});
        links.emplace_back("");
        Words fillers = words.words({"change_fillers"});
        fillers.emplace_back("");
        for (const auto& [key, direction] : directions) {
            for (const std::string& word : words.words({"directions", key})) {
                for (int i = 0; i < 20; ++i) {
                    PrintedChange printed = print_amount(random, words);
                    const bool letters = text::is_letter(word.front());
                    std::string before = words.join(letters ? random.pick(fillers) : "", word);
                    before = words.join(before, letters ? random.pick(links) : "");
                    printed.text = letters ? words.join(before, printed.text) : before + printed.text;
                    printed.change.direction = direction;
                    check_change(printed, words);
                }
            }
            for (const std::string& word : words.words({"increase_nouns", key})) {
                PrintedChange printed = print_amount(random, words);
                printed.text += " " + word;
                printed.change.direction = direction;
                check_change(printed, words);
            }
        }
        for (const std::string& word : words.words({"directions", "same"}))
            check_change({word, Change{ChangeKind::percent, std::nullopt, Direction::same}}, words);
    }
}

TEST_CASE("what a change is measured against tells last week from everything else") {
    const Language& words = language("en");
    Random random(23);
    const auto change = [&](std::string_view base) {
        PrintedChange printed = print_amount(random, words);
        printed.change.direction = random.chance() ? Direction::up : Direction::down;
        const std::string_view verb = printed.change.direction == Direction::up ? "increased by " : "decreased by ";
        printed.text = std::string(verb) + printed.text + " " + std::string(base);
        return printed;
    };
    for (const std::string& base : words.words({"since_last_period"})) check_change(change(base), words);
    for (const std::string& base : words.words({"since_last_year"})) check_change(change(base), words, true);
    for (const std::string& against : words.words({"measured_against"})) {
        for (const std::string& period : words.words({"last_period"}))
            check_change(change(against + " " + period), words);
        for (const std::string_view other :
             {"the same week of 2013", "the first half", "last month", "March", "its peak"})
            check_change(change(against + " " + std::string(other)), words, true);
    }
    const Language& chinese = language("zh");
    for (const bool other : {false, true}) {
        for (const std::string& base : chinese.words({other ? "since_last_year" : "since_last_period"})) {
            PrintedChange printed = print_amount(random, chinese);
            printed.change.direction = Direction::up;
            printed.text = base + chinese.words({"directions", "up"}).front() + printed.text;
            check_change(printed, chinese, other);
        }
    }
}

namespace {

/// One of the ways in which a language prints a day; `year`: with its year.
std::string print_day(const Date& date, bool year, const Language& words, Random& random) {
    const std::string y = std::to_string(date.year);
    const std::string d = std::to_string(date.day);
    if (words.spaced) {
        const json::Node& names = words.json.find("months")->items[static_cast<std::size_t>(date.month - 1)];
        const std::string& month = names.items[static_cast<std::size_t>(random.below(std::ssize(names.items)))].text;
        const bool dotted = month.size() < 5 && month != "May" && month != "June" && month != "July";
        switch (random.below(3)) {
            case 0:
                return month + (dotted ? "." : " ") + d + (year ? ", " + y : "");
            case 1:
                return month + " " + d + (year ? ", " + y : "");
            default:
                return d + " " + month + (year ? " " + y : "");
        }
    }
    const auto mark = [&](std::string_view key) { return words.words({"date_marks", key}).front(); };
    return (year ? y + mark("year") : "") + std::to_string(date.month) + mark("month") + d + mark("day");
}

}  // namespace

TEST_CASE("days are read as they are printed") {
    for (const std::string_view name : languages) {
        const Language& words = language(name);
        Random random(31);
        for (int i = 0; i < 10'000; ++i) {
            const Date date = Date::from_days(Date{2001, 1, 1}.to_days() + random.below(9'000));
            const std::string print = print_day(date, true, words, random);
            CAPTURE(print);
            const auto read = value::read_date(print + std::string(tail), 0, words.lexicon);
            REQUIRE(read);
            CHECK(read->to_string() == date.to_string());
            CHECK(read->printed.end == print.size());
        }
    }
}

TEST_CASE("weeks are read as they are printed, with and without years, across a year's end too") {
    for (const std::string_view name : languages) {
        const Language& words = language(name);
        const Words marks = words.words({"date_marks", "range"});
        Random random(37);
        for (int i = 0; i < 10'000; ++i) {
            const Date start = Date::from_days(Date{2009, 1, 5}.to_days() + 7 * random.below(900));
            const Date end = Date::from_days(start.to_days() + 6);
            const std::string mark = random.pick(marks);
            const bool year_first = random.chance();
            const bool year_last = year_first || random.chance();
            const std::string first = print_day(start, year_first, words, random);
            const std::string last = print_day(end, year_last, words, random);
            const std::string print = words.spaced ? first + " " + mark + " " + last : first + mark + last;
            CAPTURE(print);
            const auto range = value::read_day_range(print + std::string(tail), 0, words.lexicon);
            REQUIRE(range);
            CHECK(range->printed.end == print.size());
            const auto period = value::resolve_period(*range, end.year, 1);
            REQUIRE(period);
            CHECK(period->period == Period{start, end});
            if (!year_last) CHECK_FALSE(value::resolve_period(*range, std::nullopt, 1));
        }
    }
}

TEST_CASE("lists are read as they are printed") {
    for (const std::string_view name : languages) {
        const Language& words = language(name);
        Reader reader;
        std::string profile = R"({"schema":"certdelta.profile/1","id":"lists.x","version":1,"language":")";
        profile += name;
        profile += R"(","title":{"en":"t","zh":"t"},"identify":{"threshold":3,"titles":["Report of lists"]},
            "fields":[{"name":"top.names","type":"list","label":{"en":"t","zh":"t"}}],
            "rules":[{"id":"top","templates":["the first are {top.names}; the end"]}]})";
        REQUIRE(reader.add_profile(profile).ok());
        Random random(41);
        for (int i = 0; i < 300; ++i) {
            Words names;
            for (std::int64_t left = 1 + random.below(4); left > 0; --left) {
                std::string item(1, static_cast<char>('A' + random.below(26)));
                for (std::int64_t letters = 2 + random.below(6); letters > 0; --letters)
                    item += static_cast<char>('a' + random.below(26));
                names.push_back(item + (random.chance() ? " Type" : ""));
            }
            std::string print;
            const std::string separator = random.pick(words.words({"list_separators"}));
            const std::string conjunction = random.pick(words.words({"list_conjunctions"}));
            for (std::size_t at = 0; at < names.size(); ++at) {
                if (at > 0 && at + 1 == names.size())
                    print += words.spaced ? " " + conjunction + " " : conjunction;
                else if (at > 0)
                    print += words.spaced ? separator + " " : separator;
                print += names[at];
            }
            CAPTURE(print);
            const auto report =
                reader.read("Report of lists\n\nHere the first are " + print + "; the end.\n", {"l.txt"});
            REQUIRE(report.ok());
            const Field* field = report.value().find("top.names");
            REQUIRE(field != nullptr);
            REQUIRE(field->status == Status::found);
            CHECK(std::get<Words>(field->value) == names);
        }
    }
}
