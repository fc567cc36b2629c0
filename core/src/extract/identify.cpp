#include "extract/identify.h"

#include <algorithm>

#include "extract/matcher.h"
#include "extract/ranges.h"
#include "text/characters.h"
#include "text/phrase_set.h"
#include "text/sentence.h"
#include "text/utf8.h"
#include "value/date.h"
#include "value/number.h"

namespace certdelta::extract {
namespace {

constexpr std::uint32_t longest_heading = 110;  // bytes
constexpr std::size_t top_lines = 12;

struct LineOf {
    text::Range range;
    std::size_t number;  ///< from 0
};

LineOf line_of(const text::NormalText& normal, std::uint32_t pos) {
    const std::vector<std::uint32_t>& starts = normal.line_starts();
    const auto after = std::upper_bound(starts.begin(), starts.end(), pos);
    const std::uint32_t begin = after == starts.begin() ? 0 : *std::prev(after);
    const std::uint32_t end = text::skip_white_back(
        normal.text(), after == starts.end() ? static_cast<std::uint32_t>(normal.text().size()) : *after, begin);
    return {{begin, end}, static_cast<std::size_t>(after - starts.begin()) - 1};
}

/// "Home > Reports > Weekly", "Weekly | Monthly | Annual": where a page can lead, not what it is.
bool is_navigation(std::string_view words) {
    constexpr std::size_t longest = 1000;  // bytes
    return words.size() <= longest &&
           std::count(words.begin(), words.end(), '|') + std::count(words.begin(), words.end(), '>') > 1;
}

/// A line as long as a wrapped one, and a small letter starts the next one.
bool is_wrapped(const text::NormalText& normal, text::Range line) {
    const std::string_view text = normal.text();
    const bool next = line.end + 1 < text.size() && text[line.end] == '\n';
    return line.end - line.begin >= shortest_wrapped && next && text[line.end + 1] >= 'a' && text[line.end + 1] <= 'z';
}

/// A short line that is no part of a sentence: without commas, not closed by a full stop, and no address.
bool is_heading(const text::NormalText& normal, text::Range line, std::uint32_t longest = longest_heading) {
    if (line.end == line.begin || line.end - line.begin > longest) return false;
    const std::string_view words = normal.text().substr(line.begin, line.end - line.begin);
    if (is_wrapped(normal, line) || words.find('@') != std::string_view::npos || is_navigation(words) ||
        text::ends_sentence(normal.text(), line.end - 1, normal.words()))
        return false;
    constexpr std::string_view inside_sentence[] = {",", ";", text::ideographic_comma, text::ideographic_full_stop};
    return std::none_of(std::begin(inside_sentence), std::end(inside_sentence),
                        [words](std::string_view mark) { return words.find(mark) != std::string_view::npos; });
}

/// Whether some range holds all of `wanted`.
bool any_holds(const std::vector<text::Range>& ranges, text::Range wanted) {
    const auto behind = first_from(ranges, wanted.begin + 1);
    return behind != ranges.begin() && std::prev(behind)->end >= wanted.end;
}

/// A word of letters, or a number of three to five digits that is no year, runs into a Chinese title in the source
/// ("360" + title). A page's or an item's number and a date are no word, nor is what a space parts from the title.
bool follows_brand(const text::NormalText& normal, text::Range title, text::Range line) {
    constexpr std::uint32_t fewest_digits = 3;
    constexpr std::uint32_t most_digits = 5;
    const std::string_view text = normal.text();
    if (!text::is_ideograph(text, title.begin)) return false;
    std::uint32_t begin = title.begin;
    bool letters = false;
    for (; begin > line.begin && (text::is_digit(text[begin - 1]) || text::is_letter(text[begin - 1])); --begin)
        letters = letters || text::is_letter(text[begin - 1]);
    if (begin == title.begin) return false;
    if (is_apart(normal, title.begin)) return false;
    if (letters) return true;
    const auto year = value::read_year(text, begin);
    const std::uint32_t digits = title.begin - begin;
    return digits >= fewest_digits && digits <= most_digits && !(year && year->printed.end == title.begin);
}

/// Whether a date in characters ends at `end`, or a part of one: a number and the mark behind it.
bool ends_date(std::string_view text, std::uint32_t end, const value::Lexicon& lexicon) {
    constexpr std::uint32_t mark_size = 3;  // bytes
    if (end <= mark_size) return false;
    const std::uint32_t mark = end - mark_size;
    const std::uint32_t number_end = text::skip_white_back(text, mark);
    if (number_end == 0 || !text::is_digit(text[number_end - 1])) return false;
    const auto is_mark = [&](const text::PhraseSet& marks) { return marks.match(text, mark).end == end; };
    return is_mark(lexicon.year_marks) || is_mark(lexicon.month_marks) || is_mark(lexicon.day_marks);
}

/// A Chinese title is the end of a longer name, written without a space ("Jiangsu" + title, "360" + title): another
/// publication's.
bool is_name_part(const text::NormalText& normal, text::Range title, text::Range line, const value::Lexicon& lexicon) {
    if (follows_brand(normal, title, line)) return true;
    const std::string_view text = normal.text();
    if (title.begin < line.begin + 3 || !text::is_multibyte(text[title.begin - 1])) return false;
    const char32_t before = text::decode(text, title.begin - 3).code_point;
    return before >= 0x4E00 && before <= 0x9FFF && !ends_date(text, title.begin, lexicon);
}

/// A title starts its line; a number or a date may stand before it.
bool starts_line(const text::NormalText& normal, text::Range title, text::Range line) {
    constexpr std::string_view marks = "-./[]()";
    const std::string_view text = normal.text();
    return !follows_brand(normal, title, line) &&
           std::all_of(text.begin() + line.begin, text.begin() + title.begin, [marks](char c) {
               return text::is_digit(c) || text::is_white(c) || marks.find(c) != std::string_view::npos;
           });
}

}  // namespace

namespace {

/// What marks weigh, by what they say. Where a member says so, several count as one.
struct Sum {
    std::int32_t title = 0;  ///< one; a title may hold another one
    std::int32_t marks = 0;
    std::int32_t retold = 0;     ///< in place of `marks`: who retells the periodical uses some of its phrases, too
    std::int32_t required = 0;   ///< one
    std::int32_t publisher = 0;  ///< one
    std::int32_t source = 0;     ///< one
    std::int32_t home = 0;       ///< of no weight
    std::int32_t teller = 0;     ///< of no weight
    std::int32_t against = 0;

