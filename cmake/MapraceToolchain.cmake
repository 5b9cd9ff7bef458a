# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The language level, warnings, linker, compiler cache and sanitizers that all
# of maprace is built with. Must not know: LLVM, the rooms.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
# Every room may end up in a plugin, which is a shared object.
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Kind of build" FORCE)
endif()
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

set(MAPRACE_SANITIZER "" CACHE STRING
  "Value of -fsanitize= for the whole build, e.g. address,undefined")

# Everything that our targets have in common.
add_library(maprace_common INTERFACE)
target_include_directories(maprace_common INTERFACE
  "${PROJECT_SOURCE_DIR}" "${PROJECT_BINARY_DIR}")
target_compile_options(maprace_common INTERFACE
  -Wall -Wextra $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor>)
if(MAPRACE_SANITIZER)
  target_compile_options(maprace_common INTERFACE
    -fsanitize=${MAPRACE_SANITIZER} -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  target_link_options(maprace_common INTERFACE
    -fsanitize=${MAPRACE_SANITIZER})
endif()

# The linker of the compiler's own version is the one that is sure to read its
# objects.
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  string(REGEX MATCH "^[0-9]+" MAPRACE_CLANG_MAJOR ${CMAKE_CXX_COMPILER_VERSION})
  find_program(MAPRACE_LLD NAMES ld.lld-${MAPRACE_CLANG_MAJOR} ld.lld)
  if(MAPRACE_LLD)
    add_link_options(--ld-path=${MAPRACE_LLD})
  endif()
endif()

find_program(MAPRACE_CCACHE ccache)
if(MAPRACE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Without these ccache refuses every file that uses a precompiled header.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros ${MAPRACE_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${MAPRACE_CCACHE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    add_compile_options("$<$<COMPILE_LANGUAGE:CXX>:SHELL:-Xclang -fno-pch-timestamp>")
  endif()
endif()
