// The same rules, complaint, customer and `now` give the same bytes: on every thread, beside every other
// thread, after a reload, in every locale and time zone of the process. [DESIGN 3, TRUST 4]
#include <atomic>
#include <clocale>
#include <condition_variable>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <locale>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "tests/decide/small_shop.h"
#include "triage/engine.h"
#include "triage/explain.h"

namespace triage {
namespace {

using testing::kNow;
using testing::Mail;
using testing::Shop;

const Engine& Retail() {
  static const auto* const engine =
      new absl::StatusOr<Engine>(Engine::CompileFile(TRIAGE_SOURCE_DIR "/rules/retail.txtpb"));
  EXPECT_TRUE(engine->ok()) << engine->status();
  return engine->value();
}

const std::vector<v1::Complaint>& Inbox() {
  static const auto* const inbox = [] {
    auto* complaints = new std::vector<v1::Complaint>;
    std::ifstream file(TRIAGE_SOURCE_DIR "/examples/inbox/complaints.jsonl");
    for (std::string line; std::getline(file, line);) {
      const auto parsed = google::protobuf::util::JsonStringToMessage(line, &complaints->emplace_back());
      EXPECT_TRUE(parsed.ok()) << line;
    }
    return complaints;
  }();
  return *inbox;
}

// The decisions of the whole inbox in bytes, from `begin` on and around, so that threads are not in step.
std::vector<std::string> DecideInbox(const Engine& engine, size_t begin) {
  std::vector<std::string> bytes(Inbox().size());
  Scratch scratch;
  v1::Decision decision;
  for (size_t i = 0; i < bytes.size(); ++i) {
    const size_t at = (begin + i) % bytes.size();
    engine.Triage(Inbox()[at], nullptr, kNow, scratch, &decision);
    bytes[at] = decision.SerializeAsString();
  }
  return bytes;
}

// All threads leave Wait() together.
class Barrier {
 public:
  explicit Barrier(int threads) : missing_(threads) {}
  void Wait() {
    std::unique_lock<std::mutex> lock(mutex_);
    if (--missing_ == 0) all_here_.notify_all();
    all_here_.wait(lock, [&] { return missing_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable all_here_;
  int missing_;
};

void OnThreads(int count, const std::function<void(int)>& work) {
  Barrier barrier(count);
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) {
    threads.emplace_back([&, i] {
      barrier.Wait();
      work(i);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(DeterminismTest, TheInboxIsThere) { EXPECT_GE(Inbox().size(), 60u); }

class OnManyThreads : public ::testing::TestWithParam<int> {};

TEST_P(OnManyThreads, EveryThreadDecidesTheSameBytes) {
  const std::vector<std::string> expected = DecideInbox(Retail(), 0);
  std::vector<std::vector<std::string>> found(static_cast<size_t>(GetParam()));
  OnThreads(GetParam(), [&](int thread) {
    for (int round = 0; round < 3; ++round) {
      found[static_cast<size_t>(thread)] = DecideInbox(Retail(), static_cast<size_t>(thread * 13 + round));
    }
  });
  for (const std::vector<std::string>& bytes : found) EXPECT_EQ(bytes, expected);
}

INSTANTIATE_TEST_SUITE_P(Threads, OnManyThreads, ::testing::Values(1, 2, 8));

TEST(DeterminismTest, AnEngineCompiledAgainDecidesTheSameBytes) {
  const auto again = Engine::CompileFile(TRIAGE_SOURCE_DIR "/rules/retail.txtpb");
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->fingerprint(), Retail().fingerprint());
  EXPECT_EQ(DecideInbox(*again, 0), DecideInbox(Retail(), 0));
}

// Readers decide while the rules are replaced: each decision is wholly of one rule set, the one that it
// names.
TEST(DeterminismTest, ReloadWhileInUseGivesEachDecisionOneRuleSet) {
  const Engine first = Shop();
  const Engine second = Shop(R"(rule { id: "late" why: "worse" when { signal: "late" }
                                       then { severity_at_least: SERIOUS } })");
  const v1::Complaint complaint = Mail("My parcel is late");
  const std::string by_first = first.Triage(complaint, kNow).SerializeAsString();
  const std::string by_second = second.Triage(complaint, kNow).SerializeAsString();
  ASSERT_NE(by_first, by_second);

  std::mutex mutex;
  Engine current = first;
  std::atomic<int> wrong{0};
  std::atomic<int> decided{0};
  OnThreads(4, [&](int thread) {
    if (thread == 0) {
      for (int reload = 0; reload < 200; ++reload) {
        // Every third is refused, and changes nothing.
        auto next = Engine::CompileText("test.txtpb", testing::InShop(reload % 3 == 0 ? "rule {" : ""),
                                        testing::ShopReader());
        const std::lock_guard<std::mutex> lock(mutex);
        if (next.ok()) current = reload % 2 == 0 ? *next : second;
      }
      return;
    }
    Scratch scratch;
    v1::Decision decision;
    for (int i = 0; i < 2000; ++i) {
      std::optional<Engine> mine;
      {
        const std::lock_guard<std::mutex> lock(mutex);
        mine = current;
      }
      mine->Triage(complaint, nullptr, kNow, scratch, &decision);
      const bool is_second = decision.fingerprint() == second.fingerprint();
      if (decision.SerializeAsString() != (is_second ? by_second : by_first)) ++wrong;
      ++decided;
    }
  });
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(decided, 6000);
}

// A locale that writes 1.234,5 and upper-cases 'i' to nothing ASCII: what a process with LANG=tr_TR has,
// without needing that locale to be installed.
class ForeignNumbers : public std::numpunct<char> {
 protected:
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
  std::string do_truename() const override { return "evet"; }
};

class Surroundings : public ::testing::Test {
 protected:
  void TearDown() override {
    std::locale::global(std::locale::classic());
    unsetenv("TZ");
    unsetenv("LANG");
    unsetenv("LC_ALL");
    tzset();
  }
};

TEST_F(Surroundings, LocaleAndTimeZoneOfTheProcessChangeNothing) {
  const std::vector<std::string> expected = DecideInbox(Retail(), 0);
  const std::string fingerprint = Retail().fingerprint();
  const v1::Decision decision = Retail().Triage(Inbox()[0], kNow);
  const std::string explained = Explain(decision, Inbox()[0]);
  std::locale::global(std::locale(std::locale::classic(), new ForeignNumbers));
  for (const char* zone : {"UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati", "not/a zone"}) {
    SCOPED_TRACE(zone);
    setenv("TZ", zone, 1);
    setenv("LANG", "tr_TR.UTF-8", 1);
    setenv("LC_ALL", "tr_TR.UTF-8", 1);
    std::setlocale(LC_ALL, "");
    tzset();
    EXPECT_EQ(DecideInbox(Retail(), 0), expected);
    EXPECT_EQ(Explain(decision, Inbox()[0]), explained);
    const auto again = Engine::CompileFile(TRIAGE_SOURCE_DIR "/rules/retail.txtpb");
    ASSERT_TRUE(again.ok()) << again.status();
    EXPECT_EQ(again->fingerprint(), fingerprint);
  }
  std::setlocale(LC_ALL, "C");
}

// Metamorphic: what is not said does not count. [TRUST 4]
TEST(DeterminismTest, CaseAndAnUnrelatedSentenceDoNotChangeTheOutcome) {
  const Engine shop = Shop();
  for (const char* body :
       {"my parcel is late", "the lamp is broken", "i was burned", "shameful and outrageous"}) {
    SCOPED_TRACE(body);
    const v1::Decision decision = shop.Triage(Mail(body), kNow);
    std::string shouted = body;
    for (char& c : shouted) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    for (const std::string& variant :
         {shouted, std::string(body) + ". I live in a house.", "\"" + std::string(body) + "\""}) {
      const v1::Decision other = shop.Triage(Mail(variant), kNow);
      EXPECT_EQ(other.severity(), decision.severity()) << variant;
      EXPECT_EQ(other.disposition(), decision.disposition()) << variant;
      EXPECT_EQ(other.route().team(), decision.route().team()) << variant;
    }
  }
}

}  // namespace
}  // namespace triage
