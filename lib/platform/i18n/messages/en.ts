import type { Shape } from "../messages";
import { account } from "./en/account";
import { catalogue } from "./en/catalogue";
import { demand } from "./en/demand";
import { errors } from "./en/errors";
import { incident } from "./en/incident";
import { nav } from "./en/nav";
import { people } from "./en/people";
import { procurement } from "./en/procurement";
import { roles } from "./en/roles";
import { storage } from "./en/storage";
import { ui } from "./en/ui";
import { workflow } from "./en/workflow";
import type { zhCN } from "./zh-CN";

export const en: Shape<typeof zhCN> = {
  account,
  catalogue,
  demand,
  errors,
  incident,
  nav,
  people,
  procurement,
  roles,
  storage,
  ui,
  workflow,
};
