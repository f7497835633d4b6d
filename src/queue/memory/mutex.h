// A standard mutex that clang's thread-safety analysis understands.
//
// Not absl::Mutex: where Abseil comes from the system, it is built without the thread sanitizer, which then
// sees no lock and reports races that are none. The sanitizer knows the standard mutex everywhere.
//
//   Mutex mutex;
//   int count ABSL_GUARDED_BY(mutex);
//   { MutexHold hold(mutex); ++count; }
//   ++count;                              // clang, -Wthread-safety: writing requires holding mutex
//
// Thread-safe.
#ifndef TRIAGE_SRC_QUEUE_MEMORY_MUTEX_H_
#define TRIAGE_SRC_QUEUE_MEMORY_MUTEX_H_

#include <mutex>

#include "absl/base/thread_annotations.h"

namespace triage::queue {

class ABSL_LOCKABLE Mutex {
 public:
  void Lock() ABSL_EXCLUSIVE_LOCK_FUNCTION() { mutex_.lock(); }
  void Unlock() ABSL_UNLOCK_FUNCTION() { mutex_.unlock(); }

 private:
  std::mutex mutex_;
};

class ABSL_SCOPED_LOCKABLE MutexHold {
 public:
  explicit MutexHold(Mutex& mutex) ABSL_EXCLUSIVE_LOCK_FUNCTION(mutex) : mutex_(mutex) { mutex_.Lock(); }
  ~MutexHold() ABSL_UNLOCK_FUNCTION() { mutex_.Unlock(); }
  MutexHold(const MutexHold&) = delete;
  MutexHold& operator=(const MutexHold&) = delete;

 private:
  Mutex& mutex_;
};

}  // namespace triage::queue

#endif  // TRIAGE_SRC_QUEUE_MEMORY_MUTEX_H_
