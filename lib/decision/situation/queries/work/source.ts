import type { Actor } from "@/lib/platform/auth/actor";
import type { Permission } from "@/lib/platform/auth/permissions";
import type { Db } from "@/lib/platform/db/access";
import type { Priority } from "@/lib/platform/db/generated/enums";

/** A name in both languages; English may be missing and then shows the Chinese one. */
export interface Named {
  name: string;
  nameEn: string | null;
}

/** One thing that waits, before it is put among the others. */
export interface WorkRow {
  key: string;
  /** The document's number, or what stands for it. */
  title: string;
  /** Where it is to be done, or between which places. */
  places: Named[];
  /** Goods it is about: the first, and how many lines there are. */
  goods: Named | null;
  lines: number;
  priority: Priority | null;
  dueAt: Date | null;
  since: Date;
  href: string;
  simulated: boolean;
}

/** Who asks, from where, at what business time. */
export interface Asking {
  db: Db;
  actor: Actor;
  now: Date;
}

/** Where the things of one kind come from: all of one permission's reach, counted to a limit and listed soonest first. */
export interface WorkSource {
  permission: Permission;
  /** The list page that shows all of them; null where there is none. */
  listHref: string | null;
  count(asking: Asking, limit: number): Promise<number>;
  rows(asking: Asking, take: number): Promise<WorkRow[]>;
}

export const SITE_NAME = { select: { name: true, nameEn: true } } as const;
export const GOODS_NAME = { select: { nameZh: true, nameEn: true } } as const;

export const goodsName = (goods: { nameZh: string; nameEn: string } | null | undefined): Named | null =>
  goods ? { name: goods.nameZh, nameEn: goods.nameEn } : null;

/** What a row is written from: the place, the first of the lines, and how many there are. */
export const SITE_AND_LINES = {
  site: SITE_NAME,
  lines: { orderBy: { position: "asc" }, take: 1, include: { goods: GOODS_NAME } },
  _count: { select: { lines: true } },
} as const;

interface Document {
  id: string;
  number: string;
  site: Named;
  lines: readonly { goods: { nameZh: string; nameEn: string } | null }[];
  _count: { lines: number };
}

/** What the row of a document with one place tells whatever the document is; class and time limit are none unless it has them. */
export const documentRow = ({ id, number, site, lines, _count }: Document) => ({
  key: id,
  title: number,
  places: [site],
  goods: goodsName(lines[0]?.goods),
  lines: _count.lines,
  priority: null,
  dueAt: null,
});
