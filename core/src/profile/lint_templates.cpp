#include "profile/lint_templates.h"

#include <algorithm>
#include <array>
#include <set>

#include "profile/template_graph.h"

namespace certdelta::profile {
namespace {

using Edge = TemplateGraph::Edge;

std::string quoted(std::string_view name) { return std::string(1, '"').append(name).append(1, '"'); }

/// Digits of one figure may run on into the next when only white space stands between them ("5 087").
bool run_together(SlotKind left, SlotKind right) {
    constexpr std::array starts = {SlotKind::count, SlotKind::percentage,   SlotKind::figure,     SlotKind::year,
                                   SlotKind::date,  SlotKind::issue_number, SlotKind::issue_year, SlotKind::period};
    const bool figure = left == SlotKind::count || left == SlotKind::figure;
    return figure && std::find(starts.begin(), starts.end(), right) != starts.end();
}

/// "(words)": the first group of a template with nothing to choose from; empty where there is none. Nested groups are a
/// choice of their own, what stands behind a backslash is none.
std::string_view lone_group(std::string_view source) {
    struct Open {
        std::size_t begin;
        bool several;
    };
    std::vector<Open> open;
    for (std::size_t at = 0; at < source.size(); ++at) {
        const char c = source[at];
        if (c == '\\') {
            ++at;
        } else if (c == '(' || c == '[') {
            open.push_back({at, false});
        } else if (c == '|' && !open.empty()) {
            open.back().several = true;
        } else if ((c == ')' || c == ']') && !open.empty()) {
            const Open group = open.back();
            open.pop_back();
            if (c == ')' && !group.several) return source.substr(group.begin, at + 1 - group.begin);
        }
    }
    return {};
}

class TemplateLint {
public:
    TemplateLint(const ProfileReading& reading, std::vector<Problem>& problems)
        : profile_(reading.profile), places_(reading.places), problems_(problems) {
        for (const RuleTemplate& one : profile_.templates) graphs_.emplace_back(one.compiled);
    }

    void run() {
        for (std::size_t i = 0; i < graphs_.size(); ++i) {
            printed_group(i);
            open_ends(i);
            two_ways(i);
        }
        for (std::size_t later = 1; later < graphs_.size() && budget_.left(); ++later) unreachable(later);
        std::vector<std::size_t> readers;
        for (std::size_t i = 0; i < graphs_.size(); ++i) {
            if (rule_of(i).kind == RuleKind::value) readers.push_back(i);
        }
        for (const std::size_t i : readers) {
            for (std::size_t j = 0; j < readers.size() && budget_.left(); ++j) shadowed(i, readers[j]);
        }
        if (!budget_.left())
            problems_.push_back({Severity::warning,
                                 "lint-limit",
                                 "the templates are too many to look at each pair of them; some were not compared",
                                 {"", 0, false},
                                 std::nullopt});
    }

private:
    void add(Severity severity, std::string_view code, std::size_t number, std::string message) {
        problems_.push_back({severity, code, std::move(message), places_.templates[number], std::nullopt});
    }

    [[nodiscard]] const Rule& rule_of(std::size_t number) const {
        return profile_.rules[profile_.templates[number].rule];
    }
    [[nodiscard]] const std::string& source(std::size_t number) const {
        return profile_.templates[number].compiled.source;
    }

    [[nodiscard]] std::string name_of(const Slot& slot) const {
        if (slot.field == no_field) return "a figure";
        const std::string& name = profile_.fields[static_cast<std::size_t>(slot.field)].name;
        return slot.kind == SlotKind::change ? "{change of " + name + "}" : "{" + name + "}";
    }

    [[nodiscard]] bool takes_line(const Slot& slot) const {
        return slot.kind == SlotKind::text &&
               (slot.field == no_field || profile_.fields[static_cast<std::size_t>(slot.field)].pattern_source.empty());
    }

    /// "({share}%)": written for brackets that are printed, which it does not match.
    void printed_group(std::size_t number) {
        const std::string_view group = lone_group(source(number));
        if (group.empty()) return;
        const std::string inside(group.substr(1, group.size() - 2));
        add(Severity::warning, "lone-group", number,
            std::string(group) + " offers no choice, and matches no printed brackets: write \\\\(" + inside +
                "\\\\) for those, or leave the brackets out");
    }

