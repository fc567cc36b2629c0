#include "certdelta/reader.h"

#include <algorithm>
#include <span>
#include <utility>

#include "check/check.h"
#include "embedded.h"
#include "extract/account.h"
#include "extract/candidates.h"
#include "extract/clauses.h"
#include "extract/evidence.h"
#include "extract/identify.h"
#include "extract/matcher.h"
#include "extract/resolve.h"
#include "json/pages_reader.h"
#include "json/record_stream.h"
#include "layout/page_text.h"
#include "position.h"
#include "profile/load_profiles.h"
#include "profile/profile.h"
#include "read_as.h"
#include "text/characters.h"
#include "text/eight.h"
#include "text/normalise.h"
#include "text/text_words.h"
#include "text/utf8.h"

namespace certdelta {
namespace {

using profile::Profile;

std::vector<std::string_view> texts_of(std::span<const embedded::File> files) {
    std::vector<std::string_view> texts;
    for (const embedded::File& file : files) texts.push_back(file.bytes);
    return texts;
}

Result<Profile> compile(std::string_view json, std::string_view name) {
    return profile::compile_profile(json, name, texts_of(embedded::lexicons()), texts_of(embedded::profiles()));
}

Error input_error(ErrorCode code, std::string message, const ReadOptions& options) {
    Error error;
    error.code = code;
    error.message = std::move(message);
    error.source = options.name;
    return error;
}

/// A whole page, by its first tag. A fragment of HTML inside Markdown is none.
bool is_html(std::string_view document) {
    const std::size_t first = document.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (first == std::string_view::npos || document[first] != '<') return false;
    std::string head(document.substr(first, 14));
    for (char& c : head) c = text::lower(c);
    return head.starts_with("<!doctype html") || head.starts_with("<html>") || head.starts_with("<html ") ||
           head.starts_with("<head>");
}

/// Why bytes are no text at all; empty when they may be one. The npm package puts its own function in the place of its
/// name (js/src/abi.ts).
std::optional<Error> refuse_binary(std::string_view document, const ReadOptions& options) {
    constexpr std::pair<std::string_view, std::string_view> formats[] = {
        {"%PDF-", "a PDF document; certdelta's npm package reads it"},
        {"PK\x03\x04", "a ZIP archive or an office document; certdelta's npm package reads ZIP and DOCX"},
        {"\xD0\xCF\x11\xE0", "an old office document; save it as DOCX or PDF, which certdelta's npm package reads"},
        {"{\\rtf", "a Rich Text document; save it as DOCX or PDF, which certdelta's npm package reads"},
        {"\x1F\x8B", "compressed by gzip; unpack it first"}};
    for (const auto& [magic, format] : formats) {
        if (document.starts_with(magic))
            return input_error(ErrorCode::unsupported_input,
                               "this is " + std::string(format) + "; text and Markdown are read here", options);
    }
    if (is_html(document))
        return input_error(ErrorCode::unsupported_input,
                           "this is an HTML page; certdelta's npm package reads it; text and Markdown are read here",
                           options);
    if (document.starts_with("\xFF\xFE") || document.starts_with("\xFE\xFF"))
        return input_error(ErrorCode::unsupported_input,
                           "this is UTF-16 text, which certdelta's npm package reads; UTF-8 is read here", options);
    std::size_t controls = 0;
    for (std::size_t i = 0; i < document.size(); ++i) {
        while (i + 8 < document.size() && !text::any_below(text::eight_at(document.data() + i), ' ')) i += 8;
        const auto byte = static_cast<unsigned char>(document[i]);
        if (byte == 0)
            return input_error(ErrorCode::binary_input,
                               "byte " + std::to_string(i) + " is NUL: this is binary data, no text", options);
        if (byte < 0x20 && (byte < '\t' || byte > '\r')) ++controls;
    }
    // PDF extraction leaves a stray control character here and there.
    if (controls > 8 && controls * 50 > document.size())
        return input_error(ErrorCode::binary_input,
                           std::to_string(controls) + " control characters: this is binary data, no text", options);
    return std::nullopt;
}

std::optional<Error> refuse_large(std::string_view document, const ReadOptions& options) {
    if (document.size() <= options.max_bytes) return std::nullopt;
    return input_error(
        ErrorCode::too_large,
        std::to_string(document.size()) + " bytes; at most " + std::to_string(options.max_bytes) + " are read",
        options);
}

/// Nearly all characters beside ASCII are pairs of two high bytes, which is where GB 18030 has what GB 2312 had.
bool may_be_gb18030(std::string_view document) {
    constexpr unsigned char lowest = 0xA1;
    const auto at = [document](std::size_t i) {
        return static_cast<unsigned char>(i < document.size() ? document[i] : '\0');
    };
    std::size_t characters = 0;
    std::size_t common = 0;
    for (std::size_t i = 0; i < document.size();) {
        if (at(i) < 0x80) {
            ++i;
            continue;
        }
        ++characters;
        if (at(i) >= lowest && at(i + 1) >= lowest) ++common;
        i += text::is_digit(static_cast<char>(at(i + 1))) ? 4 : 2;
    }
    return common > 0 && common * 10 >= characters * 9;
}

/// What a document is by its name, where nothing of its contents is that.
std::string_view named_as(std::string_view name) {
    constexpr std::pair<std::string_view, std::string_view> kinds[] = {{".pdf", "PDF"}, {".docx", "DOCX"}};
    std::string ending(name.substr(name.size() - std::min<std::size_t>(name.size(), 5)));
    for (char& c : ending) c = text::lower(c);
    for (const auto& [suffix, kind] : kinds) {
        if (ending.ends_with(suffix)) return kind;
    }
    return {};
}

std::optional<Error> refuse_bytes(std::string_view document, const ReadOptions& options) {
    if (auto error = refuse_binary(document, options)) return error;
    if (const auto bad = text::find_invalid_utf8(document)) {
        const auto [line, column] = position_of(document, *bad);
        std::string message = "line " + std::to_string(line) + ", column " + std::to_string(column) + " (byte " +
                              std::to_string(*bad) + "): this is not UTF-8";
        if (may_be_gb18030(document)) message += "; it may be GB 18030, which certdelta's npm package reads";
        Error error = input_error(ErrorCode::invalid_utf8, std::move(message), options);
        error.offset = *bad;
        error.line = line;
        error.column = column;
        return error;
    }
    // They quote sentences of reports, of many at once.
    constexpr std::string_view rows = "issue,year,start,end,field,value,";
    if (document.starts_with(rows))
        return input_error(ErrorCode::unsupported_input,
                           "these are rows that certdelta wrote: give it the documents, or the records", options);
    return std::nullopt;
}

/// Why bytes are no text that can be read. What is neither that nor what its name says has been damaged.
std::optional<Error> refuse(std::string_view document, const ReadOptions& options) {
    std::optional<Error> error = refuse_bytes(document, options);
    const std::string_view kind = named_as(options.name);
    if (!error || error->code == ErrorCode::unsupported_input || kind.empty()) return error;
    error->message = "is named as a " + std::string(kind);
    error->message += ", but its contents are none: damaged, or not downloaded to the end";
    return error;
}

/// Whether anything in a document reads like the report: its issue, its days, or a sentence of its figures, be they
/// another's.
bool reads_like(const Report& report) {
    return report.issue.number || report.period ||
           std::any_of(report.fields.begin(), report.fields.end(),
                       [](const Field& field) { return field.status != Status::absent; }) ||
           std::any_of(report.diagnostics.begin(), report.diagnostics.end(),
                       [](const Diagnostic& diagnostic) { return diagnostic.code == "other-scope"; });
}

/// The phrases of a profile that stand in a document, as the document has them: "CNCERT", "Key Findings" and 2 more.
/// Nothing of what speaks against the periodical.
std::string phrases_seen(const text::NormalText& normal, const Profile& profile) {
    constexpr std::size_t most = 3;
    constexpr std::size_t longest = 80;  // bytes; a phrase may pass over the half of a sentence
    std::vector<std::string_view> phrases;
    std::vector<extract::MarkMatch> matches = extract::find_marks(normal, profile, profile.own_marks);
    const auto retold = extract::find_marks(normal, profile, profile.retold_marks);
    matches.insert(matches.end(), retold.begin(), retold.end());
    std::stable_sort(matches.begin(), matches.end(),
                     [](const auto& a, const auto& b) { return a.range.begin < b.range.begin; });
    for (const extract::MarkMatch& match : matches) {
        const profile::MarkKind kind = profile.marks[match.mark].kind;
        const bool is_its_own = kind == profile::MarkKind::title || kind == profile::MarkKind::mark ||
                                kind == profile::MarkKind::required || kind == profile::MarkKind::publisher ||
                                kind == profile::MarkKind::source || kind == profile::MarkKind::retold;
        const std::string_view phrase = normal.text().substr(match.range.begin, match.range.end - match.range.begin);
        if (is_its_own && std::find(phrases.begin(), phrases.end(), phrase) == phrases.end()) phrases.push_back(phrase);
    }
    std::string out;
    for (std::size_t i = 0; i < phrases.size() && i < most; ++i) {
        std::string phrase(phrases[i]);
        std::replace(phrase.begin(), phrase.end(), '\n', ' ');
        if (phrase.size() > longest) {
            std::size_t end = 0;
            while (end + text::decode(phrase, end).length <= longest) end += text::decode(phrase, end).length;
            phrase = phrase.substr(0, end) + "...";
        }
        out.append(i == 0 ? "\"" : ", \"").append(phrase).append("\"");
    }
    if (phrases.size() > most) out.append(" and ").append(std::to_string(phrases.size() - most)).append(" more");
    return out;
}

/// What a document lacks to be read with a profile, in the names that the profile has for it.
std::string lack_of(const extract::Fit& fit, std::int32_t threshold) {
    if (fit.weight < threshold)
        return " (weight " + std::to_string(fit.weight) + ", the threshold is " + std::to_string(threshold) + ")";
    if (!fit.complete) return " (no title, and none of \"requires\")";
    return fit.placed ? "" : " (no title, no publisher, and none of \"home\")";
}

std::string_view omission_name(text::OmittedLine kind) {
    switch (kind) {
        case text::OmittedLine::page_number:
            return "page-number";
        case text::OmittedLine::page_header:
            return "page-header";
        case text::OmittedLine::repeated:
            return "repeated-line";
    }
    return "";
}

/// One reading of one document by one profile, step after step.
class Reading {
public:
    /// `pages` is where the text came from, if it came from pages; else null.
    Reading(std::string_view source, const text::NormalText& normal, const Profile& profile, bool titled,
            const layout::PageText* pages)
        : titled_(titled),
          source_(source),
          normal_(normal),
          profile_(profile),
          pages_(pages),
          positions_(source),
          evidence_(source, normal, positions_, pages) {}

