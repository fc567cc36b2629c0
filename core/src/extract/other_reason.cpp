#include "extract/other_reason.h"

namespace certdelta::extract {

std::string_view words_of(OtherReason reason) {
    switch (reason) {
        case OtherReason::time_or_place:
            return "speaks of another time or place";
        case OtherReason::context:
            return "goes on with what the text around it says of another time, place or body";
        case OtherReason::caption:
            return "stands behind a caption of another time, thing or person";
        case OtherReason::voice:
            return "is told by another body";
        case OtherReason::actor:
            return "does not say that the publisher did it in this period";
        case OtherReason::longer:
            return "its words or figures are part of something longer";
        case OtherReason::part:
            return "counts a part of what the figure before it counts";
        case OtherReason::difference:
            return "tells how many more there are than at another time";
        case OtherReason::question:
            return "is a question";
        case OtherReason::denial:
            return "other words of its sentence undo it";
    }
    return {};
}

}  // namespace certdelta::extract
