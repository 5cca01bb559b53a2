import type { Shape } from "../messages";
import { account } from "./en/account";
import { allocation } from "./en/allocation";
import { catalogue } from "./en/catalogue";
import { comparison } from "./en/comparison";
import { demand } from "./en/demand";
import { distribution } from "./en/distribution";
import { errors } from "./en/errors";
import { exchange } from "./en/exchange";
import { help } from "./en/help";
import { incident } from "./en/incident";
import { nav } from "./en/nav";
import { people } from "./en/people";
import { places } from "./en/places";
import { procurement } from "./en/procurement";
import { response } from "./en/response";
import { roles } from "./en/roles";
import { scenario } from "./en/scenario";
import { situation } from "./en/situation";
import { storage } from "./en/storage";
import { transport } from "./en/transport";
import { ui } from "./en/ui";
import { workflow } from "./en/workflow";
import type { zhCN } from "./zh-CN";

export const en: Shape<typeof zhCN> = {
  account,
  allocation,
  catalogue,
  comparison,
  demand,
  distribution,
  errors,
  exchange,
  help,
  incident,
  nav,
  people,
  places,
  procurement,
  response,
  roles,
  scenario,
  situation,
  storage,
  transport,
  ui,
  workflow,
};