    void read(Report& report) {
        extract::Matches matches = extract::find_matches(normal_, profile_);
        candidates_ = extract::collect_candidates(normal_, profile_, matches, titled_, pages_);
        // What clauses say is judged beside all else: whose figures a list begins with, what a panel still lacks.
        if (extract::add_clauses(normal_, profile_, candidates_, pages_ != nullptr, matches))
            candidates_ = extract::collect_candidates(normal_, profile_, matches, titled_, pages_);
        extract::Resolution resolution = extract::resolve(candidates_, profile_, evidence_);
        report.source.language = profile_.language;
        report.profile = profile_.id;
        report.issue = resolution.issue;
        report.period = resolution.period;
        days_ = resolution.days;
        report.fields = std::move(resolution.fields);
        report.diagnostics = std::move(resolution.diagnostics);
        for (Diagnostic& diagnostic : check::run_checks(profile_, report.fields, report.issue, report.period))
            report.diagnostics.push_back(std::move(diagnostic));
        add_notices(report);
        accounts_ = extract::account_figures(normal_, profile_, candidates_, report.fields);
        for (const extract::Account& account : accounts_) {
            if (account.kind != Mark::Kind::unassigned) continue;
            Evidence evidence = evidence_.make(account.range);
            report.unassigned.push_back({evidence.text, std::move(evidence)});
        }
    }

