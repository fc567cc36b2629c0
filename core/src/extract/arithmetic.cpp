#include "extract/arithmetic.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "check/equation.h"

namespace certdelta::extract {
namespace {

using check::Quantity;
using profile::Check;
using profile::CheckKind;
using profile::Profile;

/// More combinations than a report prints; a hostile one is left open.
constexpr std::size_t most_combinations = 64;

Quantity quantity_of(const FieldCandidate& candidate) {
    return {*std::get_if<Decimal>(&candidate.value), candidate.precision.value_or(Decimal::from_integer(1)),
            candidate.qualifier == Qualifier::none};
}

/// Whether there is anything for arithmetic to do: a field with two values, or a ratio that fails. Most reports have
/// neither.
bool is_settled(const CandidateGroups& groups, const Profile& profile) {
    const auto first = [](const std::vector<FieldCandidate*>& group) -> const FieldCandidate* {
        const auto found = std::find_if(group.begin(), group.end(), [](const FieldCandidate* candidate) {
            return candidate->why.empty() && std::holds_alternative<Decimal>(candidate->value);
        });
        return found == group.end() ? nullptr : *found;
    };
    const auto conflict = [&](const std::vector<FieldCandidate*>& group) {
        const FieldCandidate* one = group.size() < 2 ? nullptr : first(group);
        return one != nullptr && std::any_of(group.begin(), group.end(), [one](const FieldCandidate* other) {
                   return other->why.empty() && !agree(*one, *other);
               });
    };
    const auto fails = [&](const Check& check) {
        if (check.kind != CheckKind::ratio) return false;
        std::vector<Quantity> figures;
        for (const std::int32_t field : check.fields) {
            const FieldCandidate* candidate = first(groups[static_cast<std::size_t>(field)]);
            if (candidate == nullptr) return false;
            figures.push_back(quantity_of(*candidate));
        }
        return check::figures_fit(check.kind, figures) == false;
    };
    return std::none_of(groups.begin(), groups.end(), conflict) &&
           std::none_of(profile.checks.begin(), profile.checks.end(), fails);
}

/// Candidates that print one value.
struct Cluster {
    std::vector<FieldCandidate*> members;  ///< the finest print first
    [[nodiscard]] const FieldCandidate& finest() const { return *members.front(); }
};

Quantity quantity_of(const Cluster& cluster) { return quantity_of(cluster.finest()); }

/// The values of a field that can be trusted; none when one of them is no number.
std::vector<Cluster> clusters_of(const std::vector<FieldCandidate*>& group) {
    std::vector<FieldCandidate*> good;
    for (FieldCandidate* candidate : group) {
        if (!candidate->why.empty()) continue;
        if (!std::holds_alternative<Decimal>(candidate->value)) return {};
        good.push_back(candidate);
    }
    std::stable_sort(good.begin(), good.end(),
                     [](const FieldCandidate* a, const FieldCandidate* b) { return is_finer(*a, *b); });
    std::vector<Cluster> clusters;
    for (FieldCandidate* candidate : good) {
        const auto same = std::find_if(clusters.begin(), clusters.end(), [candidate](const Cluster& cluster) {
            return agree(cluster.finest(), *candidate);
        });
        if (same == clusters.end()) {
            if (clusters.size() == most_combinations) return {};
            clusters.push_back({{candidate}});
        } else {
            same->members.push_back(candidate);
        }
    }
    return clusters;
}

bool same_sentence(const FieldCandidate& a, const FieldCandidate& b) { return a.rule == b.rule && a.quote == b.quote; }

bool share_sentence(const Cluster& a, const Cluster& b) {
    return std::any_of(a.members.begin(), a.members.end(), [&](const FieldCandidate* one) {
        return std::any_of(b.members.begin(), b.members.end(),
                           [one](const FieldCandidate* other) { return same_sentence(*one, *other); });
    });
}

/// Whether two fields are printed together at all; then only values of one sentence go together.
bool are_paired(const std::vector<Cluster>& a, const std::vector<Cluster>& b) {
    return std::any_of(a.begin(), a.end(), [&](const Cluster& one) {
        return std::any_of(b.begin(), b.end(), [&](const Cluster& other) { return share_sentence(one, other); });
    });
}

void refute(const Cluster& cluster) {
    for (FieldCandidate* candidate : cluster.members) candidate->why = "refuted";
}

bool is_equation(const Check& check) {
    return check.kind == CheckKind::sum || check.kind == CheckKind::ratio || check.kind == CheckKind::quotient ||
           check.kind == CheckKind::complement;
}

class Arithmetic {
public:
    Arithmetic(CandidateGroups& groups, const Profile& profile) : groups_(groups), profile_(profile) {}

