#include "profile/template.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "text/characters.h"
#include "text/literal.h"

namespace certdelta::profile {
namespace {

constexpr std::size_t deepest = 16;
constexpr std::size_t most_instructions = 2000;
constexpr std::string_view kOf = " of ";

/// A recursive-descent parser that emits instructions as it goes.
class Compiler {
public:
    Compiler(std::string_view source, const SlotResolver& resolve, const SlotStarts& starts, const PartResolver& parts)
        : source_(source), resolve_(resolve), starts_(starts), parts_(parts) {}

    Result<Template> compile() {
        out_.source = std::string(source_);
        if (!alternatives(0)) return *error_;
        if (pos_ < source_.size()) {
            fail(source_[pos_] == '|' ? "\"|\" stands outside of brackets" : "a bracket is closed that was not opened");
            return *error_;
        }
        emit(Op::accept);
        std::vector<Beginning> beginnings;
        std::vector<std::vector<std::string>> openings;
        for (const Slot& slot : out_.slots) {
            SlotStart start = starts_(slot);
            beginnings.push_back(start.beginning);
            if (slot.kind == SlotKind::constant) start.words.emplace_back(out_.literals[slot.words].view());
            openings.push_back(std::move(start.words));
        }
        add_beginnings(out_, beginnings);
        out_.figure_first = starts_with_figure();
        out_.ideographs = needs_ideographs();
        constexpr std::size_t enough = 8;  // bytes: a longer word, three Chinese characters
        out_.leading = leading_of(out_, out_.first_words(), enough, openings);
        out_.is_words = out_.instructions.size() == 2 && out_.instructions[0].op == Op::literal &&
                        out_.leading.size() == 1 && out_.leading[0].words == out_.literals[0].view();
        if (out_.leading.empty()) {
            pos_ = 0;
            fail(out_.figure_first
                     ? "words have to follow a template's first figure, two letters or one Chinese character at least"
                     : "a template has to start with a figure, a day whose month is named first, one of a list of "
                       "words, or "
                       "with words, two letters or one Chinese character at least");
            return *error_;
        }
        return std::move(out_);
    }

private:
    bool fail(std::string message) {
        if (!error_) {
            error_ = Error{};
            error_->code = ErrorCode::invalid_profile;
            error_->message = std::move(message);
            error_->column = static_cast<std::uint32_t>(pos_ + 1);
            if (part_.empty()) return false;
            // The template is where it can be looked up; the place within the part is told in words.
            error_->message = "in the part \"" + std::string(part_) + "\", character " + std::to_string(pos_ + 1) +
                              ": " + error_->message;
            error_->column = static_cast<std::uint32_t>(outside_ + 1);
        }
        return false;
    }

    std::uint32_t here() const { return static_cast<std::uint32_t>(out_.instructions.size()); }

    std::uint32_t emit(Op op, std::uint32_t a = 0) {
        out_.instructions.emplace_back();
        out_.instructions.back().op = op;
        out_.instructions.back().a = a;
        return here() - 1;
    }

    /// sequence ("|" sequence)*, inside brackets only.
    bool alternatives(std::size_t depth) {
        if (depth > deepest) return fail("brackets are nested too deeply");
        std::vector<std::uint32_t> jumps;
        while (true) {
            const std::uint32_t split = here();
            if (depth > 0) emit(Op::split, split + 1);
            if (!sequence(depth)) return false;
            if (depth == 0) return true;
            const bool more = pos_ < source_.size() && source_[pos_] == '|';
            if (!more) {
                // the last alternative has no other to fall back on
                out_.instructions[split].op = Op::jump;
                break;
            }
            ++pos_;
            jumps.push_back(emit(Op::jump));
            out_.instructions[split].b = here();
        }
        for (const std::uint32_t jump : jumps) out_.instructions[jump].a = here();
        return true;
    }

    bool group(std::size_t depth, char close, bool optional) {
        const std::size_t open = pos_++;
        const std::uint32_t split = here();
        if (optional) emit(Op::split, split + 1);
        if (!alternatives(depth + 1)) return false;
        if (pos_ >= source_.size() || source_[pos_] != close) {
            pos_ = open;
            return fail("a bracket is not closed");
        }
        ++pos_;
        if (optional) out_.instructions[split].b = here();
        return true;
    }

    bool sequence(std::size_t depth) {
        std::string words;
        const auto flush = [&] {
            if (words.empty()) return;
            const std::string literal = text::fold_phrase(words);
            words.clear();
            if (literal.empty()) return;
            out_.literals.add(literal);
            emit(Op::literal, static_cast<std::uint32_t>(out_.literals.size() - 1));
        };
        while (pos_ < source_.size()) {
            if (out_.instructions.size() > most_instructions) return fail("the template is too long");
            const char c = source_[pos_];
            if (c == '|' || c == ')' || c == ']') break;
            if (c == '\\') {
                if (pos_ + 1 == source_.size()) return fail("\"\\\" is the last character");
                words += source_[pos_ + 1];
                pos_ += 2;
            } else if (c == '{') {
                flush();
                if (!slot(depth)) return false;
            } else if (c == '}') {
                return fail("\"}\" without \"{\"");
            } else if (c == '[' || c == '(') {
                flush();
                if (!group(depth, c == '[' ? ']' : ')', c == '[')) return false;
            } else if (source_.substr(pos_, 3) == "...") {
                flush();
                emit(Op::gap);
                pos_ += 3;
            } else {
                words += c;
                ++pos_;
            }
        }
        flush();
        return true;
    }

