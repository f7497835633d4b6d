// What the queue in memory tells of itself.
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/queue/conformance.h"

namespace triage {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr absl::Duration kLength = absl::Minutes(20);
constexpr absl::Duration kMoment = absl::Microseconds(1);

void PushAll(Queue& queue, const std::vector<v1::QueueItem>& items) {
  const absl::StatusOr<int64_t> pushed = queue.PushBatch(items, kNow);
  ASSERT_TRUE(pushed.ok()) << pushed.status();
  EXPECT_EQ(*pushed, static_cast<int64_t>(items.size()));
}

v1::Lease TakeOne(Queue& queue, absl::Time now, const v1::Agent& agent = MakeAgent()) {
  auto lease = queue.Lease(agent, now, kLength);
  EXPECT_TRUE(lease.ok()) << lease.status();
  if (!lease.ok() || !lease->has_value()) {
    ADD_FAILURE() << "nothing to lease";
    return v1::Lease();
  }
  return **lease;
}

// The ids, or the refusal.
std::string Ids(const absl::StatusOr<std::vector<v1::QueueItem>>& items) {
  if (!items.ok()) return std::string(items.status().message());
  std::vector<std::string> ids;
  for (const v1::QueueItem& item : *items) ids.push_back(item.id());
  return absl::StrJoin(ids, " ");
}

// Item `id` with `change` made to it.
v1::QueueItem With(const std::string& id, const std::function<void(v1::QueueItem&)>& change) {
  v1::QueueItem item = MakeItem(id);
  change(item);
  return item;
}

v1::QueueItem OfTeam(const std::string& id, const std::string& team,
                     absl::Duration patience = absl::Hours(1)) {
  v1::QueueItem item = MakeItem(id, patience);
  item.set_team(team);
  return item;
}

v1::QueueItem Delayed(const std::string& id, absl::Duration delay) {
  return With(id, [&](v1::QueueItem& item) { SetTimestamp(kNow + delay, item.mutable_not_before()); });
}

v1::Agent InTeams(const std::string& id, const std::vector<std::string>& teams) {
  v1::Agent agent = MakeAgent(id);
  for (const std::string& team : teams) agent.add_teams(team);
  return agent;
}

TEST(MemoryViews, RefuseTimesThatDoNotExist) {
  QueueOptions options;
  options.keep_history = true;
  const auto queue = NewMemoryQueue(options);
  PushAll(*queue, {MakeItem("a")});
  const struct {
    const char* name;
    std::function<absl::Status(absl::Time)> look;
  } rows[] = {
      {"Peek", [&](absl::Time now) { return queue->Peek(1, now).status(); }},
      {"Leases", [&](absl::Time now) { return queue->Leases("", now).status(); }},
      {"Unservable", [&](absl::Time now) { return queue->Unservable({}, now).status(); }},
      {"EstimateWait", [&](absl::Time now) { return queue->EstimateWait(MakeItem("a"), now).status(); }},
      {"History", [&](absl::Time now) { return queue->History("a", now).status(); }},
      {"Statistics", [&](absl::Time now) { return queue->Statistics(now).status(); }},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_TRUE(row.look(kNow).ok());
    for (const absl::Time now : {absl::InfinitePast(), kFirstTime - absl::Seconds(1), kLastTime}) {
      const absl::Status status = row.look(now);
      EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
      EXPECT_EQ(status.message(), "`now` is before 1970 or after 9998");
    }
  }
}

TEST(MemoryViews, AnEmptyQueueHasNothingToTell) {
  const auto queue = NewMemoryQueue();
  EXPECT_EQ(Ids(queue->Peek(9, kNow)), "");
  EXPECT_EQ(Ids(queue->Unservable({}, kNow)), "");
  EXPECT_THAT(*queue->Leases("", kNow), IsEmpty());
  EXPECT_EQ(queue->Statistics(kNow)->ByteSizeLong(), 0u) << "all zero, and no oldest arrival";
  EXPECT_EQ(queue->EstimateWait(MakeItem("a"), kNow)->ByteSizeLong(), 0u);
}

// ---- Peek

TEST(MemoryViews, PeekShowsTheOrderUpToItsLimit) {
  QueueOptions options;
  options.head_run = 2;
  const struct {
    const char* name;
    std::vector<v1::QueueItem> items;
    int n;
    std::string ids;
  } rows[] = {
      {"nothing asked for", {MakeItem("a")}, 0, ""},
      {"the first", {MakeItem("b"), MakeItem("a")}, 1, "a"},
      {"as many as there are", {MakeItem("b"), MakeItem("a")}, 2, "a b"},
      {"all", {MakeItem("b"), MakeItem("a")}, std::numeric_limits<int>::max(), "a b"},
      {"less than none", {MakeItem("a")}, -1, "the number of items is negative"},
      {"by serve-by, arrival, id",
       {MakeItem("c"), MakeItem("b"), MakeItem("a", absl::Hours(2)),
        MakeItem("d", absl::Hours(2), -absl::Hours(1))},
       9,
       "d b c a"},
      {"by all of an id",
       {MakeItem("prefix-2"), MakeItem("prefix-10"), MakeItem("prefix-1")},
       9,
       "prefix-1 prefix-10 prefix-2"},
      {"an ordinary one after each run of head items",
       {MakeHeadItem("h1"), MakeHeadItem("h2"), MakeHeadItem("h3"), MakeHeadItem("h4"), MakeHeadItem("h5"),
        MakeItem("o1"), MakeItem("o2")},
       9,
       "h1 h2 o1 h3 h4 o2 h5"},
      {"head items alone", {MakeHeadItem("h1"), MakeHeadItem("h2"), MakeHeadItem("h3")}, 9, "h1 h2 h3"},
      {"the limit within a run", {MakeHeadItem("h1"), MakeHeadItem("h2"), MakeItem("o1")}, 1, "h1"},
      {"the limit after a run",
       {MakeHeadItem("h1"), MakeHeadItem("h2"), MakeItem("o1"), MakeItem("o2")},
       3,
       "h1 h2 o1"},
      {"across teams, and kept for owners too",
       {OfTeam("b", "legal"), With("a", [](v1::QueueItem& item) { item.set_owner("noa"); }), MakeItem("c")},
       9,
       "a b c"},
      {"without what is not due yet", {Delayed("a", kMoment), MakeItem("b")}, 9, "b"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const auto queue = NewMemoryQueue(options);
    PushAll(*queue, row.items);
    EXPECT_EQ(Ids(queue->Peek(row.n, kNow)), row.ids);
    EXPECT_EQ(Ids(queue->Peek(row.n, kNow)), row.ids) << "a look changes nothing";
  }
}

TEST(MemoryViews, PeekShowsItemsAsTheyAreNow) {
  const auto queue = NewMemoryQueue();
  v1::QueueItem bare;
  bare.set_id("bare");
  PushAll(*queue, {bare, MakeItem("changed"), MakeItem("taken", absl::Minutes(1), -absl::Minutes(2))});
  QueueChange change;
  change.head_of_queue = true;
  change.serve_by = kNow + absl::Minutes(5);
  EXPECT_TRUE(queue->Reprioritise("changed", change, kNow).ok());
  v1::Agent agent = MakeAgent();
  EXPECT_EQ(TakeOne(*queue, kNow, agent).item().id(), "changed");
  EXPECT_EQ(TakeOne(*queue, kNow, agent).item().id(), "taken");
  EXPECT_EQ(Ids(queue->Peek(9, kNow)), "bare") << "leased items do not wait";
  EXPECT_EQ(Ids(queue->Peek(9, kNow + kLength)), "changed taken bare") << "their leases have ended";
  const auto items = *queue->Peek(9, kNow + kLength);
  ASSERT_EQ(items.size(), 3u);
  EXPECT_TRUE(items[0].head_of_queue());
  EXPECT_EQ(ToTime(items[0].serve_by()), kNow + absl::Minutes(5));
  EXPECT_EQ(items[1].customer_id(), "customer-taken");
  EXPECT_EQ(ToTime(items[2].arrived_at()), kNow);
  EXPECT_EQ(ToTime(items[2].serve_by()), kNow);
}

// ---- Leases

TEST(MemoryViews, LeasesAreThoseOfTheAgentByToken) {
  const auto queue = NewMemoryQueue();
  PushAll(*queue, {MakeItem("a"), MakeItem("b"), MakeItem("c"), Delayed("d", absl::Hours(1)), MakeItem("e")});
  const uint64_t a = TakeOne(*queue, kNow, MakeAgent("dana")).token();
  TakeOne(*queue, kNow, MakeAgent("noa"));
  TakeOne(*queue, kNow, MakeAgent("dana"));
  // Ends last, comes first.
  EXPECT_TRUE(queue->Extend("a", a, kNow, absl::Hours(1)).ok());
  const struct {
    const char* name;
    std::string agent;
    absl::Time now;
    std::string ids;
  } rows[] = {
      {"of all", "", kNow, "a b c"},
      {"of one", "dana", kNow, "a c"},
      {"of another", "noa", kNow, "b"},
      {"of nobody known", "dan", kNow, ""},
      {"after some have ended", "", kNow + kLength, "a"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    std::vector<std::string> ids;
    const auto leases = *queue->Leases(row.agent, row.now);
    for (const v1::Lease& lease : leases) ids.push_back(lease.item().id());
    EXPECT_EQ(absl::StrJoin(ids, " "), row.ids);
  }
  const auto left = *queue->Leases("", kNow);
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(left[0].token(), a);
  EXPECT_EQ(left[0].agent(), "dana");
  EXPECT_EQ(left[0].delivery(), 1);
  EXPECT_EQ(left[0].reason(), "next");
  EXPECT_EQ(ToTime(left[0].leased_at()), kNow);
  EXPECT_EQ(ToTime(left[0].expires_at()), kNow + absl::Hours(1));
}

// ---- Unservable

TEST(MemoryViews, UnservableWeighsEachRequirementAgainstTheRoster) {
  v1::Agent able = InTeams("able", {"legal"});
  able.add_skills("refunds");
  able.add_languages("ro");
  able.set_authority_level(2);
  able.set_hostility_budget(30);
  const v1::Agent plain = MakeAgent("plain");
  const struct {
    const char* name;
    std::function<void(v1::QueueItem&)> change;
    std::vector<v1::Agent> roster;
    bool servable;
  } rows[] = {
      {"nothing is asked, nobody is there", [](v1::QueueItem&) {}, {}, false},
      {"nothing is asked", [](v1::QueueItem&) {}, {plain}, true},
      {"his team", [](v1::QueueItem& item) { item.set_team("legal"); }, {able}, true},
      {"another team", [](v1::QueueItem& item) { item.set_team("press"); }, {able, plain}, false},
      {"his skill", [](v1::QueueItem& item) { item.add_skills("refunds"); }, {able}, true},
      {"one skill too many",
       [](v1::QueueItem& item) {
         item.add_skills("refunds");
         item.add_skills("chemistry");
       },
       {able, plain},
       false},
      {"his language", [](v1::QueueItem& item) { item.set_language("ro-MD"); }, {able}, true},
      {"another language", [](v1::QueueItem& item) { item.set_language("he"); }, {able}, false},
      {"another language, and one who has all of them",
       [](v1::QueueItem& item) { item.set_language("he"); },
       {able, plain},
       true},
      {"his authority", [](v1::QueueItem& item) { item.set_authority_level(2); }, {able}, true},
      {"more authority", [](v1::QueueItem& item) { item.set_authority_level(3); }, {able, plain}, false},
      {"what his budget bears", [](v1::QueueItem& item) { item.set_hostility(30); }, {able}, true},
      {"more than it bears", [](v1::QueueItem& item) { item.set_hostility(31); }, {able}, false},
      {"a team that is avoided", [](v1::QueueItem& item) { item.set_avoid_team("legal"); }, {able}, false},
      {"who is complained about", [](v1::QueueItem& item) { item.set_avoid_agent("able"); }, {able}, false},
      {"one is complained about, not the other",
       [](v1::QueueItem& item) { item.set_avoid_agent("able"); },
       {able, plain},
       true},
      {"kept for an owner who is away: only for a while",
       [](v1::QueueItem& item) { item.set_owner("noa"); },
       {plain},
       true},
      {"two who have half of it each",
       [](v1::QueueItem& item) {
         item.set_team("press");
         item.add_skills("refunds");
       },
       {able, InTeams("press", {"press"})},
       false},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const auto queue = NewMemoryQueue();
    PushAll(*queue, {With("a", row.change)});
    EXPECT_EQ(Ids(queue->Unservable(row.roster, kNow)), row.servable ? "" : "a");
  }
}

TEST(MemoryViews, UnservableIsInOrderAndOnlyOfWhatWaits) {
  const auto queue = NewMemoryQueue();
  v1::QueueItem head = OfTeam("z", "press");
  head.set_head_of_queue(true);
  PushAll(*queue, {OfTeam("c", "legal"), OfTeam("b", "press"), OfTeam("soon", "legal", absl::Minutes(1)),
                   head, MakeItem("any"), With("later", [](v1::QueueItem& item) {
                     item.set_team("legal");
                     SetTimestamp(kNow + absl::Hours(1), item.mutable_not_before());
                   })});
  const v1::Agent busy = MakeAgent("busy", 1);
  EXPECT_EQ(Ids(queue->Unservable({busy}, kNow)), "z soon b c");
  EXPECT_EQ(TakeOne(*queue, kNow, busy).item().id(), "any");
  EXPECT_EQ(Ids(queue->Unservable({busy}, kNow)), "z soon b c") << "whatever he holds";
  TakeOne(*queue, kNow, InTeams("lawyer", {"legal"}));
  EXPECT_EQ(Ids(queue->Unservable({}, kNow)), "z b c") << "leased items do not wait";
  EXPECT_EQ(Ids(queue->Unservable({busy}, kNow + absl::Hours(1))), "z soon b c later");
}

// ---- EstimateWait

TEST(MemoryViews, EstimateWaitCountsWhatIsAheadInTheTeam) {
  const auto queue = NewMemoryQueue();
  v1::QueueItem head = OfTeam("head", "legal", absl::Hours(3));
  head.set_head_of_queue(true);
  v1::QueueItem kept = OfTeam("kept", "legal", absl::Minutes(30));
  kept.set_owner("noa");
  v1::QueueItem skilled = OfTeam("skilled", "legal", absl::Minutes(40));
  skilled.add_skills("refunds");
  v1::QueueItem later = OfTeam("later", "legal", absl::Minutes(1));
  SetTimestamp(kNow + absl::Hours(5), later.mutable_not_before());
  PushAll(*queue, {head, kept, skilled, later, OfTeam("m", "legal"), MakeItem("any"), OfTeam("p", "press"),
                   OfTeam("taken", "legal", absl::Seconds(1))});
  // The head item goes first, then what is due next.
  const v1::Agent lawyer = InTeams("lawyer", {"legal"});
  const v1::Lease first = TakeOne(*queue, kNow, lawyer);
  EXPECT_EQ(TakeOne(*queue, kNow, lawyer).item().id(), "taken");
  EXPECT_TRUE(queue->Release("head", first.token(), kNow).ok());

  v1::QueueItem first_of_all = OfTeam("new", "legal", -absl::Hours(1));
  first_of_all.set_head_of_queue(true);
  v1::QueueItem bare;
  bare.set_id("bare");
  bare.set_team("legal");
  const struct {
    const char* name;
    v1::QueueItem item;
    int64_t ahead;
  } rows[] = {
      {"the last of his team", OfTeam("new", "legal", absl::Hours(9)), 4},
      {"one that is queued, not counted itself", OfTeam("m", "legal"), 3},
      {"the id decides", OfTeam("n", "legal"), 4},
      {"the id decides otherwise", OfTeam("l", "legal"), 3},
      {"the head lane is before all of the rest", OfTeam("new", "legal", absl::Minutes(1)), 1},
      {"the first of all", first_of_all, 0},
      {"without times it is due at once", bare, 1},
      {"another team", OfTeam("new", "press", absl::Hours(9)), 1},
      {"any team", MakeItem("new", absl::Hours(9)), 1},
      {"a team that was never named", OfTeam("new", "unheard", absl::Hours(9)), 0},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const auto estimate = queue->EstimateWait(row.item, kNow);
    ASSERT_TRUE(estimate.ok()) << estimate.status();
    EXPECT_EQ(estimate->ahead(), row.ahead);
    EXPECT_EQ(estimate->served_last_hour(), 0);
    EXPECT_FALSE(estimate->has_wait_seconds()) << "nobody can say";
  }
  const absl::Status refused = queue->EstimateWait(v1::QueueItem(), kNow).status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(refused.message()), HasSubstr("the item has no id"));
}

TEST(MemoryViews, EstimateWaitDividesByWhatTheTeamServedInTheLastHour) {
  const auto queue = NewMemoryQueue();
  PushAll(*queue, {OfTeam("a", "legal"), OfTeam("b", "legal"), OfTeam("c", "legal"), OfTeam("d", "legal"),
                   OfTeam("e", "legal"), OfTeam("p", "press"), OfTeam("q", "press")});
  const v1::Agent lawyer = InTeams("lawyer", {"legal"});
  for (const absl::Duration after : {absl::ZeroDuration(), absl::Minutes(30)}) {
    const v1::Lease lease = TakeOne(*queue, kNow + after, lawyer);
    EXPECT_TRUE(queue->Acknowledge(lease.item().id(), lease.token(), kNow + after).ok());
  }
  // Neither of these is served.
  const v1::Lease back = TakeOne(*queue, kNow, lawyer);
  EXPECT_TRUE(queue->Release(back.item().id(), back.token(), kNow).ok());
  EXPECT_TRUE(queue->Withdraw("p", kNow).ok());
  const struct {
    const char* name;
    std::string team;
    absl::Duration after;
    int64_t ahead;
    int64_t served;
    int64_t seconds;  // -1: nobody can say
  } rows[] = {
      {"two were served", "legal", absl::Minutes(30), 3, 2, 4 * 1800},
      {"one was served", "legal", absl::Minutes(60), 3, 1, 4 * 3600},
      {"none was served", "legal", absl::Minutes(90), 3, 0, -1},
      {"another team", "press", absl::Minutes(30), 1, 0, -1},
      {"no team", "", absl::Minutes(30), 0, 0, -1},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const auto estimate = *queue->EstimateWait(OfTeam("new", row.team, absl::Hours(9)), kNow + row.after);
    EXPECT_EQ(estimate.ahead(), row.ahead);
    EXPECT_EQ(estimate.served_last_hour(), row.served);
    EXPECT_EQ(estimate.has_wait_seconds() ? estimate.wait_seconds() : -1, row.seconds);
  }
}

// ---- History

std::string Describe(const absl::StatusOr<std::vector<v1::QueueEvent>>& events) {
  if (!events.ok()) return std::string(events.status().message());
  std::vector<std::string> lines;
  for (const v1::QueueEvent& event : *events) {
    lines.push_back(absl::StrCat(std::string(v1::QueueEvent::Kind_Name(event.kind())), " ",
                                 absl::ToInt64Minutes(ToTime(event.at()) - kNow), " ", event.agent(), " ",
                                 event.token()));
  }
  return absl::StrJoin(lines, "|");
}

TEST(MemoryViews, HistoryTellsKindTimeAgentAndTokenOfEachEvent) {
  QueueOptions options;
  options.keep_history = true;
  const auto queue = NewMemoryQueue(options);
  const auto at = [](int minute) { return kNow + absl::Minutes(minute); };
  PushAll(*queue, {MakeItem("a"), MakeItem("b", absl::Hours(2))});
  EXPECT_EQ(TakeOne(*queue, at(1)).token(), 1u);
  EXPECT_TRUE(queue->Extend("a", 1, at(2), kLength).ok());
  EXPECT_TRUE(queue->HandOver("a", 1, MakeAgent("noa"), at(3), kLength).ok());
  EXPECT_TRUE(queue->Release("a", 2, at(4)).ok());
  EXPECT_EQ(TakeOne(*queue, at(5), MakeAgent("uri")).token(), 3u);
  EXPECT_FALSE(queue->Acknowledge("a", 1, at(6)).ok()) << "a refusal is no event";
  EXPECT_TRUE(queue->Reprioritise("a", QueueChange(), at(30)).ok()) << "which sees the end of the lease";
  EXPECT_EQ(TakeOne(*queue, at(31)).token(), 4u);
  EXPECT_TRUE(queue->Acknowledge("a", 4, at(32)).ok());
  EXPECT_TRUE(queue->Acknowledge("a", 4, at(33)).ok()) << "a retry is no event either";
  EXPECT_TRUE(queue->Withdraw("b", at(34)).ok());
  EXPECT_EQ(Describe(queue->History("a", at(40))),
            "PUSHED 0  0|LEASED 1 dana 1|EXTENDED 2 dana 1|HANDED_OVER 3 noa 2|RELEASED 4 noa 2|"
            "LEASED 5 uri 3|EXPIRED 30 uri 3|REPRIORITISED 30  0|LEASED 31 dana 4|ACKNOWLEDGED 32 dana 4");
  EXPECT_EQ(Describe(queue->History("b", at(40))), "PUSHED 0  0|WITHDRAWN 34  0");
}

TEST(MemoryViews, HistoryIsRefusedWhereThereIsNone) {
  QueueOptions kept;
  kept.keep_history = true;
  kept.remember_done = absl::Hours(1);
  const struct {
    const char* name;
    QueueOptions options;
    std::string id;
    absl::Time now;
    absl::StatusCode code;
    std::string message;
  } rows[] = {
      {"not kept", QueueOptions(), "done", kNow, absl::StatusCode::kFailedPrecondition,
       "the queue was made without keep_history"},
      {"never pushed", kept, "x", kNow, absl::StatusCode::kNotFound, "no item 'x' in the queue"},
      {"erased", kept, "erased", kNow, absl::StatusCode::kNotFound, "no item 'erased' in the queue"},
      {"forgotten", kept, "done", kNow + absl::Hours(1), absl::StatusCode::kNotFound,
       "no item 'done' in the queue"},
      {"done and remembered", kept, "done", kNow + absl::Hours(1) - kMoment, absl::StatusCode::kOk, ""},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const auto queue = NewMemoryQueue(row.options);
    PushAll(*queue, {MakeItem("done"), MakeItem("erased")});
    EXPECT_TRUE(queue->Withdraw("done", kNow).ok());
    EXPECT_EQ(*queue->EraseCustomer("customer-erased", kNow), 1);
    const absl::Status status = queue->History(row.id, row.now).status();
    EXPECT_EQ(status.code(), row.code);
    EXPECT_EQ(status.message(), row.message);
  }
}

TEST(MemoryViews, ANewItemHasNoHistoryOfAnOldOne) {
  QueueOptions options;
  options.keep_history = true;
  options.remember_done = absl::Hours(1);
  const auto queue = NewMemoryQueue(options);
  PushAll(*queue, {MakeItem("done"), MakeItem("erased")});
  EXPECT_TRUE(queue->Withdraw("done", kNow).ok());
  EXPECT_EQ(*queue->EraseCustomer("customer-erased", kNow), 1);
  for (const char* id : {"new", "erased", "done"}) {
    EXPECT_TRUE(*queue->Push(MakeItem(id), kNow + absl::Hours(1)));
    EXPECT_EQ(Describe(queue->History(id, kNow + absl::Hours(1))), "PUSHED 60  0");
  }
}

// ---- Statistics

// What is not zero, in the order of the fields; times in minutes from kNow.
std::string Describe(const v1::QueueStatistics& statistics) {
  std::vector<std::string> parts;
  const auto add = [&](const char* name, int64_t count) {
    if (count != 0) parts.push_back(absl::StrCat(name, " ", count));
  };
  add("waiting", statistics.waiting());
  add("leased", statistics.leased());
  add("done", statistics.done());
  add("delayed", statistics.delayed());
  add("head", statistics.head_waiting());
  add("overdue", statistics.overdue());
  if (statistics.has_oldest_arrival()) {
    parts.push_back(
        absl::StrCat("oldest ", absl::ToInt64Minutes(ToTime(statistics.oldest_arrival()) - kNow)));
  }
  add("pushed", statistics.pushed_ever());
  add("leased_ever", statistics.leased_ever());
  add("expired", statistics.expired_ever());
  add("acknowledged", statistics.acknowledged_ever());
  add("withdrawn", statistics.withdrawn_ever());
  add("erased", statistics.erased_ever());
  return absl::StrJoin(parts, ", ");
}

TEST(MemoryViews, StatisticsFollowEachMove) {
  QueueOptions options;
  options.remember_done = absl::Hours(24);
  const auto queue = NewMemoryQueue(options);
  const auto at = [](int minute) { return kNow + absl::Minutes(minute); };
  QueueChange to_head, to_rest;
  to_head.head_of_queue = true;
  to_rest.head_of_queue = false;
  // One queue goes through all rows.
  const struct {
    const char* name;
    std::function<void()> move;
    absl::Time now;
    std::string statistics;
  } rows[] = {
      {"pushed",
       [&] {
         PushAll(*queue, {MakeHeadItem("head"), MakeItem("a", absl::Hours(1), -absl::Minutes(5)),
                          Delayed("later", absl::Minutes(10))});
       },
       at(0), "waiting 2, delayed 1, head 1, oldest -5, pushed 3"},
      {"pushed again", [&] { EXPECT_FALSE(*queue->Push(MakeItem("a"), at(0))); }, at(0),
       "waiting 2, delayed 1, head 1, oldest -5, pushed 3"},
      {"leased", [&] { EXPECT_EQ(TakeOne(*queue, at(0)).item().id(), "head"); }, at(0),
       "waiting 1, leased 1, delayed 1, oldest -5, pushed 3, leased_ever 1"},
      {"handed over", [&] { EXPECT_TRUE(queue->HandOver("head", 1, MakeAgent("noa"), at(0), kLength).ok()); },
       at(0), "waiting 1, leased 1, delayed 1, oldest -5, pushed 3, leased_ever 1"},
      {"due", [] {}, at(10), "waiting 2, leased 1, oldest -5, pushed 3, leased_ever 1"},
      {"the clock went back", [] {}, at(0), "waiting 2, leased 1, oldest -5, pushed 3, leased_ever 1"},
      {"expired", [] {}, at(20), "waiting 3, head 1, oldest -5, pushed 3, leased_ever 1, expired 1"},
      {"moved to the head", [&] { EXPECT_TRUE(queue->Reprioritise("a", to_head, at(20)).ok()); }, at(20),
       "waiting 3, head 2, oldest -5, pushed 3, leased_ever 1, expired 1"},
      {"moved from the head", [&] { EXPECT_TRUE(queue->Reprioritise("a", to_rest, at(20)).ok()); }, at(20),
       "waiting 3, head 1, oldest -5, pushed 3, leased_ever 1, expired 1"},
      {"at the serve-by of one", [] {}, at(55),
       "waiting 3, head 1, oldest -5, pushed 3, leased_ever 1, expired 1"},
      {"past the serve-by of one", [] {}, at(55) + kMoment,
       "waiting 3, head 1, overdue 1, oldest -5, pushed 3, leased_ever 1, expired 1"},
      {"past the serve-by of all", [] {}, at(61),
       "waiting 3, head 1, overdue 3, oldest -5, pushed 3, leased_ever 1, expired 1"},
      {"leased again", [&] { EXPECT_EQ(TakeOne(*queue, at(61)).item().id(), "head"); }, at(61),
       "waiting 2, leased 1, overdue 2, oldest -5, pushed 3, leased_ever 2, expired 1"},
      {"acknowledged",
       [&] {
         const auto leases = *queue->Leases("", at(61));
         EXPECT_TRUE(queue->Acknowledge("head", leases.at(0).token(), at(61)).ok());
       },
       at(61), "waiting 2, done 1, overdue 2, oldest -5, pushed 3, leased_ever 2, expired 1, acknowledged 1"},
      {"withdrawn", [&] { EXPECT_TRUE(queue->Withdraw("a", at(61)).ok()); }, at(61),
       "waiting 1, done 2, overdue 1, oldest 0, pushed 3, leased_ever 2, expired 1, acknowledged 1, "
       "withdrawn 1"},
      {"released for later",
       [&] {
         const v1::Lease lease = TakeOne(*queue, at(61));
         EXPECT_TRUE(queue->Release("later", lease.token(), at(61), at(90)).ok());
       },
       at(61),
       "done 2, delayed 1, oldest 0, pushed 3, leased_ever 3, expired 1, acknowledged 1, withdrawn 1"},
      {"erased", [&] { EXPECT_EQ(*queue->EraseCustomer("customer-later", at(61)), 1); }, at(61),
       "done 2, pushed 3, leased_ever 3, expired 1, acknowledged 1, withdrawn 1, erased 1"},
      {"forgotten", [] {}, at(61 + 24 * 60),
       "pushed 3, leased_ever 3, expired 1, acknowledged 1, withdrawn 1, erased 1"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    row.move();
    const auto statistics = queue->Statistics(row.now);
    ASSERT_TRUE(statistics.ok()) << statistics.status();
    EXPECT_EQ(Describe(*statistics), row.statistics);
  }
}

}  // namespace
}  // namespace triage
