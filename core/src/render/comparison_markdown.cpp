#include "certdelta/render.h"
#include "render/comparison_groups.h"
#include "render/field_labels.h"
#include "render/markdown_text.h"
#include "words.h"

namespace certdelta {
namespace {

using render::append_row;
using render::escaped;
using render::FieldLabels;
using render::Group;

using Fields = std::vector<const FieldChange*>;

std::string title_of(Group group) {
    std::string title(render::group_name(group));
    title.front() = static_cast<char>(title.front() - 'a' + 'A');
    return title;
}

/// Columns that say something for this group, and no others.
void append_group(std::string& out, Group group, const Fields& fields, const std::string& after,
                  const FieldLabels& labels) {
    switch (group) {
        case Group::rose:
        case Group::fell:
            out += "| field | before | after | change | % | stated |\n| :-- | --: | --: | --: | --: | :-- |\n";
            for (const FieldChange* field : fields) {
                append_row(out, {escaped(labels.of(field->name)), words_for(field->before, field->unit),
                                 words_for(field->after, field->unit), render::delta_in_words(*field),
                                 render::delta_pct_in_words(*field), render::stated_in_words(*field)});
            }
            return;
        case Group::changed:
            out += "| field | before | after | difference |\n| :-- | :-- | :-- | --: |\n";
            for (const FieldChange* field : fields) {
                append_row(out, {escaped(labels.of(field->name)), escaped(words_for(field->before, field->unit)),
                                 escaped(words_for(field->after, field->unit)), render::delta_in_words(*field)});
            }
            return;
        case Group::added:
            out += "| field | after | stated |\n| :-- | :-- | :-- |\n";
            for (const FieldChange* field : fields) {
                append_row(out, {escaped(labels.of(field->name)), escaped(words_for(field->after, field->unit)),
                                 render::stated_in_words(*field)});
            }
            return;
        case Group::removed:
            out += "Not printed in " + escaped(after) +
                   ", which does not make them zero.\n\n| field | before |\n| :-- | :-- |\n";
            for (const FieldChange* field : fields)
                append_row(out, {escaped(labels.of(field->name)), escaped(words_for(field->before, field->unit))});
            return;
        case Group::not_comparable:
            out += "| field | before | after | why |\n| :-- | :-- | :-- | :-- |\n";
            for (const FieldChange* field : fields) {
                append_row(out, {escaped(labels.of(field->name)), escaped(words_for(field->before, field->unit)),
                                 escaped(words_for(field->after, field->unit)), render::why_in_words(field->why)});
            }
            return;
        case Group::same:
            for (std::size_t i = 0; i < fields.size(); ++i)
                out += (i == 0 ? "" : ", ") + escaped(labels.of(fields[i]->name));
            out += "\n";
            return;
    }
}

void append_diagnostics(std::string& out, const Comparison& comparison, const FieldLabels& labels, bool mistakes) {
    std::vector<Diagnostic> chosen;
    for (const Diagnostic& diagnostic : comparison.diagnostics) {
        if (render::is_publishers_mistake(diagnostic) == mistakes) chosen.push_back(labels.of(diagnostic));
    }
    if (chosen.empty()) return;
    out += mistakes ? "\n## What the publisher got wrong\n\n" : "\n## Remarks\n\n";
    out += mistakes ? render::message_items(chosen) : render::diagnostic_items(chosen);
}

}  // namespace

std::string to_markdown(const Comparison& comparison, const Labels& labels) {
    const FieldLabels names(labels, comparison);
    const render::GroupedFields groups = render::group_fields(comparison);
    const std::string older = render::source_in_words(comparison.before, "the older report");
    const std::string newer = render::source_in_words(comparison.after, "the newer report");
    std::string out = "# " + escaped(newer) + " against " + escaped(older) + "\n\n";
    out += "- before: " + escaped(render::identity_in_words(comparison.before, names)) + "\n";
    out += "- after: " + escaped(render::identity_in_words(comparison.after, names)) + "\n";
    out += "- relation: " + render::relation_in_words(comparison) + "\n";
    out += "- fields: " + render::summary(groups) + "\n";
    append_diagnostics(out, comparison, names, true);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (groups[i].empty()) continue;
        const auto group = static_cast<Group>(i);
        out += "\n## " + title_of(group) + "\n\n";
        append_group(out, group, groups[i], newer, names);
    }
    append_diagnostics(out, comparison, names, false);
    return out;
}

}  // namespace certdelta
