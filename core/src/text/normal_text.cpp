// A normal form that is made: its index, and the ways back to the source.
#include <algorithm>
#include <bit>
#include <cstring>

#include "text/characters.h"
#include "text/eight.h"
#include "text/normalise.h"

namespace certdelta::text {
namespace {

constexpr std::size_t block_size = 64;  // bytes, of the index of segments

}  // namespace

void NormalText::index() {
    constexpr std::size_t padding = 8;
    const std::size_t size = text_.size();
    folded_ = std::unique_ptr<char[]>(new char[size + padding]);
    char* const folded = folded_.get();
    const char* const text = text_.data();
    std::uint64_t ideographs = 0;
    std::uint64_t letters_before = 0;   // the high bit of the lowest byte
    std::uint64_t capitals_before = 0;  // the same
    const auto take_eight = [&](std::uint64_t word, std::size_t pos) -> std::uint64_t {
        const std::uint64_t low = word & ~high_bits;
        const std::uint64_t ascii = ~word & high_bits;
        const std::uint64_t small = low | (each_byte * 0x20);
        const std::uint64_t letters = (small + each_byte * (0x80 - 'a')) & ~(small + each_byte * (0x7F - 'z')) & ascii;
        const std::uint64_t capitals = letters & ~(word << 2U);
        const std::uint64_t printed = low + each_byte * (0x80 - '!');
        // A character that is none of ASCII's starts with a byte from 0xC0 on.
        std::uint64_t starts = (ascii & printed) | (word & (word << 1U) & high_bits);
        const std::uint64_t behind_letter = letters << 8U | letters_before;
        const std::uint64_t behind_capital = capitals << 8U | capitals_before;
        starts &= ~(letters & ((behind_letter & ~capitals) | (behind_capital & capitals)));
        letters_before = letters >> 56U;
        capitals_before = capitals >> 56U;
        ideographs |= ideograph_leads(word);
        std::uint64_t lower_case = word | capitals >> 2U;
        // '\t' and '\n', the only characters below a space, become one.
        if (const std::uint64_t white = ascii & ~(low + each_byte * (0x80 - ' ')); white != 0)
            lower_case = (lower_case & ~((white >> 7U) * 0xFFU)) | white >> 2U;
        std::memcpy(folded + pos, &lower_case, sizeof lower_case);
        return starts;
    };
    std::size_t room = size / 3 + 8;  // more than most texts need
    starts_ = std::unique_ptr<std::uint32_t[]>(new std::uint32_t[room]);
    std::uint32_t* next = starts_.get();
    std::uint32_t* last = next + room - 8;
    for (std::size_t pos = 0; pos < size; pos += 8) {
        if (next > last) {
            room = size + 8;
            auto larger = std::unique_ptr<std::uint32_t[]>(new std::uint32_t[room]);
            next = std::copy(starts_.get(), next, larger.get());
            starts_ = std::move(larger);
            last = starts_.get() + room - 8;
        }
        std::uint64_t starts = take_eight(pos + 8 <= size ? eight_at(text + pos) : eight_from(text_, pos), pos);
        for (; starts != 0; starts &= starts - 1)
            *next++ = static_cast<std::uint32_t>(pos) + static_cast<std::uint32_t>(std::countr_zero(starts)) / 8;
    }
    start_count_ = static_cast<std::size_t>(next - starts_.get());
    std::memset(folded + size, 0, padding);
    ideographs_ = ideographs != 0;
    line_marks_ = PositionSet(size);
    for (const std::uint32_t start : line_starts_) line_marks_.add(start);
    block_segments_.reserve(size / block_size + 1);
    std::uint32_t segment = 0;
    for (std::size_t pos = 0; pos <= size; pos += block_size) {
        while (segment + 1 < segments_.size() && segments_[segment + 1].normal <= pos) ++segment;
        block_segments_.push_back(segment);
    }
}

const NormalText::Segment& NormalText::segment_at(std::uint32_t pos) const {
    std::uint32_t i = block_segments_[pos / block_size];
    while (i + 1 < segments_.size() && segments_[i + 1].normal <= pos) ++i;
    return segments_[i];
}

Span NormalText::to_source(Range range) const {
    const Segment& first = segment_at(range.begin);
    const bool first_same = first.normal_length == first.source_length;
    const std::uint64_t begin = first.source + (first_same ? range.begin - first.normal : 0);
    const Segment& last = segment_at(range.end - 1);
    const bool last_same = last.normal_length == last.source_length;
    const std::uint64_t end = last_same ? last.source + (range.end - last.normal) : last.source + last.source_length;
    return {begin, end};
}

Range NormalText::from_source(Span bytes) const {
    // The first position whose character ends behind `at`.
    const auto position = [this](std::uint64_t at) -> std::uint32_t {
        const auto segment = std::lower_bound(
            segments_.begin(), segments_.end(), at,
            [](const Segment& known, std::uint64_t wanted) { return known.source + known.source_length <= wanted; });
        if (segment == segments_.end()) return static_cast<std::uint32_t>(text_.size());
        const bool same = segment->normal_length == segment->source_length;
        const std::uint64_t inside = same && at > segment->source ? at - segment->source : 0;
        return segment->normal + static_cast<std::uint32_t>(inside);
    };
    Range range{position(bytes.begin), position(bytes.end)};
    while (range.begin < range.end && is_white(text_[range.begin])) ++range.begin;
    while (range.end > range.begin && is_white(text_[range.end - 1])) --range.end;
    return range;
}

bool NormalText::is_interrupted(Range range) const {
    if (omissions_.empty()) return false;
    const Span source = to_source(range);
    const auto next =
        std::upper_bound(omissions_.begin(), omissions_.end(), source.begin,
                         [](std::uint64_t at, const Omission& omission) { return at < omission.source.begin; });
    return next != omissions_.end() && next->source.end < source.end;
}

std::uint32_t NormalText::next_line_start(std::uint32_t pos) const {
    const auto next = std::lower_bound(line_starts_.begin(), line_starts_.end(), pos);
    return next == line_starts_.end() ? static_cast<std::uint32_t>(text_.size()) : *next;
}

}  // namespace certdelta::text
