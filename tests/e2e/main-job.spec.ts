import { numberOf, textOf } from "../support/pages/controls";
import { approvedDemand, approveDemand, fileDemand, stateOfDemand, verifyDemand } from "../support/pages/demand";
import { type Desk, expect, test } from "../support/pages/desk";
import { adoptPlan, compared, computePlan, movePlan, weighKind } from "../support/pages/plans";
import { driveTrip, loadAndSeal, pickAll, planShipment, receiveAndSign } from "../support/pages/transfers";

const GLOVES = "丁腈检查手套";
const GOGGLES = "护目镜";
const HOSPITAL = "协和医院";

test.describe("the main job", () => {
  test("from a hospital's need to its signature, each step by the person whose work it is", async ({ desk }) => {
    test.setTimeout(240_000);
    const [hospital, information, commander, deputy, warehouse, driver] = [
      await desk("hospital"),
      await desk("information"),
      await desk("commander"),
      await desk("commander2"),
      await desk("warehouse"),
      await desk("driver"),
    ];
    const { say } = hospital;

    const demandId = await test.step("the hospital files a need", () =>
      fileDemand(
        hospital,
        [
          { goods: GLOVES, quantity: 2_000 },
          { goods: GOGGLES, quantity: 90_000 },
        ],
        "lifeSaving",
      ));
    const number = await numberOf(hospital.page);

    await test.step("an information officer verifies it, and may not approve it", async () => {
      await verifyDemand(information, demandId);
      await expect(information.page.getByRole("button", { name: say("demand.approval.submit") })).toHaveCount(0);
    });
    await test.step("the commander approves it", () => approveDemand(commander, demandId));

    const planId = await test.step("the commander has a plan computed and reads it", async () => {
      const id = await computePlan(commander, "主线演练（模拟）", [GLOVES, GOGGLES]);
      const { page } = commander;
      await expect(page.getByText(say("allocation.result.optimal")).first()).toBeVisible();
      const ours = await compared(commander, "class1", say("allocation.compare.thisPlan"));
      const queue = await compared(commander, "class1", say("allocation.compare.firstComeFirstServed"));
      await expect(ours).toHaveText(/\d+(\.\d+)?\s?%/);
      await expect(queue).toHaveText(/\d+(\.\d+)?\s?%/);
      expect(percentIn(await textOf(ours))).toBeGreaterThanOrEqual(percentIn(await textOf(queue)));
      const lines = page.getByRole("table", { name: say("allocation.result.tabs.lines") });
      const gloves = lines.getByRole("row").filter({ hasText: GLOVES }).filter({ hasText: HOSPITAL }).first();
      await gloves.getByRole("button").click();
      const why = page.getByRole("complementary", { name: say("allocation.why.title") });
      await expect(why).toContainText(say("allocation.why.met"));
      await expect(why).toContainText(say("allocation.lines.filled", { served: "2,000", need: "2,000" }));
      await page.getByRole("tab", { name: new RegExp(say("allocation.result.tabs.unmet")) }).click();
      const unmet = page.getByRole("table", { name: say("allocation.result.tabs.unmet") });
      const goggles = unmet.getByRole("row").filter({ hasText: GOGGLES }).filter({ hasText: HOSPITAL }).first();
      await goggles.getByRole("button").click();
      await expect(why).toContainText(GOGGLES);
      await expect(why).toContainText(/还差|库存/);
      return id;
    });
    const planNumber = await numberOf(commander.page);

    await test.step("who submits a plan may not approve it; another does, and it is adopted", async () => {
      await movePlan(commander, planId, "submit");
      const approve = commander.page.getByRole("button", { name: say("allocation.moves.approve"), exact: true });
      await expect(approve).toBeDisabled();
      await movePlan(deputy, planId, "approve");
      await adoptPlan(commander, planId);
    });

    const transferId = await test.step("the store finds the transfer for the hospital", async () => {
      const { page } = warehouse;
      await page.goto(`/operation/transfers?plan=${planId}`);
      const row = page.getByRole("row").filter({ hasText: HOSPITAL }).first();
      await row.getByRole("link").first().click();
      await page.waitForURL(/transfers\/[0-9a-f-]{36}$/);
      // The plan itself is not the store's to read: it sees what to send and to whom.
      await expect(page.getByRole("main")).toContainText(GLOVES);
      return page.url().split("/").at(-1) ?? "";
    });
    const shipmentId = await test.step("the store picks, names vehicle and driver, loads and seals", async () => {
      await pickAll(warehouse, transferId);
      const id = await planShipment(warehouse, transferId, "司机甲（模拟）");
      await loadAndSeal(warehouse, id, "E2E-0001");
      return id;
    });
    const shipmentNumber = await numberOf(warehouse.page);
    await test.step("the driver departs and arrives", () => driveTrip(driver, shipmentNumber));

    await test.step("the hospital counts and signs", () => receiveAndSign(hospital, shipmentId, "模拟接收人"));
    await test.step("the requester sees it received", async () => {
      const { page } = hospital;
      await page.goto(`/operation/demand/${demandId}`);
      await expect(page.getByText(say("demand.fulfilments.partly"), { exact: true }).first()).toBeVisible();
      const line = page.getByRole("main").getByRole("listitem").filter({ hasText: GLOVES }).first();
      await expect(line).toContainText(shipmentNumber);
      await expect(line).toContainText("2,000");
    });
    await test.step("the audit trail tells it all", async () => {
      const auditor = await desk("auditor");
      await auditor.page.goto(`/operation/demand/${demandId}`);
      const trail = auditor.page.getByRole("main");
      for (const name of ["协和医院物资专员（模拟）", "信息管理员（模拟）", "市指挥员（模拟）"])
        await expect(trail.getByText(name).first()).toBeVisible();
      await auditor.page.goto(`/operation/shipments/${shipmentId}`);
      for (const move of ["load", "seal", "depart", "arrive", "accept"] as const)
        await expect(
          auditor.page
            .getByRole("main")
            .getByText(say(`transport.shipment.moves.${move}`), { exact: true })
            .first(),
        ).toBeVisible();
      await auditor.page.goto("/management/audit?kind=allocationPlan");
      const rows = auditor.page.getByRole("row").filter({ hasText: planNumber });
      for (const move of ["submit", "approve", "adopt"] as const)
        await expect(rows.filter({ hasText: say(`allocation.moves.${move}`) })).toHaveCount(1);
      await auditor.page.goto(`/management/audit?kind=demandRequest`);
      await expect(auditor.page.getByRole("row").filter({ hasText: number }).first()).toBeVisible();
    });
  });

  test("in English: need, verification, approval, fair plan by weights with its comparison", async ({ desk }) => {
    test.setTimeout(120_000);
    const english = (username: string): Promise<Desk> => desk(username, { locale: "en" });
    const goods = "Sterile surgical gloves";
    const id = await approvedDemand(english, [{ goods, quantity: 500 }], "routine");
    const commander = await english("commander");
    await commander.page.goto(`/operation/demand/${id}`);
    await expect(stateOfDemand(commander, "approved")).toBeVisible();
    await computePlan(commander, "Rehearsal (simulated)", [goods], () => weighKind(commander, "Hospital", 3));
    await expect(commander.page.getByText("Proven optimal").first()).toBeVisible();
    await expect(commander.page.getByRole("heading", { name: "Fair by · Stated weights" })).toBeVisible();
    await expect(commander.page.getByText("Hospital × 3; all others × 1")).toBeVisible();
    await commander.page.getByText("Change limits or weights and compute again").first().click();
    await expect(commander.page.getByRole("radio", { name: "Stated weights", exact: true })).toBeChecked();
    await expect(commander.page.getByLabel("Weight (1 to 100)", { exact: true })).toHaveValue("3");
    const share = await compared(commander, "tonneKm", commander.say("allocation.compare.firstComeFirstServed"));
    await expect(share).toHaveText(/\d/);
    await expect(commander.page.getByRole("main")).not.toContainText(/[\u4e00-\u9fff]{6,}/);
  });
});

/** The first share in a text, in percent. */
const percentIn = (text: string): number => Number(/(\d+(?:\.\d+)?)\s?%/.exec(text)?.[1] ?? Number.NaN);