    std::vector<Finding> settle() {
        for (const std::vector<FieldCandidate*>& group : groups_) clusters_.push_back(clusters_of(group));
        // Each round settles a field at least.
        while (decide()) {
        }
        exchange();
        return std::move(findings_);
    }

private:
    /// The cluster that one check wants for one field.
    struct Choice {
        std::size_t field;
        std::size_t cluster;
        const Check* check;
    };

    [[nodiscard]] std::vector<Cluster>& of(std::int32_t field) { return clusters_[static_cast<std::size_t>(field)]; }

    /// One round over all checks; true when a field was settled.
    bool decide() {
        std::vector<Choice> choices;
        for (const Check& check : profile_.checks) {
            if (is_equation(check)) choose(check, choices);
        }
        bool settled = false;
        for (const Choice& choice : choices) {
            if (clusters_[choice.field].size() < 2) continue;
            const bool unanimous = std::all_of(choices.begin(), choices.end(), [&](const Choice& other) {
                return other.field != choice.field || other.cluster == choice.cluster;
            });
            if (!unanimous) continue;
            settled = true;
            findings_.push_back(
                {Finding::Kind::decided, static_cast<std::int32_t>(choice.field), profile::no_field, choice.check});
        }
        if (!settled) return false;
        for (const Choice& choice : choices) {
            const auto told = std::find_if(findings_.begin(), findings_.end(), [&](const Finding& finding) {
                return finding.field == static_cast<std::int32_t>(choice.field);
            });
            std::vector<Cluster>& clusters = clusters_[choice.field];
            if (told == findings_.end() || clusters.size() < 2) continue;
            const Cluster winner = clusters[choice.cluster];
            for (std::size_t i = 0; i < clusters.size(); ++i) {
                if (i == choice.cluster) continue;
                refute(clusters[i]);
                refuted_.push_back({choice.field, clusters[i]});
            }
            clusters = {winner};
        }
        for (const Check& check : profile_.checks) {
            if (check.kind == CheckKind::ratio) relabel(check);
        }
        return true;
    }

    /// Adds what the check wants, where exactly one reading of its figures fits.
    void choose(const Check& check, std::vector<Choice>& choices) {
        std::size_t combinations = 1;
        bool conflict = false;
        for (const std::int32_t field : check.fields) {
            if (of(field).empty()) return;
            conflict = conflict || of(field).size() > 1;
            combinations *= of(field).size();
            if (combinations > most_combinations) return;
        }
        if (!conflict) return;
        std::vector<std::size_t> picked(check.fields.size());
        std::optional<std::vector<std::size_t>> fitting;
        for (std::size_t number = 0; number < combinations; ++number) {
            std::size_t rest = number;
            for (std::size_t i = 0; i < picked.size(); ++i) {
                picked[i] = rest % of(check.fields[i]).size();
                rest /= of(check.fields[i]).size();
            }
            if (!is_coherent(check, picked)) continue;
            const std::optional<bool> fits = check::figures_fit(check.kind, figures(check, picked));
            if (!fits) return;
            if (!*fits) continue;
            if (fitting) return;
            fitting = picked;
        }
        if (!fitting) return;
        for (std::size_t i = 0; i < picked.size(); ++i) {
            if (of(check.fields[i]).size() > 1)
                choices.push_back({static_cast<std::size_t>(check.fields[i]), (*fitting)[i], &check});
        }
    }

