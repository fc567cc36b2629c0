// Records one after the other, from a text of any length.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "certdelta/error.h"
#include "certdelta/json.h"
#include "certdelta/reader.h"
#include "certdelta/report.h"

namespace certdelta::json {

/// Whether a text that begins so is records and not a document: an object, or an array, that names a schema of
/// certdelta or a document; or any text with a line that begins as a record, as the first one may be damaged.
/// kBeginningBytes of the beginning are enough.
inline constexpr std::size_t kBeginningBytes = std::size_t{64} << 10U;
[[nodiscard]] bool begins_as_records(std::string_view beginning);

/// Whether JSON that names one of our schemas is meant as a record, also when it turns out to be another kind, several,
/// or damaged: read as a document it would only be "a text that no profile fits".
[[nodiscard]] bool looks_like_record(std::string_view text);

/// Cuts JSON text into its objects: one a line (NDJSON), several lines each, or as an array. It keeps one object, never
/// more, so the text may be of any length. An object that breaks off does not take the next one with it: a line
/// that begins with a bracket begins the next one where the object before cannot go on so (it has broken off within a
/// string, or behind something else than a colon, a comma or an opening bracket, or has been on one line so far), and
/// so does a line that begins as a record, whatever its spaces.
class RecordStream {
public:
    /// Gets each object, or what stands in the place of one, and its number from 1 on; the text is valid during the
    /// call.
    using Take = std::function<void(std::string_view item, std::uint64_t number)>;
    /// Gets the number of each object of more than `max_bytes`, which is left out.
    using Refuse = std::function<void(std::uint64_t number)>;

    RecordStream(std::uint64_t max_bytes, Take take, Refuse refuse)
        : max_bytes_(max_bytes), take_(std::move(take)), refuse_(std::move(refuse)) {}

    /// The next bytes, wherever they were cut.
    void feed(std::string_view bytes);
    /// No bytes follow.
    void finish();

private:
    void step(char c);
    void step_inside(char c);
    void give();
    /// Leaves out what there is of an object that is too large.
    void forget();
    /// Whether an object at the beginning of a line may be part of the one that is open.
    [[nodiscard]] bool may_hold_object() const;

    std::uint64_t max_bytes_;
    Take take_;
    Refuse refuse_;
    std::string item_;
    std::uint64_t number_ = 0;
    std::uint32_t depth_ = 0;
    bool in_string_ = false;
    bool escaped_ = false;
    bool too_large_ = false;
    bool is_broken_ = false;  ///< the object cannot be JSON
    bool at_line_begin_ = false;
    std::size_t first_line_ = npos;    ///< end of the first line within `item_`; npos: it goes on
    std::size_t line_begin_ = 0;       ///< in `item_`, where line_matches_ is not npos
    std::size_t line_matches_ = npos;  ///< how much of a record's beginning the line shows so far; npos: it does not

    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

/// One item of a stream of records: a report; an error record, which gives the error that it tells of; or a document
/// that is still to be read, {"name": "issue.md", "document": "..."}, which `options` tell how to read.
[[nodiscard]] Result<Report> read_item(const Reader& reader, std::string_view item, const ReadOptions& options);

/// How many records there are in an array of them, or in a text of one a line, as far as each names its schema; 0 in a
/// document.
[[nodiscard]] std::uint64_t count_records(std::string_view text);

/// read_document_or_record(), where several records are an error that names who takes one only: "compare".
[[nodiscard]] Result<Report> read_one(const Reader& reader, std::string_view bytes, const ReadOptions& options,
                                      std::string_view taker);

/// Calls take(result) for the one document or record that `input` is, or for each of several records; what cannot be
/// read is an error in its place, which names the record by its number.
void each_item(const Reader& reader, std::string_view input, const ReadOptions& options,
               const std::function<void(const Result<Report>&)>& take);

/// Calls take(report) for the document, or for each of the records that `input` is: none where it is empty. Stops at
/// the first error, which may also be what `take` gives back.
[[nodiscard]] std::optional<Error> each_report(const Reader& reader, std::string_view input, const ReadOptions& options,
                                               const std::function<std::optional<Error>(const Report&)>& take);

}  // namespace certdelta::json
