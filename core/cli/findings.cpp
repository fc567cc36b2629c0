#include "findings.h"

#include "certdelta/json.h"
#include "certdelta/render.h"

namespace certdelta::cli {

void FindingPrinter::print(std::span<const Finding> findings) { print(findings, to_text(findings)); }

void FindingPrinter::print(std::span<const Finding> findings, const Report& report, const Labels& labels) {
    print(findings, to_text(findings, report, labels));
}

void FindingPrinter::print(std::span<const Finding> findings, std::string_view text) {
    if (is_text()) {
        static_cast<void>(output_.write(text));
        return;
    }
    for (const Finding& finding : findings) print_json(to_json(finding));
}

void FindingPrinter::print(const Error& error) {
    if (!is_text()) print_json(to_json(error));
}

void FindingPrinter::remark(const std::string& line) {
    if (is_text()) static_cast<void>(output_.write(line + "\n"));
}

void FindingPrinter::print_json(std::string record) {
    if (format_ == "json") {
        array_.append(array_.empty() ? "" : ",").append(record);
        return;
    }
    record.push_back('\n');
    static_cast<void>(output_.write(record));
}

void FindingPrinter::finish() {
    if (format_ == "json") static_cast<void>(output_.write(pretty_json("[" + array_ + "]") + "\n"));
}

}  // namespace certdelta::cli