    void add(profile::MarkKind kind, std::int32_t weight) {
        using profile::MarkKind;
        switch (kind) {
            case MarkKind::title:
                title = std::max(title, weight);
                break;
            case MarkKind::mark:
                marks += weight;
                break;
            case MarkKind::required:
                required = std::max(required, weight);
                break;
            case MarkKind::publisher:
                publisher = std::max(publisher, weight);
                break;
            case MarkKind::source:
                source = std::max(source, weight);
                break;
            case MarkKind::retold:
                retold += weight;
                break;
            case MarkKind::home:
                home = std::max(home, weight);
                break;
            case MarkKind::teller:
                teller = std::max(teller, weight);
                break;
            case MarkKind::against:
                against += weight;
                break;
            case MarkKind::rules_out:
            case MarkKind::digest:
            case MarkKind::region:
            case MarkKind::edition:
            case MarkKind::foreign:
                break;
        }
    }

    /// Whether the text names the periodical, or who publishes it.
    [[nodiscard]] bool is_named() const { return title + publisher + source > 0; }

    [[nodiscard]] std::int32_t weight(bool untitled) const {
        const std::int32_t told = is_named() ? std::max(marks, retold) : marks;
        return title + publisher + source + told + (untitled ? required : 0) - against;
    }
};

/// Sees the marks of one profile in one document.
class Identifier {
public:
    Identifier(const text::NormalText& normal, const profile::Profile& profile)
        : normal_(normal), profile_(profile), matches_(find_marks(normal, profile, profile.own_marks)) {
        for (const MarkMatch& match : matches_) {
            const profile::MarkKind kind = profile_.marks[match.mark].kind;
            if (kind == profile::MarkKind::foreign) foreign_ = std::min(foreign_, match.range.begin);
            if ((kind == profile::MarkKind::rules_out || kind == profile::MarkKind::digest) &&
                !any_holds(titles_, match.range))
                others_.push_back(match.range);
            if (kind == profile::MarkKind::edition) editions_.push_back(match.range);
            if (kind != profile::MarkKind::title) continue;
            titles_.push_back(match.range);
            const text::Range line = lines_of(match.range);
            if (heads_line(match.range, line) && match.range.end <= line.end &&
                is_heading(normal_, line, longest_beside(match.range)))
                title_lines_.push_back(line);
        }
        lists_issues_ = lists_issues();
        if (title_lines_.empty()) told_ = told_from();
    }

