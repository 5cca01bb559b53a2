export const roles = {
  commander: "Commander",
  procurementOfficer: "Procurement officer",
  reserveOfficer: "Reserve officer",
  transportDispatcher: "Transport dispatcher",
  informationOfficer: "Information officer",
  warehouseOperator: "Warehouse operator",
  driver: "Driver",
  communityWorker: "Community worker",
  hospitalRequester: "Hospital requester",
  supplierDesk: "Supplier and donor desk",
  auditor: "Auditor",
  administrator: "Administrator",
} as const;
