// The typed source of every text, one file a capability. `en` must have the same shape or it does not compile.
import { account } from "./zh-CN/account";
import { allocation } from "./zh-CN/allocation";
import { catalogue } from "./zh-CN/catalogue";
import { comparison } from "./zh-CN/comparison";
import { demand } from "./zh-CN/demand";
import { distribution } from "./zh-CN/distribution";
import { errors } from "./zh-CN/errors";
import { exchange } from "./zh-CN/exchange";
import { help } from "./zh-CN/help";
import { incident } from "./zh-CN/incident";
import { nav } from "./zh-CN/nav";
import { people } from "./zh-CN/people";
import { places } from "./zh-CN/places";
import { procurement } from "./zh-CN/procurement";
import { response } from "./zh-CN/response";
import { roles } from "./zh-CN/roles";
import { scenario } from "./zh-CN/scenario";
import { situation } from "./zh-CN/situation";
import { storage } from "./zh-CN/storage";
import { transport } from "./zh-CN/transport";
import { ui } from "./zh-CN/ui";
import { workflow } from "./zh-CN/workflow";

export const zhCN = {
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
} as const;
