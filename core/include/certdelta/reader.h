// Reading a document into a record.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certdelta/error.h"
#include "certdelta/report.h"

namespace certdelta {

/// How the bytes of a document are to be taken. `automatic` looks at the content, never at the name.
/// `pages` is positioned text as JSON (certdelta.pages/1): what a reader of PDF gives.
enum class InputFormat : std::uint8_t { automatic, text, markdown, pages };

struct ReadOptions {
    std::string name;  ///< goes into source.name and into errors
    InputFormat input = InputFormat::automatic;
    std::uint64_t max_bytes = 32U * 1024U * 1024U;  ///< larger documents are refused with too_large
};

/// One stretch of the document that holds a figure or a field's value, and what became of it.
struct Mark {
    enum class Kind : std::uint8_t { field, phrase, unassigned };
    Kind kind = Kind::unassigned;
    Span bytes;
    std::string name;               ///< field name, or the name of the known phrase; empty for unassigned
    std::string rule;               ///< the rule that read it; empty for unassigned
    Status status = Status::found;  ///< of the field, for Kind::field
    std::optional<std::int32_t> page = std::nullopt;  ///< 1-based; of documents of pages
    std::optional<Box> box = std::nullopt;
    std::vector<Box> boxes = {};  ///< as Evidence::boxes
};

/// A record together with the text that its spans index: the document itself, or what was made of its pages.
struct ReportWithText {
    Report report;
    std::string text;
};

/// A record together with every figure and value of the document, in document order.
struct Explanation {
    Report report;
    std::vector<Mark> marks;
    std::string text;  ///< what all spans index, as in ReportWithText
};

/// How the values of several weeks become one.
enum class Aggregate : std::uint8_t { sum, mean, last };

/// A code of an enumeration and the words that stand for it in documents, of either language.
struct CodeSummary {
    std::string code;
    std::vector<std::string> words;
};

struct FieldSummary {
    std::string name;
    std::string type;  ///< "count" | "percentage" | "year" | "date" | "enumeration" | "list" | "text"
    std::string unit;  ///< empty where the field has none
    std::string label_en;
    std::string label_zh;
    Aggregate aggregate = Aggregate::last;
    std::string description_en;  ///< empty where the profile has none
    std::string description_zh;
    std::vector<CodeSummary> codes;  ///< enumerations only
};

/// What the diagnostics of one code say, or begin with.
struct MessageSummary {
    std::string code;
    std::string message_en;
    std::string message_zh;  ///< empty where the profile has none
};

struct ProfileSummary {
    ProfileId id;
    std::string language;
    std::string title_en;
    std::string title_zh;
    std::vector<FieldSummary> fields;  ///< in the profile's order
    std::vector<MessageSummary> messages;
};

/// Reads documents with the embedded profiles and any number of added ones. Reading changes nothing in the Reader, so
/// one Reader may serve many threads as long as none of them adds a profile at the same time.
class Reader {
public:
    Reader();  ///< holds the embedded profiles
    ~Reader();
    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;

    /// Adds a profile (JSON text, schema "certdelta.profile/1"). It replaces an embedded one with its id, and an added
    /// one unless both have names, and two of them: two files that define one id differently are invalid_profile.
    [[nodiscard]] Result<ProfileId> add_profile(std::string_view json, std::string_view name = {});
    [[nodiscard]] std::vector<ProfileSummary> profiles() const;

    /// Reads one document. A document that no profile fits gives a record with no profile and a diagnostic, not an
    /// error.
    [[nodiscard]] Result<Report> read(std::string_view document, const ReadOptions& options = {}) const;
    /// The same, with the text that the record's spans index: pages have none of their own.
    [[nodiscard]] Result<ReportWithText> read_with_text(std::string_view document,
                                                        const ReadOptions& options = {}) const;
    /// Which rule read each figure. A record has no figures of its own: unsupported_input, unless it is to be read as a
    /// text.
    [[nodiscard]] Result<Explanation> explain(std::string_view document, const ReadOptions& options = {}) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace certdelta
