import type { Actor } from "@/lib/platform/auth/actor";
import { read } from "@/lib/platform/db/access";
import { gateStock } from "./gate";

/** Names of one goods of the catalogue; null when there is none. */
export function goodsNames(actor: Actor, id: string) {
  gateStock(actor);
  return read(actor, (db) => db.goods.findUnique({ where: { id }, select: { nameZh: true, nameEn: true } }));
}
