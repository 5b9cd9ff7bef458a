// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See Ninja.h. Ninja's output is read line by line through a pipe.

#include "checker/build/Ninja.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>
#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace maprace::build {

using llvm::StringRef;

/// The child's side: becomes ninja, or ends with a code that ninja never has.
[[noreturn]] static void becomeNinja(const std::string &Program,
                                     const std::string &Directory,
                                     unsigned Jobs, int Output, pid_t Parent) {
#ifdef __linux__
  // Ninja ends its steps on an interrupt, so nothing is left running.
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != Parent)
    _exit(127);
#endif
  (void)Parent;
  // Nor does a pipe without a reader end it before it has done so.
  std::signal(SIGPIPE, SIG_IGN);
  dup2(Output, STDOUT_FILENO);
  dup2(Output, STDERR_FILENO);
  setenv("NINJA_STATUS", "[%f/%t] ", /*overwrite=*/1);
  std::string J = "-j" + std::to_string(Jobs);
  const char *Arguments[] = {Program.c_str(), "-k", "0", J.c_str(), nullptr};
  if (chdir(Directory.c_str()) == 0)
    execv(Program.c_str(), const_cast<char *const *>(Arguments));
  _exit(127);
}

/// Understands a line of ninja's status, `[12/420] NAME`.
static bool parseStatus(StringRef Line, unsigned &Done, unsigned &Total,
                        StringRef &Name) {
  return Line.consume_front("[") && !Line.consumeInteger(10, Done) &&
         Line.consume_front("/") && !Line.consumeInteger(10, Total) &&
         Line.consume_front("] ") && (Name = Line, true);
}

namespace {
/// Splits ninja's output into lines, logs them, tells the progress.
class Listener {
public:
  Listener(const std::string &LogFile, const Progress &Tell)
      : Log(LogFile, Ignored), Tell(Tell) {}
  void hear(StringRef Text);
  /// Ninja's own complaint, if it had one.
  const std::string &complaint() const { return Complaint; }

private:
  void line(StringRef Text);

  std::error_code Ignored; // without a log there is still the result
  llvm::raw_fd_ostream Log;
  const Progress &Tell;
  std::string Pending, Complaint;
};
} // namespace

void Listener::line(StringRef Text) {
  if (!Ignored)
    Log << Text << '\n';
  unsigned Done = 0, Total = 0;
  StringRef Name;
  if (parseStatus(Text, Done, Total, Name) && Tell)
    Tell(Done, Total, Name.str());
  if (Complaint.empty() && (Text.consume_front("ninja: error: ") ||
                            Text.consume_front("ninja: fatal: ")))
    Complaint = Text.str();
}

void Listener::hear(StringRef Text) {
  Pending += Text;
  StringRef Rest = Pending;
  for (size_t End; (End = Rest.find('\n')) != StringRef::npos;) {
    line(Rest.take_front(End));
    Rest = Rest.drop_front(End + 1);
  }
  Pending = Rest.str();
}

static int waitFor(pid_t Child) {
  int Status = 0;
  while (waitpid(Child, &Status, 0) < 0 && errno == EINTR)
    ;
  return Status;
}

static void listen(int From, Listener &To) {
  char Buffer[4096];
  for (;;) {
    ssize_t N = read(From, Buffer, sizeof Buffer);
    if (N > 0)
      To.hear(StringRef(Buffer, N));
    else if (N == 0 || errno != EINTR)
      return;
  }
}

std::optional<std::string> runNinja(const std::string &Directory, unsigned Jobs,
                                    const Progress &Tell) {
  auto Program = llvm::sys::findProgramByName("ninja");
  if (!Program)
    Program = llvm::sys::findProgramByName("ninja-build");
  if (!Program)
    return "ninja was not found in PATH; install it (apt-get install "
           "ninja-build)";
  int Pipe[2];
  if (pipe(Pipe) != 0)
    return "ninja could not be started: " + llvm::errnoAsErrorCode().message();
  pid_t Parent = getpid();
  pid_t Child = fork();
  if (Child == 0) {
    close(Pipe[0]);
    becomeNinja(*Program, Directory, Jobs, Pipe[1], Parent);
  }
  close(Pipe[1]);
  Listener Ear(Directory + "/ninja.log", Tell);
  if (Child > 0)
    listen(Pipe[0], Ear);
  close(Pipe[0]);
  int Status = Child > 0 ? waitFor(Child) : 127 << 8;
  if (!Ear.complaint().empty())
    return "ninja, in " + Directory + ": " + Ear.complaint();
  if (WIFSIGNALED(Status) || (WIFEXITED(Status) && WEXITSTATUS(Status) > 1))
    return "ninja ended before its work was done; see " + Directory +
           "/ninja.log";
  return std::nullopt;
}

} // namespace maprace::build
