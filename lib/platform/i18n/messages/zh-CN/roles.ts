export const roles = {
  commander: "指挥员",
  procurementOfficer: "采购管理员",
  reserveOfficer: "储备管理员",
  transportDispatcher: "运输调度员",
  informationOfficer: "信息管理员",
  warehouseOperator: "仓管员",
  driver: "司机",
  communityWorker: "社区工作者",
  hospitalRequester: "医院物资专员",
  supplierDesk: "供应捐赠对接",
  auditor: "监督员",
  administrator: "系统管理员",
} as const;
