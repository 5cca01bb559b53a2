export const response = {
  title: "Response 4W",
  lead: "Who did what, where and when: line by line from signed handovers, exported with HXL tags for consolidated reports.",
  method:
    "Counts what hospitals, communities and other recipients signed for; moves between stores are not counted. Unlike units stand apart and are never added. People served are those of the request; where it says nothing they are unknown. Corrected quantities are as they stand now.",
  distribution: "Distribution of relief goods",
  sectors: {
    health: "Health",
    foodSecurity: "Food security",
    wash: "Water, sanitation and hygiene",
    logistics: "Logistics",
  },
  filters: { incident: "Incident", from: "From", to: "To", area: "Area code", any: "All" },
  fields: {
    who: "Who",
    donor: "from {name}",
    what: "What",
    quantity: "Quantity",
    where: "Where",
    when: "When",
    people: "People served",
    incident: "Incident",
    document: "Shipment",
  },
  empty: {
    title: "No handover signed",
    text: "What a recipient signs for appears here line by line. Widen the incident or the days and try again.",
  },
} as const;
