// What the ways through a template can begin with: a look at a byte or two, and most ways need not be tried.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace certdelta::profile {

struct Template;

/// Folded bytes in 64 classes: a class for each letter, for each punctuation mark that templates use, for each first
/// byte of common CJK characters; the rest share some.
constexpr std::array<std::uint8_t, 256> make_byte_classes() {
    constexpr std::string_view own = "abcdefghijklmnopqrstuvwxyz \"-,.;:()/%'[";
    constexpr unsigned other_ascii = 59;
    constexpr unsigned digit = 60;
    constexpr unsigned end_of_text = 61;
    constexpr unsigned continuation = 62;
    constexpr unsigned other_lead = 63;
    std::array<std::uint8_t, 256> classes{};
    for (unsigned byte = 0; byte < 256; ++byte) {
        unsigned number = other_lead;
        if (byte >= '0' && byte <= '9')
            number = digit;
        else if (byte < 0x80)
            number = byte == 0 ? end_of_text : other_ascii;
        else if (byte < 0xC0)
            number = continuation;
        else if (byte >= 0xE2 && byte <= 0xE9)
            number = static_cast<unsigned>(own.size()) + byte - 0xE2;
        else if (byte == 0xEF)
            number = static_cast<unsigned>(own.size()) + 8;
        classes[byte] = static_cast<std::uint8_t>(number);
    }
    for (std::size_t i = 0; i < own.size(); ++i)
        classes[static_cast<unsigned char>(own[i])] = static_cast<std::uint8_t>(i);
    return classes;
}
inline constexpr std::array<std::uint8_t, 256> byte_classes = make_byte_classes();

/// Some of the classes, a bit each.
class ByteSet {
public:
    static std::uint64_t bit(char byte) { return std::uint64_t{1} << byte_classes[static_cast<unsigned char>(byte)]; }
    [[nodiscard]] bool has(char byte) const {
        return (bits_ >> byte_classes[static_cast<unsigned char>(byte)] & 1U) != 0;
    }
    /// Of some bits: none that is not in the set.
    [[nodiscard]] bool has_all(std::uint64_t bits) const { return (bits & ~bits_) == 0; }
    void add(char byte) { bits_ |= bit(byte); }
    void add(ByteSet other) { bits_ |= other.bits_; }
    void add_all() { bits_ = ~std::uint64_t{0}; }

private:
    std::uint64_t bits_ = 0;
};

/// Some of the common CJK characters, of which many share a bit.
class CharacterSet {
public:
    /// First bytes of the characters that the set tells apart: of three bytes each.
    static bool is_lead(char byte) {
        const auto value = static_cast<unsigned char>(byte);
        return value >= 0xE2 && value <= 0xE9;
    }
    static std::uint64_t bit(const char* character) { return std::uint64_t{1} << number(character); }
    [[nodiscard]] bool has(const char* character) const { return (bits_ >> number(character) & 1U) != 0; }
    /// Of some bits: none that is not in the set.
    [[nodiscard]] bool has_all(std::uint64_t bits) const { return (bits & ~bits_) == 0; }
    void add(const char* character) { bits_ |= bit(character); }
    void add(CharacterSet other) { bits_ |= other.bits_; }
    void add_all() { bits_ = ~std::uint64_t{0}; }

private:
    static unsigned number(const char* character) {
        const auto byte = [character](int i) {
            return static_cast<unsigned>(static_cast<unsigned char>(character[i]));
        };
        return (byte(0) * 23U + byte(1) * 5U + byte(2)) & 63U;
    }

    std::uint64_t bits_ = 0;
};

/// What a text shows at a place, for a look at many beginnings there.
struct Shown {
    std::uint64_t first;         ///< a bit of ByteSet
    std::uint64_t behind_space;  ///< the same; zero where the first byte is no space
    std::uint64_t character;     ///< a bit of CharacterSet; zero where the first byte begins none
    /// `folded` is a place in a text from text::NormalText::folded().
    explicit Shown(const char* folded)
        : first(ByteSet::bit(folded[0])),
          behind_space(folded[0] == ' ' ? ByteSet::bit(folded[1]) : 0),
          character(CharacterSet::is_lead(folded[0]) ? CharacterSet::bit(folded) : 0) {}
};

/// The bytes that a folded text can show where a way begins. May hold some that no match begins with; lacks none.
struct Beginning {
    ByteSet first;
    ByteSet behind_space;     ///< the second byte, where the first one is a space
    CharacterSet characters;  ///< where the first byte is one that begins them

    void add(const Beginning& other) {
        first.add(other.first);
        behind_space.add(other.behind_space);
        characters.add(other.characters);
    }
    /// True at the text's end, where a way is cut off rather than wrong.
    [[nodiscard]] bool may_stand(const Shown& shown) const {
        return first.has_all(shown.first) && behind_space.has_all(shown.behind_space) &&
               characters.has_all(shown.character);
    }
    /// `folded` is a place in a text from text::NormalText::folded(). True at the text's end, where a way is cut off
    /// rather than wrong.
    [[nodiscard]] bool may_stand_at(const char* folded) const {
        if (!first.has(folded[0])) return false;
        return CharacterSet::is_lead(folded[0]) ? characters.has(folded)
                                                : folded[0] != ' ' || behind_space.has(folded[1]);
    }
};

/// Anything at all.
[[nodiscard]] Beginning any_beginning();
/// Adds what a match of the phrase begins with.
void add_beginning(Beginning& beginning, std::string_view phrase);
/// Of what is read at a place, or behind one white space there: `at_once` is how it begins, but for the space.
[[nodiscard]] Beginning beginning_behind_white(Beginning at_once);

/// Fills in the beginning of each instruction, and the ways of splits and jumps in the order in which they are to be
/// tried. The rules are those of text::match_literal().
/// `slots` are those of its slots.
void add_beginnings(Template& compiled, const std::vector<Beginning>& slots);

}  // namespace certdelta::profile
