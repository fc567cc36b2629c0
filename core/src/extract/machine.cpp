#include "extract/machine.h"

#include <algorithm>

#include "text/characters.h"
#include "text/literal.h"
#include "text/sentence.h"
#include "text/words.h"

namespace certdelta::extract {
namespace {

using profile::Op;
using profile::Slot;
using profile::SlotKind;
using profile::Template;

/// A template that needs more steps than this at one place does not match there: it keeps hostile texts linear.
/// Templates of real reports need less than a tenth of it.
constexpr std::uint32_t most_steps = 4000;
constexpr std::uint32_t nowhere = UINT32_MAX;

/// Of folded text.
bool is_small(char c) { return c >= 'a' && c <= 'z'; }

}  // namespace

// Only this file calls what is inline: a compiler then keeps a run in one loop, which is 3 % of a document.

Machine::Outcome Machine::match(const Template& compiled, std::uint32_t words, std::uint32_t end) {
    if (compiled.is_words) {
        captures_.clear();
        gaps_.clear();
        return {!text::inside_word(text_, end), false, end, words};
    }
    return compiled.figure_first ? step_from_figure(compiled, words) : step_through(compiled, words);
}

Machine::Outcome Machine::run(const Template& compiled, std::uint32_t words, std::uint32_t end) {
    const Outcome outcome = match(compiled, words, end);
    if (outcome.matched)
        for (Capture& capture : captures_) slots_.look_around(capture);
    if (outcome.cut)
        for (Capture& capture : cut_) slots_.look_around(capture);
    return outcome;
}

std::optional<Capture> Machine::read(const Slot& slot, std::uint32_t pos, std::uint32_t end) const {
    Capture capture;
    capture.slot = slot;
    if (slot.kind == SlotKind::list) {
        capture.printed = {pos, end};
        return capture;
    }
    if (pos >= text_.size() || !slots_.read(slot, pos, capture)) return std::nullopt;
    slots_.look_around(capture);
    return capture;
}

/// Whether the last thing before the words at `pos` can be the end of a figure. Mostly it is another word.
inline bool Machine::may_end_figure(std::uint32_t pos) const {
    pos = text::skip_white_back(text_, pos);
    if (pos == 0) return false;
    const char last = text_[pos - 1];
    if (!text::is_letter(last) && !text::is_multibyte(last)) return text::is_digit(last) || last == '%';
    const value::Lexicon& lexicon = profile_.lexicon;
    return lexicon.qualifiers_inside.may_end(text_, pos) || lexicon.scales.may_end(text_, pos) ||
           lexicon.percent.may_end(text_, pos) || lexicon.qualifiers_after.may_end(text_, pos);
}

/// A date with a month ends at `pos`.
bool Machine::ends_date(std::uint32_t pos) const {
    constexpr std::uint32_t longest = 20;  // bytes
    for (std::uint32_t at = pos > longest ? pos - longest : 0; at + 1 < pos; ++at) {
        if (text::inside_word(text_, at) || (at > 0 && text::is_digit(text_[at]) && text::is_digit(text_[at - 1])))
            continue;
        const auto date = value::read_date(text_, at, profile_.lexicon);
        if (date && date->valid() && date->month != 0 && date->day != 0 && date->printed.end == pos) return true;
    }
    return false;
}

/// Whether what stands before the words at `end` from `begin` on may be the rest of another figure, or two of them:
/// "2, 811", "10 - 20", "4 253"; or an abbreviation's number.
bool Machine::is_torn(std::uint32_t begin, std::uint32_t end) const {
    for (std::uint32_t at = begin; at + 2 < end; ++at) {
        if (text::is_digit(text_[at]) && text::is_white(text_[at + 1]) && text::is_digit(text_[at + 2])) return true;
    }
    const std::uint32_t last = text::skip_white_back(text_, begin);
    if (last > 0 && text_[last - 1] == '.' && !text::ends_sentence(text_, last - 1, normal_.words()))
        return true;  // "Fig. 3"
    constexpr std::string_view between = ",;-+&'./~";
    std::uint32_t before = begin;
    while (before > 0 &&
           (text::is_white(text_[before - 1]) || between.find(text_[before - 1]) != std::string_view::npos))
        --before;
    if (before == 0 || before == begin || !text::is_digit(text_[before - 1])) return false;
    const std::string_view parting = text_.substr(before, begin - before);
    if (ends_date(before)) return false;  // "from 13 to 19 June, 253 websites"
    // A mark behind a line's end may be an item's, where it marks the line before as well: "- ... 811\n- 253 websites".
    const std::size_t line = parting.rfind('\n');
    const std::size_t mark = parting.find_first_of(between);
    const auto is_item = [&] {
        const std::size_t above = text_.rfind('\n', before - 1) + 1;  // npos + 1 is the text's begin
        return text_[above] == parting[mark] && text::is_white(text_[above + 1]) && text::is_white(parting.back());
    };
    const bool anew = line != std::string_view::npos && (mark == std::string_view::npos || (mark > line && is_item()));
    return parting.front() != '.' && !anew;  // "... in 2015. 811 websites"
}

/// Starts at the figure that ends right before the template's words: the longest, so that "2 811" is not 811. One
/// that is glued to something is no figure of its own ("CVE-2013", "1.5/16").
inline Machine::Outcome Machine::step_from_figure(const Template& compiled, std::uint32_t words) {
    if (!may_end_figure(words)) return {};
    constexpr std::uint32_t longest = 32;  // bytes: with its qualifier and scale
    constexpr std::string_view opens = "(\"'";
    const std::uint32_t lowest = words > longest ? words - longest : 0;
    for (std::uint32_t at = lowest; at < words; ++at) {
        if (!text::is_digit(text_[at])) continue;
        const char before = at == 0 ? ' ' : text_[at - 1];
        const bool unspaced = profile_.lexicon.unspaced && !text::is_digit(before) && !text::is_letter(before) &&
                              before != '.' && !(before == ',' && at > 1 && text::is_digit(text_[at - 2]));
        if (!unspaced && !text::is_white(before) && opens.find(before) == std::string_view::npos) continue;
        const auto qualifier = value::qualifier_before(text_, at, profile_.lexicon);
        const Outcome outcome = step_through(compiled, qualifier ? qualifier->begin : at);
        if (!outcome.matched && !outcome.cut) continue;
        const Capture& figure = outcome.matched ? captures_.front() : cut_.front();
        if (text::skip_white(text_, figure.printed.end) != words) continue;
        if (is_torn(qualifier ? qualifier->begin : at, words)) break;
        return outcome;
    }
    cut_.clear();
    return {};
}

inline Machine::Outcome Machine::step_through(const Template& compiled, std::uint32_t begin) {
    captures_.clear();
    gaps_.clear();
    stack_.clear();
    cut_.clear();
    std::uint32_t pc = 0;
    std::uint32_t pos = begin;
    for (std::uint32_t step = 0; step < most_steps; ++step) {
        const profile::Instruction& instruction = compiled.instructions[pc];
        bool alive = true;
        switch (instruction.op) {
            case Op::literal: {
                const text::LiteralMatch match =
                    text::match_literal(text_, normal_.folded(), pos, compiled.literals[instruction.a]);
                alive = match.matched;
                if (alive) {
                    pos = match.end;
                    ++pc;
                } else if (match.ran_out || pos == text_.size()) {
                    note_cut();
                }
                break;
            }
            case Op::slot: {
                const Slot& slot = compiled.slots[instruction.a];
                pos = text::skip_white(text_, pos);
                if (slot.kind == SlotKind::list) {
                    push_stretch(compiled, pc, pos);
                    alive = false;  // a list has a first character at least
                    break;
                }
                if (slot.kind == SlotKind::words || slot.kind == SlotKind::name || slot.kind == SlotKind::amounts_to) {
                    const std::uint32_t end = slots_.word_end(slot, pos);
                    alive = end != pos;
                    if (alive) {
                        pos = end;
                        ++pc;
                    } else if (pos == text_.size()) {
                        note_cut();
                    }
                    break;
                }
                Capture capture;
                capture.slot = slot;
                if (slot.kind == SlotKind::constant) {
                    alive = slots_.read_constant(slot, compiled.literals[slot.words].view(), pos, capture);
                } else {
                    alive = pos < text_.size() && slots_.read(slot, pos, capture);
                }
                if (alive) {
                    pos = capture.printed.end;
                    captures_.push_back(capture);
                    ++pc;
                } else if (pos == text_.size()) {
                    note_cut();
                }
                break;
            }
            case Op::gap:
                if (text::inside_word(text_, pos)) {
                    alive = false;
                    break;
                }
                push_stretch(compiled, pc, pos);
                gaps_.push_back({pos, pos});
                ++pc;
                break;
            case Op::split:
            case Op::jump: {
                const std::uint32_t* const last = compiled.ways.data() + instruction.first_way + instruction.ways;
                const profile::Shown shown(normal_.folded() + pos);
                const std::uint32_t* const way = next_way(compiled, last - instruction.ways, last, shown, pos);
                alive = way != last;
                if (!alive) break;
                pc = *way;
                if (const std::uint32_t* const other = next_way(compiled, way + 1, last, shown, pos); other != last)
                    stack_.push_back({0, pos, pos, other, last, static_cast<std::uint32_t>(captures_.size()),
                                      static_cast<std::uint32_t>(gaps_.size())});
                break;
            }
            case Op::accept:
                if (!text::inside_word(text_, pos)) {
                    // An optional part that the end of the text cut off was skipped; what it began to read is kept.
                    const bool cut = cut_.size() > captures_.size();
                    if (cut) cut_.erase(cut_.begin(), cut_.begin() + static_cast<std::ptrdiff_t>(captures_.size()));
                    return {true, cut, pos, begin};
                }
                alive = false;
                break;
        }
        if (!alive && !backtrack(compiled, pc, pos)) break;
    }
    return {false, !cut_.empty(), static_cast<std::uint32_t>(text_.size()), begin};
}

/// The first of the ways that may go on at `pos`; `last` when none does.
inline const std::uint32_t* Machine::next_way(const Template& compiled, const std::uint32_t* way,
                                              const std::uint32_t* last, const profile::Shown& shown,
                                              std::uint32_t pos) const {
    for (; way != last; ++way) {
        const profile::Instruction& instruction = compiled.instructions[*way];
        if (!instruction.beginning.may_stand(shown)) continue;
        if (instruction.op != Op::literal) break;
        if (text::may_begin(normal_.folded() + pos, compiled.literals[instruction.a])) break;
    }
    return way;
}

inline void Machine::push_stretch(const Template& compiled, std::uint32_t pc, std::uint32_t pos) {
    const std::uint32_t end = stretch(compiled, pc, pos, pos);
    if (end == nowhere) return;
    stack_.push_back({pc, end, pos, nullptr, nullptr, static_cast<std::uint32_t>(captures_.size()),
                      static_cast<std::uint32_t>(gaps_.size())});
}

inline bool Machine::backtrack(const Template& compiled, std::uint32_t& pc, std::uint32_t& pos) {
    if (stack_.empty()) return false;
    Choice& choice = stack_.back();
    captures_.resize(choice.captures);
    gaps_.resize(choice.gaps);
    pos = choice.pos;
    if (choice.way != nullptr) {
        pc = *choice.way;
        choice.way = next_way(compiled, choice.way + 1, choice.last, profile::Shown(normal_.folded() + pos), pos);
        if (choice.way == choice.last) stack_.pop_back();
        return true;
    }
    const profile::Instruction& instruction = compiled.instructions[choice.pc];
    if (instruction.op == Op::gap) {
        gaps_.push_back({choice.begin, pos});
    } else {
        Capture capture;
        capture.slot = compiled.slots[instruction.a];
        capture.printed = {choice.begin, pos};
        captures_.push_back(capture);
    }
    pc = choice.pc + 1;
    choice.pos = stretch(compiled, choice.pc, choice.begin, pos);
    if (choice.pos == nowhere) stack_.pop_back();
    return true;
}

/// The next end of the gap or list that began at `begin` and now ends at `pos`: one character on, or, where words
/// follow in the template, as far as these may begin. Neither goes over a figure or the end of a sentence.
inline std::uint32_t Machine::stretch(const Template& compiled, std::uint32_t pc, std::uint32_t begin,
                                      std::uint32_t pos) const {
    const profile::Instruction& next = compiled.instructions[pc + 1];
    const std::uint32_t longest = compiled.instructions[pc].op == Op::gap ? gap_limit_ : longest_text;
    const char* const folded = normal_.folded();
    const auto limit = static_cast<std::uint32_t>(std::min<std::size_t>(text_.size(), std::size_t{begin} + longest));
    const char first = next.op == Op::literal ? compiled.literals[next.a][0] : '\0';
    while (pos < limit) {
        // Letters stop nothing, and behind most of them nothing that is wanted begins.
        if (first == ' ') {
            while (pos + 1 < limit && is_small(folded[pos]) && is_small(folded[pos + 1])) ++pos;
        } else if (is_small(first)) {
            while (pos + 1 < limit && is_small(folded[pos]) && is_small(folded[pos + 1]) && folded[pos + 1] != first)
                ++pos;
        }
        const char c = text_[pos];
        if (text::is_digit(c) || (text::may_end_sentence(c) && text::ends_sentence(text_, pos, normal_.words())))
            return nowhere;
        pos = text::next_character(text_, pos);
        if (!next.beginning.may_stand_at(folded + pos)) continue;
        if (next.op != Op::literal || may_follow(compiled.literals[next.a], pos)) return pos;
    }
    return nowhere;
}

inline bool Machine::may_follow(text::Literal literal, std::uint32_t pos) const {
    const text::LiteralMatch match = text::match_literal(text_, normal_.folded(), pos, literal);
    return match.matched || match.ran_out;
}

/// Keeps what was read when the text ended. A list or a text takes any words: without a figure, nothing shows that
/// the template stands here at all.
inline void Machine::note_cut() {
    const bool figure = std::any_of(captures_.begin(), captures_.end(), [](const Capture& capture) {
        return capture.slot.kind != SlotKind::list && capture.slot.kind != SlotKind::text;
    });
    if (figure && captures_.size() > cut_.size()) cut_ = captures_;
}

}  // namespace certdelta::extract