    /// The phrases of who retells the periodical are looked for where it does not fit without them.
    Fit fit() {
        Fit fit = fit_by_marks();
        if (fit.fits) return fit;
        const auto retold = find_marks(normal_, profile_, profile_.retold_marks);
        if (retold.empty()) return fit;
        matches_.insert(matches_.end(), retold.begin(), retold.end());
        std::stable_sort(matches_.begin(), matches_.end(),
                         [](const MarkMatch& a, const MarkMatch& b) { return a.range.begin < b.range.begin; });
        source_ = first_source();
        if (title_lines_.empty()) told_ = told_from();
        return fit_by_marks();
    }

private:
    Fit fit_by_marks() const {
        Fit fit;
        std::vector<std::int32_t> best(profile_.marks.size(), 0);
        for (const MarkMatch& match : matches_) {
            const profile::MarkKind kind = profile_.marks[match.mark].kind;
            if (rules_out(match, kind)) {
                const text::Range line = line_of(normal_, match.range.begin).range;
                fit.ruled_out = normal_.text().substr(line.begin, line.end - line.begin);
            }
            best[match.mark] = std::max(best[match.mark], weight(match, kind));
        }
        Sum sum;
        for (std::size_t i = 0; i < best.size(); ++i) sum.add(profile_.marks[i].kind, best[i]);
        fit.titled = !title_lines_.empty();
        fit.weight = sum.weight(!fit.titled);
        const bool told = sum.title > 0 || !has_any(profile::MarkKind::teller) || (sum.teller > 0 && sum.against == 0);
        fit.complete =
            sum.source > 0 || fit.titled || !has_any(profile::MarkKind::required) || (sum.required > 0 && told);
        fit.placed = sum.home > 0 || sum.is_named() || !has_any(profile::MarkKind::home);
        fit.fits = fit.weight >= profile_.threshold && fit.complete && fit.placed && fit.ruled_out.empty();
        return fit;
    }

    bool has_any(profile::MarkKind kind) const {
        return std::any_of(profile_.marks.begin(), profile_.marks.end(),
                           [kind](const profile::Mark& mark) { return mark.kind == kind; });
    }

    /// The line of a title, or the two over which a wrap divides it where words have no spaces between them. One that
    /// stands below the body's name is in a line of its own.
    text::Range lines_of(text::Range title) const {
        const text::Range line = line_of(normal_, title.begin).range;
        if (title.end <= line.end || !profile_.lexicon.unspaced) return line;
        const text::Range next = line_of(normal_, title.end - 1).range;
        const bool apart = std::any_of(matches_.begin(), matches_.end(), [&](const MarkMatch& match) {
            return profile_.marks[match.mark].kind == profile::MarkKind::title && match.range.begin >= next.begin &&
                   match.range.begin < title.end;
        });
        return apart ? line : text::Range{line.begin, next.end};
    }

    /// How long a heading with the title may be: the body's name in it counts for nothing.
    static std::uint32_t longest_beside(text::Range title) {
        constexpr std::uint32_t longest_rest = 77;  // bytes
        return std::max(longest_heading, title.end - title.begin + longest_rest);
    }

    /// A title starts its line. Bullets may stand before it near the top, where nothing above names another
    /// publication: elsewhere, it is one of a list of links.
    bool heads_line(text::Range title, text::Range line) const {
        if (starts_line(normal_, title, line)) return true;
        return titles_.size() == 1 && others_.empty() && is_behind_signs(normal_, title.begin) &&
               line_of(normal_, line.begin).number < top_lines;
    }

    /// Where the text first names the periodical as its source. A branch's weekly is another one.
    std::uint32_t first_source() const {
        std::vector<text::Range> names;  // of others
        for (const MarkMatch& match : matches_) {
            const profile::MarkKind kind = profile_.marks[match.mark].kind;
            const bool other = kind == profile::MarkKind::region || kind == profile::MarkKind::rules_out;
            if (other && !any_holds(titles_, match.range)) names.push_back(match.range);
        }
        for (const MarkMatch& match : matches_) {
            if (profile_.marks[match.mark].kind == profile::MarkKind::source && !any_overlap(names, match.range))
                return match.range.begin;
        }
        return UINT32_MAX;
    }

    /// A page that lists issues prints titles close behind each other, and no two are alike. A report's own title, and
    /// links to the issues before and behind it, have its text between them.
    bool lists_issues() const {
        constexpr std::size_t fewest = 3;
        constexpr std::size_t closest = 2;  // lines from one to the next
        std::vector<std::string_view> lines;
        std::size_t last = 0;
        for (const text::Range line : title_lines_) {
            const std::string_view words = normal_.text().substr(line.begin, line.end - line.begin);
            const std::size_t number = line_of(normal_, line.begin).number;
            if (!lines.empty() && number == last) continue;
            if (!lines.empty() && number - last > closest) lines.clear();
            last = number;
            if (std::find(lines.begin(), lines.end(), words) != lines.end()) continue;
            lines.push_back(words);
            if (lines.size() == fewest) return true;
        }
        return false;
    }

