# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Writes the text of files, without indentation and lines of comment, as rows of
# a C++ array: cmake -DOUTPUT=FILE "-DINPUTS=A;B" -P Embed.cmake. Must not know:
# what is in them.

set(rows "")
foreach(input IN LISTS INPUTS)
  get_filename_component(name "${input}" NAME)
  file(READ "${input}" text)
  # Lines keep their numbers.
  string(REGEX REPLACE "\n[ \t]+" "\n" text "${text}")
  string(REGEX REPLACE "\n//[^\n]*" "\n" text "${text}")
  string(APPEND rows "{\"${name}\", R\"maprace(${text})maprace\"},\n")
endforeach()
file(WRITE "${OUTPUT}" "${rows}")
