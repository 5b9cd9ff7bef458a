# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Finds LLVM and Clang of one major version and wraps them in two targets:
#   maprace_clang_headers  to compile against them (what a plugin does)
#   maprace_clang_libs     to link their shared libraries (what a program does)
# A plugin must never link maprace_clang_libs' static siblings: two copies of
# LLVM in one process abort on duplicate command line options.

set(MAPRACE_LLVM_VERSION 22 CACHE STRING "Major version of LLVM: 22 or 19")
set(_v ${MAPRACE_LLVM_VERSION})
set(_hints "/usr/lib/llvm-${_v}" "/usr/local/opt/llvm@${_v}" "/opt/homebrew/opt/llvm@${_v}")

# Not asked for by version: LLVM's version file wants the minor one as well.
find_package(LLVM CONFIG QUIET HINTS ${_hints})
find_package(Clang CONFIG QUIET HINTS ${_hints})
if(NOT LLVM_FOUND OR NOT Clang_FOUND OR NOT TARGET clang-cpp
   OR NOT LLVM_VERSION_MAJOR EQUAL _v)
  message(FATAL_ERROR "LLVM and Clang ${_v} were not found (or not completely). Install them with\n"
    "  apt-get install clang-${_v} llvm-${_v}-dev libclang-${_v}-dev"
    " libclang-cpp${_v}-dev clang-tidy-${_v} clangd-${_v} clang-tools-${_v}"
    " llvm-${_v}-tools\n"
    "or name another installation with -DCMAKE_PREFIX_PATH=DIR, or another"
    " version with -DMAPRACE_LLVM_VERSION=N. ./dev installs all that is needed.")
endif()
message(STATUS "LLVM ${LLVM_PACKAGE_VERSION} in ${LLVM_INSTALL_PREFIX}")

add_library(maprace_clang_headers INTERFACE)
target_include_directories(maprace_clang_headers SYSTEM INTERFACE
  ${LLVM_INCLUDE_DIRS} ${CLANG_INCLUDE_DIRS})
separate_arguments(_definitions NATIVE_COMMAND "${LLVM_DEFINITIONS}")
list(FILTER _definitions EXCLUDE REGEX "^-D_DEBUG$")
target_compile_options(maprace_clang_headers INTERFACE ${_definitions})
# A class that derives from one of LLVM's needs typeinfo exactly if LLVM has.
if(NOT LLVM_ENABLE_RTTI)
  target_compile_options(maprace_clang_headers INTERFACE -fno-rtti)
endif()
if(NOT LLVM_ENABLE_EH)
  target_compile_options(maprace_clang_headers INTERFACE -fno-exceptions)
endif()

add_library(maprace_clang_libs INTERFACE)
target_link_libraries(maprace_clang_libs INTERFACE
  maprace_clang_headers clang-cpp LLVM)

# Where a program of ours that is not installed beside clang finds stddef.h.
execute_process(COMMAND "${LLVM_TOOLS_BINARY_DIR}/clang" -print-resource-dir
  OUTPUT_VARIABLE MAPRACE_RESOURCE_DIR OUTPUT_STRIP_TRAILING_WHITESPACE)

# Clang's headers are most of the time of compiling a room that includes them.
file(WRITE "${CMAKE_BINARY_DIR}/pch/empty.cpp" "")
add_library(maprace_clang_pch OBJECT "${CMAKE_BINARY_DIR}/pch/empty.cpp")
target_link_libraries(maprace_clang_pch PRIVATE maprace_common maprace_clang_headers)
target_precompile_headers(maprace_clang_pch PRIVATE
  <map> <optional> <string> <vector>
  <clang/AST/ASTContext.h>
  <clang/AST/RecursiveASTVisitor.h>
  <clang/ASTMatchers/ASTMatchFinder.h>
  <clang/Analysis/CFG.h>)
