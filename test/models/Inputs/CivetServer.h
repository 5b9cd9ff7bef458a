// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stand-in: the names and members that the tests use.
#pragma once
struct mg_connection;
class CivetServer;
class CivetHandler {
public:
  virtual ~CivetHandler();
  virtual bool handleGet(CivetServer *, mg_connection *);
  virtual bool handlePost(CivetServer *, mg_connection *);
};
