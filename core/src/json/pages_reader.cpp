#include "json/pages_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <nlohmann/json.hpp>
#include <span>
#include <unordered_map>
#include <utility>

#include "json/parse_error.h"
#include "text/utf8.h"

namespace certdelta::json {
namespace {

constexpr std::string_view schema_name = "certdelta.pages/1";
constexpr std::size_t most_pages = 10'000;
constexpr std::uint32_t most_points = 64;
constexpr std::size_t most_fonts = 10'000;
constexpr double farthest = 1e6;  // points; PDF's own limit is 14 400 units

/// Where in the document the parser is: which object or array is open.
enum class At : std::uint8_t { top, document, source, pages, page, runs, run, edges, marks, mark, points, point, box };

struct Member {
    std::string_view key;
    bool required = false;
};

constexpr std::array<Member, 3> document_members{{{"schema", true}, {"source", true}, {"pages", true}}};
constexpr std::array<Member, 3> source_members{{{"name"}, {"format", true}, {"bytes", true}}};
constexpr std::array<Member, 4> page_members{{{"width", true}, {"height", true}, {"runs", true}, {"marks"}}};
constexpr std::array<Member, 7> run_members{
    {{"text", true}, {"box", true}, {"edges"}, {"font"}, {"size"}, {"angle"}, {"unmapped"}}};
constexpr std::array<Member, 3> mark_members{{{"kind", true}, {"box", true}, {"points"}}};

std::span<const Member> members_of(At at) {
    switch (at) {
        case At::document:
            return document_members;
        case At::source:
            return source_members;
        case At::page:
            return page_members;
        case At::run:
            return run_members;
        case At::mark:
            return mark_members;
        default:
            return {};
    }
}

std::uint32_t count_code_points(std::string_view text) {
    return static_cast<std::uint32_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Receives the events of nlohmann_json's parser and fills in the pages. The first thing that is wrong stops it.
class PagesBuilder {
public:
    using number_integer_t = nlohmann::json::number_integer_t;
    using number_unsigned_t = nlohmann::json::number_unsigned_t;
    using number_float_t = nlohmann::json::number_float_t;
    using string_t = nlohmann::json::string_t;
    using binary_t = nlohmann::json::binary_t;

    // The names that the parser calls.
    bool null() { return fail("has to have a value"); }
    bool boolean(bool value) {
        if (at() != At::run || key_ != "unmapped") return fail_kind();
        run().unmapped = value;
        return next();
    }
    bool number_integer(number_integer_t value) { return number(static_cast<double>(value)); }
    bool number_unsigned(number_unsigned_t value) {
        if (at() == At::source && key_ == "bytes") {
            if (value > (std::uint64_t{1} << 53U)) return fail("is out of range");
            pages_.bytes = value;
            return next();
        }
        return number(static_cast<double>(value));
    }
    bool number_float(number_float_t value, const string_t&) { return number(value); }
    bool string(string_t& value);
    bool binary(binary_t&) { return false; }  // text formats have none
    bool start_object(std::size_t);
    bool start_array(std::size_t);
    bool end_object();
    bool end_array();
    bool key(string_t& name);
    template <class Exception>
    bool parse_error(std::size_t characters_read, const std::string&, const Exception& exception) {
        syntax_.reason = reason_of(exception.what());
        syntax_.offset = characters_read == 0 ? 0 : characters_read - 1;
        return false;
    }

    [[nodiscard]] layout::Pages take() { return std::move(pages_); }
    [[nodiscard]] const std::string& failure() const { return failure_; }
    [[nodiscard]] const SyntaxError& syntax() const { return syntax_; }
    [[nodiscard]] ErrorCode code() const { return code_; }

private:
    struct Open {
        At at = At::top;
        std::uint32_t index = 0;  ///< of the element that comes next, in an array
        std::uint32_t seen = 0;   ///< one bit a member, in an object
    };

    [[nodiscard]] At at() const { return open_.empty() ? At::top : open_.back().at; }
    layout::Page& page() { return pages_.pages.back(); }
    layout::Run& run() { return page().runs.back(); }
    layout::Mark& mark() { return page().marks.back(); }

    /// The value of a member or an element is done.
    bool next() {
        if (!open_.empty()) ++open_.back().index;
        return true;
    }
    bool enter(At where) {
        open_.push_back({where, 0, 0});
        return true;
    }
    bool number(double value);
    bool coordinate(double value, double lowest, double& out);
    bool begin_run();
    bool begin_mark();
    bool end_box();
    [[nodiscard]] std::string pointer() const;
    bool fail(std::string_view reason, ErrorCode code = ErrorCode::invalid_record);
    /// Says which kind of value belongs here.
    bool fail_kind();

    layout::Pages pages_;
    std::vector<Open> open_;
    std::string key_;  ///< of the object that is open innermost
    std::array<double, 4> numbers_{};
    std::unordered_map<std::string, std::uint32_t> fonts_;
    std::string failure_;
    SyntaxError syntax_;
    ErrorCode code_ = ErrorCode::invalid_record;
};

std::string PagesBuilder::pointer() const {
    std::string out;
    for (const Open& open : open_) {
        const bool innermost = &open == &open_.back();
        switch (open.at) {
            case At::pages:
            case At::runs:
            case At::marks:
            case At::points:
            case At::edges:
            case At::box:
            case At::point:
                out += "/" + std::to_string(open.index);
                break;
            case At::document:
                if (!innermost) out += open_[1].at == At::source ? "/source" : "/pages";
                break;
            case At::page:
                if (!innermost) out += (&open + 1)->at == At::runs ? "/runs" : "/marks";
                break;
            case At::run:
                if (!innermost) out += (&open + 1)->at == At::box ? "/box" : "/edges";
                break;
            case At::mark:
                if (!innermost) out += (&open + 1)->at == At::box ? "/box" : "/points";
                break;
            default:
                break;
        }
        if (innermost && !members_of(open.at).empty() && !key_.empty()) out += "/" + key_;
    }
    return out.empty() ? "the whole document" : out;
}

bool PagesBuilder::fail(std::string_view reason, ErrorCode code) {
    if (failure_.empty()) {
        failure_ = pointer() + ": ";
        failure_ += reason;
        code_ = code;
    }
    return false;
}

bool PagesBuilder::fail_kind() {
    switch (at()) {
        case At::top:
            return fail("has to be an object");
        case At::pages:
        case At::runs:
        case At::marks:
            return fail("has to be an object");
        case At::points:
            return fail("has to be an array of two numbers");
        case At::edges:
        case At::box:
        case At::point:
            return fail("has to be a number");
        default:
            break;
    }
    const auto is = [this](std::string_view key) { return key_ == key; };
    if (is("source")) return fail("has to be an object");
    if (is("pages") || is("runs") || is("marks") || is("points") || is("edges")) return fail("has to be an array");
    if (is("box")) return fail("has to be an array of four numbers");
    if (is("unmapped")) return fail("has to be true or false");
    if (is("bytes")) return fail("has to be a whole number");
    const bool text = is("schema") || is("name") || is("format") || is("text") || is("font") || is("kind");
    return fail(text ? "has to be a string" : "has to be a number");
}

bool PagesBuilder::key(string_t& name) {
    key_ = std::move(name);
    const std::span<const Member> members = members_of(at());
    const auto member =
        std::find_if(members.begin(), members.end(), [this](const Member& known) { return known.key == key_; });
    if (member == members.end()) {
        key_.resize(std::min<std::size_t>(key_.size(), 40));  // it may be of any length
        return fail("is not a known key here");
    }
    const std::uint32_t bit = 1U << static_cast<std::uint32_t>(member - members.begin());
    if ((open_.back().seen & bit) != 0) return fail("is there twice");
    open_.back().seen |= bit;
    return true;
}

bool PagesBuilder::start_object(std::size_t) {
    switch (at()) {
        case At::top:
            return enter(At::document);
        case At::document:
            return key_ == "source" ? enter(At::source) : fail_kind();
        case At::pages:
            if (pages_.pages.size() == most_pages)
                return fail("there are more than " + std::to_string(most_pages) + " pages", ErrorCode::too_large);
            pages_.pages.emplace_back();
            return enter(At::page);
        case At::runs:
            return begin_run();
        case At::marks:
            return begin_mark();
        default:
            return fail_kind();
    }
}

bool PagesBuilder::begin_run() {
    page().runs.emplace_back();
    run().first_edge = static_cast<std::uint32_t>(pages_.edges.size());
    return enter(At::run);
}

bool PagesBuilder::begin_mark() {
    page().marks.emplace_back();
    mark().first_point = static_cast<std::uint32_t>(pages_.points.size());
    return enter(At::mark);
}

bool PagesBuilder::start_array(std::size_t) {
    const At where = at();
    if (where == At::document && key_ == "pages") return enter(At::pages);
    if (where == At::page && key_ == "runs") return enter(At::runs);
    if (where == At::page && key_ == "marks") return enter(At::marks);
    if ((where == At::run || where == At::mark) && key_ == "box") return enter(At::box);
    if (where == At::run && key_ == "edges") return enter(At::edges);
    if (where == At::mark && key_ == "points") return enter(At::points);
    if (where == At::points) return enter(At::point);
    return fail_kind();
}

bool PagesBuilder::coordinate(double value, double lowest, double& out) {
    // nlohmann_json refuses what does not fit a double; NaN is no JSON.
    if (!(value >= lowest && value <= farthest)) return fail("is out of range");
    out = value;
    return next();
}

bool PagesBuilder::number(double value) {
    switch (at()) {
        case At::box:
            if (open_.back().index >= 4) return fail("is one number too many");
            return coordinate(value, -farthest, numbers_[open_.back().index]);
        case At::point:
            if (open_.back().index >= 2) return fail("is one number too many");
            return coordinate(value, -farthest, numbers_[open_.back().index]);
        case At::edges:
            return coordinate(value, -farthest, pages_.edges.emplace_back());
        case At::page:
            if (key_ != "width" && key_ != "height") return fail_kind();
            if (!(value > 0)) return fail("has to be larger than 0");
            return coordinate(value, 0, key_ == "width" ? page().width : page().height);
        case At::run:
            if (key_ == "size") return coordinate(value, 0, run().size);
            if (key_ != "angle") return fail_kind();
            if (!(std::abs(value) <= 360)) return fail("is out of range");
            run().angle = value;
            return next();
        default:
            return fail_kind();
    }
}

bool PagesBuilder::string(string_t& value) {
    switch (at()) {
        case At::document:
            if (key_ != "schema") return fail_kind();
            if (value != schema_name) return fail("is not \"" + std::string(schema_name) + "\"");
            return next();
        case At::source: {
            if (key_ == "name") {
                pages_.name = std::move(value);
                return next();
            }
            if (key_ != "format") return fail_kind();
            constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789-";
            const bool word = !value.empty() && value.size() <= 32 && value[0] >= 'a' && value[0] <= 'z' &&
                              value.find_first_not_of(allowed) == std::string::npos;
            if (!word) return fail("has to be a word of small letters, such as \"pdf\"");
            pages_.format = std::move(value);
            return next();
        }
        case At::run: {
            if (key_ == "font") {
                const auto [font, added] = fonts_.try_emplace(value, static_cast<std::uint32_t>(pages_.fonts.size()));
                if (added && pages_.fonts.size() > most_fonts)
                    return fail("there are more than " + std::to_string(most_fonts) + " fonts", ErrorCode::too_large);
                if (added) pages_.fonts.push_back(std::move(value));
                run().font = font->second;
                return next();
            }
            if (key_ != "text") return fail_kind();
            if (value.size() > most_page_text - pages_.text.size())
                return fail("the pages hold more than " + std::to_string(most_page_text) + " bytes of text",
                            ErrorCode::too_large);
            run().begin = static_cast<std::uint32_t>(pages_.text.size());
            run().length = static_cast<std::uint32_t>(value.size());
            pages_.text += value;
            return next();
        }
        case At::mark:
            if (key_ != "kind") return fail_kind();
            if (value != "path" && value != "image") return fail("has to be one of \"path\" \"image\"");
            mark().kind = value == "path" ? layout::Mark::Kind::path : layout::Mark::Kind::image;
            return next();
        default:
            return fail_kind();
    }
}

bool PagesBuilder::end_object() {
    const std::span<const Member> members = members_of(at());
    key_.clear();
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (members[i].required && (open_.back().seen >> i & 1U) == 0)
            return fail("lacks the key \"" + std::string(members[i].key) + "\"");
    }
    if (at() == At::run && run().edges > 0) {
        key_ = "edges";
        if (run().edges != count_code_points(pages_.text_of(run())))
            return fail("has to have one number for each character of the text");
    }
    open_.pop_back();
    return next();
}

bool PagesBuilder::end_array() {
    const At where = at();
    const std::uint32_t length = open_.back().index;
    if (where == At::box || where == At::point) {
        const std::uint32_t wanted = where == At::box ? 4 : 2;
        if (length != wanted) {
            open_.pop_back();
            return fail("has to have " + std::to_string(wanted) + " numbers");
        }
    }
    open_.pop_back();
    if (where == At::box) {
        const Box box{numbers_[0], numbers_[1], numbers_[2], numbers_[3]};
        if (box.x0 > box.x1 || box.y0 > box.y1) return fail("ends before it begins");
        (at() == At::run ? run().box : mark().box) = box;
    } else if (where == At::edges) {
        const auto first = std::next(pages_.edges.begin(), static_cast<std::ptrdiff_t>(run().first_edge));
        if (!std::is_sorted(first, pages_.edges.end())) return fail("has to be ascending");
        run().edges = length;
    } else if (where == At::point) {
        if (mark().points == most_points) return fail("there are more than " + std::to_string(most_points) + " points");
        pages_.points.push_back({numbers_[0], numbers_[1]});
        ++mark().points;
    }
    // The parser goes on in the object that holds the array; its key is known from what was open.
    return next();
}

}  // namespace

Result<layout::Pages> read_pages(std::string_view json, std::string_view name) {
    PagesBuilder builder;
    if (nlohmann::json::sax_parse(json.begin(), json.end(), &builder)) return builder.take();
    Error error;
    if (builder.failure().empty()) {
        error = syntax_error(json, builder.syntax());
    } else {
        error.code = builder.code();
        error.message = builder.failure();
    }
    error.source = name;
    return error;
}

bool looks_like_pages(std::string_view json) {
    constexpr std::size_t farthest_key = 4096;  // bytes; writers put it first
    if (json.starts_with("\xEF\xBB\xBF")) json.remove_prefix(3);
    const std::size_t begin = json.find_first_not_of(" \t\r\n");
    return begin != std::string_view::npos && json[begin] == '{' &&
           json.substr(begin, farthest_key).find("\"certdelta.pages/") != std::string_view::npos;
}

}  // namespace certdelta::json
