import type { Shape } from "../messages";
import { account } from "./en/account";
import { errors } from "./en/errors";
import { incident } from "./en/incident";
import { nav } from "./en/nav";
import { procurement } from "./en/procurement";
import { roles } from "./en/roles";
import { storage } from "./en/storage";
import { ui } from "./en/ui";
import { workflow } from "./en/workflow";
import type { zhCN } from "./zh-CN";

export const en: Shape<typeof zhCN> = { account, errors, incident, nav, procurement, roles, storage, ui, workflow };