    /// Length of the printed period, 0 where none is. After read().
    [[nodiscard]] std::int64_t days() const { return days_; }

    /// All figures, those of left-out lines too, and the values that have no figure (names, ratings). After read().
    [[nodiscard]] std::vector<Mark> marks(const Report& report) const {
        std::vector<Mark> marks;
        const auto has_figure = [this](text::Range range) {
            return normal_.text().substr(range.begin, range.end - range.begin).find_first_of("0123456789") !=
                   std::string_view::npos;
        };
        for (const extract::FieldCandidate& candidate : candidates_.fields) {
            const Field& field = report.fields[static_cast<std::size_t>(candidate.field)];
            const std::string& rule = profile_.rules[candidate.rule].id;
            // Figures have accounts, but for those between the names of a list.
            if (std::holds_alternative<std::vector<std::string>>(candidate.value) || !has_figure(candidate.printed))
                marks.push_back(
                    {Mark::Kind::field, normal_.to_source(candidate.printed), field.name, rule, field.status});
            // "=", "unchanged"
            if (candidate.change && candidate.why.empty() && !has_figure(candidate.change->printed))
                marks.push_back({Mark::Kind::field, normal_.to_source(candidate.change->printed),
                                 field.name + " change", rule, field.status});
        }
        for (const extract::Account& account : accounts_) {
            marks.push_back({account.kind, normal_.to_source(account.range), std::string(account.name),
                             std::string(account.rule), account.status});
            if (account.change) marks.back().name += " change";
        }
        for (const text::Omission& omission : normal_.omissions()) {
            const std::string_view line =
                source_.substr(omission.source.begin, omission.source.end - omission.source.begin);
            if (line.find_first_of("0123456789") == std::string_view::npos) continue;
            marks.push_back(
                {Mark::Kind::phrase, omission.source, std::string(omission_name(omission.kind)), "", Status::found});
        }
        std::stable_sort(marks.begin(), marks.end(),
                         [](const Mark& a, const Mark& b) { return a.bytes.begin < b.bytes.begin; });
        const auto same = [](const Mark& a, const Mark& b) { return a.bytes == b.bytes && a.name == b.name; };
        marks.erase(std::unique(marks.begin(), marks.end(), same), marks.end());
        return marks;
    }

private:
    void add_notices(Report& report) const {
        std::vector<bool> told(profile_.rules.size(), false);
        for (const extract::NoticeMatch& notice : candidates_.notices) {
            if (told[notice.rule]) continue;
            told[notice.rule] = true;
            const profile::Rule& rule = profile_.rules[notice.rule];
            add_once(report, {rule.severity, rule.code, "", rule.message.en,
                              evidence_.make(notice.range, notice.range, rule.id)});
        }
        if (!candidates_.lost_arrows.empty())
            add_once(report,
                     {Severity::warning, "arrow-lost", "", "the direction of a change did not survive in the text",
                      evidence_.make(candidates_.lost_arrows.front())});
        for (const extract::OtherScope& other : candidates_.other_scopes) {
            std::string names;
            for (const std::int32_t field : other.fields) {
                if (!names.empty()) names += ", ";
                names += profile_.fields[static_cast<std::size_t>(field)].name;
            }
            std::string message = "this sentence reads like " + names + ", but ";
            message += extract::words_of(other.reason);
            report.diagnostics.push_back(
                {Severity::info, "other-scope", "", std::move(message), evidence_.make(other.range, other.range)});
        }
    }

