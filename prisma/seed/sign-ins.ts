import type { Role } from "@/lib/platform/db/generated/enums";

/** One simulated sign-in. Nobody of this name exists. */
export interface SignIn {
  username: string;
  password: string;
  role: Role;
  name: string;
  nameEn: string;
  areaCode: string;
  /** Code of the site for roles that work at one. */
  siteCode?: string;
  /** Further people of the role, for four eyes and other districts; not printed at start. */
  further?: boolean;
}

const password = "changping-2020";

/** The scenario's people, 模拟: one sign-in a role is printed at start, the rest are for four eyes and for other districts. */
export const signIns: readonly SignIn[] = [
  {
    username: "admin",
    password,
    role: "administrator",
    name: "系统管理员（模拟）",
    nameEn: "Administrator (simulated)",
    areaCode: "42",
  },
  {
    username: "commander",
    password,
    role: "commander",
    name: "市指挥员（模拟）",
    nameEn: "City commander (simulated)",
    areaCode: "4201",
  },
  {
    username: "procurement",
    password,
    role: "procurementOfficer",
    name: "采购管理员（模拟）",
    nameEn: "Procurement officer (simulated)",
    areaCode: "4201",
  },
  {
    username: "reserve",
    password,
    role: "reserveOfficer",
    name: "储备管理员（模拟）",
    nameEn: "Reserve officer (simulated)",
    areaCode: "4201",
  },
  {
    username: "dispatcher",
    password,
    role: "transportDispatcher",
    name: "运输调度员（模拟）",
    nameEn: "Transport dispatcher (simulated)",
    areaCode: "4201",
  },
  {
    username: "information",
    password,
    role: "informationOfficer",
    name: "信息管理员（模拟）",
    nameEn: "Information officer (simulated)",
    areaCode: "4201",
  },
  {
    username: "warehouse",
    password,
    role: "warehouseOperator",
    name: "国博仓管员（模拟）",
    nameEn: "Expo Centre operator (simulated)",
    areaCode: "4201",
    siteCode: "hub",
  },
  {
    username: "driver",
    password,
    role: "driver",
    name: "司机甲（模拟）",
    nameEn: "Driver A (simulated)",
    areaCode: "4201",
  },
  {
    username: "community",
    password,
    role: "communityWorker",
    name: "桃源社区工作者（模拟）",
    nameEn: "Taoyuan community worker (simulated)",
    areaCode: "community",
  },
  {
    username: "hospital",
    password,
    role: "hospitalRequester",
    name: "协和医院物资专员（模拟）",
    nameEn: "Union Hospital requester (simulated)",
    areaCode: "420103",
    siteCode: "WH-HSP-01",
  },
  {
    username: "supplier",
    password,
    role: "supplierDesk",
    name: "捐赠对接员（模拟）",
    nameEn: "Supplier and donor desk (simulated)",
    areaCode: "4201",
  },
  {
    username: "auditor",
    password,
    role: "auditor",
    name: "监督员（模拟）",
    nameEn: "Auditor (simulated)",
    areaCode: "42",
  },
  {
    username: "commander2",
    password,
    role: "commander",
    name: "市副指挥员（模拟）",
    nameEn: "Deputy commander (simulated)",
    areaCode: "4201",
    further: true,
  },
  {
    username: "information2",
    password,
    role: "informationOfficer",
    name: "信息核实员（模拟）",
    nameEn: "Verification officer (simulated)",
    areaCode: "4201",
    further: true,
  },
  {
    username: "reserve2",
    password,
    role: "reserveOfficer",
    name: "储备复核员（模拟）",
    nameEn: "Second reserve officer (simulated)",
    areaCode: "4201",
    further: true,
  },
  {
    username: "district",
    password,
    role: "commander",
    name: "江岸区指挥员（模拟）",
    nameEn: "Jiang'an district commander (simulated)",
    areaCode: "420102",
    further: true,
  },
  {
    username: "driver2",
    password,
    role: "driver",
    name: "司机乙（模拟）",
    nameEn: "Driver B (simulated)",
    areaCode: "4201",
    further: true,
  },
];
