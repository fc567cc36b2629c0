// Version of the library; the same number as package.json and CMakeLists.txt.
#pragma once

#include <string_view>

namespace certdelta {

[[nodiscard]] std::string_view version();

}  // namespace certdelta
