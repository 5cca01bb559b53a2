import type { Page } from "@playwright/test";
import { LOCALES } from "@/lib/platform/i18n/locale";
import { MESSAGES } from "@/lib/platform/i18n/messages";

/** A page of the console, a person who uses it, and for a document's page the list whose first row leads there. */
export interface ConsolePage {
  path: string;
  as: string;
  /** Part of the address after the document's own. */
  onward?: string;
  /** Another page that is about the document: its address with `{id}`. */
  about?: string;
  /** A page people live in: also dark, narrow and enlarged. */
  main?: boolean;
  /** `path` is a list; the page meant is that of its first row. */
  first?: boolean;
}

const lists: ConsolePage[] = [
  { path: "/decision/situation", as: "commander", main: true },
  { path: "/decision/incidents", as: "commander" },
  { path: "/decision/incidents/new", as: "commander" },
  { path: "/decision/plans", as: "commander", main: true },
  { path: "/decision/plans/new", as: "commander", main: true },
  { path: "/decision/comparison", as: "commander" },
  { path: "/management/catalogue", as: "reserve" },
  { path: "/management/catalogue/new", as: "reserve" },
  { path: "/management/aliases", as: "reserve" },
  { path: "/management/packs", as: "reserve" },
  { path: "/management/parties", as: "procurement" },
  { path: "/management/parties/new", as: "procurement" },
  { path: "/management/places", as: "reserve" },
  { path: "/management/places/new", as: "reserve" },
  { path: "/management/imports", as: "reserve" },
  { path: "/management/imports/new", as: "reserve" },
  { path: "/management/imports/waiting", as: "reserve" },
  { path: "/management/response", as: "information" },
  { path: "/management/checks", as: "auditor" },
  { path: "/management/people", as: "admin" },
  { path: "/management/people/new", as: "admin" },
  { path: "/management/audit", as: "auditor" },
  { path: "/operation/work", as: "warehouse", main: true },
  { path: "/operation/demand", as: "commander", main: true },
  { path: "/operation/demand/new", as: "hospital", main: true },
  { path: "/operation/demand/mine", as: "hospital", main: true },
  { path: "/operation/purchase", as: "procurement" },
  { path: "/operation/purchase/new", as: "procurement" },
  { path: "/operation/deliveries", as: "warehouse", main: true },
  { path: "/operation/deliveries/new", as: "supplier" },
  { path: "/operation/deliveries/duplicates", as: "information" },
  { path: "/operation/stock", as: "reserve", main: true },
  { path: "/operation/stock/lots", as: "reserve" },
  { path: "/operation/stock/ledger", as: "reserve" },
  { path: "/operation/stock/levels", as: "reserve" },
  { path: "/operation/stock/past", as: "reserve" },
  { path: "/operation/stock/picks", as: "warehouse" },
  { path: "/operation/stock/rotation", as: "reserve" },
  { path: "/operation/stock/adjustments", as: "reserve" },
  { path: "/operation/stocktakes", as: "warehouse" },
  { path: "/operation/stocktakes/new", as: "warehouse" },
  { path: "/operation/transfers", as: "warehouse", main: true },
  { path: "/operation/transfers/new", as: "dispatcher" },
  { path: "/operation/shipments", as: "dispatcher", main: true },
  { path: "/operation/shipments/incoming", as: "hospital" },
  { path: "/operation/shipments/past-issue", as: "reserve" },
  { path: "/operation/shipments/trips", as: "driver", main: true },
  { path: "/operation/shipments/vehicles", as: "dispatcher" },
  { path: "/operation/discrepancies", as: "reserve" },
  { path: "/account", as: "commander" },
  { path: "/help", as: "commander" },
];

