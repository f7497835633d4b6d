#include "src/queue/memory/waiting.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace triage::queue {
namespace {

class WaitingTest : public testing::Test {
 protected:
  Slot Add(const std::string& id, uint64_t serve_by, bool head = false) {
    v1::QueueItem item;
    item.set_id(id);
    const Slot slot = store_.Add(id, item.SerializeAsString());
    store_[slot].serve_by = serve_by;
    store_[slot].head = head;
    return slot;
  }
  static size_t Buckets(const Waiting& waiting) {
    size_t n = 0;
    waiting.ForEachBucket([&n](const Bucket&) { ++n; });
    return n;
  }

  ItemStore store_;
  Waiting waiting_{&store_};
};

TEST_F(WaitingTest, FirstLooksOnlyWhereTheAgentMayTake) {
  Requirement legal;
  legal.team = 1;
  Bucket* legal_bucket = waiting_.Acquire(legal);
  Bucket* any_bucket = waiting_.Acquire(Requirement());
  const Slot soon = Add("soon", 1), late = Add("late", 2), head = Add("head", 3, true);
  waiting_.Insert(soon, legal_bucket, 0);
  waiting_.Insert(late, any_bucket, 0);
  waiting_.Insert(head, any_bucket, 0);
  const v1::QueueItem about_legal = [] {
    v1::QueueItem item;
    item.set_team("legal");
    return item;
  }();
  v1::Agent member;
  member.add_teams("legal");
  Names names;
  const Requirement same = MakeRequirement(about_legal, names);
  ASSERT_TRUE(same == legal) << "the first name has the number 1";
  const Profile anybody = MakeProfile(v1::Agent(), names);
  const Profile lawyer = MakeProfile(member, names);
  EXPECT_EQ(waiting_.First(anybody).ordinary, late);
  EXPECT_EQ(waiting_.First(lawyer).ordinary, soon);
  EXPECT_EQ(waiting_.First(lawyer).head, head);
  waiting_.Remove(soon, legal_bucket);
  EXPECT_EQ(waiting_.First(lawyer).ordinary, late);
  EXPECT_THAT(waiting_.InOrder(false, 9), testing::ElementsAre(late));
}

TEST_F(WaitingTest, BucketsOfOwnersAndOfAgentsComplainedAboutGoWithTheirLastItem) {
  Requirement about;
  about.avoid_agent = 4;
  Bucket* bucket = waiting_.Acquire(about);
  const Slot item = Add("a", 1);
  Bucket* kept = waiting_.Insert(item, bucket, 7);
  EXPECT_NE(kept, bucket);
  EXPECT_EQ(Buckets(waiting_), 2u);
  Profile owner, other;
  owner.id = 7;
  other.id = 8;
  EXPECT_EQ(waiting_.First(owner).ordinary, item);
  EXPECT_EQ(waiting_.First(other).ordinary, std::nullopt);
  waiting_.Remove(item, kept);
  EXPECT_EQ(Buckets(waiting_), 1u);
  waiting_.Release(bucket);
  EXPECT_EQ(Buckets(waiting_), 0u);
}

}  // namespace
}  // namespace triage::queue