    /// Where the marks that the text begins with are enough.
    std::uint32_t told_from() const {
        std::int32_t sum = 0;
        bool title = false;
        bool required = false;
        std::vector<bool> seen(profile_.marks.size(), false);
        for (const MarkMatch& match : matches_) {
            const profile::MarkKind kind = profile_.marks[match.mark].kind;
            const bool counts = kind == profile::MarkKind::mark || (kind == profile::MarkKind::title && !title) ||
                                (kind == profile::MarkKind::required && !required);
            if (!counts || seen[match.mark]) continue;
            const std::int32_t more = weight(match, kind);
            if (more == 0) continue;
            seen[match.mark] = true;
            title = title || kind == profile::MarkKind::title;
            required = required || kind == profile::MarkKind::required;
            sum += more;
            if (sum >= profile_.threshold) return match.range.end;
        }
        return UINT32_MAX;
    }

    /// How much one place of a mark counts.
    std::int32_t weight(const MarkMatch& match, profile::MarkKind kind) const {
        switch (kind) {
            case profile::MarkKind::title:
                if (any_overlap(title_lines_, line_of(normal_, match.range.begin).range)) return lists_issues_ ? 1 : 3;
                return is_within_title(match.range) ? 0 : 1;
            case profile::MarkKind::mark:
            case profile::MarkKind::publisher:
                return any_holds(titles_, match.range) ? 0 : 1;  // the body's name in a title says no more than it
            case profile::MarkKind::required:
                return is_other_range(match.range.begin) ? 0 : 1;
            case profile::MarkKind::retold:
            case profile::MarkKind::home:
            case profile::MarkKind::teller:
                return 1;
            case profile::MarkKind::source:
                // with the title in it, the title is what counts
                return match.range.begin >= source_ && !any_overlap(titles_, match.range) ? 1 : 0;
            case profile::MarkKind::against:
                return speaks_against(match.range) ? 2 : 0;
            case profile::MarkKind::rules_out:
            case profile::MarkKind::digest:
            case profile::MarkKind::region:
            case profile::MarkKind::edition:
            case profile::MarkKind::foreign:
                break;
        }
        return 0;
    }

    /// A range of days that is no period of the periodical's begins at `pos`: "1 January to 30 June".
    bool is_other_range(std::uint32_t pos) const {
        const profile::Check* const check = profile_.period_check();
        const auto days =
            check == nullptr ? std::nullopt : value::read_day_range(normal_.text(), pos, profile_.lexicon);
        return days && value::days_in(*days) != check->days;
    }

    /// News of other bodies speak of months and years, and so may who retells the periodical. Below the periodical's
    /// own title, so does a sentence that compares a week with them: a heading alone says what the text is.
    bool speaks_against(text::Range words) const {
        if (words.begin >= std::min(foreign_, source_)) return false;
        const text::Range line = line_of(normal_, words.begin).range;
        if (is_navigation(normal_.text().substr(line.begin, line.end - line.begin))) return false;
        if (words.begin >= told_ && is_heading(normal_, line)) return false;
        return title_lines_.empty() || title_lines_.front().begin > words.begin || is_heading(normal_, line);
    }

    bool rules_out(const MarkMatch& match, profile::MarkKind kind) const {
        const LineOf line = line_of(normal_, match.range.begin);
        if (kind == profile::MarkKind::title)
            return title_lines_.empty() && line.number < top_lines && is_heading(normal_, line.range) &&
                   // where the profile knows the words before a title, they are no other publication's name
                   !is_within_title(match.range) && !has_title_within(match.range) &&
                   is_name_part(normal_, match.range, line.range, profile_.lexicon);
        const bool rules = kind == profile::MarkKind::region || kind == profile::MarkKind::rules_out ||
                           (kind == profile::MarkKind::digest && source_ == UINT32_MAX);
        if (!rules || any_overlap(editions_, {match.range.end - 1, match.range.end})) return false;
        if (kind == profile::MarkKind::region) return names_branch(match.range, line);
        // With a title of the periodical there, only what stands in the title's line speaks against it: the page around
        // a republished report names other publications, too.
        // Without one, what the page prints behind a text that is told by its own words is no title of it.
        const bool relevant = title_lines_.empty() ? line.number < top_lines && match.range.begin < told_
                                                   : any_overlap(title_lines_, line.range);
        return relevant && !any_holds(titles_, match.range) && may_be_heading(line.range) &&
               (kind != profile::MarkKind::digest || !is_attribution(match.range, line.range)) &&
               (match.range.end <= line.range.end || continues_below(match.range, line.range));
    }

