#include "src/text/folding/fold_table.h"

namespace triage::text {

#include "src/text/folding/fold_table.inc"

}  // namespace triage::text
