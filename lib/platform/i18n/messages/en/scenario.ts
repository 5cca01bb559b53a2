export const scenario = {
  errors: {
    realTime: "The system runs on real time; there is no scenario day to advance.",
    over: "The records of the scenario end here.",
  },
  next: "Next day",
  confirm: "Moves the scenario to eight the next morning and brings that day's real receipts.",
  done: "It is {day}; the day's receipts are coming in",
  running: "Receipts {done} of {total}",
} as const;
