#include "invariants.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "certdelta/compare.h"
#include "certdelta/json.h"
#include "certdelta/render.h"
#include "certdelta/series.h"

namespace certdelta::fuzz {
namespace {

/// Ends the program unless `holds`; libFuzzer keeps the input.
void require(bool holds, std::string_view promise, std::string_view subject = {}) {
    if (holds) return;
    std::fprintf(stderr, "broken promise: %.*s: %.*s\n", static_cast<int>(promise.size()), promise.data(),
                 static_cast<int>(subject.size()), subject.data());
    std::abort();
}

/// UTF-16 offset and line of every byte, counted in the simplest way.
struct Positions {
    std::vector<std::uint64_t> utf16;
    std::vector<std::uint32_t> line;

    explicit Positions(std::string_view document) {
        std::uint64_t units = 0;
        std::uint32_t lines = 1;
        for (std::size_t i = 0; i <= document.size(); ++i) {
            utf16.push_back(units);
            line.push_back(lines);
            if (i == document.size()) break;
            const auto byte = static_cast<unsigned char>(document[i]);
            if ((byte & 0xC0U) != 0x80U) units += byte >= 0xF0U ? 2 : 1;
            const bool pair = byte == '\r' && i + 1 < document.size() && document[i + 1] == '\n';
            if ((byte == '\n' || byte == '\r') && !pair) ++lines;
        }
    }
};

class ReportChecker {
public:
    ReportChecker(const Report& report, std::string_view document, bool on_pages = false)
        : report_(report), document_(document), on_pages_(on_pages), positions_(document) {}

    void check(const std::vector<ProfileSummary>& profiles) const {
        require(on_pages_ || report_.source.bytes == document_.size(), "source.bytes is the size of the document");
        check_fields(profiles);
        for (const Unassigned& figure : report_.unassigned) {
            require(figure.text == figure.evidence.text, "an unassigned figure is its evidence", figure.text);
            check_evidence(figure.evidence, "unassigned");
        }
        for (const Diagnostic& diagnostic : report_.diagnostics) {
            require(!diagnostic.code.empty() && !diagnostic.message.empty(), "a diagnostic has a code and a message");
            require(diagnostic.field.empty() || report_.find(diagnostic.field) != nullptr,
                    "a diagnostic names a field of the record", diagnostic.field);
            if (diagnostic.evidence) check_evidence(*diagnostic.evidence, diagnostic.code);
        }
    }

private:
    void check_fields(const std::vector<ProfileSummary>& profiles) const {
        if (!report_.profile) {
            require(report_.fields.empty(), "without a profile there are no fields");
            require(!report_.diagnostics.empty(), "without a profile there is a diagnostic");
            return;
        }
        const auto profile = std::find_if(profiles.begin(), profiles.end(),
                                          [&](const ProfileSummary& other) { return other.id == *report_.profile; });
        require(profile != profiles.end(), "the profile is one of the reader's", report_.profile->id);
        require(report_.fields.size() == profile->fields.size(), "every field of the profile is there");
        for (std::size_t i = 0; i < report_.fields.size(); ++i) {
            require(report_.fields[i].name == profile->fields[i].name, "fields are in the profile's order",
                    report_.fields[i].name);
            check_field(report_.fields[i]);
        }
    }

    void check_field(const Field& field) const {
        const bool has_value = !std::holds_alternative<std::monostate>(field.value);
        const bool found = field.status == Status::found;
        const bool open = field.status == Status::ambiguous || field.status == Status::rejected;
        require(has_value == found, "a field has a value exactly when it is found", field.name);
        require(found == !field.evidence.empty(), "a field has evidence exactly when it is found", field.name);
        require(open == !field.candidates.empty(), "a field has candidates exactly when it is left open", field.name);
        require(found || !field.change, "only a field that is found has a change", field.name);
        for (const Evidence& evidence : field.evidence) check_evidence(evidence, field.name);
        for (const Candidate& candidate : field.candidates) {
            require(!candidate.why.empty(), "a candidate says why it was not taken", field.name);
            if (candidate.evidence) check_evidence(*candidate.evidence, field.name);
        }
    }

    void check_evidence(const Evidence& evidence, std::string_view owner) const {
        require(evidence.bytes.begin < evidence.bytes.end && evidence.bytes.end <= document_.size(),
                "evidence lies in the document", owner);
        const auto begin = static_cast<std::size_t>(evidence.bytes.begin);
        const auto end = static_cast<std::size_t>(evidence.bytes.end);
        require(evidence.text == document_.substr(begin, end - begin), "evidence is the text at its span", owner);
        const Span utf16{positions_.utf16[begin], positions_.utf16[end]};
        require(evidence.utf16 == utf16, "UTF-16 offsets match the bytes", owner);
        require(evidence.line == positions_.line[begin], "evidence is on its line", owner);
        require(evidence.page.has_value() == on_pages_ && evidence.box.has_value() == on_pages_,
                "evidence has a place on a page where there are pages", owner);
        if (on_pages_) {
            const Box& box = *evidence.box;
            require(*evidence.page >= 1 && box.x0 <= box.x1 && box.y0 <= box.y1, "a box begins before it ends", owner);
            return;  // a panel's label may stand anywhere
        }
        const std::string& quote = evidence.quote;
        const std::string_view around = document_.substr(begin - std::min(begin, quote.size()), 2 * quote.size());
        require(around.find(quote) != std::string_view::npos, "the quote stands around the evidence", owner);
    }

