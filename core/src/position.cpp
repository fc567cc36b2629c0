#include "position.h"

namespace certdelta {

Position PositionWalk::at(std::size_t offset) {
    for (; offset_ < offset && offset_ < text_.size(); ++offset_) {
        const auto byte = static_cast<unsigned char>(text_[offset_]);
        if (byte == '\n') {
            ++position_.line;
            position_.column = 1;
        } else if ((byte & 0xC0U) != 0x80U) {
            ++position_.column;
        }
    }
    return position_;
}

Position position_of(std::string_view text, std::size_t offset) { return PositionWalk(text).at(offset); }

}  // namespace certdelta
