import { expect } from "@playwright/test";
import { act, choose, fieldOf, moveAsking, numberOf, onDocument } from "./controls";
import { fileDemand } from "./demand";
import type { Desk } from "./desk";
import { computePlan } from "./plans";
import { loadAndSeal, pickAll, planShipment, receiveAndSign, releasedTransfer, tripOf } from "./transfers";

type Desks = (username: string) => Promise<Desk>;

const GOODS = "复方甘草片";
/** What hospitals ask for in the scenario, so that a plan has something to share out. */
const NEEDED = "护目镜";
const HOSPITAL = "WH-HSP-01";
const DRIVER = "司机甲（模拟）";

/** A request sent back to its hospital, which may change it. */
async function returnedDemand(desk: Desks): Promise<void> {
  const id = await fileDemand(await desk("hospital"), [{ goods: GOODS, quantity: 10 }], "routine");
  const { page, say } = await desk("information");
  await page.goto(`/operation/demand/${id}`);
  const back = say("demand.moves.return");
  await moveAsking(page, back, say("workflow.done", { move: back }), "请补充数量依据（模拟）");
}

async function pickedTransfer(desk: Desks): Promise<string> {
  const id = await releasedTransfer(await desk("dispatcher"), HOSPITAL, GOODS, 4);
  await pickAll(await desk("warehouse"), id);
  return id;
}

async function transfersInStore(desk: Desks): Promise<void> {
  await releasedTransfer(await desk("dispatcher"), HOSPITAL, GOODS, 4);
  await pickedTransfer(desk);
}

async function shipmentsUnderWay(desk: Desks): Promise<void> {
  const { page, say } = await desk("warehouse");
  const loaded = await planShipment(await desk("dispatcher"), await pickedTransfer(desk), DRIVER);
  await page.goto(`/operation/shipments/${loaded}`);
  const load = say("transport.shipment.moves.load");
  await act(page, load, say("workflow.done", { move: load }));
  await onTheRoad(desk);
}

/** Received with one missing, which opens a discrepancy. */
async function shipmentReceivedShort(desk: Desks): Promise<void> {
  await receiveAndSign(await desk("hospital"), await onTheRoad(desk), "模拟接收人", { counted: 3 });
}

/** A shipment that has left. */
async function onTheRoad(desk: Desks): Promise<string> {
  const [dispatcher, warehouse, driver] = [await desk("dispatcher"), await desk("warehouse"), await desk("driver")];
  const id = await planShipment(dispatcher, await pickedTransfer(desk), DRIVER);
  const number = await numberOf(dispatcher.page);
  await loadAndSeal(warehouse, id, "E2E-AXE");
  await driver.page.goto("/operation/shipments/trips");
  const depart = driver.say("transport.shipment.moves.depart");
  await tripOf(driver.page, number).getByRole("button", { name: depart, exact: true }).click();
  await expect(
    tripOf(driver.page, number).getByText(driver.say("transport.shipment.states.departed"), { exact: true }),
  ).toBeVisible();
  return id;
}

/** Deliveries that wait for the count, for the inspection and for acceptance. */
async function deliveries(desk: Desks): Promise<void> {
  const donor = await desk("supplier");
  const { page, say } = await desk("warehouse");
  for (const until of ["arrived", "counted", "inspected"] as const) {
    await donor.page.goto("/operation/deliveries/new");
    await choose(donor.page.getByRole("combobox", { name: say("procurement.fields.party") }), "公司", /./);
    const site = donor.page.getByLabel(say("procurement.fields.site"));
    await site.selectOption({ label: "武汉国际博览中心 A2 馆" });
    await choose(donor.page.getByRole("combobox", { name: say("procurement.fields.goods") }), GOODS, new RegExp(GOODS));
    await donor.page.getByRole("textbox", { name: say("procurement.fields.quantity") }).fill("24");
    await donor.page.getByRole("button", { name: say("procurement.deliveries.create"), exact: true }).click();
    await page.goto(`/operation/deliveries/${await onDocument(donor.page, "/operation/deliveries")}`);
    const arrive = say("procurement.delivery.moves.arrive");
    await act(page, arrive, say("workflow.done", { move: arrive }));
    if (until === "arrived") continue;
    const line = page.getByRole("group", { name: new RegExp(GOODS) });
    await line.getByRole("button", { name: say("procurement.deliveries.sameAsAnnounced") }).click();
    await act(page, say("procurement.deliveries.countSubmit"), say("procurement.deliveries.countDone"));
    if (until === "counted") continue;
    await act(page, say("procurement.deliveries.inspectSubmit"), say("procurement.deliveries.inspectDone"));
  }
}

