#include "certdelta/version.h"

namespace certdelta {

std::string_view version() { return CERTDELTA_VERSION; }

}  // namespace certdelta
