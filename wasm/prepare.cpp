// For modules that keep their memory as it is once the profiles are read: see finish-module.mjs.
#include "operations.h"

extern "C" void certdelta_prepare(void) { static_cast<void>(certdelta::wasm::reader()); }