    static void add_once(Report& report, Diagnostic diagnostic) {
        const bool there = std::any_of(report.diagnostics.begin(), report.diagnostics.end(),
                                       [&](const Diagnostic& other) { return other.code == diagnostic.code; });
        if (!there) report.diagnostics.push_back(std::move(diagnostic));
    }

    bool titled_;
    std::string_view source_;
    const text::NormalText& normal_;
    const Profile& profile_;
    const layout::PageText* pages_;
    text::PositionIndex positions_;
    extract::EvidenceMaker evidence_;
    extract::Candidates candidates_;
    std::vector<extract::Account> accounts_;
    std::int64_t days_ = 0;
};

/// Of the printed period. Without a year of its own, February has 28 of the `printed` days.
std::int64_t days_of(const Report& report, std::int64_t printed) {
    if (!report.period) return printed;
    return std::max(printed, report.period->end.to_days() - report.period->start.to_days() + 1);
}

/// A month, say: another publication's period.
bool is_too_long(std::int64_t days, const Profile& profile) {
    const profile::Check* check = profile.period_check();
    return check != nullptr && days > check->days + 1;
}

/// One of the two dates with one digit of its day, or its month, misprinted.
bool is_misprint_of(const Date& printed, const Date& meant) {
    if (printed.day == meant.day) return printed.year == meant.year && std::abs(printed.month - meant.month) == 1;
    return printed.year == meant.year && printed.month == meant.month &&
           (printed.day / 10 == meant.day / 10 || printed.day % 10 == meant.day % 10);
}

/// The days of a titled issue, one of which is misprinted: the other one begins or ends a period, which is that of the
/// issue's number. Whole periods are none: a report on two weeks prints them so.
bool has_misprinted_day(const Report& report, const Profile& profile) {
    const profile::Check* check = profile.period_check();
    if (check == nullptr || !check->first_weekday || !report.period || !report.issue.number) return false;
    const std::int64_t start = report.period->start.to_days();
    const std::int64_t end = report.period->end.to_days();
    if ((end - start + 1) % check->days == 0) return false;
    const auto is_of_issue = [&](const Date& first) {
        const Date last = Date::from_days(first.to_days() + check->days - 1);
        return first.weekday() == *check->first_weekday &&
               std::abs(check::number_by_last_day({first, last}) - *report.issue.number) <= 1;
    };
    const Date last = Date::from_days(start + check->days - 1);
    const Date first = Date::from_days(end - check->days + 1);
    return (is_of_issue(report.period->start) && is_misprint_of(report.period->end, last)) ||
           (is_of_issue(first) && is_misprint_of(report.period->start, first));
}

/// In the words that the package's readers have for what they leave out.
Diagnostic struck_out(const std::vector<std::string>& stretches) {
    constexpr std::size_t shown = 60;  // characters
    std::string first = stretches.front();
    std::size_t end = 0;
    for (std::size_t i = 0; i < shown && end < first.size(); ++i) end += std::max(1U, text::decode(first, end).length);
    if (end < first.size()) first = first.substr(0, end) + "\xE2\x80\xA6";
    const std::size_t count = stretches.size();
    const std::string what = count == 1 ? "a stretch" : std::to_string(count) + " stretches";
    return {Severity::info, "text-omitted", "", what + " of text with figures left out (struck-out): \"" + first + '"',
            std::nullopt};
}

}  // namespace

Result<Explanation> read_as(const Profile& profile, std::string_view document) {
    if (auto error = refuse_large(document, {})) return *error;
    if (auto error = refuse(document, {})) return *error;
    const text::Markup markup = text::detect_markup(document);
    const std::vector<std::string_view> headings(profile.headings.begin(), profile.headings.end());
    const text::NormalText normal = text::NormalText::of(document, markup, *profile.lexicon.text_words, headings);
    if (normal.text().empty()) return input_error(ErrorCode::empty_input, "there is no text in it", {});
    Explanation out;
    Reading reading(document, normal, profile, true, nullptr);
    reading.read(out.report);
    out.marks = reading.marks(out.report);
    return out;
}

struct Reader::State {
    /// A profile that was added, to tell a newer version of it from another file that has its id, too.
    struct Added {
        std::string id;
        std::string name;
        std::string json;
    };

