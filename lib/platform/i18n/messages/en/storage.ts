export const storage = {
  stocktake: {
    title: "Stocktakes",
    states: {
      open: "Counting",
      counted: "Counted",
      recounted: "Recounted",
      approved: "Approved",
      cancelled: "Cancelled",
    },
    moves: {
      finishCount: "Finish the count",
      finishRecount: "Finish the recount",
      approve: "Approve and post",
      cancel: "Cancel",
    },
  },
  adjustment: {
    title: "Stock adjustments",
    states: {
      draft: "Draft",
      submitted: "Awaiting approval",
      posted: "Posted",
      rejected: "Rejected",
      reversed: "Reversed",
    },
    moves: { submit: "Submit", post: "Approve and post", reject: "Reject", reverse: "Reverse" },
  },
  pack: {
    title: "Pack sizes",
    states: { open: "Open", resolved: "Settled", dismissed: "Closed" },
    moves: { resolve: "Settle the pack size", dismiss: "Stop looking" },
  },
  refusals: {
    short:
      "{goods} at {site}: {wanted} {unit} wanted, {available} {unit} can be issued, {missing} {unit} short. Take less, or take it from another site.",
    lessThanAPack:
      "{goods} at {site} leaves only in whole packs, and {wanted} {unit} is less than one. Give a number of whole packs.",
  },
} as const;
