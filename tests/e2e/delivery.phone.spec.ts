import { act, choose, onDocument } from "../support/pages/controls";
import { expect, PHONE, test } from "../support/pages/desk";

test.use(PHONE);

const GOODS = "消毒湿巾";

test("a store operator receives a donation by phone: arrival, count, inspection, acceptance", async ({ desk }) => {
  test.setTimeout(120_000);
  const donorDesk = await desk("supplier");
  const { say } = donorDesk;
  const deliveryId = await test.step("the donor desk announces it", async () => {
    const { page } = donorDesk;
    await page.goto("/operation/deliveries/new");
    await choose(page.getByRole("combobox", { name: say("procurement.fields.party") }), "公司", /./);
    const site = page.getByLabel(say("procurement.fields.site"));
    await site.selectOption({ label: "武汉国际博览中心 A2 馆" });
    await choose(page.getByRole("combobox", { name: say("procurement.fields.goods") }), GOODS, new RegExp(GOODS));
    await page.getByRole("textbox", { name: say("procurement.fields.quantity") }).fill("240");
    await page.getByRole("button", { name: say("procurement.deliveries.create"), exact: true }).click();
    return onDocument(page, "/operation/deliveries");
  });

  const { page } = await desk("warehouse");
  const chip = (state: "arrived" | "counted" | "inspected" | "accepted" | "partlyAccepted") =>
    page
      .getByRole("main")
      .getByText(say(`procurement.delivery.states.${state}`), { exact: true })
      .first();
  await page.goto(`/operation/deliveries/${deliveryId}`);
  const arrive = say("procurement.delivery.moves.arrive");
  await act(page, arrive, say("workflow.done", { move: arrive }));

  await test.step("counted: 230 of 240", async () => {
    const line = page.getByRole("group", { name: new RegExp(GOODS) });
    await line.getByRole("button", { name: say("procurement.deliveries.sameAsAnnounced") }).tap();
    await expect(line.getByRole("textbox").first()).toHaveValue("240");
    await line.getByRole("textbox").first().fill("230");
    await act(page, say("procurement.deliveries.countSubmit"), say("procurement.deliveries.countDone"));
    await expect(chip("counted")).toBeVisible();
  });
  await test.step("inspected: 5 damaged, to quarantine", async () => {
    const line = page.getByRole("group", { name: new RegExp(GOODS) });
    await line.getByRole("textbox", { name: say("procurement.fields.quantity") }).fill("225");
    await line.getByRole("button", { name: say("procurement.deliveries.addSplit") }).tap();
    await line.getByLabel(new RegExp(`^${say("procurement.fields.reason")}`)).fill("外箱浸湿（模拟）");
    await expect(line.getByText(say("procurement.deliveries.allIn"))).toBeVisible();
    await act(page, say("procurement.deliveries.inspectSubmit"), say("procurement.deliveries.inspectDone"));
  });
  await test.step("accepted and put away", async () => {
    await act(page, say("procurement.deliveries.acceptSubmit"), say("procurement.deliveries.acceptDone"));
    await expect(chip("partlyAccepted")).toBeVisible();
    const main = page.getByRole("main");
    for (const amount of ["240", "230", "225"]) await expect(main.getByText(amount).first()).toBeVisible();
  });
});