    const Report& report_;
    std::string_view document_;
    bool on_pages_;
    Positions positions_;
};

void check_marks(const Explanation& explanation, std::string_view document) {
    std::size_t unassigned = 0;
    std::uint64_t last = 0;
    for (const Mark& mark : explanation.marks) {
        require(mark.bytes.begin < mark.bytes.end && mark.bytes.end <= document.size(), "marks lie in the document");
        require(mark.bytes.begin >= last, "marks are in the document's order");
        last = mark.bytes.begin;
        if (mark.kind != Mark::Kind::unassigned) continue;
        const auto& figures = explanation.report.unassigned;
        require(unassigned < figures.size() && figures[unassigned].evidence.bytes == mark.bytes,
                "every figure marked as unassigned is listed");
        ++unassigned;
    }
    require(explanation.report.profile.has_value() ? unassigned == explanation.report.unassigned.size()
                                                   : explanation.marks.empty(),
            "every unassigned figure is marked");
    require(to_text(explanation, document).size() > 0, "an explanation shows something");
}

void check_round_trip(const Report& report) {
    const std::string json = to_json(report);
    const Result<Report> back = report_from_json(json);
    require(back.ok(), "a record reads back", back.ok() ? std::string_view() : back.error().message);
    require(to_json(back.value()) == json, "a record reads back as it was written", json);
}

void check_comparison(const Report& report) {
    const Comparison comparison = compare(report, report);
    for (const FieldChange& field : comparison.fields) {
        require(field.kind == FieldChangeKind::same || field.kind == FieldChangeKind::not_comparable,
                "nothing differs between a report and itself", field.name);
    }
    require(!to_json(comparison).empty() && !to_table(comparison).empty() && !to_csv(comparison).empty() &&
                !to_markdown(comparison).empty(),
            "every form of a comparison says something");
    require(!to_table(report).empty(), "a report's table says something");
    require(to_csv(report).empty() == report.fields.empty(), "a report's rows are its fields");
}

/// A report twice is a duplicate; what it is made of gives a series in every form.
void check_series(const Reader& reader, const Report& report) {
    SeriesBuilder builder(reader);
    for (int i = 0; i < 2; ++i) {
        const std::optional<Error> error = builder.add(report);
        require(!error, "a report that was read here has a place in a series", error ? error->message : "");
    }
    const Series series = builder.series(SeriesBy::month);
    const bool has_place = report.profile && report.period;
    require(series.duplicates.size() == (has_place ? 1U : 0U), "a report twice is a duplicate");
    require(series.revisions.empty(), "a report is no revision of itself");
    require(!to_json(series).empty() && !to_table(series).empty() && !to_csv(series).empty() &&
                !to_markdown(series).empty(),
            "every form of a series says something");
}

void check_error(const Error& error, const ReadOptions& options) {
    require(!error.message.empty(), "an error has a message");
    require(error.source == options.name, "an error names its document", error.source);
    require(!to_json(error).empty(), "an error has a record");
}

}  // namespace

void check_document(const Reader& reader, std::string_view document, const ReadOptions& options) {
    const Result<Explanation> explanation = reader.explain(document, options);
    const Result<Report> report = reader.read(document, options);
    require(explanation.ok() == report.ok(), "reading and explaining agree on what is an error");
    if (report.ok()) {
        require(explanation.value().report == report.value(), "reading and explaining give the same record");
        ReportChecker(report.value(), document).check(reader.profiles());
        check_marks(explanation.value(), document);
        check_round_trip(report.value());
        check_comparison(report.value());
        check_series(reader, report.value());
    } else {
        check_error(report.error(), options);
    }

    // The same bytes may be a record already.
    const Result<Report> record = report_from_json(document, options.name);
    if (record.ok()) {
        check_round_trip(record.value());
        check_comparison(record.value());
    } else {
        check_error(record.error(), options);
    }
}

void check_pages(const Reader& reader, std::string_view json, const ReadOptions& options) {
    const Result<Explanation> explanation = reader.explain(json, options);
    const Result<ReportWithText> read = reader.read_with_text(json, options);
    require(explanation.ok() == read.ok(), "reading and explaining agree on what is an error");
    if (!read.ok()) {
        require(!read.error().message.empty() && !to_json(read.error()).empty(), "an error says what is wrong");
        return;
    }
    const auto& [report, text] = read.value();
    require(explanation.value().report == report, "reading and explaining give the same record");
    require(explanation.value().text == text, "reading and explaining give the same text");
    ReportChecker(report, text, true).check(reader.profiles());
    check_marks(explanation.value(), text);
    check_round_trip(report);
    check_comparison(report);
}

}  // namespace certdelta::fuzz
