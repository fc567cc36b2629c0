#include "json/lexicon_reader.h"

namespace certdelta::json {
namespace {

void add_phrases(TreeReader& reader, const Item& object, std::string_view key, text::PhraseSet& set, int payload) {
    reader.each_string(object, key, false, [&](const std::string& phrase, const Item&) { set.add(phrase, payload); });
}

void add_texts(TreeReader& reader, const Item& object, std::string_view key, std::vector<std::string>& texts) {
    reader.each_string(object, key, false, [&](const std::string& text, const Item&) { texts.push_back(text); });
}

/// Words, each with the number that it stands for.
void add_numbers(TreeReader& reader, const Item& object, std::string_view key, text::PhraseSet& set) {
    const std::optional<Item> words = reader.member(object, key, false);
    if (!words) return;
    for (const std::string& word : words->node->keys)
        set.add(word, static_cast<int>(reader.integer(*words, word, true, 0)));
}

void read_scales(TreeReader& reader, const Item& json, value::Lexicon& out) {
    const std::optional<Item> scales = reader.member(json, "scales", true);
    if (!scales) return;
    for (const std::string& word : scales->node->keys) {
        out.scales.add(word, static_cast<int>(out.factors.size()));
        out.factors.push_back(reader.integer(*scales, word, true, 1));
    }
}

void read_qualifiers(TreeReader& reader, const Item& json, value::Lexicon& out) {
    const std::optional<Item> qualifiers = reader.member(json, "qualifiers", true);
    if (!qualifiers) return;
    const std::optional<Item> inside = reader.member(*qualifiers, "inside", false);
    const std::optional<Item> before = reader.member(*qualifiers, "before", true);
    const std::optional<Item> after = reader.member(*qualifiers, "after", true);
    constexpr std::pair<std::string_view, Qualifier> names[] = {{"about", Qualifier::about},
                                                                {"more-than", Qualifier::more_than},
                                                                {"nearly", Qualifier::nearly},
                                                                {"none", Qualifier::none}};
    for (const auto& [key, qualifier] : names) {
        if (before) add_phrases(reader, *before, key, out.qualifiers_before, static_cast<int>(qualifier));
        if (after) add_phrases(reader, *after, key, out.qualifiers_after, static_cast<int>(qualifier));
        if (inside) add_phrases(reader, *inside, key, out.qualifiers_inside, static_cast<int>(qualifier));
    }
}

/// Percentages and tenths in characters.
void read_percentages(TreeReader& reader, const Item& json, value::Lexicon& out) {
    const std::optional<Item> percentages = reader.member(json, "percentages", false);
    if (!percentages) return;
    add_phrases(reader, *percentages, "before", out.percent_leads, 0);
    add_phrases(reader, *percentages, "tenths", out.tenths, 0);
    add_phrases(reader, *percentages, "fractions", out.fractions, 0);
    add_phrases(reader, *percentages, "points", out.decimal_points, 0);
    add_numbers(reader, *percentages, "digits", out.digits);
    add_numbers(reader, *percentages, "powers", out.powers);
    add_numbers(reader, *percentages, "wholes", out.wholes);
}

void read_directions(TreeReader& reader, const Item& json, value::Lexicon& out) {
    constexpr std::pair<std::string_view, Direction> names[] = {
        {"up", Direction::up}, {"down", Direction::down}, {"same", Direction::same}, {"unknown", Direction::unknown}};
    const std::optional<Item> directions = reader.member(json, "directions", true);
    const std::optional<Item> nouns = reader.member(json, "increase_nouns", false);
    for (const auto& [key, direction] : names) {
        if (directions) add_phrases(reader, *directions, key, out.directions, static_cast<int>(direction));
        if (nouns) add_phrases(reader, *nouns, key, out.increase_nouns, static_cast<int>(direction));
    }
}

void read_dates(TreeReader& reader, const Item& json, value::Lexicon& out) {
    int month = 0;
    reader.each(json, "months", false, [&](const Item& names) {
        ++month;
        for (const Node& name : names.node->items) out.months.add(name.text, month);
    });
    const std::optional<Item> marks = reader.member(json, "date_marks", true);
    if (!marks) return;
    add_phrases(reader, *marks, "year", out.year_marks, 0);
    add_phrases(reader, *marks, "month", out.month_marks, 0);
    add_phrases(reader, *marks, "day", out.day_marks, 0);
    add_phrases(reader, *marks, "month_leads", out.month_leads, 0);
    add_phrases(reader, *marks, "range", out.range_marks, 0);
    add_phrases(reader, *marks, "range_leads", out.range_leads, 0);
    add_texts(reader, *marks, "ordinals", out.ordinals);
    add_texts(reader, *marks, "month_links", out.month_links);
}

template <class Words>
void add_words(TreeReader& reader, const Item& object, std::string_view key, Words& words) {
    const std::optional<Item> list = reader.member(object, key, false);
    if (!list) return;
    for (const Node& word : list->node->items) {
        if (word.kind == Node::Kind::string)
            words.add(word.text);
        else
            reader.problem("wrong-type", *list, "a list of texts is expected");
    }
}

void read_number_context(TreeReader& reader, const Item& json, text::NumberContext& out) {
    const std::pair<std::string_view, text::WordList*> lists[] = {{"before", &out.before},
                                                                  {"before_endings", &out.before_endings},
                                                                  {"may_be_before", &out.may_be_before},
                                                                  {"never_before", &out.never_before},
                                                                  {"partitives", &out.partitives},
                                                                  {"counted", &out.counted},
                                                                  {"may_be_behind", &out.may_be_behind},
                                                                  {"never_behind", &out.never_behind}};
    for (const auto& [key, list] : lists) add_words(reader, json, key, *list);
}

/// The words by which lines and sentences are told apart.
std::shared_ptr<const text::TextWords> read_text_words(TreeReader& reader, const Item& json) {
    auto words = std::make_shared<text::TextWords>();
    if (const auto marks = reader.member(json, "date_marks", true))
        add_words(reader, *marks, "year", words->year_marks);
    const std::optional<Item> text = reader.member(json, "text", false);
    if (!text) return words;
    add_words(reader, *text, "titles", words->titles);
    add_words(reader, *text, "page_numbers", words->page_numbers);
    add_words(reader, *text, "abbreviations", words->abbreviations);
    if (const auto issues = reader.member(*text, "issues", false)) {
        add_words(reader, *issues, "before", words->issue_leads);
        add_words(reader, *issues, "behind", words->issue_marks);
    }
    if (const auto leads = reader.member(*text, "lead_ins", false)) {
        add_words(reader, *leads, "begin", words->lead_begins);
        add_words(reader, *leads, "end", words->lead_ends);
    }
    if (const auto numbers = reader.member(*text, "beside_numbers", false))
        read_number_context(reader, *numbers, words->numbers);
    return words;
}

void read_all(TreeReader& reader, const Item& json, value::Lexicon& out) {
    out.language = reader.string(json, "language", true);
    out.unspaced = reader.boolean(json, "unspaced");
    read_scales(reader, json, out);
    read_qualifiers(reader, json, out);
    add_phrases(reader, json, "other_units", out.other_units, 0);
    add_phrases(reader, json, "counters", out.counters, 0);
    add_phrases(reader, json, "numerals", out.numerals, 0);
    add_phrases(reader, json, "determiners", out.determiners, 0);
    add_phrases(reader, json, "multiples", out.multiples, 0);
    add_phrases(reader, json, "figure_headings", out.figure_headings, 0);
    add_phrases(reader, json, "change_headings", out.change_headings, 0);
    add_phrases(reader, json, "other_headings", out.other_headings, 0);
    add_phrases(reader, json, "amounts_to", out.amounts_to, 0);
    add_phrases(reader, json, "percent", out.percent, 0);
    add_phrases(reader, json, "points", out.points, 0);
    read_percentages(reader, json, out);
    read_directions(reader, json, out);
    add_numbers(reader, json, "number_words", out.number_words);
    add_phrases(reader, json, "change_leads", out.change_leads, 0);
    add_phrases(reader, json, "change_fillers", out.change_fillers, 0);
    add_phrases(reader, json, "change_links", out.change_links, 0);
    add_phrases(reader, json, "measured_against", out.measured_against, 0);
    add_phrases(reader, json, "comparatives", out.comparatives, 0);
    add_phrases(reader, json, "attributives", out.attributives, 0);
    add_phrases(reader, json, "last_period", out.last_period, 0);
    add_phrases(reader, json, "since_last_period", out.since_last_period, 0);
    add_phrases(reader, json, "since_last_year", out.since_last_year, 0);
    read_dates(reader, json, out);
    add_phrases(reader, json, "list_separators", out.list_separators, 0);
    add_phrases(reader, json, "list_conjunctions", out.list_conjunctions, 0);
    add_phrases(reader, json, "alternatives", out.alternatives, 0);
    add_texts(reader, json, "distributives", out.distributives);
    add_texts(reader, json, "distributives_after", out.distributives_after);
    add_texts(reader, json, "figure_labels", out.figure_labels);
    out.text_words = read_text_words(reader, json);
    out.find_beginnings();
}

}  // namespace

bool read_lexicon(TreeReader& reader, std::string_view language, std::span<const std::string_view> texts,
                  value::Lexicon& out) {
    const std::string quoted = std::string("\"").append(language).append("\"");
    for (const std::string_view text : texts) {
        if (text.find(quoted) == std::string_view::npos) continue;  // another one's: it need not be parsed
        const Result<Node> json = parse(text);
        const Node* name = json ? json.value().find("language") : nullptr;
        if (name == nullptr || name->text != language) continue;
        read_all(reader, {&json.value(), ""}, out);
        return true;
    }
    return false;
}

}  // namespace certdelta::json
