# The target nlohmann_json: the one header folder of nlohmann_json, and nothing else of the folder that holds it. A wasm
# build must not see /usr/include.
function(certdelta_add_nlohmann_json)
    find_path(CERTDELTA_NLOHMANN_JSON_PARENT nlohmann/json.hpp REQUIRED NO_CMAKE_FIND_ROOT_PATH PATHS /usr/include)
    set(include ${PROJECT_BINARY_DIR}/nlohmann_json)
    file(MAKE_DIRECTORY ${include})
    file(CREATE_LINK ${CERTDELTA_NLOHMANN_JSON_PARENT}/nlohmann ${include}/nlohmann SYMBOLIC)

    add_library(nlohmann_json INTERFACE)
    target_include_directories(nlohmann_json SYSTEM INTERFACE ${include})
    # One definition everywhere, also where exceptions are on: the library's inline functions must be the same ones.
    target_compile_definitions(nlohmann_json INTERFACE JSON_NOEXCEPTION)
endfunction()
