#include "json/info.h"

#include "certdelta/json.h"
#include "certdelta/render.h"
#include "certdelta/version.h"
#include "json/parts.h"
#include "json/writer.h"

namespace certdelta::json {
namespace {

void write_in_both_languages(Writer& writer, std::string_view english, std::string_view chinese) {
    writer.begin_object();
    writer.key("en");
    writer.string(english);
    writer.key("zh");
    writer.string(chinese);
    writer.end_object();
}

void write(Writer& writer, const FieldSummary& field) {
    writer.begin_object();
    writer.key("name");
    writer.string(field.name);
    writer.key("type");
    writer.string(field.type);
    writer.key("unit");
    write_text_or_null(writer, field.unit);
    writer.key("label");
    write_in_both_languages(writer, field.label_en, field.label_zh);
    writer.end_object();
}

void write(Writer& writer, const ProfileSummary& profile) {
    writer.begin_object();
    writer.key("id");
    writer.string(profile.id.id);
    writer.key("version");
    writer.integer(profile.id.version);
    writer.key("language");
    writer.string(profile.language);
    writer.key("title");
    write_in_both_languages(writer, profile.title_en, profile.title_zh);
    writer.key("fields");
    writer.begin_array();
    for (const FieldSummary& field : profile.fields) write(writer, field);
    writer.end_array();
    writer.end_object();
}

}  // namespace

std::string info(const Reader& reader, std::uint32_t abi_version) {
    std::string out;
    Writer writer(out);
    writer.begin_object();
    writer.key("name");
    writer.string("certdelta");
    writer.key("version");
    writer.string(version());
    writer.key("abi");
    writer.unsigned_integer(abi_version);
    writer.key("csv_header");
    writer.string(csv_header());
    writer.key("schemas");
    writer.begin_array();
    for (const std::string_view name : schema_names()) writer.string(name);
    writer.end_array();
    writer.key("profiles");
    writer.begin_array();
    for (const ProfileSummary& profile : reader.profiles()) write(writer, profile);
    writer.end_array();
    writer.end_object();
    return out;
}

std::string profile_id(const ProfileId& id) {
    std::string out;
    Writer writer(out);
    write(writer, std::optional(id));
    return out;
}

}  // namespace certdelta::json
