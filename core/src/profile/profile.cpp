#include "profile/profile.h"

namespace certdelta::profile {

std::string_view type_name(FieldType type) {
    switch (type) {
        case FieldType::count:
            return "count";
        case FieldType::percentage:
            return "percentage";
        case FieldType::year:
            return "year";
        case FieldType::date:
            return "date";
        case FieldType::enumeration:
            return "enumeration";
        case FieldType::list:
            return "list";
        case FieldType::text:
            return "text";
    }
    return "";
}

std::optional<std::int32_t> Profile::field_index(std::string_view name) const {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].name == name) return static_cast<std::int32_t>(i);
    }
    return std::nullopt;
}

const Check* Profile::period_check() const {
    for (const Check& check : checks) {
        if (check.kind == CheckKind::period) return &check;
    }
    return nullptr;
}

}  // namespace certdelta::profile
