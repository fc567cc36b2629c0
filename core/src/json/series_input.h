// One input of a series, as every surface takes it: a document, or records in any number.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "certdelta/reader.h"
#include "certdelta/series.h"
#include "json/record_stream.h"

namespace certdelta::json {

/// Puts the reports of one input into a series, from pieces of its bytes: a document is read as a whole, records are
/// one after the other, so that these may be of any length.
class SeriesInput {
public:
    /// Gets what could not be taken; the message names the record by its number. It does not stop the others.
    using Complain = std::function<void(const Error& error)>;

    /// `reader` and `builder` have to outlive this.
    SeriesInput(const Reader& reader, SeriesBuilder& builder, ReadOptions options, Complain complain);
    SeriesInput(const SeriesInput&) = delete;
    SeriesInput& operator=(const SeriesInput&) = delete;

    /// The next bytes, wherever they were cut. False when there is no need for more.
    bool feed(std::string_view piece);
    /// No bytes follow.
    void finish();

private:
    void decide();
    void take(const Result<Report>& report, std::uint64_t number);
    void refuse(std::uint64_t number) const;
    void complain_about(Error error, std::uint64_t number) const;

    const Reader& reader_;
    SeriesBuilder& builder_;
    ReadOptions options_;
    Complain complain_;
    RecordStream records_;
    std::string beginning_;  ///< all of a document, or what came before it was clear that these are records
    bool is_decided_ = false;
    bool is_records_ = false;
};

}  // namespace certdelta::json
