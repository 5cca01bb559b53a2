export const comparison = {
  title: "Against 2020",
  lead: "30 January to 2 February 2020, the same receipts and the same needs: Changping's plan beside what was really issued.",
  empty: "There are no needs of the scenario “Wuhan 2020” here to compare with.",
  proposed: "Changping's plan",
  actual: "Issued in 2020",
  measure: "Measure",
  classes: { "1": "Life-saving", "2": "Urgent", "3": "Routine" },
  fill: { stated: "{name} fill rate (stated quantities)", estimated: "{name} fill rate (≈ estimates)" },
  hospitalsServed: "Hospitals supplied",
  ofHospitals: "{served} of {all}",
  minimumFill: "Worst-served hospital",
  gini: "Gini among hospitals",
  idle: "Stock idle while needed (goods × days)",
  byHospital: "Fill rate by hospital",
  hospital: "Hospital",
  lines: "Need lines",
  byGoods: "By goods",
  goods: "Goods",
  needed: "Needed",
  arrived: "Arrived",
  given: "Met (with substitutes)",
  idleDays: "Idle (unit-days)",
  method: {
    title: "Method and limits",
    supply:
      "Receipts: the Wuhan Red Cross's published records up to 2 February; what came on a day can be given from the next morning. Rows of the cumulative sheet that probably repeat dated rows are not counted twice. {receipts} of {receiptRows} rows took no part because goods or pack size are unknown.",
    issued:
      "Issues: {issueRows} published rows of those days. {issues} cannot be converted to base units and {issuesElsewhere} went to places without recorded needs; neither counts towards the hospitals, so the 2020 column is too low by that much.",
    needs:
      "Needs: what Wuhan's hospitals declared. They carry no date and no class: the class follows from the goods (simulated), and amounts not stated are estimated by the median of what hospitals of Hubei stated for the same item (≈). {needsUnknown} lines could not be estimated and took no part.",
    rule: "Classes: medical protective masks, protective suits, goggles and face shields are life-saving; surgical masks, gowns, gloves and disinfectants urgent; the rest routine.",
    plan: "Plan: each morning all stock that has come against all unmet needs, with the objective “fair”: class by class, the worst-off raised first. Substitutes only by rules switched on in the catalogue.",
    units: "The fill rate is the mean share over need lines: masks and bottles cannot be added, shares can.",
    idle: "Idle: at the end of each day, of one and the same goods the lesser of what is left and what is still needed; goods that could stand in are not counted.",
    reach:
      "The figures are the whole city’s, whoever looks, and do not change with what is verified or approved in the replay; the table by hospital names those of your areas.",
    limits:
      "Transport, hands and missing information of those days are left out: the comparison only says how the same goods could have been shared.",
  },
} as const;
