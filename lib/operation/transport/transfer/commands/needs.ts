import type { Actor } from "@/lib/platform/auth/actor";
import { type Db, withWiderReach } from "@/lib/platform/db/access";
import { BadInput, type Message } from "@/lib/platform/errors";
import type { CreateTransferInput } from "../schema";

/**
 * Refuses lines that say they serve a need they may not serve: one of another place, goods that are neither the goods needed nor a
 * substitute by an active rule in that rule's ratio, or a lot in packs of unknown size, which counts for nothing in base units.
 * @throws BadInput naming each line
 */
export async function refuseUnfitNeeds(
  db: Db,
  actor: Actor,
  input: Pick<CreateTransferInput, "toSiteId" | "lines">,
): Promise<void> {
  const ids = input.lines.flatMap((line) => line.demandLineId ?? []);
  if (ids.length === 0) return;
  const needs = await withWiderReach(db, actor, () =>
    db.demandLine.findMany({ where: { id: { in: ids } }, include: { demand: { select: { siteId: true } } } }),
  );
  const lots = await db.lot.findMany({
    where: { id: { in: input.lines.flatMap((line) => line.lotId ?? []) } },
    select: { id: true, unit: true },
  });
  const goods = await db.goods.findMany({
    where: { id: { in: input.lines.map((line) => line.goodsId) } },
    select: { id: true, baseUnit: true },
  });
  const rules = await db.substitution.findMany({
    where: { goodsId: { in: needs.map((need) => need.goodsId) }, active: true },
  });
  const faults: Record<string, Message> = {};
  for (const [index, line] of input.lines.entries()) {
    if (!line.demandLineId) continue;
    const need = needs.find((each) => each.id === line.demandLineId);
    const lot = lots.find((each) => each.id === line.lotId);
    const inRatio = (ratio: { ratioNeed: number; ratioSubstitute: number }) =>
      ratio.ratioNeed * line.ratioSubstitute === ratio.ratioSubstitute * line.ratioNeed;
    const allowed =
      need?.goodsId === line.goodsId
        ? inRatio({ ratioNeed: 1, ratioSubstitute: 1 })
        : rules.some((rule) => rule.goodsId === need?.goodsId && rule.substituteId === line.goodsId && inRatio(rule));
    if (!need || need.demand.siteId !== input.toSiteId)
      faults[`lines.${index}.demandLineId`] = { key: "transport.transfer.refusals.needElsewhere" };
    else if (!allowed) faults[`lines.${index}.goodsId`] = { key: "transport.transfer.refusals.needOfOtherGoods" };
    else if (lot && lot.unit !== goods.find((each) => each.id === line.goodsId)?.baseUnit)
      faults[`lines.${index}.lotId`] = { key: "transport.transfer.refusals.needInPacks" };
  }
  if (Object.keys(faults).length > 0) throw new BadInput(faults);
}
