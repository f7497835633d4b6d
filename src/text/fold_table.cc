#include "src/text/fold_table.h"

namespace triage::text {

#include "src/text/fold_table.inc"

}  // namespace triage::text