    [[nodiscard]] std::vector<Quantity> figures(const Check& check, std::span<const std::size_t> picked) {
        std::vector<Quantity> out;
        for (std::size_t i = 0; i < picked.size(); ++i) out.push_back(quantity_of(of(check.fields[i])[picked[i]]));
        return out;
    }

    bool is_coherent(const Check& check, std::span<const std::size_t> picked) {
        for (std::size_t i = 0; i < picked.size(); ++i) {
            for (std::size_t j = i + 1; j < picked.size(); ++j) {
                const std::vector<Cluster>& a = of(check.fields[i]);
                const std::vector<Cluster>& b = of(check.fields[j]);
                if (a.size() > 1 && b.size() > 1 && are_paired(a, b) && !share_sentence(a[picked[i]], b[picked[j]]))
                    return false;
            }
        }
        return true;
    }

    /// One label twice: a refuted share and count of `check` that fit the whole of one sister, and of one only.
    void relabel(const Check& check) {
        const Check* sister = nullptr;
        std::pair<const Cluster*, const Cluster*> moved;
        for (const auto& [share_field, share] : refuted_) {
            if (static_cast<std::int32_t>(share_field) != check.fields[0]) continue;
            for (const auto& [part_field, part] : refuted_) {
                if (static_cast<std::int32_t>(part_field) != check.fields[1] || !share_sentence(share, part)) continue;
                for (const Check& other : profile_.checks) {
                    if (&other == &check || !is_sister(other) || !fits_only(other, check, share, part)) continue;
                    if (sister != nullptr) return;
                    sister = &other;
                    moved = {&share, &part};
                }
            }
        }
        if (sister == nullptr) return;
        move(*moved.first, check.fields[0], *sister, 0);
        move(*moved.second, check.fields[1], *sister, 1);
        std::erase_if(refuted_, [](const Refuted& refuted) { return refuted.cluster.finest().why.empty(); });
    }

    /// A ratio whose whole is known, and whose share and part nothing prints.
    bool is_sister(const Check& check) {
        return check.kind == CheckKind::ratio && groups_[static_cast<std::size_t>(check.fields[0])].empty() &&
               groups_[static_cast<std::size_t>(check.fields[1])].empty() && of(check.fields[2]).size() == 1;
    }

    /// The refuted figures fit the sister, and the ones that were taken do not.
    bool fits_only(const Check& sister, const Check& check, const Cluster& share, const Cluster& part) {
        if (of(check.fields[0]).size() != 1 || of(check.fields[1]).size() != 1) return false;
        const Quantity whole = quantity_of(of(sister.fields[2]).front());
        const std::array refuted = {quantity_of(share), quantity_of(part), whole};
        const std::array taken = {quantity_of(of(check.fields[0]).front()), quantity_of(of(check.fields[1]).front()),
                                  whole};
        return check::figures_fit(CheckKind::ratio, refuted) == true &&
               check::figures_fit(CheckKind::ratio, taken) == false;
    }

    void move(const Cluster& cluster, std::int32_t from, const Check& sister, std::size_t role) {
        const std::int32_t to = sister.fields[role];
        for (FieldCandidate* candidate : cluster.members) {
            candidate->field = to;
            candidate->why = {};
            std::erase(groups_[static_cast<std::size_t>(from)], candidate);
            groups_[static_cast<std::size_t>(to)].push_back(candidate);
        }
        of(to) = {cluster};
        findings_.push_back({Finding::Kind::relabelled, to, from, &sister});
    }

