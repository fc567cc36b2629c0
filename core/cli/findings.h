// Printing findings, the same way for each command that has some.
#pragma once

#include <span>
#include <string>

#include "certdelta/error.h"
#include "certdelta/finding.h"
#include "certdelta/render.h"
#include "output.h"

namespace certdelta::cli {

class FindingPrinter {
public:
    /// text: one line a finding. ndjson: one record a finding. json: one array of all, when finish() is called.
    explicit FindingPrinter(std::string format) : format_(std::move(format)) {}

    void print(std::span<const Finding> findings);
    /// Those of a report, for people in their language.
    void print(std::span<const Finding> findings, const Report& report, const Labels& labels);
    /// A file that could not be read: an error record in the place of its findings. Standard error tells it to people.
    void print(const Error& error);
    /// A line for people only.
    void remark(const std::string& line);
    void finish();

    [[nodiscard]] bool is_text() const { return format_ == "text"; }
    [[nodiscard]] bool failed() const { return output_.failed(); }

private:
    void print(std::span<const Finding> findings, std::string_view text);
    void print_json(std::string record);

    std::string format_;
    std::string array_;
    Output output_;
};

}  // namespace certdelta::cli
