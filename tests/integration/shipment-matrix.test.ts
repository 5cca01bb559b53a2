import { describe, expect, it } from "vitest";
import { shipmentMachine } from "@/lib/operation/transport/shipment/machine";
import { SHIPMENT_STATES } from "@/lib/operation/transport/shipment/schema";
import { PERMISSIONS } from "@/lib/platform/auth/permissions";
import { write } from "@/lib/platform/db/access";
import type { Role } from "@/lib/platform/db/generated/enums";
import { offeredMoves } from "@/lib/platform/workflow/offer";
import { actorAs, setup } from "../support/actors";
import { aShipment, pickedGoods, transportStage } from "../support/transport";

const { cast } = transportStage();

describe("who may do what", () => {
  it("follows the permission table for every state, move, role and end", async () => {
    const roles = [...new Set(Object.values(PERMISSIONS).flatMap((row) => Object.keys(row)))] as Role[];
    const ends = {
      from: { areaCode: cast.store.areaCode, siteId: cast.store.id, ownerIds: [] },
      to: { areaCode: cast.recipient.areaCode, siteId: cast.recipient.id, ownerIds: [] },
    };
    for (const role of roles)
      for (const end of ["from", "to"] as const) {
        const site = end === "from" ? cast.store : cast.recipient;
        const actor = await actorAs(role, { areaCode: site.areaCode, siteId: site.id });
        for (const state of SHIPMENT_STATES) {
          const offered = offeredMoves(actor, shipmentMachine, { state }, ends).map((move) => move.name);
          const expected = Object.entries(shipmentMachine.moves)
            .filter(([, move]) => {
              const row: Partial<Record<Role, string>> = PERMISSIONS[move.permission];
              return (
                (move.from as readonly string[]).includes(state) &&
                (move.end === "either" || move.end === end) &&
                ["area", "site", "all"].includes(row[role] ?? "")
              );
            })
            .map(([name]) => name);
          expect(offered, `${role} at ${end} in ${state}`).toEqual(expected);
        }
      }
  });

  it("the database refuses what is no edge, whoever writes it", async () => {
    const { transferId } = await pickedGoods(cast, 5n);
    const id = await aShipment(cast, transferId, "planned");
    for (const state of ["sealed", "departed", "accepted"])
      await expect(write(setup, (db) => db.shipment.update({ where: { id }, data: { state } }))).rejects.toMatchObject({
        reason: { key: "errors.moveRefusedByDatabase" },
      });
  });
});
