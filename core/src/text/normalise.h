// One normal form of a document's text, with a map back to the caller's bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "certdelta/report.h"
#include "text/folds.h"
#include "text/markup.h"
#include "text/position_set.h"
#include "text/range.h"
#include "text/text_words.h"

namespace certdelta::text {

/// Lines that the normal form leaves out because they are no part of the running text.
enum class OmittedLine : std::uint8_t { page_number, page_header, repeated };

struct Omission {
    Span source;
    OmittedLine kind = OmittedLine::page_number;
};

/// The normal form:
///  - white space of any kind is one ' ', one '\t' where it is wider than a space, or one '\n' where a line ended in
///  it; none at the ends, and none beside a
///    CJK character (Chinese has no spaces between words, so a space there is a wrap or a typist's habit);
///  - full-width and other compatibility forms, dashes and quotes are their plain counterparts; zero-width characters
///  are gone;
///    traditional Chinese characters are the simplified ones, and a pronunciation in brackets behind one is gone;
///  - a word divided by a hyphen at a line end is one word;
///  - Markdown's heading marks, matched emphasis and escapes are gone (markup == markdown);
///  - a heading of `headings` that lost the line end behind it ("Key FindingsThe ...") is a line of its own;
///  - page numbers, running page headers and lines printed twice in a row are left out, and listed in `omissions`.
/// Letters keep their case.
class NormalText {
public:
    /// `words` outlives the normal form.
    [[nodiscard]] static NormalText of(std::string_view source, Markup markup, const TextWords& words,
                                       std::span<const std::string_view> headings = {});
    /// The same for text whose lines were put together from pages: what is no running text is known, and no line is
    /// left out for its looks. `furniture` holds whole lines, by position.
    [[nodiscard]] static NormalText of_pages(std::string_view source, std::span<const Omission> furniture,
                                             const TextWords& words, std::span<const std::string_view> headings = {});

    [[nodiscard]] std::string_view text() const { return text_; }
    /// What told its lines apart, and does so with its sentences.
    [[nodiscard]] const TextWords& words() const { return *words_; }
    /// text() in lower case, with ' ' for all white space; eight zero bytes follow its end.
    [[nodiscard]] const char* folded() const { return folded_.get(); }
    /// Whether some byte leads_ideograph().
    [[nodiscard]] bool has_ideographs() const { return ideographs_; }
    /// Positions at which a phrase may start, ascending: all but white space and the insides of Latin words and of
    /// characters. A capital letter behind a small one may start a phrase, too: a space was lost.
    [[nodiscard]] std::span<const std::uint32_t> starts() const { return {starts_.get(), start_count_}; }
    /// The caller's bytes that a non-empty range of the normal form stands for.
    [[nodiscard]] Span to_source(Range range) const;
    /// What a stretch of the caller's bytes became; empty when nothing of it is left.
    [[nodiscard]] Range from_source(Span bytes) const;
    /// Positions in text() at which a source line's first character stands, ascending. A wrap inside Chinese text
    /// leaves no
    /// '\n' behind, but it leaves a line start.
    [[nodiscard]] const std::vector<std::uint32_t>& line_starts() const { return line_starts_; }
    [[nodiscard]] bool is_line_start(std::uint32_t pos) const { return pos <= text_.size() && line_marks_.has(pos); }
    /// First line start at or after `pos`, or the end of the text.
    [[nodiscard]] std::uint32_t next_line_start(std::uint32_t pos) const;
    [[nodiscard]] const std::vector<Omission>& omissions() const { return omissions_; }
    /// Lines that start with ">": a text that this one quotes, or answers to.
    [[nodiscard]] const std::vector<Range>& quoted() const { return quoted_; }
    /// Whether left-out lines stand inside the range.
    [[nodiscard]] bool is_interrupted(Range range) const;
    /// Whether the source stops in the middle of its last line: it may have been cut there. Never for pages.
    [[nodiscard]] bool ends_open() const { return ends_open_; }

private:
    friend class Normaliser;
    friend std::string normalise_phrase(std::string_view phrase, const TextWords* words);
    struct Segment {
        std::uint32_t normal = 0;
        std::uint32_t source = 0;
        std::uint32_t normal_length = 0;
        std::uint32_t source_length = 0;  ///< equal lengths: byte for byte the same
    };
    [[nodiscard]] const Segment& segment_at(std::uint32_t pos) const;

    explicit NormalText(const TextWords* words) : words_(words) {}
    /// Fills what follows from the rest: folded_, starts_, ideographs_, line_marks_, block_segments_.
    void index();

    const TextWords* words_;
    std::string text_;
    std::unique_ptr<char[]> folded_;
    bool ideographs_ = false;
    bool ends_open_ = false;
    std::vector<Segment> segments_;
    std::vector<std::uint32_t> block_segments_;  ///< of each 64 bytes of text_, the segment of the first
    std::unique_ptr<std::uint32_t[]> starts_;
    std::size_t start_count_ = 0;
    std::vector<std::uint32_t> line_starts_;
    PositionSet line_marks_{0};  ///< the same
    std::vector<Omission> omissions_;
    std::vector<Range> quoted_;
};

/// The same normal form for a short text of a profile (no markup, no lines left out); leading and trailing space is
/// kept as one space, so that the pieces of a template stay apart. Without `words`, none of them means anything.
[[nodiscard]] std::string normalise_phrase(std::string_view phrase, const TextWords* words = nullptr);

}  // namespace certdelta::text