    /// A heading may be longer where a title stands in it: with the name of a branch, and days.
    bool may_be_heading(text::Range line) const {
        constexpr std::uint32_t longest_titled = 180;  // bytes
        return is_heading(normal_, line, any_overlap(titles_, line) ? longest_titled : longest_heading);
    }

    /// "Sites hacked: report", "We sum reports up. The team says:" are no names of anything.
    bool is_attribution(text::Range digest, text::Range line) const {
        const std::uint32_t before = text::skip_white_back(normal_.text(), digest.begin, line.begin);
        return (before > line.begin && normal_.text()[before - 1] == ':') || holds_sentence(line);
    }

    bool holds_sentence(text::Range line) const {
        const std::string_view text = normal_.text();
        for (std::uint32_t at = line.begin + 1; at + 1 < line.end; ++at) {
            const bool word = text[at - 1] >= 'a' && text[at - 1] <= 'z';
            if (text[at] == '.' && word && text::is_white(text[at + 1]) &&
                text::ends_sentence(text, at, normal_.words()))
                return true;
        }
        return false;
    }

    /// A title's sentence goes on in the next line, with a small letter: "Weekly Report of CNCERT", "for the Banks".
    bool continues_below(text::Range match, text::Range line) const {
        const std::string_view text = normal_.text();
        std::uint32_t next = normal_.next_line_start(line.end + 1);
        if (match.begin != line.begin || match.end <= next) return false;
        return text[next] >= 'a' && text[next] <= 'z' && line_of(normal_, match.end - 1).range.begin == next;
    }

    /// A region in the title's line, or right above or below it at the start of a short line, or with another
    /// publication's name: a branch publishes under the same title. A line with figures is the issue's, or a place of
    /// publication with its date.
    bool names_branch(text::Range region, const LineOf& line) const {
        constexpr std::uint32_t longest_rest = 30;  // bytes
        // "(Jiangsu) Weekly": here the title does not start its line.
        const bool titled =
            any_overlap(title_lines_, line.range) || (line.number < top_lines && any_overlap(titles_, line.range) &&
                                                      (may_be_heading(line.range) || is_short_title(line.range)));
        if (titled) return !any_holds(titles_, region);
        if (!is_heading(normal_, line.range)) return false;
        const std::string_view words = normal_.text().substr(line.range.begin, line.range.end - line.range.begin);
        // "the centre's Hubei branch" need not start with the region
        const bool starts =
            region.begin == line.range.begin && line.range.end - std::min(region.end, line.range.end) <= longest_rest;
        if ((!starts && !any_overlap(others_, line.range)) ||
            words.find_first_of("0123456789") != std::string_view::npos)
            return false;
        const auto beside = [&](text::Range title) {
            const std::size_t number = line_of(normal_, title.begin).number;
            return line.number + 1 == number || line.number == number + 1 || line.number == number + 2;
        };
        return std::any_of(title_lines_.begin(), title_lines_.end(), beside);
    }

    /// "Weekly Report, Somewhere branch": a title with a comma, too short for a sentence.
    bool is_short_title(text::Range line) const {
        constexpr std::uint32_t longest = 60;  // bytes
        const auto title = first_from(titles_, line.begin);
        return title != titles_.end() && title->begin == line.begin && line.end - line.begin <= longest &&
               !text::ends_sentence(normal_.text(), line.end - 1, normal_.words());
    }

    bool is_within_title(text::Range title) const { return any_reaches_over(titles_, title.begin); }

    bool has_title_within(text::Range title) const { return begins_within(titles_, title.begin + 1, title.end); }

    const text::NormalText& normal_;
    const profile::Profile& profile_;
    std::vector<MarkMatch> matches_;
    std::vector<text::Range> titles_;       ///< wherever they stand, by position
    std::vector<text::Range> title_lines_;  ///< lines that a title starts
    bool lists_issues_ = false;
    std::uint32_t source_ = UINT32_MAX;   ///< where the periodical is first named as the text's source
    std::uint32_t told_ = UINT32_MAX;     ///< without a title: where enough has been said
    std::vector<text::Range> others_;     ///< other publications' names, by position
    std::vector<text::Range> editions_;   ///< the periodical's own editions, by position
    std::uint32_t foreign_ = UINT32_MAX;  ///< where the first section of other bodies' news begins
};

}  // namespace

Fit fit_of(const text::NormalText& normal, const profile::Profile& profile) {
    return Identifier(normal, profile).fit();
}

}  // namespace certdelta::extract
