#include "certdelta/json.h"
#include "commands.h"
#include "output.h"

namespace certdelta::cli {

Exit run_schema(const std::string& name) {
    const Result<std::string_view> schema = certdelta::schema(name);
    if (!schema) {
        complain(name, schema.error());
        return Exit::failed;
    }
    Output output;
    static_cast<void>(output.write(schema.value()));
    return output.failed() ? Exit::failed : Exit::done;
}

}  // namespace certdelta::cli
