# The toolchain file that the installed Emscripten brings, wherever it is installed.
find_program(CERTDELTA_EM_CONFIG em-config REQUIRED)
execute_process(COMMAND ${CERTDELTA_EM_CONFIG} EMSCRIPTEN_ROOT OUTPUT_VARIABLE emscripten_root
                OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
include(${emscripten_root}/cmake/Modules/Platform/Emscripten.cmake)
# Feature checks compile and do not link: a program's link would need Emscripten's JavaScript tools, which no module uses.
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
