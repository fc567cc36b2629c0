#include "extract/clause/match.h"

#include <algorithm>

namespace certdelta::extract {

void ClauseMatch::begin(std::size_t first, bool captioned, const std::optional<ReadFigure>& with) {
    end();
    with_ = with;
    captioned_ = captioned;
    begin_ = end_ = view_[first].range.begin;
}

void ClauseMatch::end() {
    const text::Range range{begin_, end_};
    if (!captures_.empty() && with_ && gaps_.empty())
        additions_.push_back({with_->printed, with_->field, range, captures_, gaps_});
    else if (!captures_.empty())
        matches_.add({view_.profile().clauses.rule, range}, captures_, gaps_);
    with_.reset();
    captures_.clear();
    gaps_.clear();
    gaps_end_ = 0;
    changing_.reset();
}

void ClauseMatch::add(std::size_t figure, std::int32_t field) {
    captures_.push_back(view_.capture(figure));
    captures_.back().slot.field = field;
}

void ClauseMatch::add_count(std::size_t count, std::int32_t field) {
    changing_ = captures_.size();
    add(count, field);
}

void ClauseMatch::add_earlier(std::size_t count) {
    captures_.push_back(view_.capture(count));
    captures_.back().slot = {profile::SlotKind::figure, profile::no_field};
}

void ClauseMatch::add_gaps(std::size_t begin, std::size_t end) {
    for (std::size_t i = std::max(begin, gaps_end_); i < end; ++i) {
        if (is_role(view_[i], profile::ClauseRole::earlier) || view_.is_when(view_[i])) gaps_.push_back(view_[i].range);
    }
    gaps_end_ = std::max(gaps_end_, end);
}

void ClauseMatch::go_to(std::uint32_t end) { end_ = std::max(end_, end); }

void ClauseMatch::add_value(text::Range range, const Capture& value) {
    end();
    matches_.add({view_.profile().clauses.rule, range}, {&value, 1}, {});
}

std::optional<ReadFigure> ClauseMatch::changing() const {
    if (!changing_) return std::nullopt;
    return ReadFigure{captures_[*changing_].printed, captures_[*changing_].slot.field};
}

void ClauseMatch::add_change(std::size_t change, std::size_t gaps) {
    if (view_.capture(change).against_last_year) return;
    add(change, captures_[*changing_].slot.field);
    add_gaps(gaps, change);
    go_to(view_.capture(change).printed.end);
    changing_.reset();
}

void ClauseMatch::add_change_of(const ReadFigure& count, std::size_t change) {
    const Capture& read = view_.capture(change);
    if (read.against_last_year) return;
    const bool here = std::any_of(captures_.begin(), captures_.end(), [&count](const Capture& capture) {
        return capture.slot.field == count.field && capture.printed == count.printed;
    });
    if (here) {
        add(change, count.field);
        return go_to(read.printed.end);
    }
    additions_.push_back({count.printed, count.field, read.printed, {read}, {}});
    additions_.back().captures.front().slot.field = count.field;
}

}  // namespace certdelta::extract