    /// Labels exchanged between two ratios that both fail: each holds with the other's whole. An exchange of the wholes
    /// is one of the shares and parts as well, so all six figures are in doubt.
    void exchange() {
        std::vector<const Check*> failed;
        for (const Check& check : profile_.checks) {
            if (check.kind == CheckKind::ratio && fits(check, check.fields[2]) == false) failed.push_back(&check);
        }
        for (std::size_t i = 0; i < failed.size(); ++i) {
            for (std::size_t j = i + 1; j < failed.size(); ++j) {
                const Check& a = *failed[i];
                const Check& b = *failed[j];
                if (a.fields[2] == b.fields[2] || fits(a, b.fields[2]) != true || fits(b, a.fields[2]) != true)
                    continue;
                doubt(a, b);
                doubt(b, a);
            }
        }
    }

    /// Whether a ratio holds with the figure of `whole` for its own whole.
    std::optional<bool> fits(const Check& check, std::int32_t whole) {
        std::vector<Quantity> taken;
        for (const std::int32_t field : {check.fields[0], check.fields[1], whole}) {
            if (of(field).size() != 1) return std::nullopt;
            taken.push_back(quantity_of(of(field).front()));
        }
        return check::figures_fit(check.kind, taken);
    }

    void doubt(const Check& check, const Check& other) {
        for (std::size_t role = 0; role < check.fields.size(); ++role) {
            refute(of(check.fields[role]).front());
            findings_.push_back({Finding::Kind::exchanged, check.fields[role], other.fields[role], &check});
        }
    }

    struct Refuted {
        std::size_t field;
        Cluster cluster;
    };

    CandidateGroups& groups_;
    const Profile& profile_;
    std::vector<std::vector<Cluster>> clusters_;  ///< by field
    std::vector<Refuted> refuted_;
    std::vector<Finding> findings_;
};

/// The worth of the last digit that is not zero; 0 of 0.
Decimal last_digit_of(Decimal figure) {
    std::int64_t unit = figure == Decimal{} ? 0 : 1;
    while (unit != 0 && figure.micros() % (unit * 10) == 0) unit *= 10;
    return Decimal::from_micros(unit);
}

/// "More than 5,000" and 5,174, "nearly 5,200" and 5,174: a round figure that is said to be a bound, and one within the
/// last digit that it prints.
bool is_bound_of(const FieldCandidate& round, const FieldCandidate& exact) {
    const bool more = round.qualifier == Qualifier::more_than;
    if ((!more && round.qualifier != Qualifier::nearly) || exact.qualifier != Qualifier::none) return false;
    const Decimal bound = std::get<Decimal>(round.value);
    const Decimal over = more ? std::get<Decimal>(exact.value) - bound : bound - std::get<Decimal>(exact.value);
    return over >= Decimal{} && over < last_digit_of(bound) && last_digit_of(bound) > Decimal::from_integer(1);
}

}  // namespace

bool is_finer(const FieldCandidate& a, const FieldCandidate& b) {
    const Decimal one = a.precision.value_or(Decimal{});
    const Decimal other = b.precision.value_or(Decimal{});
    return one != other ? one < other : a.qualifier == Qualifier::none && b.qualifier != Qualifier::none;
}

bool agree(const FieldCandidate& a, const FieldCandidate& b) {
    const Decimal* one = std::get_if<Decimal>(&a.value);
    const Decimal* other = std::get_if<Decimal>(&b.value);
    if (one == nullptr || other == nullptr) return a.value == b.value;
    const Decimal coarser = std::max(a.precision.value_or(Decimal{}), b.precision.value_or(Decimal{}));
    const Decimal difference = (*one - *other).abs();
    return difference == Decimal{} || difference <= coarser - difference || is_bound_of(a, b) || is_bound_of(b, a);
}

std::vector<Finding> settle_by_arithmetic(CandidateGroups& groups, const Profile& profile) {
    if (is_settled(groups, profile)) return {};
    return Arithmetic(groups, profile).settle();
}

}  // namespace certdelta::extract
