import { describe, expect, it } from "vitest";
import { approveDemand } from "@/lib/operation/demand/commands/approve";
import { confirmDemand } from "@/lib/operation/demand/commands/confirm";
import { createDemand } from "@/lib/operation/demand/commands/create";
import { editDemand } from "@/lib/operation/demand/commands/edit";
import { moveDemand } from "@/lib/operation/demand/commands/move";
import { recordPromised } from "@/lib/operation/demand/fulfilment";
import { searchRequestingSites } from "@/lib/operation/demand/queries/choices";
import { getDemand } from "@/lib/operation/demand/queries/detail";
import { mayRequestFor } from "@/lib/operation/demand/rules/requesters";
import { createDemandInput } from "@/lib/operation/demand/schema";
import { read, write } from "@/lib/platform/db/access";
import { BadInput, Conflict, NotFound, type Refusal } from "@/lib/platform/errors";
import { withConnection } from "@/lib/platform/launch/roles";
import { actorAs, setup } from "../support/actors";
import { aDemand, demandRow, demandStage } from "../support/demand";
import { caught } from "../support/refusals";
import { anIncident, AREAS, aSite, eventsOf, someGoods, unique } from "../support/world";

const { cast, database } = demandStage();

describe("a demand request", () => {
  it("goes from filing over verification to approval, each by another person, and says so in the audit trail", async () => {
    const request = await aDemand(cast);
    expect(request).toMatchObject({
      state: "approved",
      fulfilment: "none",
      submittedById: cast.requester.personId,
      verifiedById: cast.verifier.personId,
      approvedById: cast.commander.personId,
    });
    expect(request.lines[0]?.approvedQuantity).toBe(100n);
    const moves = (await eventsOf(request.id)).map((event) => (event.payload as { move?: string }).move ?? event.type);
    expect(moves).toEqual(["demandRequest.created", "submit", "verify", "approve"]);
  });

  it("is filed once however often the same request is sent, and twice at once", async () => {
    const goods = await someGoods();
    const input = createDemandInput.parse({
      incidentId: cast.incident.id,
      siteId: cast.hospital.id,
      priority: "routine",
      lines: [{ goodsId: goods.id, quantity: "5" }],
    });
    const key = unique("key");
    const results = await Promise.all([1, 2, 3].map(() => createDemand(cast.requester, input, key)));
    expect(new Set(results.map((result) => result.id)).size).toBe(1);
    expect(await read(setup, (db) => db.demandLine.count({ where: { goodsId: goods.id } }))).toBe(1);
    await expect(createDemand(cast.requester, { ...input, priority: "urgent" }, key)).rejects.toBeInstanceOf(Conflict);
  });

  it("keeps an unknown amount unknown, and an estimate with its basis apart from a stated quantity", async () => {
    const [a, b] = [await someGoods(), await someGoods()];
    const request = await aDemand(cast, {
      lines: [
        { goodsId: a.id, quantityUnknown: true },
        { goodsId: b.id, quantityUnknown: true, quantityEstimate: 60n, quantityBasis: "30 张床 × 2" },
      ],
      upTo: "submitted",
    });
    expect(request.lines[0]).toMatchObject({ quantity: null, estimate: null });
    expect(request.lines[1]).toMatchObject({ quantity: null, estimate: 60n, estimateBasis: "30 张床 × 2" });
  });

  it("names every field that is wrong: no quantity, an estimate without basis, goods twice, no line", () => {
    const goodsId = "019b0000-0000-7000-8000-000000000001";
    const base = { incidentId: goodsId, siteId: goodsId, priority: "urgent" };
    const paths = (lines: unknown) =>
      createDemandInput
        .safeParse({ ...base, lines })
        .error?.issues.map((issue) => [issue.path.join("."), issue.message]);
    expect(paths([{ goodsId }])).toEqual([["lines.0.quantity", "demand.quantityOrUnknown"]]);
    expect(paths([{ goodsId, quantityUnknown: "on", quantityEstimate: "5" }])).toEqual([
      ["lines.0.quantityBasis", "demand.basisNeeded"],
    ]);
    expect(
      paths([
        { goodsId, quantity: "1" },
        { goodsId, quantity: "2" },
      ]),
    ).toEqual([["lines.1.goodsId", "demand.goodsTwice"]]);
    expect(paths([])).toEqual([["lines", "demand.lineNeeded"]]);
    expect(paths([{ goodsId, quantity: "0" }])).toEqual([["lines.0.quantity", "errors.quantityPositive"]]);
  });

  it("belongs to an open incident that covers the site, and to goods the catalogue knows", async () => {
    const goods = await someGoods();
    const input = (fields: object) =>
      createDemandInput.parse({
        incidentId: cast.incident.id,
        siteId: cast.hospital.id,
        priority: "urgent",
        lines: [{ goodsId: goods.id, quantity: 1n }],
        ...fields,
      });
    const elsewhere = await anIncident(AREAS.districtB);
    expect(await caught(createDemand(cast.requester, input({ incidentId: elsewhere.id })))).toMatchObject({
      fields: { incidentId: { key: "demand.incidentNotOpen" } },
    });
    const unknown = await caught(
      createDemand(cast.requester, input({ lines: [{ goodsId: cast.hospital.id, quantity: 1n }] })),
    );
    expect(unknown).toBeInstanceOf(BadInput);
    expect(unknown).toMatchObject({ fields: { "lines.0.goodsId": { key: "demand.goodsUnknown" } } });
  });

  it("is filed only for one's own: a hospital for itself, a community worker for points of their community", async () => {
    const point = await aSite(AREAS.communityA, "communityPoint");
    const otherPoint = await aSite(AREAS.districtB, "communityPoint");
    const hospitalThere = await aSite(AREAS.communityA, "hospital");
    const store = await aSite(AREAS.communityA, "reserveNode");
    const worker = await actorAs("communityWorker", { areaCode: AREAS.communityA });
    const sites = [point, otherPoint, hospitalThere, store, cast.hospital].map((site) => ({ ...site, active: true }));
    const may = (actor: typeof worker) => sites.map((site) => mayRequestFor(actor, site as never));
    expect(may(worker)).toEqual([true, false, false, false, false]);
    expect(may(cast.requester)).toEqual([false, false, false, false, true]);
    expect(may(cast.verifier)).toEqual([true, false, true, false, true]);
    expect(may(cast.commander)).toEqual([false, false, false, false, false]);
    for (const actor of [worker, cast.requester, cast.verifier]) {
      const found = new Set((await searchRequestingSites(actor, "")).map((site) => site.id));
      expect(sites.map((site) => found.has(site.id))).toEqual(may(actor));
    }
    const goods = await someGoods();
    const refused = await caught(
      aDemand(cast, {
        by: worker,
        siteId: hospitalThere.id,
        lines: [{ goodsId: goods.id, quantity: 1n }],
        upTo: "draft",
      }),
    );
    expect(refused).toBeInstanceOf(NotFound);
    expect(await read(setup, (db) => db.demandLine.count({ where: { goodsId: goods.id } }))).toBe(0);
  });

  it("is not verified by the person who filed it, nor approved by the one who verified it", async () => {
    const goods = await someGoods();
    const byOfficer = await aDemand(cast, {
      by: cast.verifier,
      lines: [{ goodsId: goods.id, quantity: 1n }],
      upTo: "submitted",
    });
    expect(await caught(moveDemand(cast.verifier, { id: byOfficer.id, version: 2, move: "verify" }))).toMatchObject({
      reason: { key: "errors.fourEyes" },
    });
    const raw = withConnection(database.ownerUrl, (client) =>
      client.query("UPDATE demand_request SET verified_by_id = submitted_by_id WHERE id = $1", [byOfficer.id]),
    );
    await expect(raw).rejects.toThrow(/demand_verified_by_another/);
  });

  it("cannot skip verification, in the code or in the database", async () => {
    const request = await aDemand(cast, { upTo: "submitted" });
    expect(await caught(approveDemand(cast.commander, { id: request.id, version: 2, lines: [] }))).toMatchObject({
      reason: { key: "errors.notOfferedNow" },
    });
    const raw = write(
      setup,
      (db) => db.$executeRaw`UPDATE demand_request SET state = 'approved' WHERE id = ${request.id}::uuid`,
    );
    await expect(raw).rejects.toBeInstanceOf(Conflict);
  });

  it("is approved at most as asked: the refusal names line, asked and approved, and nothing is written", async () => {
    const request = await aDemand(cast, { upTo: "verified" });
    const lineId = request.lines[0]?.id as string;
    const refusal = (await caught(
      approveDemand(cast.commander, { id: request.id, version: 3, lines: [{ lineId, approved: 101n }] }),
    )) as Refusal;
    expect(refusal.reason.key).toBe("demand.approvedBeyond");
    expect(refusal.items[0]).toMatchObject({
      key: "demand.approvedBeyondAsked",
      params: { asked: 100n, approved: 101n, unit: "只", position: 1 },
    });
    expect((await demandRow(request.id)).lines[0]?.approvedQuantity).toBeNull();
    await expect(
      write(setup, (db) => db.demandLine.update({ where: { id: lineId }, data: { approvedQuantity: 101n } })),
    ).rejects.toMatchObject({ reason: { key: "demand.approvedBeyond" } });
    expect(
      await caught(approveDemand(cast.commander, { id: request.id, version: 3, lines: [{ lineId, approved: 0n }] })),
    ).toMatchObject({ reason: { key: "demand.nothingApproved" } });
    await approveDemand(cast.commander, { id: request.id, version: 3, lines: [{ lineId, approved: 40n }] });
    expect((await demandRow(request.id)).lines[0]?.approvedQuantity).toBe(40n);
  });

  it("is returned with a reason, mended and filed again: the clock starts afresh", async () => {
    const request = await aDemand(cast, { upTo: "verified" });
    expect(
      await caught(moveDemand(cast.commander, { id: request.id, version: 3, move: "returnAtApproval" })),
    ).toMatchObject({ fields: { reason: { key: "errors.reasonNeeded" } } });
    await moveDemand(cast.commander, { id: request.id, version: 3, move: "returnAtApproval", reason: "数量请核对" });
    expect(await demandRow(request.id)).toMatchObject({ state: "returned", verifiedById: null, dueAt: null });
    const goods = await someGoods();
    await editDemand(cast.requester, {
      id: request.id,
      version: 4,
      priority: "lifeSaving",
      note: "",
      contactRole: "",
      lines: [{ goodsId: goods.id, quantity: 7n, estimate: null, estimateBasis: null, note: "" }],
    });
    await moveDemand(cast.requester, { id: request.id, version: 5, move: "submit" });
    const again = await demandRow(request.id);
    expect(again).toMatchObject({ state: "submitted", priority: "lifeSaving" });
    expect(again.lines.map((line) => line.quantity)).toEqual([7n]);
    expect((again.dueAt as Date).getTime() - (again.submittedAt as Date).getTime()).toBe(2 * 3_600_000);
    expect(
      await caught(
        editDemand(cast.requester, {
          id: request.id,
          version: 6,
          priority: "urgent",
          note: "",
          contactRole: "",
          lines: [],
        }),
      ),
    ).toMatchObject({ reason: { key: "demand.editOnlyDraft" } });
  });

  it("is not cancelled while goods are under way; the refusal names them", async () => {
    const request = await aDemand(cast);
    const line = request.lines[0]?.id as string;
    await write(setup, (db) => recordPromised(db, setup, line, 30n));
    const cancel = () => moveDemand(cast.requester, { id: request.id, version: 4, move: "cancel", reason: "已自购" });
    const refusal = (await caught(cancel())) as Refusal;
    expect(refusal.items[0]).toMatchObject({ key: "demand.underWayLine", params: { underWay: 30n } });
    await write(setup, (db) => recordPromised(db, setup, line, -30n));
    await cancel();
    expect(await demandRow(request.id)).toMatchObject({ state: "cancelled", fulfilment: "closed" });
  });

  it("is seen by nobody out of reach, whatever they ask", async () => {
    const request = await aDemand(cast);
    const stranger = await actorAs("informationOfficer", { areaCode: AREAS.districtB });
    const neighbour = await actorAs("hospitalRequester", {
      areaCode: AREAS.districtA,
      siteId: (await aSite(AREAS.districtA, "hospital")).id,
    });
    for (const actor of [stranger, neighbour]) {
      await expect(getDemand(actor, request.id)).rejects.toBeInstanceOf(NotFound);
      await expect(
        confirmDemand(actor, { id: request.id, answer: "still", note: "", lines: [] }),
      ).rejects.toBeInstanceOf(NotFound);
    }
    const rows = await read(stranger, (db) => db.$queryRaw`SELECT id FROM demand_request`);
    expect(rows).toEqual([]);
  });
});
