#include "profile/template_graph.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "text/characters.h"

namespace certdelta::profile {
namespace {

using Edge = TemplateGraph::Edge;

/// Builds the graph: one state before each symbol; splits and jumps are walked through, so that only symbols remain.
class GraphBuilder {
public:
    explicit GraphBuilder(const Template& compiled) : template_(compiled) {
        std::uint32_t next = 0;
        for (const Instruction& instruction : compiled.instructions) {
            first_.push_back(next);
            next += std::max<std::uint32_t>(1, static_cast<std::uint32_t>(words(instruction).size()));
        }
        first_.push_back(next);
    }

    [[nodiscard]] std::uint32_t states() const { return first_.back(); }

    /// Collects what can follow in the state of instruction `at`, byte `byte` of its words.
    void follow(std::uint32_t at, std::uint32_t byte, bool spaced, std::vector<Edge>& edges, bool& accepts) {
        seen_.clear();
        walk(at, byte, spaced, edges, accepts);
    }

    [[nodiscard]] std::uint32_t state(std::uint32_t at, std::uint32_t byte) const { return first_[at] + byte; }

    /// The words of an instruction; those of a constant slot stand for themselves.
    [[nodiscard]] std::string_view words(const Instruction& instruction) const {
        if (instruction.op == Op::literal) return template_.literals[instruction.a].view();
        if (instruction.op == Op::slot && template_.slots[instruction.a].kind == SlotKind::constant)
            return template_.literals[template_.slots[instruction.a].words].view();
        return {};
    }

private:
    void walk(std::uint32_t at, std::uint32_t byte, bool spaced, std::vector<Edge>& edges, bool& accepts) {
        if (!seen_.emplace(at, byte, spaced).second) return;
        const Instruction& instruction = template_.instructions[at];
        const std::string_view literal = words(instruction);
        if (!literal.empty()) {
            while (byte < literal.size() && is_loose(literal[byte])) spaced = literal[byte++] == ' ' || spaced;
            if (byte == literal.size()) return walk(at + 1, 0, spaced, edges, accepts);
            const bool last = byte + 1 == literal.size();
            edges.push_back(
                {Edge::Kind::character, literal[byte], spaced, {}, last ? state(at + 1, 0) : state(at, byte + 1)});
            return;
        }
        switch (instruction.op) {
            case Op::literal:
                return walk(at + 1, 0, spaced, edges, accepts);
            case Op::slot:
                edges.push_back({Edge::Kind::slot, 0, spaced, template_.slots[instruction.a], state(at + 1, 0)});
                return;
            case Op::gap:
                edges.push_back({Edge::Kind::gap, 0, spaced, {}, state(at, 0)});
                return walk(at + 1, 0, spaced, edges, accepts);
            case Op::split:
                walk(instruction.a, 0, spaced, edges, accepts);
                return walk(instruction.b, 0, spaced, edges, accepts);
            case Op::jump:
                return walk(instruction.a, 0, spaced, edges, accepts);
            case Op::accept:
                accepts = true;
                return;
        }
    }

    /// Documents may lack it or have it where the template does not; see text::match_literal.
    static bool is_loose(char c) { return c == ' ' || c == '-' || c == '"'; }

