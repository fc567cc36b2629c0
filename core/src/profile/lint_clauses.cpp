#include "profile/lint_clauses.h"

#include <algorithm>

namespace certdelta::profile {
namespace {

std::string quoted(std::string_view name) { return std::string(1, '"').append(name).append(1, '"'); }

template <class T>
bool holds_all(const std::vector<T>& list, const std::vector<T>& wanted) {
    return std::all_of(wanted.begin(), wanted.end(),
                       [&](const T& one) { return std::find(list.begin(), list.end(), one) != list.end(); });
}

class ClauseLint {
public:
    ClauseLint(const ProfileReading& reading, std::vector<Problem>& problems)
        : profile_(reading.profile), clauses_(reading.profile.clauses), places_(reading.places), problems_(problems) {}

    void run() {
        concepts();
        for (std::size_t i = 0; i < clauses_.figures.size(); ++i) {
            wholes(i);
            counters(i);
            unreachable(i);
        }
    }

private:
    void concepts() {
        Concepts said = 0;
        clauses_.words.each([&](std::string_view word) {
            const int payload = clauses_.words.match(word, 0).payload;
            if (payload < static_cast<int>(most_concepts)) said |= Concepts{1} << static_cast<unsigned>(payload);
        });
        Concepts named = 0;
        for (const ClauseFigure& figure : clauses_.figures) named |= figure.all | figure.may;
        for (std::size_t i = 0; i < clauses_.concepts.size(); ++i) {
            const std::string name = quoted(clauses_.concepts[i]);
            if ((said >> i & 1U) == 0)
                add(Severity::warning, "unused-concept", places_.concepts[i], "no words say the concept " + name);
            else if ((named >> i & 1U) == 0)
                add(Severity::warning, "unused-concept", places_.concepts[i],
                    "no figure asks for the concept " + name + " or allows it: no clause with its words is read");
        }
    }

    /// What a figure follows has to be a count: nothing else is remembered.
    void wholes(std::size_t i) {
        const ClauseFigure& figure = clauses_.figures[i];
        if (type_of(figure) == FieldType::enumeration && figure.follows())
            return add(Severity::warning, "unused-key", places_.clause_figures[i],
                       "\"of\" and \"after\" mean nothing here: " + name_of(figure.field) + " is an enumeration");
        for (const auto* fields : {&figure.of, &figure.after}) {
            for (const std::int32_t field : *fields) {
                if (field == no_field || profile_.fields[static_cast<std::size_t>(field)].type == FieldType::count)
                    continue;
                add(Severity::error, "wrong-field-type", places_.clause_figures[i],
                    name_of(field) + " is no count, which " + (fields == &figure.of ? "\"of\"" : "\"after\"") +
                        " has to name");
            }
        }
    }

    void counters(std::size_t i) {
        const ClauseFigure& figure = clauses_.figures[i];
        const SourcePlace& place = places_.clause_figures[i];
        if (type_of(figure) != FieldType::count) {
            if (!figure.counters.empty())
                add(Severity::warning, "unused-key", place,
                    "\"counters\" means nothing here: " + name_of(figure.field) + " is no count");
            return;
        }
        const text::PhraseSet& known = profile_.lexicon.counters;
        if (figure.counters.empty() && !known.empty())
            add(Severity::warning, "missing-counters", place,
                "no count with a counter behind it is read as " + name_of(figure.field) + ": \"counters\" names none");
        for (const std::string& counter : figure.counters) {
            const auto match = known.match(counter, 0);
            if (!match.matched || match.end != counter.size())
                add(Severity::warning, "unused-counter", place, "the language has no counter " + quoted(counter));
        }
    }

    /// A figure that is never chosen, since another one of another field is wherever it might be. Of two that ask for
    /// the same, the later is told.
    void unreachable(std::size_t i) {
        for (std::size_t other = 0; other < clauses_.figures.size(); ++other) {
            const ClauseFigure& figure = clauses_.figures[i];
            const ClauseFigure& rival = clauses_.figures[other];
            if (!covers(rival, figure) || (other > i && covers(figure, rival))) continue;
            return add(Severity::error, "unreachable-figure", places_.clause_figures[i],
                       "never read as " + name_of(figure.field) + ": the same words make it " + name_of(rival.field));
        }
    }

    /// Whatever makes a figure `figure` makes it `rival` as well, which is another field's.
    bool covers(const ClauseFigure& rival, const ClauseFigure& figure) const {
        if (rival.field == figure.field || type_of(rival) != type_of(figure)) return false;
        if (type_of(figure) == FieldType::enumeration) return false;  // their codes tell them apart
        if (!rival.is_said(figure.all) || !rival.allows(figure.all | figure.may)) return false;
        if (!holds_all(rival.counters, figure.counters)) return false;
        if (!rival.follows()) return !figure.follows();  // what goes on with the count before comes first
        if (!figure.follows() || !holds_all(rival.of, figure.of)) return false;
        std::vector<std::int32_t> before = rival.of;
        before.insert(before.end(), rival.after.begin(), rival.after.end());
        return holds_all(before, figure.after);
    }

    void add(Severity severity, std::string_view code, const SourcePlace& place, std::string message) {
        problems_.push_back({severity, code, std::move(message), place, std::nullopt});
    }

    [[nodiscard]] FieldType type_of(const ClauseFigure& figure) const {
        return profile_.fields[static_cast<std::size_t>(figure.field)].type;
    }
    [[nodiscard]] std::string name_of(std::int32_t field) const {
        return quoted(profile_.fields[static_cast<std::size_t>(field)].name);
    }

    const Profile& profile_;
    const Clauses& clauses_;
    const SourceMap& places_;
    std::vector<Problem>& problems_;
};

}  // namespace

void lint_clauses(const ProfileReading& reading, std::vector<Problem>& problems) {
    ClauseLint(reading, problems).run();
}

}  // namespace certdelta::profile
