# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# maprace_room(<name> SOURCES a.cpp b.cpp [DEPENDS ir model ...] [CLANG])
#
# Makes the library target maprace_<name> from position independent code. What
# links a room gets the rooms in DEPENDS with it. CLANG: the room includes
# Clang's headers. It is an archive and not an OBJECT library because CMake
# does not hand on the objects of an object library's dependencies; a target
# that registers itself statically must be an OBJECT library of its own.

function(maprace_room name)
  cmake_parse_arguments(PARSE_ARGV 1 ROOM "CLANG" "" "SOURCES;DEPENDS")
  if(ROOM_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "maprace_room(${name}): what is ${ROOM_UNPARSED_ARGUMENTS}?")
  endif()
  set(target maprace_${name})
  add_library(${target} STATIC ${ROOM_SOURCES})
  target_link_libraries(${target} PUBLIC maprace_common)
  foreach(room IN LISTS ROOM_DEPENDS)
    target_link_libraries(${target} PUBLIC maprace_${room})
  endforeach()
  if(ROOM_CLANG)
    maprace_use_clang(${target})
  endif()
endfunction()

# Lets TARGET include Clang's headers, precompiled except for a program: CMake
# compiles programs with -fPIE, which clang does not mix with -fPIC.
function(maprace_use_clang target)
  target_link_libraries(${target} PRIVATE maprace_common)
  target_link_libraries(${target} PUBLIC maprace_clang_headers)
  get_target_property(type ${target} TYPE)
  if(NOT type STREQUAL "EXECUTABLE")
    target_precompile_headers(${target} REUSE_FROM maprace_clang_pch)
  endif()
endfunction()

# add_subdirectory, for a part of the tree that a source package may leave out.
macro(maprace_add directory)
  if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${directory}/CMakeLists.txt")
    add_subdirectory(${directory})
  endif()
endmacro()
