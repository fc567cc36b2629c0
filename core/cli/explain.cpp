#include "certdelta/json.h"
#include "certdelta/render.h"
#include "commands.h"
#include "documents.h"
#include "input.h"
#include "output.h"

namespace certdelta::cli {

Exit run_explain(const ExplainArguments& arguments) {
    const std::optional<Reader> reader = make_reader(arguments.reading);
    if (!reader) return Exit::failed;

    const ReadOptions options = read_options(arguments.file, arguments.reading);
    const Result<std::string> document = read_input(arguments.file, options.max_bytes);
    if (!document) {
        complain(arguments.file, document.error());
        return Exit::failed;
    }
    const Result<Explanation> explanation = reader->explain(document.value(), options);
    if (!explanation) {
        complain(arguments.file, explanation.error());
        return Exit::failed;
    }
    const Explanation& read = explanation.value();
    std::string text = arguments.format == "json" ? pretty_json(to_json(read, read.text))
                                                  : to_text(read, read.text, {reader->profiles(), arguments.lang});
    if (!text.ends_with('\n')) text.push_back('\n');
    remark_on_stranger(arguments.file, read.report, "nothing of it is read");
    Output output;
    static_cast<void>(output.write(text));
    return output.failed() ? Exit::failed : Exit::done;
}

}  // namespace certdelta::cli
