#include "src/queue/memory/item_store.h"

#include <string>

#include "gtest/gtest.h"

namespace triage::queue {
namespace {

std::string Packed(const std::string& id) {
  v1::QueueItem item;
  item.set_id(id);
  item.set_customer_id("customer of " + id);
  return item.SerializeAsString();
}

TEST(ItemStore, FindsByIdAndUsesSlotsAgain) {
  ItemStore store;
  for (int i = 0; i < 1000; ++i) store.Add("i" + std::to_string(i), Packed("i" + std::to_string(i)));
  for (int i = 0; i < 1000; i += 2) store.Remove(*store.Find("i" + std::to_string(i)));
  for (int i = 0; i < 500; ++i) store.Add("n" + std::to_string(i), Packed("n" + std::to_string(i)));
  EXPECT_EQ(store.slots(), 1000u);
  EXPECT_FALSE(store.Find("i0").has_value());
  EXPECT_EQ(store[*store.Find("i1")].id(), "i1");
  EXPECT_EQ(store[*store.Find("n499")].id(), "n499");
}

TEST(ItemStore, KeepOnlyIdDropsTheCustomer) {
  ItemStore store;
  const Slot slot = store.Add("a", Packed("a"));
  store.KeepOnlyId(slot);
  EXPECT_EQ(store[slot].bytes, "a");
  EXPECT_EQ(store.Find("a"), slot);
}

}  // namespace
}  // namespace triage::queue
