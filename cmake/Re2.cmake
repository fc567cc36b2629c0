# The target re2::re2: RE2 with Abseil, from the sources that the npm package `re2` carries, compiled once for each
# compiler and set of flags and kept in CERTDELTA_CACHE_DIR.

set(CERTDELTA_CACHE_DIR ${PROJECT_SOURCE_DIR}/.cache CACHE PATH "Compiled dependencies, kept between builds")

function(certdelta_add_re2)
    set(package ${PROJECT_SOURCE_DIR}/node_modules/re2)
    if(NOT EXISTS ${package}/package.json)
        message(FATAL_ERROR "RE2's sources are missing: run `npm ci --ignore-scripts` in the root of the repository")
    endif()
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${package}/package.json)
    file(READ ${package}/package.json manifest)
    string(JSON version GET "${manifest}" version)

    set(optimisation -O3)
    if(CERTDELTA_SANITIZER_FLAGS)
        set(optimisation -O1) # as the sanitized core: most of such a build's time is its compiling
    endif()
    set(flags "${optimisation} -DNDEBUG -w -fno-exceptions -fno-rtti ${CERTDELTA_SANITIZER_FLAGS}")
    file(MD5 ${PROJECT_SOURCE_DIR}/cmake/re2/CMakeLists.txt recipe)
    set(inputs ${version} ${CMAKE_SYSTEM_NAME} ${CMAKE_SYSTEM_PROCESSOR} ${CMAKE_CXX_COMPILER_ID}
               ${CMAKE_CXX_COMPILER_VERSION} "${CMAKE_CXX_FLAGS}" "${flags}" ${recipe})
    string(MD5 digest "${inputs}")
    string(SUBSTRING ${digest} 0 12 digest)
    string(TOLOWER "${version}-${CMAKE_SYSTEM_NAME}-${CMAKE_CXX_COMPILER_ID}-${digest}" key)
    set(archive ${CERTDELTA_CACHE_DIR}/re2/${key}/${CMAKE_STATIC_LIBRARY_PREFIX}re2_with_abseil${CMAKE_STATIC_LIBRARY_SUFFIX})

    # Two builds that start at once must not compile into the same folder.
    file(LOCK ${CERTDELTA_CACHE_DIR}/re2/${key}.lock GUARD FUNCTION)
    if(NOT EXISTS ${archive})
        _certdelta_compile_re2(${package}/vendor ${CERTDELTA_CACHE_DIR}/re2/${key} "${flags}")
    endif()

    find_package(Threads REQUIRED)
    add_library(re2::re2 STATIC IMPORTED)
    set_target_properties(
        re2::re2 PROPERTIES IMPORTED_LOCATION ${archive} INTERFACE_LINK_LIBRARIES Threads::Threads
                            INTERFACE_INCLUDE_DIRECTORIES "${package}/vendor/re2;${package}/vendor/abseil-cpp")
endfunction()

function(_certdelta_compile_re2 vendor prefix flags)
    message(STATUS "Compiling RE2 for ${CMAKE_CXX_COMPILER_ID} on ${CMAKE_SYSTEM_NAME}; once, it is kept in ${prefix}")
    set(build ${prefix}.build)
    set(configure ${CMAKE_COMMAND} -S ${PROJECT_SOURCE_DIR}/cmake/re2 -B ${build} -G ${CMAKE_GENERATOR}
                  -D CMAKE_BUILD_TYPE=None -D "CMAKE_CXX_FLAGS=${CMAKE_CXX_FLAGS} ${flags}"
                  -D CMAKE_INSTALL_PREFIX=${prefix} -D VENDOR=${vendor} -Wno-dev --log-level=WARNING)
    if(CMAKE_TOOLCHAIN_FILE)
        list(APPEND configure --toolchain ${CMAKE_TOOLCHAIN_FILE})
    else()
        list(APPEND configure -D CMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER})
    endif()
    execute_process(COMMAND ${configure} COMMAND_ERROR_IS_FATAL ANY)
    execute_process(COMMAND ${CMAKE_COMMAND} --build ${build} COMMAND_ERROR_IS_FATAL ANY)
    execute_process(COMMAND ${CMAKE_COMMAND} --install ${build} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
    file(REMOVE_RECURSE ${build})
endfunction()