    /// Slots and gaps that nothing ends.
    void open_ends(std::size_t number) {
        const TemplateGraph& graph = graphs_[number];
        std::set<std::string> told;
        const auto tell = [&](const std::string& message) {
            if (told.insert(message).second) add(Severity::error, "ambiguous-slot", number, message);
        };
        for (std::uint32_t state = 0; state < graph.states(); ++state) {
            for (const Edge& edge : graph.edges(state)) {
                const bool list = edge.kind == Edge::Kind::slot && edge.slot.kind == SlotKind::list;
                const bool gap = edge.kind == Edge::Kind::gap;
                const bool line = edge.kind == Edge::Kind::slot && takes_line(edge.slot);
                const std::string name = gap ? "\"...\"" : name_of(edge.slot);
                if ((list || gap) && graph.accepts(edge.target))
                    tell(name + " takes any words, and nothing behind it says where it ends");
                for (const Edge& next : graph.edges(edge.target)) {
                    if (gap && next.kind == Edge::Kind::gap && next.target == edge.target) continue;
                    const bool open = next.kind == Edge::Kind::gap ||
                                      (next.kind == Edge::Kind::slot &&
                                       (next.slot.kind == SlotKind::list || next.slot.kind == SlotKind::text));
                    const std::string next_name = next.kind == Edge::Kind::gap ? "\"...\"" : name_of(next.slot);
                    if ((list || gap) && open)
                        tell("nothing separates " + name + " from " + next_name + ", both of which take any words");
                    else if (line && next.kind != Edge::Kind::character)
                        tell(name + " takes the rest of its line, so nothing is left for " + next_name);
                    else if (edge.kind == Edge::Kind::slot && next.kind == Edge::Kind::slot &&
                             run_together(edge.slot.kind, next.slot.kind))
                        tell("nothing separates " + name + " from " + name_of(next.slot));
                }
            }
        }
    }

    /// One template, two ways through it, one figure for two fields.
    void two_ways(std::size_t number) {
        const auto shared = shared_reading(profile_, graphs_[number], graphs_[number], Start::same_place, budget_);
        if (shared)
            add(Severity::error, "ambiguous-slot", number,
                "two ways through this template read the same words, one into " + field_name(shared->first) +
                    ", one into " + field_name(shared->second));
    }

    void unreachable(std::size_t later) {
        const std::uint32_t rule = profile_.templates[later].rule;
        std::size_t earlier = later;  // a rule's templates stand side by side
        while (earlier > 0 && profile_.templates[earlier - 1].rule == rule) --earlier;
        for (; earlier < later; ++earlier) {
            if (!covers(graphs_[earlier], graphs_[later], budget_)) continue;
            // Where nothing is read, a template too many costs nothing but attention.
            const bool reads = rule_of(later).kind == RuleKind::value;
            return add(reads ? Severity::error : Severity::warning, "unreachable-template", later,
                       "never used: wherever it matches, " + quoted(source(earlier)) + " of the same rule comes first");
        }
    }

    void shadowed(std::size_t i, std::size_t j) {
        if (!budget_.spend() || profile_.templates[i].rule == profile_.templates[j].rule) return;
        const Rule& first = rule_of(i);
        const Rule& second = rule_of(j);
        const bool apart = !first.only_in.empty() && !second.only_in.empty() && first.only_in != second.only_in;
        const auto pair = std::minmax(profile_.templates[i].rule, profile_.templates[j].rule);
        if (apart || told_.count(pair) != 0) return;
        Severity severity = Severity::warning;
        auto shared = shared_reading(profile_, graphs_[i], graphs_[j], Start::behind_words, budget_);
        if (!shared) {
            // It takes a sentence that says both, one inside of the other: worth knowing, and often wanted.
            severity = Severity::info;
            shared = shared_reading(profile_, graphs_[i], graphs_[j], Start::inside_gap, budget_);
        }
        if (!shared) return;
        told_.insert(pair);
        const bool in_order = i < j;
        const std::int32_t own = in_order ? shared->second : shared->first;
        const std::int32_t other = in_order ? shared->first : shared->second;
        const std::string rule = quoted((in_order ? first : second).id);
        const bool always = severity == Severity::warning;
        add(severity, "shadowed-template", in_order ? j : i,
            (always ? "what this reads into " : "where \"...\" passes over words of it, what this reads into ") +
                field_name(own) + " is also read into " + field_name(other) + " by the rule " + rule);
    }

    [[nodiscard]] std::string field_name(std::int32_t field) const {
        return quoted(profile_.fields[static_cast<std::size_t>(field)].name);
    }

    const Profile& profile_;
    const SourceMap& places_;
    std::vector<Problem>& problems_;
    std::vector<TemplateGraph> graphs_;
    std::set<std::pair<std::uint32_t, std::uint32_t>> told_;
    WalkBudget budget_;
};

}  // namespace

void lint_templates(const ProfileReading& reading, std::vector<Problem>& problems) {
    TemplateLint(reading, problems).run();
}

}  // namespace certdelta::profile
