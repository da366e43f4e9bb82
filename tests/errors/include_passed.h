#include "include_versions.gh"
