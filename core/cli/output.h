// Standard output and standard error.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "certdelta/error.h"
#include "certdelta/report.h"

namespace certdelta::cli {

/// Results, written at once, so that who reads the other end of a pipe sees each as soon as it is there.
class Output {
public:
    [[nodiscard]] static bool is_terminal();
    /// Characters of a line: COLUMNS, where the environment has it, else of the terminal; 0 where there is none.
    [[nodiscard]] static std::size_t columns();

    /// False when nothing more can be written: stop then. A reader that went away (as `head` does) is no error; any
    /// other trouble is told on standard error.
    [[nodiscard]] bool write(std::string_view text);
    [[nodiscard]] bool failed() const { return failed_; }

private:
    bool failed_ = false;
};

/// Prints "certdelta: NAME: reason (code)", with '' for an empty name. What is not printable is escaped: a file's name
/// must not be able to steer the terminal.
void complain(std::string_view name, const Error& error);

/// Prints what follows from it that no profile fits a document, as nothing else would show it: "it has no rows".
/// Nothing of any other report.
void remark_on_stranger(std::string_view name, const Report& report, std::string_view consequence);

/// What the rows of reports do not show, or as an empty cell only. A report that no profile fits is told by itself.
struct NotInRows {
    std::size_t reports = 0;  ///< that have any of it
    std::size_t unassigned = 0;
    std::size_t ambiguous = 0;
    std::size_t rejected = 0;
    std::size_t errors = 0;
    std::size_t warnings = 0;

    void add(const Report& report);
};

/// Sums up in one line what rows do not show. Nothing where that is nothing.
void remark_on_hidden(const NotInRows& hidden);

/// Prints that `reports` of an input have no place in a series, where rows are all that is printed. Nothing for none.
void remark_on_left_out(std::string_view name, std::size_t reports);

/// Prints that a folder holds files that are no documents, and what the first ones are called. Nothing where there are
/// none.
void remark_on_others(std::string_view folder, const std::vector<std::string>& names);

/// What the operating system says by an errno, in the words of the npm package's command, which are libuv's: records
/// tell of files that cannot be read, and are the same on both.
[[nodiscard]] std::string system_reason(int number);

/// Prints what is wrong with the arguments, and where help is: of a command ("profile lint"), where one was named.
void complain_about_usage(std::string_view reason, std::string_view command = {});

}  // namespace certdelta::cli
