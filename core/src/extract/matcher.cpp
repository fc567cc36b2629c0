#include "extract/matcher.h"

#include <re2/re2.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "extract/place_memo.h"
#include "text/literal.h"
#include "text/sentence.h"
#include "text/utf8.h"

namespace certdelta::extract {
namespace {

using profile::FieldDefinition;
using profile::Op;
using profile::Profile;
using profile::Slot;
using profile::SlotKind;
using profile::Template;

/// A template that needs more steps than this at one place does not match there: it keeps hostile texts linear.
/// Templates of real reports need less than a tenth of it.
constexpr std::uint32_t most_steps = 4000;
constexpr std::uint32_t longest_gap = 300;   // bytes
constexpr std::uint32_t clause_gap = 75;     // bytes, of what is harmless where words have no spaces between them
constexpr std::uint32_t longest_text = 200;  // bytes
constexpr std::uint32_t nowhere = UINT32_MAX;

bool is_character_start(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

/// Of folded text.
bool is_small(char c) { return c >= 'a' && c <= 'z'; }

std::uint32_t next_character(std::string_view text, std::uint32_t pos) {
    ++pos;
    while (pos < text.size() && !is_character_start(text[pos])) ++pos;
    return pos;
}

/// A word may start here: not inside a Latin word, unless a lost space glued a capital letter to it.
bool may_start(std::string_view text, std::uint32_t pos) {
    const char c = text[pos];
    if (!is_character_start(c) || text::is_white(c)) return false;
    if (pos == 0 || !text::is_letter(c) || !text::is_letter(text[pos - 1])) return true;
    return c <= 'Z' && text[pos - 1] >= 'a';
}

bool inside_word(std::string_view text, std::uint32_t pos) {
    return pos > 0 && pos < text.size() && text::is_letter(text[pos - 1]) && text::is_letter(text[pos]);
}

/// Calls take(position, number) for every template that may start somewhere, by position.
template <class Take>
void each_start(const text::NormalText& normal, const profile::Dispatch& dispatch, Take take) {
    if (normal.is_ascii() && !dispatch.has_ascii()) return;
    for (const std::uint32_t pos : normal.starts())
        dispatch.each(normal.text(), normal.folded(), pos, [&](std::uint32_t number) { take(pos, number); });
}

/// Runs templates at places of one text. Holds the scratch memory that the runs share.
class Machine {
public:
    Machine(const text::NormalText& normal, const Profile& profile)
        : normal_(normal), text_(normal.text()), profile_(profile) {}

    struct Outcome {
        bool matched = false;
        bool cut = false;
        std::uint32_t end = 0;
        std::uint32_t begin = 0;
    };

    /// Whether the template matches, and where. `words` is where its first words stand. What it reads is not looked at
    /// any further.
    Outcome match(const Template& compiled, std::uint32_t words) {
        return compiled.figure_first ? step_from_figure(compiled, words) : step_through(compiled, words);
    }

    /// After a match, captures() and gaps() hold what was read; after a cut, cut_captures() what the text's end left
    /// unfinished.
    Outcome run(const Template& compiled, std::uint32_t words) {
        const Outcome outcome = match(compiled, words);
        if (outcome.matched)
            for (Capture& capture : captures_) look_around(capture);
        if (outcome.cut)
            for (Capture& capture : cut_) look_around(capture);
        return outcome;
    }

    /// How long the gaps of the next templates may be.
    void limit_gaps(std::uint32_t bytes) { gap_limit_ = bytes; }

    /// Reads one slot at `pos`, for patterns; empty when nothing of its kind stands there.
    std::optional<Capture> read(const Slot& slot, std::uint32_t pos, std::uint32_t end) const {
        Capture capture;
        capture.slot = slot;
        if (slot.kind == SlotKind::list) {
            capture.printed = {pos, end};
            return capture;
        }
        if (pos >= text_.size() || !read_slot(slot, pos, capture)) return std::nullopt;
        look_around(capture);
        return capture;
    }

    [[nodiscard]] const std::vector<Capture>& captures() const { return captures_; }
    [[nodiscard]] const std::vector<Capture>& cut_captures() const { return cut_; }
    [[nodiscard]] const std::vector<text::Range>& gaps() const { return gaps_; }

private:
    /// What is left to try: further ways of a branch, or a longer gap or list.
    struct Choice {
        std::uint32_t pc;
        std::uint32_t pos;         ///< where to go on; nowhere: no further way
        std::uint32_t begin;       ///< of the gap or list
        const profile::Way* way;   ///< the branch's next way; null: a gap or list that takes more characters
        const profile::Way* last;  ///< behind its last one
        std::uint32_t captures;
        std::uint32_t gaps;
    };

    /// Whether the last thing before the words at `pos` can be the end of a figure. Mostly it is another word.
    [[nodiscard]] bool may_end_figure(std::uint32_t pos) const {
        while (pos > 0 && text::is_white(text_[pos - 1])) --pos;
        if (pos == 0) return false;
        const char last = text_[pos - 1];
        if (!text::is_letter(last)) return text::is_digit(last) || last == '%' || text::is_multibyte(last);
        const value::Lexicon& lexicon = profile_.lexicon;
        return lexicon.scales.may_end(text_, pos) || lexicon.percent.may_end(text_, pos) ||
               lexicon.qualifiers_after.may_end(text_, pos);
    }

    /// A date with a month ends at `pos`.
    [[nodiscard]] bool ends_date(std::uint32_t pos) const {
        constexpr std::uint32_t longest = 20;  // bytes
        for (std::uint32_t at = pos > longest ? pos - longest : 0; at + 1 < pos; ++at) {
            if (inside_word(text_, at) || (at > 0 && text::is_digit(text_[at]) && text::is_digit(text_[at - 1])))
                continue;
            const auto date = value::read_date(text_, at, profile_.lexicon);
            if (date && date->valid() && date->month != 0 && date->day != 0 && date->printed.end == pos) return true;
        }
        return false;
    }

    /// Whether what stands before the words at `end` from `begin` on may be the rest of another figure, or two of them:
    /// "2, 811", "10 - 20", "4 253"; or an abbreviation's number.
    [[nodiscard]] bool is_torn(std::uint32_t begin, std::uint32_t end) const {
        for (std::uint32_t at = begin; at + 2 < end; ++at) {
            if (text::is_digit(text_[at]) && text::is_white(text_[at + 1]) && text::is_digit(text_[at + 2]))
                return true;
        }
        std::uint32_t last = begin;
        while (last > 0 && text::is_white(text_[last - 1])) --last;
        if (last > 0 && text_[last - 1] == '.' && !text::ends_sentence(text_, last - 1)) return true;  // "Fig. 3"
        constexpr std::string_view between = ",;-+&'./~";
        std::uint32_t before = begin;
        while (before > 0 &&
               (text::is_white(text_[before - 1]) || between.find(text_[before - 1]) != std::string_view::npos))
            --before;
        if (before == 0 || before == begin || !text::is_digit(text_[before - 1])) return false;
        const std::string_view parting = text_.substr(before, begin - before);
        if (ends_date(before)) return false;  // "from 13 to 19 June, 253 websites"
        const bool only_line_end =
            parting.find('\n') != std::string_view::npos && parting.find_first_of(between) == std::string_view::npos;
        return parting.front() != '.' && !only_line_end;  // "... in 2015. 811 websites"
    }

    /// Starts at the figure that ends right before the template's words: the longest, so that "2 811" is not 811. One
    /// that is glued to something is no figure of its own ("CVE-2013", "1.5/16").
    Outcome step_from_figure(const Template& compiled, std::uint32_t words) {
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
            if (value::skip_white(text_, figure.printed.end) != words) continue;
            if (is_torn(qualifier ? qualifier->begin : at, words)) break;
            return outcome;
        }
        cut_.clear();
        return {};
    }

    Outcome step_through(const Template& compiled, std::uint32_t begin) {
        captures_.clear();
        gaps_.clear();
        if (compiled.is_words) {
            const text::LiteralMatch match = text::match_literal(text_, normal_.folded(), begin, compiled.literals[0]);
            return {match.matched && !inside_word(text_, match.end), false, match.end, begin};
        }
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
                    pos = value::skip_white(text_, pos);
                    if (slot.kind == SlotKind::list) {
                        push_stretch(compiled, pc, pos);
                        alive = false;  // a list has a first character at least
                        break;
                    }
                    if (slot.kind == SlotKind::words || slot.kind == SlotKind::name ||
                        slot.kind == SlotKind::amounts_to) {
                        const std::uint32_t end = word_end(slot, pos);
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
                        alive = read_constant(slot, compiled.literals[slot.words].view(), pos, capture);
                    } else {
                        alive = pos < text_.size() && read_slot(slot, pos, capture);
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
                    if (inside_word(text_, pos)) {
                        alive = false;
                        break;
                    }
                    push_stretch(compiled, pc, pos);
                    gaps_.push_back({pos, pos});
                    ++pc;
                    break;
                case Op::split:
                case Op::jump: {
                    const profile::Way* const last = compiled.ways.data() + instruction.first_way + instruction.ways;
                    const profile::Way* const way = next_way(compiled, last - instruction.ways, last, pos);
                    alive = way != last;
                    if (!alive) break;
                    pc = way->instruction;
                    if (const profile::Way* const other = next_way(compiled, way + 1, last, pos); other != last)
                        stack_.push_back({0, pos, pos, other, last, static_cast<std::uint32_t>(captures_.size()),
                                          static_cast<std::uint32_t>(gaps_.size())});
                    break;
                }
                case Op::accept:
                    if (!inside_word(text_, pos)) {
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
    const profile::Way* next_way(const Template& compiled, const profile::Way* way, const profile::Way* last,
                                 std::uint32_t pos) const {
        const char* const folded = normal_.folded() + pos;
        const auto may_go_on = [&](const profile::Way& next) {
            if (!next.beginning.may_stand_at(folded)) return false;
            const profile::Instruction& instruction = compiled.instructions[next.instruction];
            return instruction.op != Op::literal || text::may_begin(folded, compiled.literals[instruction.a]);
        };
        while (way != last && !may_go_on(*way)) ++way;
        return way;
    }

    void push_stretch(const Template& compiled, std::uint32_t pc, std::uint32_t pos) {
        const std::uint32_t end = stretch(compiled, pc, pos, pos);
        if (end == nowhere) return;
        stack_.push_back({pc, end, pos, nullptr, nullptr, static_cast<std::uint32_t>(captures_.size()),
                          static_cast<std::uint32_t>(gaps_.size())});
    }

    bool backtrack(const Template& compiled, std::uint32_t& pc, std::uint32_t& pos) {
        if (stack_.empty()) return false;
        Choice& choice = stack_.back();
        captures_.resize(choice.captures);
        gaps_.resize(choice.gaps);
        pos = choice.pos;
        if (choice.way != nullptr) {
            pc = choice.way->instruction;
            choice.way = next_way(compiled, choice.way + 1, choice.last, pos);
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
    [[nodiscard]] std::uint32_t stretch(const Template& compiled, std::uint32_t pc, std::uint32_t begin,
                                        std::uint32_t pos) const {
        const profile::Instruction& next = compiled.instructions[pc + 1];
        const std::uint32_t longest = compiled.instructions[pc].op == Op::gap ? gap_limit_ : longest_text;
        const char* const folded = normal_.folded();
        const auto limit =
            static_cast<std::uint32_t>(std::min<std::size_t>(text_.size(), std::size_t{begin} + longest));
        const char first = next.op == Op::literal ? compiled.literals[next.a][0] : '\0';
        while (pos < limit) {
            // Letters stop nothing, and behind most of them nothing that is wanted begins.
            if (first == ' ') {
                while (pos + 1 < limit && is_small(folded[pos]) && is_small(folded[pos + 1])) ++pos;
            } else if (is_small(first)) {
                while (pos + 1 < limit && is_small(folded[pos]) && is_small(folded[pos + 1]) &&
                       folded[pos + 1] != first)
                    ++pos;
            }
            const char c = text_[pos];
            if (text::is_digit(c) || (text::may_end_sentence(c) && text::ends_sentence(text_, pos))) return nowhere;
            pos = next_character(text_, pos);
            if (!next.beginning.may_stand_at(folded + pos)) continue;
            if (next.op != Op::literal || may_follow(compiled.literals[next.a], pos)) return pos;
        }
        return nowhere;
    }

    [[nodiscard]] bool may_follow(text::Literal literal, std::uint32_t pos) const {
        const text::LiteralMatch match = text::match_literal(text_, normal_.folded(), pos, literal);
        return match.matched || match.ran_out;
    }

    /// Keeps what was read when the text ended. A list or a text takes any words: without a figure, nothing shows that
    /// the template stands here at all.
    void note_cut() {
        const bool figure = std::any_of(captures_.begin(), captures_.end(), [](const Capture& capture) {
            return capture.slot.kind != SlotKind::list && capture.slot.kind != SlotKind::text;
        });
        if (figure && captures_.size() > cut_.size()) cut_ = captures_;
    }

    static void take(const value::Number& number, Capture& capture) {
        capture.value = number.value;
        capture.precision = number.precision;
        capture.printed = number.printed;
        capture.damaged = number.damaged;
    }

    bool take(const std::optional<value::Figure>& figure, Capture& capture) const {
        if (!figure) return false;
        capture.value = figure->value;
        capture.precision = figure->precision;
        capture.qualifier = figure->qualifier;
        capture.printed = figure->printed;
        capture.damaged = figure->damaged;
        capture.percent_sign_lost = !figure->percent_sign;
        return true;
    }

    /// What stands around a figure that was read: looked at once the match counts.
    void look_around(Capture& capture) const {
        constexpr std::uint32_t longest_character = 3;  // bytes
        const SlotKind kind = capture.slot.kind;
        if (kind != SlotKind::count && kind != SlotKind::percentage && kind != SlotKind::figure) return;
        if (value::goes_on(text_, capture.printed.end, profile_.lexicon)) capture.damaged = true;
        if (capture.qualifier != Qualifier::none) return;
        // The words of the template may hold the qualifier ("amounts to about {field}").
        const auto before = value::qualifier_before(text_, capture.printed.begin, profile_.lexicon);
        if (before) {
            capture.qualifier = before->qualifier;
            capture.printed.begin = before->begin;
            return;
        }
        // What is counted may stand between: "1,205 websites or so" in Chinese.
        const auto counter = profile_.lexicon.counters.match(text_, capture.printed.end);
        if (!counter.matched) return;
        const auto behind = profile_.lexicon.qualifiers_after.match(text_, counter.end);
        if (!behind.matched || behind.end <= counter.end + longest_character) return;
        capture.qualifier = static_cast<Qualifier>(behind.payload);
        capture.printed.end = behind.end;
    }

    /// End of the name, or of the phrase of a list, that starts at `pos`; `pos` when there is none.
    [[nodiscard]] std::uint32_t word_end(const Slot& slot, std::uint32_t pos) const {
        if (slot.kind == SlotKind::words) {
            const auto match = profile_.words[slot.words].second.match(text_, pos);
            return match.matched ? match.end : pos;
        }
        if (slot.kind == SlotKind::amounts_to) {
            const auto match = profile_.lexicon.amounts_to.match(text_, pos);
            return match.matched ? match.end : pos;
        }
        constexpr std::uint32_t longest_name = 40;  // bytes
        if (pos >= text_.size() || text_[pos] < 'A' || text_[pos] > 'Z' || !may_start(text_, pos)) return pos;
        std::uint32_t end = pos;
        while (end < text_.size() && end - pos < longest_name && text::is_letter(text_[end])) ++end;
        return end;
    }

    bool read_constant(const Slot& slot, std::string_view words, std::uint32_t pos, Capture& capture) const {
        const text::LiteralMatch match = text::match_literal(text_, pos, words);
        if (!match.matched) return false;
        capture.value = Decimal::from_integer(slot.constant);
        capture.precision = Decimal::from_integer(1);
        capture.printed = {pos, match.end};
        return true;
    }

    bool read_slot(const Slot& slot, std::uint32_t pos, Capture& capture) const {
        const value::Lexicon& lexicon = profile_.lexicon;
        switch (slot.kind) {
            case SlotKind::count:
                return take(counts_.at(pos, [&](std::uint32_t at) { return value::read_count(text_, at, lexicon); }),
                            capture);
            case SlotKind::percentage:
                return take(value::read_percentage(text_, pos, lexicon), capture);
            case SlotKind::figure:
                return take(figures_.at(pos, [&](std::uint32_t at) { return value::read_figure(text_, at, lexicon); }),
                            capture) ||
                       take(value::read_spelled_count(text_, pos, lexicon), capture);
            case SlotKind::year:
            case SlotKind::issue_year: {
                const auto year = value::read_year(text_, pos);
                if (year) take(*year, capture);
                return year.has_value();
            }
            case SlotKind::issue_number: {
                const auto number = value::read_number(text_, pos);
                const bool fits = number && number->value.is_integer() && number->printed.end - pos <= 3;
                if (fits) take(*number, capture);
                return fits;
            }
            case SlotKind::date: {
                const auto date = value::read_date(text_, pos, lexicon);
                if (!date || !date->valid()) return false;
                // The day of a year that is not printed is no value; it may be a year that was cut ("Sep.20").
                if (slot.field != profile::no_field && date->year == 0) return false;
                capture.date = *date;
                capture.printed = date->printed;
                // "2001.8" cut behind the year
                capture.damaged = date->printed.end == text_.size() || text::is_digit(text_[date->printed.end]);
                return true;
            }
            case SlotKind::period: {
                auto days = value::read_day_range(text_, pos, lexicon);
                if (!days && lexicon.unspaced) days = read_bare_period(pos);
                if (!days) return false;
                capture.days = *days;
                capture.printed = days->printed;
                return true;
            }
            case SlotKind::change: {
                const auto& change =
                    changes_.at(pos, [&](std::uint32_t at) { return value::read_change(text_, at, lexicon); });
                if (!change) return false;
                capture.change = change->change;
                capture.change_core = change->core;
                capture.printed = change->printed;
                capture.damaged = change->damaged;
                capture.bare = change->bare;
                capture.against_last_year = change->against_last_year;
                return true;
            }
            case SlotKind::enumeration:
                return read_code(slot, pos, capture);
            case SlotKind::text:
                return read_text(slot, pos, capture);
            case SlotKind::list:
            case SlotKind::constant:
            case SlotKind::name:
            case SlotKind::words:
            case SlotKind::amounts_to:
            case SlotKind::gap:
                return false;  // read by the machine itself
        }
        return false;
    }

    bool read_code(const Slot& slot, std::uint32_t pos, Capture& capture) const {
        if (slot.field == profile::no_field) return false;
        constexpr std::string_view lenticular = "\xE3\x80\x90";
        std::uint32_t begin = pos;
        if (text_[pos] == '"' || text_[pos] == '\'') begin = pos + 1;
        if (text_.substr(pos, lenticular.size()) == lenticular)
            begin = pos + static_cast<std::uint32_t>(lenticular.size());
        const text::PhraseSet& codes = profile_.fields[static_cast<std::size_t>(slot.field)].code_words;
        const auto match = codes.match(text_, begin);
        const bool goes_on = match.matched && code_goes_on(match.end);
        if (match.matched && (!goes_on || leads_to_code(codes, match.end))) {
            capture.code = match.payload;
            capture.damaged = goes_on;
            capture.printed = {begin, match.end};
            return true;
        }
        if (!match.matched && !profile_.lexicon.unspaced) return false;
        const std::uint32_t end = unknown_code_end(begin);
        if (end == begin || (match.matched && end <= match.end)) return false;
        capture.code = Capture::unknown_code;
        capture.printed = {begin, end};
        return true;
    }

    /// "Medium or high", written without a space.
    [[nodiscard]] bool leads_to_code(const text::PhraseSet& codes, std::uint32_t pos) const {
        const auto link = profile_.lexicon.alternatives.match(text_, pos);
        return link.matched && codes.match(text_, link.end).matched;
    }

    /// End of a word that stands where a code is expected, and is none; `pos` where more than a word stands there.
    [[nodiscard]] std::uint32_t unknown_code_end(std::uint32_t pos) const {
        constexpr std::uint32_t longest = 15;  // bytes: five Chinese characters
        std::uint32_t end = pos;
        while (end < text_.size() && end - pos <= longest && !normal_.is_line_start(end)) {
            const bool mark = text_[end] == '-' || text_[end] == '+';
            if (!mark && !text::is_letter(text_[end]) && !text::is_ideograph(text_, end)) break;
            end = next_character(text_, end);
        }
        const bool parted = end < text_.size() || !normal_.ends_open();
        return end - pos <= longest && parted ? end : pos;
    }

    /// Whether the word of a code is the beginning of a longer one: "medium-high", or a Chinese character behind
    /// another. A line's end between them parts them.
    [[nodiscard]] bool code_goes_on(std::uint32_t end) const {
        if (end + 1 >= text_.size() || normal_.is_line_start(end)) return false;
        if (text_[end] == '-') return text::is_letter(text_[end + 1]);
        return text_[end] == '+' || (text::is_multibyte(text_[end - 1]) && text::is_ideograph(text_, end));
    }

    /// A text ends with its line, with the label of another text, or where the field's pattern ends.
    bool read_text(const Slot& slot, std::uint32_t pos, Capture& capture) const {
        if (text_[pos] == '<') ++pos;  // an address in angle brackets
        const FieldDefinition* field =
            slot.field == profile::no_field ? nullptr : &profile_.fields[static_cast<std::size_t>(slot.field)];
        const std::uint32_t stop = text_stop(pos, field != nullptr && field->pattern != nullptr);
        std::uint32_t end = stop;
        if (field != nullptr && field->pattern != nullptr) {
            const absl::string_view window(text_.data() + pos, stop - pos);
            absl::string_view whole;
            if (!field->pattern->Match(window, 0, window.size(), re2::RE2::ANCHOR_START, &whole, 1)) return false;
            end = pos + static_cast<std::uint32_t>(whole.size());
        }
        while (end > pos && text::is_white(text_[end - 1])) --end;
        if (profile_.lexicon.unspaced && end < text_.size() && text_[end] == ':') end = label_begin(pos, end);
        if (end == pos) return false;
        capture.printed = {pos, end};
        // an address or number that a wrap divided
        const char next = end < text_.size() ? text_[end] : ' ';
        const bool divided =
            next == '-' || next == '@' || (next == '.' && end + 1 < text_.size() && text_[end + 1] == '\n');
        capture.damaged = text_[end - 1] == '-' || divided || may_go_on(field, pos, end);
        return true;
    }

    /// Where the label that ends at `end` begins; `pos` where the profile knows none: what a colon ends is no value.
    [[nodiscard]] std::uint32_t label_begin(std::uint32_t pos, std::uint32_t end) const {
        for (std::uint32_t at = pos; at < end; at = next_character(text_, at)) {
            const auto label = profile_.bylines.match(text_, at);
            if (label.matched && label.end == end) return at;
        }
        return pos;
    }

    /// Digits on the next line, or a letter that stands for one ("8299O315"), may be the rest of a number that is not a
    /// complete one yet.
    bool may_go_on(const FieldDefinition* field, std::uint32_t pos, std::uint32_t end) const {
        if (field == nullptr || field->complete == nullptr || end + 1 >= text_.size()) return false;
        const bool below = text_[end] == '\n' && text::is_digit(text_[end + 1]);
        const bool letter = text::is_letter(text_[end]) && text::is_digit(text_[end + 1]);
        if (!text::is_digit(text_[end - 1]) || (!below && !letter)) return false;
        return !re2::RE2::FullMatch(absl::string_view(text_.data() + pos, end - pos), *field->complete);
    }

    /// Where a text that starts at `pos` has to end. A pattern may go on over a line end that is white space; a text
    /// without one stays on its line.
    [[nodiscard]] std::uint32_t text_stop(std::uint32_t pos, bool over_lines) const {
        auto limit = static_cast<std::uint32_t>(std::min<std::size_t>(text_.size(), std::size_t{pos} + longest_text));
        while (limit < text_.size() && !is_character_start(text_[limit])) --limit;
        std::uint32_t line = normal_.next_line_start(pos + 1);
        while (over_lines && line < limit && text_[line - 1] == '\n') line = normal_.next_line_start(line + 1);
        limit = std::min(limit, line);
        for (std::uint32_t at = pos; at < limit; at = next_character(text_, at)) {
            if (!may_start(text_, at)) continue;
            for (std::size_t i = 0; i < profile_.stops.size(); ++i) {
                if (text::match_literal(text_, normal_.folded(), at, profile_.stops[i]).matched) return at;
            }
        }
        return limit;
    }

    /// "6.13-6.19": figures that are as many days as a period has, and may else be anything.
    [[nodiscard]] std::optional<value::DayRange> read_bare_period(std::uint32_t pos) const {
        constexpr std::int32_t leap_year = 2016;
        const profile::Check* const check = profile_.period_check();
        const auto days = value::read_bare_day_range(text_, pos);
        if (!days || check == nullptr) return std::nullopt;
        value::DayRange in_leap_year = *days;
        in_leap_year.start.year = in_leap_year.end.year = leap_year;
        const bool fits = value::days_in(*days) == check->days || value::days_in(in_leap_year) == check->days;
        return fits ? days : std::nullopt;
    }

    const text::NormalText& normal_;
    std::string_view text_;
    const Profile& profile_;
    std::uint32_t gap_limit_ = longest_gap;
    mutable PlaceMemo<value::Figure> counts_;
    mutable PlaceMemo<value::Figure> figures_;
    mutable PlaceMemo<value::ReadChange> changes_;
    std::vector<Capture> captures_;
    std::vector<Capture> cut_;
    std::vector<text::Range> gaps_;
    std::vector<Choice> stack_;
};

/// Adds a match of a pattern: a slot a group.
void add_groups(const profile::PatternRule& rule, std::span<const absl::string_view> groups, const Machine& machine,
                text::Range range, Matches& matches) {
    std::vector<Capture> captures;
    std::vector<text::Range> gaps;
    for (std::size_t group = 0; group < rule.slots.size(); ++group) {
        const absl::string_view found = groups[group + 1];
        if (found.empty()) continue;
        const auto begin = range.begin + static_cast<std::uint32_t>(found.data() - groups[0].data());
        const std::uint32_t end = begin + static_cast<std::uint32_t>(found.size());
        if (rule.slots[group].kind == SlotKind::gap) {
            gaps.push_back({begin, end});
            continue;
        }
        const auto capture = machine.read(rule.slots[group], begin, end);
        if (capture) captures.push_back(*capture);
    }
    if (!range.empty()) matches.add({rule.rule, range}, captures, gaps);
}

/// The escape hatch: RE2 wherever in the text the pattern can match.
void find_patterns(const text::NormalText& normal, const Profile& profile, const Machine& machine, Matches& matches) {
    const std::string_view text = normal.text();
    for (const profile::PatternRule& rule : profile.patterns) {
        std::vector<absl::string_view> groups(rule.slots.size() + 1);
        const auto find = [&](std::size_t from, std::size_t to) {
            return from <= to && profile::find_pattern(*rule.pattern, rule.required.pieces, text, from, to, groups);
        };
        std::size_t from = 0;
        for (text::Range stretch = rule.required.next_stretch(text, from); !stretch.empty();
             stretch = rule.required.next_stretch(text, from)) {
            for (from = stretch.begin; find(from, stretch.end);) {
                const auto begin = static_cast<std::uint32_t>(groups[0].data() - text.data());
                const auto end = begin + static_cast<std::uint32_t>(groups[0].size());
                add_groups(rule, groups, machine, {begin, end}, matches);
                from = begin == end ? end + 1 : end;
            }
            from = stretch.end;
        }
    }
}

}  // namespace

void Matches::add(Match match, std::span<const Capture> read, std::span<const text::Range> skipped) {
    match.first_capture = static_cast<std::uint32_t>(captures.size());
    match.captures = static_cast<std::uint32_t>(read.size());
    match.first_gap = static_cast<std::uint32_t>(gaps.size());
    match.gaps = static_cast<std::uint32_t>(skipped.size());
    captures.insert(captures.end(), read.begin(), read.end());
    gaps.insert(gaps.end(), skipped.begin(), skipped.end());
    all.push_back(match);
}

Matches find_matches(const text::NormalText& normal, const Profile& profile) {
    Matches matches;
    matches.all.reserve(64);
    matches.captures.reserve(64);
    const std::string_view text = normal.text();
    Machine machine(normal, profile);
    std::uint32_t last_rule = UINT32_MAX;
    std::uint32_t last_pos = 0;
    bool in_order = true;
    each_start(normal, profile.template_dispatch, [&](std::uint32_t pos, std::uint32_t number) {
        const profile::RuleTemplate& candidate = profile.templates[number];
        if (candidate.rule == last_rule && pos == last_pos) return;
        if (profile.lexicon.unspaced) {
            const bool harmless = profile.rules[candidate.rule].kind == profile::RuleKind::same_scope;
            machine.limit_gaps(harmless ? clause_gap : longest_gap);
        }
        const Machine::Outcome outcome = machine.run(candidate.compiled, pos);
        if (outcome.matched) {
            in_order = in_order && outcome.begin == pos;
            matches.add({candidate.rule, {outcome.begin, outcome.end}}, machine.captures(), machine.gaps());
            last_rule = candidate.rule;
            last_pos = pos;
        }
        if (outcome.cut) {
            const auto end = static_cast<std::uint32_t>(text.size());
            in_order = in_order && outcome.begin == pos;
            matches.add({candidate.rule, {outcome.begin, end}, true}, machine.cut_captures(), {});
        }
    });
    if (!profile.patterns.empty()) find_patterns(normal, profile, machine, matches);
    if (!profile.patterns.empty() || !in_order) {
        std::stable_sort(matches.all.begin(), matches.all.end(),
                         [](const Match& a, const Match& b) { return a.range.begin < b.range.begin; });
    }
    return matches;
}

std::vector<MarkMatch> find_marks(const text::NormalText& normal, const Profile& profile) {
    std::vector<MarkMatch> found;
    std::vector<std::uint8_t> done(profile.marks.size(), 0);
    Machine machine(normal, profile);
    each_start(normal, profile.mark_dispatch, [&](std::uint32_t pos, std::uint32_t number) {
        if (done[number] != 0) return;
        const Machine::Outcome outcome = machine.match(profile.marks[number].compiled, pos);
        if (!outcome.matched) return;
        found.push_back({number, {outcome.begin, outcome.end}});
        done[number] = profile.marks[number].counts_once() ? 1 : 0;
    });
    return found;
}

}  // namespace certdelta::extract