    std::vector<std::unique_ptr<profile::LazyProfile>> profiles;
    std::vector<Added> added;     ///< the last one of each id
    text::TextWords words;        ///< of the languages of all profiles
    std::optional<Error> broken;  ///< why an embedded profile does not load: without it, no document is read

    [[nodiscard]] Result<Explanation> read(std::string_view document, const ReadOptions& options,
                                           bool with_marks) const;
    [[nodiscard]] Result<Explanation> read_pages(std::string_view json, const ReadOptions& options,
                                                 bool with_marks) const;
    /// Of the sections of all profiles.
    [[nodiscard]] std::vector<std::string_view> headings() const {
        std::vector<std::string_view> all;
        for (const auto& profile : profiles) {
            const std::vector<std::string>& own = profile->identity().headings;
            all.insert(all.end(), own.begin(), own.end());
        }
        return all;
    }
    /// Reads what was made ready; `source` goes into the record.
    [[nodiscard]] Result<Explanation> read(std::string_view text, const text::NormalText& normal,
                                           const layout::PageText* pages, SourceInfo source, bool with_marks) const;
};

Result<Explanation> Reader::State::read(std::string_view document, const ReadOptions& options, bool with_marks) const {
    if (broken) return *broken;
    if (auto error = refuse_large(document, options)) return *error;
    const bool automatic = options.input == InputFormat::automatic;
    if (options.input == InputFormat::pages || (automatic && json::looks_like_pages(document)))
        return read_pages(document, options, with_marks);
    if (auto error = refuse(document, options)) return *error;
    text::Markup markup = text::Markup::markdown;
    if (automatic) markup = text::detect_markup(document);
    if (options.input == InputFormat::text) markup = text::Markup::none;
    const text::NormalText normal = text::NormalText::of(document, markup, words, headings());
    if (normal.text().empty()) return input_error(ErrorCode::empty_input, "there is no text in it", options);
    const char* format = markup == text::Markup::markdown ? "markdown" : "text";
    return read(document, normal, nullptr, {options.name, format, document.size(), ""}, with_marks);
}

Result<Explanation> Reader::State::read_pages(std::string_view json, const ReadOptions& options,
                                              bool with_marks) const {
    const Result<layout::Pages> pages = json::read_pages(json, options.name);
    if (!pages) return pages.error();
    const std::string& name = options.name.empty() ? pages.value().name : options.name;
    layout::PageText laid_out = layout::arrange(pages.value(), words);
    std::vector<text::Omission> furniture;
    for (const layout::Furniture& line : laid_out.furniture)
        furniture.push_back(
            {line.bytes, line.page_number ? text::OmittedLine::page_number : text::OmittedLine::page_header});
    const text::NormalText normal = text::NormalText::of_pages(laid_out.text, furniture, words, headings());
    if (normal.text().empty()) {
        Error error =
            input_error(ErrorCode::empty_input, "there is no text on its pages: they may be scanned", options);
        error.source = name;
        return error;
    }
    Result<Explanation> explained =
        read(laid_out.text, normal, &laid_out, {name, pages.value().format, pages.value().bytes, ""}, with_marks);
    if (!explained.ok()) return explained;
    Explanation out = std::move(explained).value();
    if (laid_out.off_page > 0)
        out.report.diagnostics.push_back(
            {Severity::info, "off-page", "",
             std::to_string(laid_out.off_page) + " stretches of text lie outside their page and were left out",
             std::nullopt});
    if (!laid_out.struck.empty()) out.report.diagnostics.push_back(struck_out(laid_out.struck));
    for (Mark& mark : out.marks) {
        const auto place = laid_out.place_of(mark.bytes);
        if (!place) continue;
        mark.page = static_cast<std::int32_t>(place->page) + 1;
        mark.box = place->box;
        mark.boxes = laid_out.lines_of(mark.bytes);
    }
    out.text = std::move(laid_out.text);
    return out;
}

Result<Explanation> Reader::State::read(std::string_view text, const text::NormalText& normal,
                                        const layout::PageText* pages, SourceInfo source, bool with_marks) const {
    Explanation out;
    const auto start = [&] {
        out.report = Report{};
        out.report.source = source;
    };
    start();
    const profile::LazyProfile* fitting = nullptr;
    extract::Fit best_fit;
    std::string ruled_out;
    std::vector<extract::Fit> fits;
    for (const auto& profile : profiles) {
        const extract::Fit& fit = fits.emplace_back(extract::fit_of(normal, profile->identity()));
        if (fit.fits && (fitting == nullptr || fit.weight > best_fit.weight)) {
            fitting = profile.get();
            best_fit = fit;
        }
        if (!fit.ruled_out.empty()) ruled_out = fit.ruled_out;
    }
    const auto no_profile = [&](std::string message) -> Result<Explanation> {
        start();
        out.report.diagnostics.push_back({Severity::warning, "no-profile", "", std::move(message), std::nullopt});
        return std::move(out);
    };
    if (fitting == nullptr) {
        if (!ruled_out.empty()) return no_profile("another publication, by its heading \"" + ruled_out + "\"");
        std::string seen;
        for (std::size_t i = 0; i < profiles.size(); ++i) {
            const Profile& profile = profiles[i]->identity();
            const std::string phrases = phrases_seen(normal, profile);
            if (phrases.empty() || fits[i].weight < 1) continue;
            seen.append(seen.empty() ? "" : "; ").append(profile.id.id + ": " + phrases);
            seen += lack_of(fits[i], profile.threshold);
        }
        if (!seen.empty()) return no_profile("no profile fits; seen of " + seen);
        return no_profile("no profile fits this document");
    }
    const profile::LazyProfile::Whole best = fitting->whole();
    if (best.profile == nullptr) return *best.error;
    Reading reading(text, normal, *best.profile, best_fit.titled, pages);
    reading.read(out.report);
    const std::int64_t days = days_of(out.report, reading.days());
    if (is_too_long(days, *best.profile) && !(best_fit.titled && has_misprinted_day(out.report, *best.profile)))
        return no_profile("another publication: its period has " + std::to_string(days) + " days");
    if (!best_fit.titled && !reads_like(out.report))
        return no_profile("no profile fits: no sentence is one of " + best.profile->id.id + ", though it has " +
                          phrases_seen(normal, *best.profile));
    if (with_marks) out.marks = reading.marks(out.report);
    return out;
}

Reader::Reader() : state_(std::make_unique<State>()) {
    profile::LoadedProfiles loaded = profile::load_profiles(embedded::profiles(), embedded::lexicons());
    state_->profiles = std::move(loaded.profiles);
    for (const auto& profile : state_->profiles) state_->words.add(*profile->identity().lexicon.text_words);
    state_->broken = std::move(loaded.error);
}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

namespace {

Error defined_twice(const std::string& id, const std::string& first, std::string_view second) {
    Error error;
    error.code = ErrorCode::invalid_profile;
    error.message = first + " and ";
    error.message.append(second).append(" both define ").append(id);
    error.source = second;
    return error;
}

}  // namespace

Result<ProfileId> Reader::add_profile(std::string_view json, std::string_view name) {
    auto compiled = compile(json, name);
    if (!compiled.ok()) return compiled.error();
    const ProfileId id = compiled.value().id;
    auto& added_before = state_->added;
    const auto known = std::find_if(added_before.begin(), added_before.end(),
                                    [&](const State::Added& each) { return each.id == id.id; });
    if (known == added_before.end()) {
        added_before.push_back({id.id, std::string(name), std::string(json)});
    } else {
        const bool other_file = !known->name.empty() && !name.empty() && known->name != name && known->json != json;
        if (other_file) return defined_twice(id.id, known->name, name);
        known->name = name;
        known->json = json;
    }
    state_->words.add(*compiled.value().lexicon.text_words);
    auto& profiles = state_->profiles;
    const auto same = std::find_if(profiles.begin(), profiles.end(),
                                   [&](const auto& profile) { return profile->identity().id.id == id.id; });
    auto added = std::make_unique<profile::LazyProfile>(std::move(compiled).value());
    if (same != profiles.end())
        *same = std::move(added);
    else
        profiles.push_back(std::move(added));
    return id;
}

std::vector<ProfileSummary> Reader::profiles() const {
    std::vector<ProfileSummary> summaries;
    for (const auto& loaded : state_->profiles) {
        const Profile& profile = loaded->identity();
        ProfileSummary summary{profile.id, profile.language, profile.title_en, profile.title_zh, {}, {}};
        for (const profile::FieldDefinition& field : profile.fields) {
            summary.fields.push_back({field.name,
                                      std::string(profile::type_name(field.type)),
                                      field.unit,
                                      field.label_en,
                                      field.label_zh,
                                      field.aggregate,
                                      field.description_en,
                                      field.description_zh,
                                      {}});
            for (const profile::EnumerationCode& code : field.codes)
                summary.fields.back().codes.push_back({code.code, code.words});
        }
        for (const profile::Rule& rule : profile.rules) {
            if (rule.kind == profile::RuleKind::notice)
                summary.messages.push_back({rule.code, rule.message.en, rule.message.zh});
        }
        for (const profile::Check& check : profile.checks)
            summary.messages.push_back({"check." + check.id, check.message.en, check.message.zh});
        summaries.push_back(std::move(summary));
    }
    return summaries;
}

Result<Report> Reader::read(std::string_view document, const ReadOptions& options) const {
    auto explanation = state_->read(document, options, false);
    if (!explanation.ok()) return explanation.error();
    return std::move(explanation.value().report);
}

Result<ReportWithText> Reader::read_with_text(std::string_view document, const ReadOptions& options) const {
    auto explanation = state_->read(document, options, false);
    if (!explanation.ok()) return explanation.error();
    auto& [report, marks, text] = explanation.value();
    return ReportWithText{std::move(report), text.empty() ? std::string(document) : std::move(text)};
}

Result<Explanation> Reader::explain(std::string_view document, const ReadOptions& options) const {
    if (options.input == InputFormat::automatic && json::looks_like_record(document) &&
        !json::looks_like_pages(document))
        return input_error(ErrorCode::unsupported_input, "is a record; the document it was read from can be explained",
                           options);
    auto explanation = state_->read(document, options, true);
    if (explanation.ok() && explanation.value().text.empty()) explanation.value().text = document;
    return explanation;
}

}  // namespace certdelta