    bool slot(std::size_t depth) {
        const std::size_t open = pos_;
        const std::size_t close = source_.find('}', open);
        if (close == std::string_view::npos) return fail("\"{\" is not closed");
        std::string_view name = source_.substr(open + 1, close - open - 1);
        if (const std::size_t colon = name.find(':'); colon != std::string_view::npos)
            return constant(name.substr(0, colon), name.substr(colon + 1), close);
        constexpr std::string_view change_of = "change of ";
        const bool change = name.substr(0, change_of.size()) == change_of;
        if (change) name.remove_prefix(change_of.size());
        const std::size_t of = change ? std::string_view::npos : name.rfind(kOf);
        const std::string_view part_name = name.substr(0, of);
        if (const auto text = change ? std::nullopt : parts_(part_name)) {
            std::string_view field = of == std::string_view::npos ? "" : name.substr(of + kOf.size());
            if (!field_of_part(field)) return false;
            return part(depth + 1, part_name, *text, field, close);
        }
        if (!field_of_part(name)) return false;
        const std::optional<Slot> slot = resolve_(name, change);
        if (!slot) return fail(std::string("no field and no kind of figure is called \"").append(name) += '"');
        out_.slots.push_back(*slot);
        emit(Op::slot, static_cast<std::uint32_t>(out_.slots.size() - 1));
        pos_ = close + 1;
        return true;
    }

    /// Within a part, "field" is the one that the template names.
    bool field_of_part(std::string_view& name) {
        if (part_.empty() || name != "field") return true;
        name = field_;
        return !field_.empty() || fail("a part with {field} is named with one: \"{part of field}\"");
    }

    /// The text of a part in the place of its name.
    bool part(std::size_t depth, std::string_view name, std::string_view text, std::string_view field,
              std::size_t close) {
        if (depth > deepest) return fail("brackets are nested too deeply");
        if (++parts_read_ > most_instructions) return fail("the template is too long");
        if (!field.empty() && !resolve_(field, false))
            return fail(std::string("no field is called \"").append(field) += '"');
        const auto around = std::tuple(source_, part_, field_, outside_);
        if (part_.empty()) outside_ = pos_;
        source_ = text;
        part_ = name;
        field_ = field;
        pos_ = 0;
        if (!sequence(depth)) return false;
        if (pos_ < source_.size())
            return fail("a bracket is closed that was not opened, or \"|\" stands outside of brackets");
        std::tie(source_, part_, field_, outside_) = around;
        pos_ = close + 1;
        return true;
    }

    /// "{field: words = 0}"
    bool constant(std::string_view name, std::string_view rest, std::size_t close) {
        const std::size_t equals = rest.rfind('=');
        if (!field_of_part(name)) return false;
        std::optional<Slot> slot = resolve_(name, false);
        if (!slot || slot->kind != SlotKind::count)
            return fail(std::string(1, '"').append(name) += "\" is no field that counts");
        std::string_view number = equals == std::string_view::npos ? std::string_view{} : trim(rest.substr(equals + 1));
        const std::string words = text::fold_phrase(trim(rest.substr(0, equals)));
        const bool digits =
            !number.empty() && number.size() <= 9 && std::all_of(number.begin(), number.end(), text::is_digit);
        if (words.empty() || !digits) return fail("\"{field: words = number}\" is expected");
        slot->kind = SlotKind::constant;
        for (const char digit : number) slot->constant = slot->constant * 10 + (digit - '0');
        out_.literals.add(words);
        slot->words = static_cast<std::uint32_t>(out_.literals.size() - 1);
        out_.slots.push_back(*slot);
        emit(Op::slot, static_cast<std::uint32_t>(out_.slots.size() - 1));
        pos_ = close + 1;
        return true;
    }

    static std::string_view trim(std::string_view words) {
        while (!words.empty() && words.front() == ' ') words.remove_prefix(1);
        while (!words.empty() && words.back() == ' ') words.remove_suffix(1);
        return words;
    }

    [[nodiscard]] bool starts_with_figure() const {
        const Instruction& first = out_.instructions.front();
        if (first.op != Op::slot) return false;
        const SlotKind kind = out_.slots[first.a].kind;
        return kind == SlotKind::count || kind == SlotKind::percentage || kind == SlotKind::figure;
    }

    /// Every way through the template shows a literal with a Chinese character.
    [[nodiscard]] bool needs_ideographs() const {
        std::vector<bool> needs(out_.instructions.size(), false);  // from each instruction on; they go on to later ones
        for (std::size_t i = needs.size() - 1; i-- > 0;) {
            const Instruction& instruction = out_.instructions[i];
            if (instruction.op == Op::split)
                needs[i] = needs[instruction.a] && needs[instruction.b];
            else if (instruction.op == Op::jump)
                needs[i] = needs[instruction.a];
            else if (instruction.op == Op::literal)
                needs[i] = needs[i + 1] || text::holds_ideograph(out_.literals[instruction.a].view());
            else
                needs[i] = needs[i + 1];
        }
        return needs.front();
    }

    std::string_view source_;
    const SlotResolver& resolve_;
    const SlotStarts& starts_;
    const PartResolver& parts_;
    std::size_t pos_ = 0;
    std::string_view part_;    ///< the part that is being read; empty in the template itself
    std::string_view field_;   ///< what {field} means in it
    std::size_t outside_ = 0;  ///< where in the template it stands
    std::size_t parts_read_ = 0;
    Template out_;
    std::optional<Error> error_;
};

}  // namespace

Result<Template> compile_template(std::string_view source, const SlotResolver& resolve, const SlotStarts& starts,
                                  const PartResolver& parts) {
    return Compiler(source, resolve, starts, parts).compile();
}

}  // namespace certdelta::profile
