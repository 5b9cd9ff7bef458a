# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Writes the text of files as rows of a C++ array: cmake -DOUTPUT=FILE
# "-DINPUTS=A;B" -P Embed.cmake. Must not know: what is in them.

set(rows "")
foreach(input IN LISTS INPUTS)
  get_filename_component(name "${input}" NAME)
  file(READ "${input}" text)
  string(APPEND rows "{\"${name}\", R\"maprace(${text})maprace\"},\n")
endforeach()
file(WRITE "${OUTPUT}" "${rows}")
