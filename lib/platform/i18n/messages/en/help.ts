export const help = {
  title: "Shortcuts and signs",
  lead: "These work on every page.",
  keys: {
    title: "Keyboard shortcuts",
    search: { key: "Ctrl K", does: "Search documents, goods, sites and pages" },
    rows: { key: "J / K", does: "Down or up a row in a table" },
    open: { key: "Enter", does: "Open the row" },
    skip: { key: "Tab", does: "First press on a new page: skip to the content" },
    close: { key: "Esc", does: "Close a panel or dialog" },
  },
  signs: {
    title: "Signs",
    estimate: { sign: "≈", means: "An estimate, with its basis beside it" },
    unknown: { sign: "unknown", means: "Nobody knows; it is not zero" },
    simulated: { sign: "simulated", means: "Invented for the demonstration" },
    level: { sign: "I – IV", means: "Response level, in the national red, orange, yellow and blue" },
    trouble: { sign: "Plum", means: "Trouble: always with an icon and a word" },
  },
} as const;