/** Documents: each behind the first row of its list; the stories that ran before have made one of every kind. */
const documents: ConsolePage[] = [
  { path: "/decision/incidents", as: "commander", first: true },
  { path: "/decision/plans", as: "commander", first: true, main: true },
  { path: "/management/catalogue", as: "reserve", first: true },
  { path: "/management/parties", as: "procurement", first: true },
  { path: "/management/imports", as: "reserve", first: true },
  { path: "/management/people", as: "admin", first: true },
  { path: "/management/places", as: "reserve", first: true },
  { path: "/operation/stock/lots", as: "reserve", first: true },
  { path: "/operation/stock/adjustments", as: "reserve", first: true },
  { path: "/operation/stocktakes", as: "warehouse", first: true },
  { path: "/operation/purchase", as: "procurement", first: true },
  { path: "/operation/demand?view=approval", as: "commander", first: true, main: true },
  { path: "/operation/deliveries", as: "warehouse", first: true, main: true },
  { path: "/operation/transfers", as: "warehouse", first: true },
  { path: "/operation/transfers?state=released", as: "warehouse", first: true, onward: "/pick" },
  { path: "/operation/transfers?state=released", as: "warehouse", first: true, onward: "/pick-list" },
  { path: "/operation/shipments", as: "dispatcher", first: true, main: true },
  { path: "/operation/shipments", as: "dispatcher", first: true, onward: "/waybill" },
  // The forms of each step, which only the document in that state shows.
  { path: "/management/places?kind=communityPoint", as: "reserve", first: true, onward: "/edit" },
  { path: "/operation/demand?view=draft", as: "hospital", first: true, onward: "/edit" },
  { path: "/operation/demand?view=verification", as: "information", first: true },
  { path: "/operation/purchase?state=draft", as: "procurement", first: true, onward: "/edit" },
  { path: "/operation/deliveries?state=arrived", as: "warehouse", first: true, main: true },
  { path: "/operation/deliveries?state=counted", as: "warehouse", first: true, main: true },
  { path: "/operation/deliveries?state=inspected", as: "warehouse", first: true },
  { path: "/operation/transfers?state=picked", as: "dispatcher", first: true },
  { path: "/operation/shipments?state=loaded", as: "warehouse", first: true },
  { path: "/operation/shipments?state=departed", as: "hospital", first: true, onward: "/receive", main: true },
  { path: "/operation/shipments?state=accepted", as: "reserve", first: true, onward: "/amend" },
  {
    path: "/operation/shipments?state=accepted",
    as: "dispatcher",
    first: true,
    about: "/operation/transfers/new?returnOf={id}",
  },
  { path: "/operation/discrepancies", as: "reserve", first: true },
];

export const CONSOLE_PAGES: readonly ConsolePage[] = [...lists, ...documents];

/** The name of a page in a report. */
export const titleOf = ({ path, onward = "", about, first }: ConsolePage): string =>
  about ?? `${path}${first ? "/[id]" : ""}${onward}`;

/** How long a list may take to show its first row: the server streams it in behind the page's frame. */
const FIRST_ROW_MS = 10_000;

/** Opens a page of the console; a document's page through the first row of its list. False when the list has no row. */
export async function openPage(page: Page, wanted: ConsolePage): Promise<boolean> {
  await page.goto(wanted.path);
  if (wanted.first) {
    const first = page.getByRole("main").getByRole("row").getByRole("link").first();
    const shown = await first.waitFor({ timeout: FIRST_ROW_MS }).then(
      () => true,
      () => false,
    );
    if (!shown) return false;
    const id = /[0-9a-f-]{36}(?!.*[0-9a-f-]{36})/.exec((await first.getAttribute("href")) ?? "")?.[0];
    await page.goto(
      wanted.about?.replace("{id}", id ?? "") ?? `${new URL(page.url()).pathname}/${id}${wanted.onward ?? ""}`,
    );
  }
  const head = page.getByRole("heading", { level: 1 }).first();
  await head.waitFor();
  // Nobody has looked at a page that was refused.
  const said = (await head.textContent())?.trim() ?? "";
  if (LOCALES.some((locale) => said === MESSAGES[locale].errors.notFound))
    throw new Error(`${titleOf(wanted)}: ${said}`);
  return true;
}

/** How far the page reaches beyond the window to the side, in pixels; 0 is right. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
