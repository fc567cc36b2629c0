#include "certdelta/error.h"

namespace certdelta {

std::string_view code_name(ErrorCode code) {
    switch (code) {
        case ErrorCode::empty_input:
            return "empty-input";
        case ErrorCode::binary_input:
            return "binary-input";
        case ErrorCode::invalid_utf8:
            return "invalid-utf8";
        case ErrorCode::too_large:
            return "too-large";
        case ErrorCode::unsupported_input:
            return "unsupported-input";
        case ErrorCode::invalid_json:
            return "invalid-json";
        case ErrorCode::invalid_record:
            return "invalid-record";
        case ErrorCode::invalid_profile:
            return "invalid-profile";
        case ErrorCode::not_found:
            return "not-found";
        case ErrorCode::is_directory:
            return "is-directory";
        case ErrorCode::unreadable:
            return "unreadable";
        case ErrorCode::unwritable:
            return "unwritable";
        case ErrorCode::usage:
            return "usage";
    }
    return "usage";
}

}  // namespace certdelta
