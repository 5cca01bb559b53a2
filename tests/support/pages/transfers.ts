import { expect, type Page } from "@playwright/test";
import { act, choose, fieldOf, moveAsking, onDocument } from "./controls";
import type { Desk } from "./desk";

export const HUB = "WH-HUB-A2";

/** A transfer written by hand and released, from the hub to a site found by name or code. */
export async function releasedTransfer(
  { page, say }: Desk,
  to: string,
  goods: string,
  quantity: number,
  from = HUB,
): Promise<string> {
  await page.goto("/operation/transfers/new");
  await choose(page.getByLabel(say("transport.transfer.fields.from")), from, /./);
  await choose(page.getByLabel(say("transport.transfer.fields.to")), to, /./);
  await choose(page.getByRole("combobox", { name: say("transport.transfer.fields.goods") }), goods, new RegExp(goods));
  await page
    .getByRole("textbox", { name: say("transport.transfer.fields.quantity"), exact: true })
    .fill(String(quantity));
  await page.getByRole("button", { name: say("transport.transfer.create") }).click();
  const id = await onDocument(page, "/operation/transfers");
  const release = say("transport.transfer.moves.release");
  await moveAsking(page, release, say("workflow.done", { move: release }));
  return id;
}

/** Picks everything that is promised, as the form suggests; picking is then at its end. */
export async function pickAll({ page, say }: Desk, id: string): Promise<void> {
  await page.goto(`/operation/transfers/${id}/pick`);
  await act(page, say("transport.transfer.pick.submit"), say("transport.transfer.pick.done"));
  await page.goto(`/operation/transfers/${id}`);
  const picked = page.getByRole("main").getByText(say("transport.transfer.states.picked"), { exact: true });
  await expect(picked.first()).toBeVisible();
}

/** Plans a shipment of everything picked, with the scenario's driver. */
export async function planShipment({ page, say }: Desk, transferId: string, driver: string): Promise<string> {
  await page.goto(`/operation/transfers/${transferId}`);
  const drivers = page.getByLabel(say("transport.shipment.fields.driver"));
  const values = await drivers
    .locator("option")
    .evaluateAll((options) => options.map((one) => [one.textContent, one.getAttribute("value")] as const));
  const value = values.find(([text]) => text?.includes(driver))?.[1];
  expect(value, `${driver} among ${values.join("|")}`).toBeTruthy();
  await drivers.selectOption(value ?? "");
  const vehicles = page.getByLabel(say("transport.shipment.fields.vehicle"));
  await vehicles.selectOption({ index: 1 });
  await page.getByRole("button", { name: say("transport.shipment.create"), exact: true }).click();
  return onDocument(page, "/operation/shipments");
}

/** Loads and seals. */
export async function loadAndSeal({ page, say }: Desk, shipmentId: string, seal: string): Promise<void> {
  await page.goto(`/operation/shipments/${shipmentId}`);
  const load = say("transport.shipment.moves.load");
  await act(page, load, say("workflow.done", { move: load }));
  await page.getByLabel(say("transport.shipment.fields.seal")).fill(seal);
  await act(page, say("transport.shipment.sealForm.submit"), say("transport.shipment.sealForm.done"));
}

/** The card of one shipment among the driver's trips. */
export const tripOf = (page: Page, number: string) => page.getByRole("listitem").filter({ hasText: number });

/** The driver departs, unless already on the road, and arrives, from the list of trips. */
export async function driveTrip(
  { page, say }: Desk,
  number: string,
  { departed = false }: { departed?: boolean } = {},
): Promise<void> {
  await page.goto("/operation/shipments/trips");
  const trip = tripOf(page, number);
  if (!departed) await trip.getByRole("button", { name: say("transport.shipment.moves.depart"), exact: true }).click();
  const arrive = trip.getByRole("button", { name: say("transport.shipment.moves.arrive"), exact: true });
  await arrive.click();
  await expect(trip.getByText(say("transport.shipment.states.arrived"), { exact: true })).toBeVisible();
}

/** The receiver counts what came, signs by hand or by typing, and the handover stands on the shipment's page. */
export async function receiveAndSign(
  { page, say }: Desk,
  shipmentId: string,
  receiver: string,
  { draw = false, counted }: { draw?: boolean; counted?: number } = {},
): Promise<void> {
  await page.goto(`/operation/shipments/${shipmentId}/receive`);
  if (counted !== undefined)
    await fieldOf(page, say("distribution.handover.count.counted")).first().fill(String(counted));
  await fieldOf(page, say("distribution.handover.sign.receiverName")).fill(receiver);
  if (draw) await drawSignature(page, say("ui.signature.area"), say("ui.signature.signed"));
  else {
    await page.getByRole("button", { name: say("ui.signature.type") }).click();
    await page.getByLabel(say("ui.signature.typed")).fill(receiver);
  }
  await page.getByRole("button", { name: say("distribution.handover.sign.receiveSubmit"), exact: true }).click();
  await page.waitForURL(`**/operation/shipments/${shipmentId}`);
  await expect(page.getByRole("heading", { name: say("distribution.handover.title"), exact: true })).toBeVisible();
}

async function drawSignature(page: Page, area: string, signed: string): Promise<void> {
  const pad = page.getByRole("img", { name: area });
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error("the signature pad is not on the page");
  await page.mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.6);
  await page.mouse.down();
  for (const [x, y] of [
    [0.35, 0.3],
    [0.5, 0.7],
    [0.65, 0.35],
    [0.8, 0.6],
  ] as const)
    await page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 4 });
  await page.mouse.up();
  await expect(page.getByRole("img", { name: signed })).toBeVisible();
}
