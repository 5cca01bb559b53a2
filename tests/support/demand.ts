import type { Actor } from "@/lib/platform/auth/actor";
import { read } from "@/lib/platform/db/access";
import type { Priority } from "@/lib/platform/db/generated/enums";
import { approveDemand } from "@/lib/operation/demand/commands/approve";
import { createDemand } from "@/lib/operation/demand/commands/create";
import { moveDemand } from "@/lib/operation/demand/commands/move";
import { createDemandInput } from "@/lib/operation/demand/schema";
import { actorAs, setup } from "./actors";
import { stageOf } from "./stage";
import { AREAS, anIncident, aSite, someGoods } from "./world";

/** The people of a demand test, all in district A: a hospital's requester, an information officer, a commander. */
export interface DemandCast {
  hospital: { id: string; areaCode: string };
  incident: { id: string };
  requester: Actor;
  verifier: Actor;
  commander: Actor;
}

export async function demandCast(): Promise<DemandCast> {
  const hospital = await aSite(AREAS.districtA, "hospital");
  return {
    hospital,
    incident: await anIncident(),
    requester: await actorAs("hospitalRequester", { areaCode: AREAS.districtA, siteId: hospital.id }),
    verifier: await actorAs("informationOfficer", { areaCode: AREAS.districtA }),
    commander: await actorAs("commander", { areaCode: AREAS.city }),
  };
}

/** A database of the file's own with a cast in it, from before its first test to after its last. */
export const demandStage = () => stageOf(demandCast);

export interface LineWish {
  goodsId: string;
  quantity?: bigint;
  quantityUnknown?: boolean;
  quantityEstimate?: bigint;
  quantityBasis?: string;
}

/** Files a need as the cast's requester; `upTo` brings it further along. */
export async function aDemand(
  cast: DemandCast,
  fields: {
    lines?: LineWish[];
    priority?: Priority;
    upTo?: "draft" | "submitted" | "verified" | "approved";
    siteId?: string;
    by?: Actor;
  } = {},
) {
  const upTo = fields.upTo ?? "approved";
  const lines = fields.lines ?? [{ goodsId: (await someGoods()).id, quantity: 100n }];
  const { id } = await createDemand(
    fields.by ?? cast.requester,
    createDemandInput.parse({
      incidentId: cast.incident.id,
      siteId: fields.siteId ?? cast.hospital.id,
      priority: fields.priority ?? "urgent",
      lines,
      submit: upTo !== "draft",
    }),
  );
  if (upTo === "verified" || upTo === "approved") await moveDemand(cast.verifier, { id, version: 2, move: "verify" });
  if (upTo === "approved") await approveDemand(cast.commander, { id, version: 3, lines: [] });
  return demandRow(id);
}

/** A request as it is stored, with its lines in order. */
export const demandRow = (id: string) =>
  read(setup, (db) =>
    db.demandRequest.findUniqueOrThrow({ where: { id }, include: { lines: { orderBy: { position: "asc" } } } }),
  );