/** A purchase order that is still being written. */
async function draftOrder({ page, say }: Desk): Promise<void> {
  await page.goto("/operation/purchase/new");
  await choose(page.getByRole("combobox", { name: say("procurement.fields.supplier") }), "公司", /./);
  await fieldOf(page, say("procurement.fields.site")).selectOption({ index: 1 });
  await choose(page.getByRole("combobox", { name: say("procurement.fields.goods") }), GOODS, new RegExp(GOODS));
  await page.getByRole("textbox", { name: say("procurement.fields.quantity") }).fill("100");
  await page.getByRole("button", { name: say("procurement.orders.create"), exact: true }).click();
  await onDocument(page, "/operation/purchase");
}

/** A count under way, and a loss that waits for a second person. */
async function countAndAdjustment(desk: Desks): Promise<void> {
  const warehouse = await desk("warehouse");
  const { say } = warehouse;
  await warehouse.page.goto("/operation/stocktakes/new");
  await choose(fieldOf(warehouse.page, say("storage.fields.goods")), GOODS, new RegExp(GOODS));
  await warehouse.page.getByRole("button", { name: say("storage.stocktakes.create"), exact: true }).click();
  await onDocument(warehouse.page, "/operation/stocktakes");

  const { page } = warehouse;
  await page.goto("/operation/stock/lots");
  await page.getByRole("main").getByRole("row").getByRole("link").first().click();
  await onDocument(page, "/operation/stock/lots");
  await page.getByText(say("storage.lot.adjust"), { exact: true }).click();
  const form = page.locator("details").filter({ hasText: say("storage.lot.adjustLead") });
  await fieldOf(form, say("storage.fields.quantity")).fill("1");
  await fieldOf(form, say("storage.fields.reason")).fill("搬运破损（模拟）");
  await form.getByRole("button", { name: say("storage.adjustments.create"), exact: true }).click();
  await onDocument(page, "/operation/stock/adjustments");
}

/**
 * Documents of every kind, at every step where their page shows another form, so that looking at the pages depends on no earlier story. By
 * what they are, each made on its own.
 */
export const ONE_OF_EACH: Readonly<Record<string, (desk: Desks) => Promise<unknown>>> = {
  "a request sent back": returnedDemand,
  "a computed plan": async (desk) => computePlan(await desk("commander"), `无障碍检查（模拟）${Date.now()}`, [NEEDED]),
  "transfers to be picked and to be loaded": transfersInStore,
  "shipments loaded and on the road": shipmentsUnderWay,
  "a shipment received short": shipmentReceivedShort,
  "deliveries to be counted, inspected and accepted": deliveries,
  "an order being written": async (desk) => draftOrder(await desk("procurement")),
  "a count and an adjustment": countAndAdjustment,
};

/** Invites somebody and returns the link that is shown once. */
export async function invitationLink({ page, say }: Desk): Promise<string> {
  await page.goto("/management/people/new");
  await fieldOf(page, say("people.fields.name")).fill("模拟受邀人");
  await fieldOf(page, say("people.fields.username")).fill(`axe-${Date.now()}`);
  await fieldOf(page, say("people.fields.role")).selectOption("auditor");
  await page.getByRole("button", { name: say("people.invite"), exact: true }).click();
  const link = page.getByLabel(say("people.link.title"), { exact: true });
  await expect(link).toBeVisible();
  return link.inputValue();
}
