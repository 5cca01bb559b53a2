import { csvOf, scenarioFile, scenarioRows, WUHAN_2020 } from "@/lib/decision/scenario/data";
import { classOfNeed, estimatesByItem } from "@/lib/decision/scenario/rules";
import { morningOf, setClock } from "@/lib/decision/scenario/commands";
import { runImport } from "@/lib/management/exchange/commands/run-import";
import { approveDemand } from "@/lib/operation/demand/commands/approve";
import { peerMedianBasis } from "@/lib/operation/demand/rules/estimate-basis";
import { moveDemand } from "@/lib/operation/demand/commands/move";
import { systemActor } from "@/lib/platform/auth/actor";
import { read, write } from "@/lib/platform/db/access";
import type { SeedTarget } from "./main";
import { seedPartners } from "./partners";

type Progress = SeedTarget["onProgress"];

/** Hubei raised its response to level I on 24 January 2020. */
async function openIncident(): Promise<string> {
  return write(systemActor("seed"), async (db) => {
    const startedAt = morningOf("2020-01-24");
    const incident = await db.incident.create({
      data: {
        kind: "epidemic",
        nameZh: "新冠肺炎疫情（武汉 2020）",
        nameEn: "COVID-19 outbreak (Wuhan 2020)",
        areaCode: "4201",
        startedAt,
        note: "到货为武汉市红十字会公示数据；需求的级别与估计数量按页面所列规则给出，标为模拟。 Receipts are those the Wuhan Red Cross published; classes and estimated quantities of needs come from the rules stated on the pages and are marked as simulated.",
        levels: {
          create: {
            areaCode: "4201",
            level: 1,
            reason: "湖北省启动重大突发公共卫生事件一级响应 Hubei raises its public health response to level I",
            businessAt: startedAt,
          },
        },
      },
    });
    return incident.id;
  });
}

/** The receipts of the whole file: those to the 29th are stocked, later ones wait for their day. */
async function importReceipts(incidentId: string, onProgress: Progress): Promise<void> {
  const hub = await read(systemActor("seed"), (db) => db.site.findFirstOrThrow({ where: { kind: "hub" } }));
  let shown = 0;
  const report = await runImport({
    actor: systemActor("seed"),
    bytes: scenarioFile("redcross-received.csv"),
    fileName: "redcross-received.csv",
    kind: "received",
    siteId: hub.id,
    incidentId,
    onProgress: (done, total) => {
      if (done - shown < 300 && done !== total) return;
      shown = done;
      onProgress(`到货单据 ${done} / ${total}`, `Receipts ${done} of ${total}`);
    },
  });
  onProgress(
    `到货入账 ${report.imported} 行，其余等待日期或核对`,
    `${report.imported} receipt rows stocked, the rest wait for their day or for review`,
  );
}

/** The needs of Wuhan's hospitals. Class and estimate follow the rules of `lib/decision/scenario/rules.ts`, stated on the comparison page. */
async function importNeeds(incidentId: string, onProgress: Progress): Promise<void> {
  const rows = scenarioRows("hospital-needs.csv");
  const estimates = estimatesByItem(
    rows.flatMap((row) =>
      /^\d+$/.test(row.qty_requested ?? "")
        ? [{ item: row.item ?? "", quantity: BigInt(row.qty_requested ?? "0") }]
        : [],
    ),
  );
  const wuhan = rows.filter((row) => row.city === "武汉市");
  const report = await runImport({
    actor: systemActor("seed"),
    bytes: csvOf(Object.keys(rows[0] ?? {}), wuhan),
    fileName: "hospital-needs-wuhan.csv",
    kind: "needs",
    incidentId,
    describeNeed: ({ row, goods }) => {
      const estimate = estimates.get(row.goodsText);
      return {
        priority: classOfNeed(goods.code),
        simulated: true,
        ...(estimate ? { estimate: estimate.quantity, estimateBasis: peerMedianBasis(estimate.stated) } : {}),
      };
    },
  });
  onProgress(`需求入册 ${report.imported} 行`, `${report.imported} need rows filed`);
}

/** Most requests are verified and approved, so that plans can be made; the last ones wait in each queue, so that the queues have work. */
const LEFT_TO_VERIFY = 6;
const LEFT_TO_APPROVE = 6;

async function decideNeeds(onProgress: Progress): Promise<void> {
  const verifier = systemActor("seed-verification");
  const approver = systemActor("seed-approval");
  const open = await read(verifier, (db) =>
    db.demandRequest.findMany({
      where: { state: "submitted" },
      orderBy: { id: "asc" },
      select: { id: true, version: true },
    }),
  );
  const verified = open.slice(0, Math.max(0, open.length - LEFT_TO_VERIFY));
  for (const [index, { id, version }] of verified.entries()) {
    const moved = await moveDemand(verifier, { id, version, move: "verify" });
    if (index < verified.length - LEFT_TO_APPROVE)
      await approveDemand(approver, { id, version: moved.version, lines: [] });
  }
  onProgress(`已核实 ${verified.length} 张需求单（模拟）`, `${verified.length} requests verified (simulated)`);
}

/** A tenth of what the hub holds of the scarcest goods is kept in reserve (模拟). */
async function setFloors(): Promise<void> {
  await write(systemActor("seed"), async (db) => {
    await db.$executeRaw`
      INSERT INTO stock_level (site_id, goods_id, area_code, floor, updated_at)
      SELECT b.site_id, b.goods_id, b.area_code, sum(b.on_hand) / 10, now()
      FROM stock_balance b JOIN place p ON p.id = b.place_id AND p.kind = 'shelf' JOIN lot l ON l.id = b.lot_id JOIN goods g ON g.id = b.goods_id AND g.base_unit = l.unit
      WHERE g.code LIKE 'CP-MSK-0%' OR g.code LIKE 'CP-PPE-01%'
      GROUP BY 1, 2, 3 HAVING sum(b.on_hand) >= 10
      ON CONFLICT (site_id, goods_id) DO UPDATE SET floor = excluded.floor`;
  });
}

/** 武汉 2020: opens on the morning of 30 January with the receipts to the 29th stocked through the ordinary import and inspection. */
export async function seedWuhan2020({ onProgress }: Pick<SeedTarget, "onProgress">): Promise<void> {
  onProgress("往来单位与车辆（模拟）", "Partners and vehicles (simulated)");
  await seedPartners();
  await write(systemActor("seed"), (db) => setClock(db, WUHAN_2020.name, morningOf(WUHAN_2020.opens)));
  const incidentId = await openIncident();
  await importReceipts(incidentId, onProgress);
  await importNeeds(incidentId, onProgress);
  await decideNeeds(onProgress);
  await setFloors();
}
