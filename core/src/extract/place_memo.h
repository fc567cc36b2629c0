// What was read at places of a text, so that it is not read again for every rule that asks.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace certdelta::extract {

/// Remembers answers by place. Of places that are a multiple of `slots` bytes apart, the last one asked for.
template <class Answer>
class PlaceMemo {
public:
    PlaceMemo() { places_.fill(nowhere); }

    /// read(place), or what it gave before for the same place. The reference is good until the next call.
    template <class Read>
    const std::optional<Answer>& at(std::uint32_t place, Read read) {
        const std::size_t slot = place % slots;
        if (answers_.empty()) answers_.resize(slots);
        if (places_[slot] != place) {
            answers_[slot] = read(place);
            places_[slot] = place;
        }
        return answers_[slot];
    }

private:
    static constexpr std::size_t slots = 128;
    static constexpr std::uint32_t nowhere = UINT32_MAX;
    std::array<std::uint32_t, slots> places_;
    std::vector<std::optional<Answer>> answers_;  ///< by slot; empty before the first
};

}  // namespace certdelta::extract