    const Template& template_;
    std::vector<std::uint32_t> first_;
    std::set<std::tuple<std::uint32_t, std::uint32_t, bool>> seen_;
};

bool is_letter_edge(const Edge& edge) { return edge.kind == Edge::Kind::character && text::is_letter(edge.byte); }

/// What a gap surely takes: nothing that may end a sentence, and no figure.
bool gap_takes(const Edge& edge) {
    if (edge.kind == Edge::Kind::gap) return true;
    if (edge.kind != Edge::Kind::character) return false;
    const bool cjk_punctuation = static_cast<unsigned char>(edge.byte) == 0xE3U;
    return text::is_letter(edge.byte) || edge.byte == ',' || (text::is_multibyte(edge.byte) && !cjk_punctuation);
}

/// Two characters that a text can have at once; `after_letter`: the one before is a letter, so that a space counts.
bool same_character(const Edge& a, const Edge& b, bool after_letter) {
    if (a.kind != Edge::Kind::character || b.kind != Edge::Kind::character || a.byte != b.byte) return false;
    return !after_letter || !text::is_letter(a.byte) || a.spaced == b.spaced;
}

/// A word would go on behind the end of a match.
bool inside_word(const Edge& next, bool after_letter) { return after_letter && is_letter_edge(next) && !next.spaced; }

/// Whether slot `a` reads all that slot `b` does.
bool reads_all_of(const Slot& a, const Slot& b) {
    if (a.kind != b.kind) return false;
    if (a.kind == SlotKind::words) return a.words == b.words;
    const bool by_field = a.kind == SlotKind::enumeration || a.kind == SlotKind::text || a.kind == SlotKind::constant;
    return !by_field || a.field == b.field;
}

/// Whether there is a text that both slots read.
bool may_share(const Profile& profile, const Slot& a, const Slot& b) {
    if (a.kind != b.kind || a.kind == SlotKind::constant) return false;
    // Lists have names because they hold different words.
    if (a.kind == SlotKind::words) return a.words == b.words;
    if (a.kind != SlotKind::enumeration || a.field == b.field) return true;
    if (a.field == no_field || b.field == no_field) return false;
    const auto& codes = profile.fields[static_cast<std::size_t>(a.field)].codes;
    const auto& others = profile.fields[static_cast<std::size_t>(b.field)].codes;
    for (const EnumerationCode& code : codes) {
        for (const EnumerationCode& other : others) {
            for (const std::string& word : code.words) {
                if (std::find(other.words.begin(), other.words.end(), word) != other.words.end()) return true;
            }
        }
    }
    return false;
}

bool starts_with_slot(const TemplateGraph& graph) {
    const auto& edges = graph.edges(TemplateGraph::start);
    return std::any_of(edges.begin(), edges.end(), [](const Edge& edge) { return edge.kind == Edge::Kind::slot; });
}

bool can_end(const TemplateGraph& graph, const std::vector<std::uint32_t>& states) {
    return std::any_of(states.begin(), states.end(), [&](std::uint32_t state) { return graph.accepts(state); });
}

/// Where `graph` can be after the symbol of `edge`.
std::vector<std::uint32_t> step(const TemplateGraph& graph, const std::vector<std::uint32_t>& states, const Edge& edge,
                                bool after_letter) {
    std::vector<std::uint32_t> next;
    for (const std::uint32_t state : states) {
        for (const Edge& own : graph.edges(state)) {
            const bool gap = own.kind == Edge::Kind::gap && gap_takes(edge);
            const bool slot =
                own.kind == Edge::Kind::slot && edge.kind == Edge::Kind::slot && reads_all_of(own.slot, edge.slot);
            if (gap || slot || same_character(own, edge, after_letter)) next.push_back(own.target);
        }
    }
    std::sort(next.begin(), next.end());
    next.erase(std::unique(next.begin(), next.end()), next.end());
    return next;
}

}  // namespace

TemplateGraph::TemplateGraph(const Template& compiled) {
    GraphBuilder builder(compiled);
    edges_.resize(builder.states());
    accepts_.resize(builder.states(), false);
    may_start_.resize(builder.states(), true);
    for (std::uint32_t at = 0; at < compiled.instructions.size(); ++at) {
        const Instruction& instruction = compiled.instructions[at];
        const auto bytes = std::max<std::size_t>(1, builder.words(instruction).size());
        for (std::uint32_t byte = 0; byte < bytes; ++byte) {
            bool accepts = false;
            builder.follow(at, byte, false, edges_[builder.state(at, byte)], accepts);
            const std::uint32_t state = builder.state(at, byte);
            accepts_[state] = accepts;
            const bool inside = byte > 0 && text::is_letter(builder.words(instruction)[byte - 1]);
            may_start_[state] = !inside || std::any_of(edges_[state].begin(), edges_[state].end(),
                                                       [](const Edge& edge) { return edge.spaced; });
        }
    }
}

bool TemplateGraph::in_gap(std::uint32_t state) const {
    return std::any_of(edges_[state].begin(), edges_[state].end(),
                       [](const Edge& edge) { return edge.kind == Edge::Kind::gap; });
}

bool covers(const TemplateGraph& earlier, const TemplateGraph& later, WalkBudget& budget) {
    struct Place {
        std::uint32_t later;
        std::vector<std::uint32_t> earlier;
        bool after_letter;
        bool operator<(const Place& other) const {
            return std::tie(later, after_letter, earlier) < std::tie(other.later, other.after_letter, other.earlier);
        }
    };
    std::set<Place> seen;
    std::vector<Place> open{{TemplateGraph::start, {TemplateGraph::start}, false}};
    while (!open.empty()) {
        const Place place = std::move(open.back());
        open.pop_back();
        const bool ended = can_end(earlier, place.earlier);
        if (later.accepts(place.later) && !ended) return false;
        for (const Edge& edge : later.edges(place.later)) {
            if (!budget.spend()) return false;
            if (ended && !inside_word(edge, place.after_letter)) continue;
            Place next{edge.target, step(earlier, place.earlier, edge, place.after_letter), is_letter_edge(edge)};
            if (next.earlier.empty()) return false;
            if (seen.insert(next).second) open.push_back(std::move(next));
        }
    }
    return true;
}

std::optional<SharedReading> shared_reading(const Profile& profile, const TemplateGraph& a, const TemplateGraph& b,
                                            Start start, WalkBudget& budget) {
    struct Place {
        std::uint32_t a;
        std::uint32_t b;
        bool after_letter;
        std::int32_t first;
        std::int32_t second;
        auto operator<=>(const Place&) const = default;
    };
    std::set<Place> seen;
    std::vector<Place> open;
    const auto visit = [&](const Place& place) {
        if (seen.insert(place).second) open.push_back(place);
    };
    const std::uint32_t starts = start == Start::same_place ? 1 : a.states();
    for (std::uint32_t state = 0; state < starts; ++state) {
        const bool allowed = start == Start::inside_gap || !a.in_gap(state);
        if (allowed && a.may_start(state)) visit({state, TemplateGraph::start, false, no_field, no_field});
    }
    const auto ends = [](const TemplateGraph& graph, std::uint32_t state, const TemplateGraph& other,
                         std::uint32_t other_state, bool after_letter) {
        if (!graph.accepts(state)) return false;
        if (other.accepts(other_state)) return true;
        const auto& edges = other.edges(other_state);
        return std::any_of(edges.begin(), edges.end(),
                           [&](const Edge& edge) { return !inside_word(edge, after_letter); });
    };
    while (!open.empty()) {
        const Place place = open.back();
        open.pop_back();
        if (!budget.spend()) return std::nullopt;
        const bool conflict = place.first != no_field;
        // A sentence that ends with the figure which the next one starts with is no sentence.
        const bool may_end = start == Start::same_place || !starts_with_slot(b) || b.accepts(place.b);
        if (conflict && ((may_end && ends(a, place.a, b, place.b, place.after_letter)) ||
                         ends(b, place.b, a, place.a, place.after_letter)))
            return SharedReading{place.first, place.second};
        for (const Edge& edge : a.edges(place.a)) {
            for (const Edge& other : b.edges(place.b)) {
                if (same_character(edge, other, place.after_letter)) {
                    visit({edge.target, other.target, is_letter_edge(edge), place.first, place.second});
                } else if (edge.kind == Edge::Kind::slot && other.kind == Edge::Kind::slot &&
                           may_share(profile, edge.slot, other.slot)) {
                    const bool differ = edge.slot.field != no_field && other.slot.field != no_field &&
                                        edge.slot.field != other.slot.field;
                    const bool first = differ && !conflict;
                    visit({edge.target, other.target, false, first ? edge.slot.field : place.first,
                           first ? other.slot.field : place.second});
                } else if (other.kind == Edge::Kind::gap && gap_takes(edge)) {
                    visit({edge.target, other.target, is_letter_edge(edge), place.first, place.second});
                }
            }
        }
        for (const Edge& other : b.edges(place.b)) {
            for (const Edge& edge : a.edges(place.a)) {
                if (edge.kind == Edge::Kind::gap && gap_takes(other))
                    visit({edge.target, other.target, is_letter_edge(other), place.first, place.second});
            }
        }
    }
    return std::nullopt;
}

}  // namespace certdelta::profile
