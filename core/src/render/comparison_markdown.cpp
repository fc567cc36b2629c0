#include "certdelta/render.h"
#include "render/comparison_groups.h"
#include "render/diagnostics.h"
#include "render/field_labels.h"
#include "render/markdown_text.h"

namespace certdelta {
namespace {

using render::append_row;
using render::escaped;
using render::FieldLabels;
using render::Group;
using render::Phrasebook;

using Fields = std::vector<const FieldChange*>;

/// A table's header, its columns aligned as the letters say: l, r.
void append_header(std::string& out, const Phrasebook& phrases, const std::vector<std::string_view>& columns,
                   std::string_view alignment) {
    std::vector<std::string> titles;
    std::vector<std::string> rules;
    for (const std::string_view column : columns) titles.push_back(phrases.say(column));
    for (const char letter : alignment) rules.emplace_back(letter == 'l' ? ":--" : "--:");
    append_row(out, titles);
    append_row(out, rules);
}

/// Columns that say something for this group, and no others.
void append_group(std::string& out, Group group, const Fields& fields, const std::string& after,
                  const FieldLabels& labels) {
    const Phrasebook& phrases = labels.phrases();
    const auto before_cell = [&](const FieldChange& field) { return escaped(render::before_in_words(field, labels)); };
    const auto after_cell = [&](const FieldChange& field) { return escaped(render::after_in_words(field, labels)); };
    const auto append_rows = [&](auto cells_behind_label) {
        for (const FieldChange* field : fields) {
            std::vector<std::string> cells = cells_behind_label(*field);
            cells.insert(cells.begin(), escaped(labels.of(field->name)));
            append_row(out, cells);
        }
    };
    using Cells = std::vector<std::string>;
    switch (group) {
        case Group::rose:
        case Group::fell:
            append_header(out, phrases, {"field", "before", "after", "change", "%", "stated"}, "lrrrrl");
            return append_rows([&](const FieldChange& field) -> Cells {
                return {before_cell(field), after_cell(field), render::delta_in_words(field, phrases),
                        render::delta_pct_in_words(field), render::stated_in_words(field, phrases)};
            });
        case Group::changed:
            append_header(out, phrases, {"field", "before", "after", "difference"}, "lllr");
            return append_rows([&](const FieldChange& field) -> Cells {
                return {before_cell(field), after_cell(field), render::delta_in_words(field, phrases)};
            });
        case Group::added:
            append_header(out, phrases, {"field", "after", "stated"}, "lll");
            return append_rows([&](const FieldChange& field) -> Cells {
                return {after_cell(field), render::stated_in_words(field, phrases)};
            });
        case Group::removed:
            out += phrases.say("Not read in {0}, which does not make them zero.", {escaped(after)}) + "\n\n";
            append_header(out, phrases, {"field", "before"}, "ll");
            return append_rows([&](const FieldChange& field) -> Cells { return {before_cell(field)}; });
        case Group::not_comparable:
            append_header(out, phrases, {"field", "before", "after", "why"}, "llll");
            return append_rows([&](const FieldChange& field) -> Cells {
                return {before_cell(field), after_cell(field), render::why_in_words(field.why, phrases)};
            });
        case Group::same: {
            std::vector<std::string> items = render::same_in_words(fields, labels);
            for (std::string& item : items) item = escaped(item);
            out += phrases.list(items) + "\n";
            return;
        }
    }
}

void append_diagnostics(std::string& out, const Comparison& comparison, const FieldLabels& labels, bool mistakes) {
    std::string items;
    for (const Diagnostic& diagnostic : comparison.diagnostics) {
        if (render::is_publishers_mistake(diagnostic) != mistakes) continue;
        items += mistakes ? render::message_item(diagnostic, labels) : render::diagnostic_item(diagnostic, labels);
    }
    if (items.empty()) return;
    out += "\n## " + labels.phrases().say(mistakes ? "What the publisher got wrong" : "Remarks") + "\n\n" + items;
}

}  // namespace

std::string to_markdown(const Comparison& comparison, const Labels& labels) {
    const FieldLabels names(labels, comparison);
    const Phrasebook& phrases = names.phrases();
    const render::GroupedFields groups = render::group_fields(comparison);
    const std::string older = render::source_in_words(comparison.before, phrases.say("the older report"));
    const std::string newer = render::source_in_words(comparison.after, phrases.say("the newer report"));
    std::string out = "# " + phrases.say("{0} against {1}", {escaped(newer), escaped(older)}) + "\n\n";
    const auto append_item = [&](std::string_view name, const std::string& text) {
        out += "- " + phrases.say("{0}: {1}", {phrases.say(name), text}) + "\n";
    };
    append_item("before", escaped(render::identity_in_words(comparison.before, names)));
    append_item("after", escaped(render::identity_in_words(comparison.after, names)));
    append_item("relation", render::relation_in_words(comparison, phrases));
    append_item("fields", render::summary(groups, phrases));
    append_diagnostics(out, comparison, names, true);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (groups[i].empty() || comparison.relation == Relation::unrelated) continue;
        const auto group = static_cast<Group>(i);
        out += "\n## " + phrases.title(render::group_name(group)) + "\n\n";
        append_group(out, group, groups[i], newer, names);
    }
    append_diagnostics(out, comparison, names, false);
    return out;
}

}  // namespace certdelta
