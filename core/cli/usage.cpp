#include "usage.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace certdelta::cli {
namespace {

std::string in_quotes(std::string_view text) { return "'" + std::string(text) + "'"; }

/// Edits that turn one word into the other: a character added, left out, replaced, or swapped with the next one.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> table(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) table[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) table[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            std::size_t& best = table[i][j];
            best = std::min({table[i - 1][j] + 1, table[i][j - 1] + 1, replaced});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) best = std::min(best, table[i - 2][j - 2] + 1);
        }
    }
    return table[a.size()][b.size()];
}

/// "; did you mean parse?", as the npm package's library does it: at most three edits, and two fifths of the word
/// right.
std::string suggestion(std::string_view word, std::vector<std::string> known, std::string_view prefix) {
    constexpr std::size_t longest = 64;
    if (word.size() > longest) return "";
    std::sort(known.begin(), known.end());
    known.erase(std::unique(known.begin(), known.end()), known.end());
    std::size_t least = 3;
    std::vector<std::string> similar;
    for (const std::string& candidate : known) {
        if (candidate.size() <= 1) continue;
        const std::size_t edits = distance(word, candidate);
        const std::size_t length = std::max(word.size(), candidate.size());
        if (5 * (length - edits) <= 2 * length || edits > least) continue;
        if (edits < least) similar.clear();
        least = edits;
        similar.push_back(std::string(prefix) + candidate);
    }
    if (similar.empty()) return "";
    std::string out = similar.size() > 1 ? "; did you mean one of " : "; did you mean ";
    for (const std::string& each : similar) {
        if (&each != &similar.front()) out += ", ";
        out += each;
    }
    return out + "?";
}

/// The command that was called, or its inner one.
const CLI::App& innermost(const CLI::App& app) {
    const CLI::App* inner = &app;
    while (!inner->get_subcommands().empty()) inner = inner->get_subcommands().front();
    return *inner;
}

std::vector<std::string> command_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(command->get_name());
    return names;
}

std::vector<std::string> option_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* command : {&innermost(app), &app}) {
        for (const CLI::Option* option : command->get_options()) {
            names.insert(names.end(), option->get_lnames().begin(), option->get_lnames().end());
        }
    }
    return names;
}

/// What was not expected: an option before anything else, as it may explain the rest.
std::string unexpected(const CLI::App& app, const std::vector<std::string>& extras) {
    const CLI::App& command = innermost(app);
    const auto is_option = [](const std::string& word) { return word.size() > 1 && word.front() == '-'; };
    const auto option = std::find_if(extras.begin(), extras.end(), is_option);
    if (option != extras.end() && (&command != &app || option == extras.begin())) {
        if (!option->starts_with("--")) return "unknown option " + in_quotes(*option);
        return "unknown option " + in_quotes(*option) + suggestion(option->substr(2), option_names(app), "--");
    }
    const std::vector<std::string> commands = command_names(command);
    if (commands.empty()) return "unexpected argument " + in_quotes(extras.front());
    const std::string suggested = &command == &app ? suggestion(extras.front(), commands, "") : "";
    return "unknown command " + in_quotes(extras.front()) + suggested;
}

}  // namespace

CLI::Validator one_of(std::vector<std::string> words, std::string hinted, std::string hint) {
    const auto check = [words = std::move(words), hinted = std::move(hinted),
                        hint = std::move(hint)](std::string& word) {
        if (std::find(words.begin(), words.end(), word) != words.end()) return std::string();
        std::string message = in_quotes(word) + " is none of ";
        for (const std::string& each : words) {
            if (&each != &words.front()) message += ", ";
            message += each;
        }
        return word == hinted ? message + hint : message;
    };
    return CLI::Validator(check, "");
}

std::string usage_reason(const CLI::App& app, const CLI::ParseError& error) {
    const std::string message = error.what();
    // Options that nobody knows come first: what else is missing may be due to them.
    const std::vector<std::string> extras = app.remaining(true);
    const auto is = [&](CLI::ExitCodes code) { return error.get_exit_code() == static_cast<int>(code); };
    const bool is_required = is(CLI::ExitCodes::RequiredError);
    const bool has_option =
        std::any_of(extras.begin(), extras.end(), [](const std::string& word) { return word.starts_with("--"); });
    if (is(CLI::ExitCodes::ExtrasError) || (is_required && has_option)) return unexpected(app, extras);
    // The name is all that CLI11 tells of an option, at the beginning of its message.
    if (is_required) return message.substr(0, message.find(" is required")) + " is missing";
    if (is(CLI::ExitCodes::ArgumentMismatch)) {
        if (const std::size_t end = message.find(" was given"); end != std::string::npos)
            return "--" + message.substr(0, end) + " takes no value";
        return message.substr(0, message.find(':')) + " needs a value";
    }
    return message;
}

}  // namespace certdelta::cli
