import { act, numberOf } from "../support/pages/controls";
import { expect, PHONE, test } from "../support/pages/desk";
import {
  driveTrip,
  loadAndSeal,
  pickAll,
  planShipment,
  receiveAndSign,
  releasedTransfer,
  tripOf,
} from "../support/pages/transfers";

test.use(PHONE);

test("a load goes from shelf to signature by phones: store, driver, hospital", async ({ desk }) => {
  test.setTimeout(180_000);
  const [dispatcher, warehouse, driver, hospital] = [
    await desk("dispatcher"),
    await desk("warehouse"),
    await desk("driver"),
    await desk("hospital"),
  ];
  const { say } = warehouse;
  const transferId = await releasedTransfer(dispatcher, "WH-HSP-01", "复方甘草片", 400);
  const shipmentId = await test.step("the store picks, loads and seals", async () => {
    await pickAll(warehouse, transferId);
    const id = await planShipment(dispatcher, transferId, "司机甲（模拟）");
    await loadAndSeal(warehouse, id, "E2E-P-01");
    return id;
  });
  const number = await numberOf(dispatcher.page);

  await test.step("the driver departs, says where the load is, arrives", async () => {
    const { page } = driver;
    await page.goto("/operation/shipments/trips");
    const trip = tripOf(page, number);
    await trip.getByRole("button", { name: say("transport.shipment.moves.depart"), exact: true }).tap();
    await trip.getByText(say("transport.shipment.position.title"), { exact: true }).first().tap();
    await trip.getByLabel(say("transport.shipment.position.place")).fill("白沙洲大桥检查点（模拟）");
    await act(trip, say("transport.shipment.position.submit"), say("transport.shipment.position.done"));
    await driveTrip(driver, number, { departed: true });
  });
  await test.step("the hospital finds it among what is coming, counts and signs with a finger", async () => {
    const { page } = hospital;
    await page.goto("/operation/shipments/incoming");
    const card = page.getByRole("listitem").filter({ hasText: number });
    await expect(card.getByRole("link", { name: say("distribution.handover.receive") })).toHaveAttribute(
      "href",
      `/operation/shipments/${shipmentId}/receive`,
    );
    await receiveAndSign(hospital, shipmentId, "模拟接收人", { draw: true });
    const signature = page.getByRole("img", { name: say("distribution.handover.facts.signatureImage") });
    await expect(signature).toBeVisible();
    expect(await signature.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  });
  await test.step("the store sees it accepted", async () => {
    await warehouse.page.goto(`/operation/shipments/${shipmentId}`);
    const main = warehouse.page.getByRole("main");
    await expect(main.getByText(say("transport.shipment.states.accepted"), { exact: true }).first()).toBeVisible();
    await expect(main.getByText("400").first()).toBeVisible();
  });
});
