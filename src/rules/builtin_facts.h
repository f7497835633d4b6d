// The built-in facts, in the order of their indexes in a FactTable. facts.cc names them, gather.cc fills
// them.
#ifndef TRIAGE_SRC_RULES_BUILTIN_FACTS_H_
#define TRIAGE_SRC_RULES_BUILTIN_FACTS_H_

#include <cstdint>

namespace triage::rules {

enum BuiltinFact : uint32_t {
  kWaitedMinutes,
  kHour,
  kClaimed,
  kClaimedAboveAuthority,
  kHasAttachment,
  kReply,
  kHasCase,
  kAboutTeam,
  kAboutAgent,

  kKnown,
  kVerified,
  kTier,
  kVip,
  kSegment,
  kVulnerable,
  kBlocked,
  kTenureYears,
  kLoyaltyPoints,
  kLifetimeValue,
  kValuePercentile,
  kNps,
  kCsatPercent,
  kChurnRisk,
  kComplaints30d,
  kComplaints90d,
  kComplaints365d,
  kUpheldShare90d,
  kOpenCases,
  kOpenCaseAnswered,
  kContacts7d,
  kContacts30d,
  kDaysSinceContact,
  kBrokenPromises,
  kOpenPromises,

  kBuiltinFacts,
};

}  // namespace triage::rules

#endif  // TRIAGE_SRC_RULES_BUILTIN_FACTS_H_
