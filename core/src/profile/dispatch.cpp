#include "profile/dispatch.h"

#include <algorithm>

namespace certdelta::profile {

void Dispatch::build() {
    std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.bucket < b.bucket; });
    const auto repeated = [](const Entry& a, const Entry& b) { return a.bucket == b.bucket && a.number == b.number; };
    entries_.erase(std::unique(entries_.begin(), entries_.end(), repeated), entries_.end());
    numbers_.clear();
    std::size_t next = 0;
    for (std::uint32_t bucket = 0; bucket < buckets; ++bucket) {
        starts_[bucket] = static_cast<std::uint32_t>(numbers_.size());
        for (; next < entries_.size() && entries_[next].bucket == bucket; ++next) numbers_.push_back(entries_[next].number);
    }
    starts_[buckets] = static_cast<std::uint32_t>(numbers_.size());
}

}  // namespace certdelta::profile
