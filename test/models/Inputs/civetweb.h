// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once
struct mg_context;
struct mg_connection;
extern "C" {
typedef int (*mg_request_handler)(mg_connection *, void *);
void mg_set_request_handler(mg_context *, const char *, mg_request_handler,
                            void *);
}
