#include "profile/dispatch.h"

#include <algorithm>
#include <array>
#include <bit>
#include <tuple>
#include <utility>

#include "text/literal.h"

static_assert(std::endian::native == std::endian::little, "Dispatch compares bytes as little-endian words");

namespace certdelta::profile {
namespace {

constexpr std::size_t word_size = sizeof(std::uint64_t);

/// How many bytes of the literal a text has to show as they are: up to eight, up to the first place where
/// match_literal() lets the text differ.
std::size_t fixed_length(std::string_view literal) {
    std::size_t length = 0;
    while (length < literal.size() && length < 8) {
        const char c = literal[length];
        if (c == '-' || c == '"') break;
        const bool after_word =
            length > 0 && (text::is_letter(literal[length - 1]) || text::is_multibyte(literal[length - 1]));
        const bool before_word = length + 1 < literal.size() &&
                                 (text::is_letter(literal[length + 1]) || text::is_multibyte(literal[length + 1]));
        if (c == ' ' && !(after_word && before_word)) break;
        const bool punctuation = !text::is_letter(c) && !text::is_multibyte(c) && c != ' ';
        if (punctuation && length >= 2) break;  // white space may stand before it
        ++length;
        if (punctuation && length >= 2) break;  // or behind it
    }
    return length;
}

}  // namespace

void Dispatch::add(std::string_view literal, std::uint32_t number) {
    const std::size_t length = fixed_length(literal);
    add_ways(literal, length, std::string(literal.substr(0, length)), number);
    has_ascii_ = has_ascii_ || !text::is_multibyte(literal.front());
}

/// Behind its fixed bytes, a literal may be written in more ways than one. Follows each of them up to eight bytes, or
/// to where the text departs from the literal's own characters: `bytes` are what the text shows so far, `at` is the
/// literal's character that comes next. The ways are those of text::match_literal().
void Dispatch::add_ways(std::string_view literal, std::size_t at, std::string bytes, std::uint32_t number) {
    if (bytes.size() == word_size) return add_entry(bytes, literal.substr(at), number);
    if (at == literal.size() || bytes.size() < 2) return add_entry(bytes, {}, number);
    const char wanted = literal[at];
    const char before = bytes.back();
    if (wanted == '-' || wanted == '"') return add_entry(bytes, {}, number);
    if (wanted == ' ') {
        const bool between_words = text::is_word(before) && at + 1 < literal.size() && text::is_word(literal[at + 1]);
        if (!between_words) return add_entry(bytes, {}, number);
    } else {
        if (before != '"') add_entry(bytes + '"', {}, number);
        if (before != ' ' && (!text::is_word(before) || !text::is_word(wanted)))
            add_ways(literal, at, bytes + ' ', number);
    }
    if (text::is_letter(before)) add_entry(bytes + '-', {}, number);
    add_ways(literal, at + 1, bytes + wanted, number);
}

void Dispatch::add_entry(std::string_view bytes, std::string_view rest, std::uint32_t number) {
    std::array<char, word_size> padded{};
    std::copy(bytes.begin(), bytes.end(), padded.begin());
    std::uint64_t prefix = 0;
    std::memcpy(&prefix, padded.data(), sizeof prefix);
    const bool whole = bytes.size() == word_size;
    const std::uint64_t mask = whole ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * bytes.size())) - 1;
    (whole ? whole_ : part_)
        .push_back({prefix, mask, number, static_cast<std::uint32_t>(tails_.size()),
                    static_cast<std::uint32_t>(rest.size()), hash(whole ? prefix : beginning_of(prefix))});
    tails_ += rest;
    pairs_.set(pair_of(prefix));
}

void Dispatch::build() {
    fill(part_, part_buckets_);
    // What a part of the bytes lets pass needs no entry of its own.
    std::erase_if(whole_, [this](const Entry& entry) {
        const Bucket& bucket = part_buckets_[hash(beginning_of(entry.prefix))];
        const Entry* const parts = part_.data();
        return std::any_of(parts + bucket.begin, parts + bucket.end, [&entry](const Entry& part) {
            return part.number == entry.number && ((entry.prefix ^ part.prefix) & part.mask) == 0;
        });
    });
    fill(whole_, whole_buckets_);
}

/// Sorts the entries by bucket and number, without those that say no more than another one.
void Dispatch::fill(std::vector<Entry>& entries, std::vector<Bucket>& buckets) {
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return std::tie(a.bucket, a.number, a.mask, a.prefix, a.tail_size) <
               std::tie(b.bucket, b.number, b.mask, b.prefix, b.tail_size);
    });
    std::vector<Entry> kept;
    for (const Entry& entry : entries) {
        bool covered = false;
        for (auto other = kept.rbegin(); other != kept.rend() && !covered; ++other) {
            if (other->bucket != entry.bucket || other->number != entry.number) break;
            covered = ((entry.prefix ^ other->prefix) & other->mask) == 0 && other->tail_size == 0;
        }
        if (!covered) kept.push_back(entry);
    }
    entries = std::move(kept);
    for (std::uint32_t i = 0; i < entries.size(); ++i) {
        Bucket& bucket = buckets[entries[i].bucket];
        if (bucket.end == 0) bucket.begin = i;
        bucket.end = i + 1;
    }
}

}  // namespace certdelta::profile
