#include "certdelta/render.h"
#include "json/names.h"
#include "render/comparison_groups.h"
#include "render/width.h"
#include "words.h"

namespace certdelta {
namespace {

using render::Group;

/// Text as text: nothing in it starts markup, ends a table's cell or becomes HTML.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : render::on_one_line(text)) {
        if (std::string_view("\\`*_[]<>|#&~").find(c) != std::string_view::npos) out.push_back('\\');
        out.push_back(c);
    }
    return out;
}

std::string title_of(Group group) {
    std::string title(render::group_name(group));
    title.front() = static_cast<char>(title.front() - 'a' + 'A');
    return title;
}

void append_row(std::string& out, std::initializer_list<std::string> cells) {
    for (const std::string& cell : cells) out += "| " + cell + " ";
    out += "|\n";
}

/// Columns that say something for this group, and no others.
void append_group(std::string& out, Group group, const std::vector<const FieldChange*>& fields) {
    switch (group) {
        case Group::rose:
        case Group::fell:
            out += "| field | before | after | change | % | stated |\n| :-- | --: | --: | --: | --: | :-- |\n";
            for (const FieldChange* field : fields) {
                append_row(out, {escaped(field->name), words_for(field->before), words_for(field->after),
                                 render::delta_in_words(*field), render::delta_pct_in_words(*field),
                                 render::stated_in_words(*field)});
            }
            return;
        case Group::changed:
        case Group::same:
            out += "| field | before | after |\n| :-- | :-- | :-- |\n";
            for (const FieldChange* field : fields) {
                append_row(out,
                           {escaped(field->name), escaped(words_for(field->before)), escaped(words_for(field->after))});
            }
            return;
        case Group::appeared:
            out += "| field | after | stated |\n| :-- | :-- | :-- |\n";
            for (const FieldChange* field : fields) {
                append_row(out,
                           {escaped(field->name), escaped(words_for(field->after)), render::stated_in_words(*field)});
            }
            return;
        case Group::went_missing:
            out += "| field | before |\n| :-- | :-- |\n";
            for (const FieldChange* field : fields)
                append_row(out, {escaped(field->name), escaped(words_for(field->before))});
            return;
        case Group::not_comparable:
            out += "| field | before | after | why |\n| :-- | :-- | :-- | :-- |\n";
            for (const FieldChange* field : fields) {
                append_row(out, {escaped(field->name), escaped(words_for(field->before)),
                                 escaped(words_for(field->after)), escaped(field->why)});
            }
            return;
    }
}

}  // namespace

std::string to_markdown(const Comparison& comparison) {
    const render::GroupedFields groups = render::group_fields(comparison);
    std::string out =
        "# " + escaped(comparison.after.source) + " against " + escaped(comparison.before.source) + "\n\n";
    out += "- before: " + escaped(render::identity_in_words(comparison.before)) + "\n";
    out += "- after: " + escaped(render::identity_in_words(comparison.after)) + "\n";
    out += "- relation: " + render::relation_in_words(comparison) + "\n";
    out += "- fields: " + render::summary(groups) + "\n";
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (groups[i].empty()) continue;
        const auto group = static_cast<Group>(i);
        out += "\n## " + title_of(group) + "\n\n";
        append_group(out, group, groups[i]);
    }
    if (!comparison.diagnostics.empty()) out += "\n## Diagnostics\n\n";
    for (const Diagnostic& diagnostic : comparison.diagnostics) {
        out.append("- **")
            .append(json::name_of(diagnostic.severity))
            .append("** `")
            .append(diagnostic.code)
            .append("`: ");
        out.append(escaped(diagnostic.message)).append("\n");
    }
    return out;
}

}  // namespace certdelta
