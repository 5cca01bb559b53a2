import type { Actor } from "@/lib/platform/auth/actor";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { write } from "@/lib/platform/db/access";
import { BadInput, Conflict, NotFound } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events/publish";
import { onceOnly } from "@/lib/platform/workflow/receipt";
import { isGtin, readExternalCodes } from "./rules";
import type {
  EditGoodsInput,
  ExternalCodesInput,
  GoodsInput,
  PackInput,
  SubstitutionInput,
  SubstitutionSwitchInput,
} from "./schema";

function gate(actor: Actor): void {
  if (!canSomewhere(actor, "catalogue.edit")) throw new NotFound({ key: "errors.notAllowed" });
}

/** Adds goods to the catalogue. The code is ours (内部码) and unique. */
export function createGoods(actor: Actor, input: GoodsInput, key?: string): Promise<{ id: string }> {
  gate(actor);
  return write(actor, (db) =>
    onceOnly(db, actor, "goods.create", key, input, async () => {
      if (!(await db.goodsCategory.findUnique({ where: { code: input.categoryCode } })))
        throw new BadInput({ categoryCode: { key: "errors.notFound" } });
      if (!(await db.unit.findUnique({ where: { code: input.baseUnit } })))
        throw new BadInput({ baseUnit: { key: "errors.notFound" } });
      if (await db.goods.findUnique({ where: { code: input.code } }))
        throw new BadInput({ code: { key: "errors.alreadyExists" } });
      const goods = await db.goods.create({ data: input });
      await publish(db, actor, {
        type: "goods.created",
        documentKind: "goods",
        documentId: goods.id,
        documentNumber: goods.code,
        areaCode: "",
        payload: { facts: { nameZh: goods.nameZh } },
      });
      return { id: goods.id };
    }),
  );
}

const EDITABLE = [
  "nameZh",
  "nameEn",
  "categoryCode",
  "standard",
  "storageClass",
  "shelfLifeDays",
  "weightG",
  "volumeCm3",
  "packBreaking",
  "active",
] as const;

/** Changes goods; what they are counted in never changes. The audit row has each changed field before and after. */
export function editGoods(
  actor: Actor,
  { id, version, ...input }: EditGoodsInput,
  key?: string,
): Promise<{ id: string }> {
  gate(actor);
  return write(actor, (db) =>
    onceOnly(db, actor, "goods.edit", key, { id, input }, async () => {
      const before = await db.goods.findUnique({ where: { id } });
      if (!before) throw new NotFound();
      const next = {
        ...input,
        standard: input.standard ?? null,
        shelfLifeDays: input.shelfLifeDays ?? null,
        weightG: input.weightG ?? null,
        volumeCm3: input.volumeCm3 ?? null,
      };
      const changed = EDITABLE.filter((field) => next[field] !== before[field]);
      const { count } = await db.goods.updateMany({
        where: { id, version },
        data: {
          ...next,
          assumed: before.assumed.filter((field) => !(changed as string[]).includes(field)),
          version: version + 1,
        },
      });
      if (count !== 1) throw new Conflict({ key: "errors.changedMeanwhile" });
      await publish(db, actor, {
        type: "goods.edited",
        documentKind: "goods",
        documentId: id,
        documentNumber: before.code,
        areaCode: "",
        payload: {
          changes: Object.fromEntries(changed.map((field) => [field, { before: before[field], after: next[field] }])),
        },
      });
      return { id };
    }),
  );
}

/** Adds a pack, or fills in the size of one that was unknown; a known size is never changed, a different one is another pack. */
export function savePack(actor: Actor, input: PackInput, key?: string): Promise<{ id: string }> {
  gate(actor);
  if (input.gtin && !isGtin(input.gtin)) throw new BadInput({ gtin: { key: "catalogue.errors.gtin" } });
  return write(actor, (db) =>
    onceOnly(db, actor, "goods.pack", key, input, async () => {
      const goods = await db.goods.findUnique({ where: { id: input.goodsId } });
      if (!goods) throw new NotFound();
      const where = { goodsId_unit_label: { goodsId: goods.id, unit: input.unit, label: input.label ?? "" } };
      const known = await db.pack.findUnique({ where });
      const holder = input.gtin ? await db.pack.findUnique({ where: { gtin: input.gtin } }) : null;
      if (holder && holder.id !== known?.id) throw new BadInput({ gtin: { key: "errors.alreadyExists" } });
      if (known?.baseUnits && input.baseUnits && known.baseUnits !== input.baseUnits)
        throw new BadInput({ label: { key: "catalogue.errors.packKnown", params: { baseUnits: known.baseUnits } } });
      const data = { baseUnits: input.baseUnits ?? known?.baseUnits ?? null, gtin: input.gtin ?? known?.gtin ?? null };
      const pack = await db.pack.upsert({
        where,
        create: { goodsId: goods.id, unit: input.unit, label: input.label ?? "", ...data },
        update: data,
      });
      await publish(db, actor, {
        type: "goods.noted",
        documentKind: "goods",
        documentId: goods.id,
        documentNumber: goods.code,
        areaCode: "",
        payload: {
          facts: {
            pack: pack.unit,
            baseUnits: pack.baseUnits === null ? null : String(pack.baseUnits),
            gtin: pack.gtin,
          },
        },
      });
      return { id: pack.id };
    }),
  );
}

/** Allows one kind of goods to fill needs for another, in this direction and ratio only. */
export function createSubstitution(actor: Actor, input: SubstitutionInput, key?: string): Promise<{ id: string }> {
  gate(actor);
  if (input.goodsId === input.substituteId) throw new BadInput({ substituteId: { key: "catalogue.errors.itself" } });
  return write(actor, (db) =>
    onceOnly(db, actor, "goods.substitution", key, input, async () => {
      const goods = await db.goods.findUnique({ where: { id: input.goodsId } });
      const substitute = await db.goods.findUnique({ where: { id: input.substituteId } });
      if (!goods || !substitute) throw new NotFound();
      if (!substitute.active) throw new BadInput({ substituteId: { key: "errors.notFound" } });
      if (await db.substitution.findFirst({ where: { goodsId: goods.id, substituteId: substitute.id } }))
        throw new BadInput({ substituteId: { key: "errors.alreadyExists" } });
      const rule = await db.substitution.create({ data: { ...input, createdById: actor.personId } });
      await publish(db, actor, {
        type: "goods.noted",
        documentKind: "goods",
        documentId: goods.id,
        documentNumber: goods.code,
        areaCode: "",
        payload: {
          facts: { substitute: substitute.code, ratio: `${input.ratioSubstitute}:${input.ratioNeed}` },
          reason: input.reason,
        },
      });
      return { id: rule.id };
    }),
  );
}

/** Switches a substitution rule on or off, with the reason. */
export function switchSubstitution(
  actor: Actor,
  input: SubstitutionSwitchInput,
  key?: string,
): Promise<{ id: string }> {
  gate(actor);
  return write(actor, (db) =>
    onceOnly(db, actor, "goods.switchSubstitution", key, input, async () => {
      const rule = await db.substitution.findUnique({
        where: { id: input.id },
        include: { goods: true, substitute: true },
      });
      if (!rule) throw new NotFound();
      const { count } = await db.substitution.updateMany({
        where: { id: rule.id, version: input.version },
        data: { active: input.active, version: input.version + 1 },
      });
      if (count !== 1) throw new Conflict({ key: "errors.changedMeanwhile" });
      await publish(db, actor, {
        type: "goods.noted",
        documentKind: "goods",
        documentId: rule.goodsId,
        documentNumber: rule.goods.code,
        areaCode: "",
        payload: { facts: { substitute: rule.substitute.code, active: input.active }, reason: input.reason },
      });
      return { id: rule.id };
    }),
  );
}

/** Imports codes of another scheme (GB/T 38565 …); a code known already gets its new name. All lines or none. */
export function importExternalCodes(
  actor: Actor,
  input: ExternalCodesInput,
  key?: string,
): Promise<{ id: string; count: number }> {
  gate(actor);
  const lines = readExternalCodes(input.scheme, input.lines);
  return write(actor, (db) =>
    onceOnly(db, actor, "goods.externalCodes", key, input, async () => {
      for (const line of lines) {
        const goods = line.ours
          ? await db.goods.findUnique({ where: { code: line.ours }, select: { id: true } })
          : null;
        const category =
          line.ours && !goods
            ? await db.goodsCategory.findUnique({ where: { code: line.ours }, select: { code: true } })
            : null;
        if (line.ours && !goods && !category)
          throw new BadInput({ lines: { key: "catalogue.errors.ourCode", params: { code: line.ours } } });
        const data = { name: line.name, goodsId: goods?.id ?? null, categoryCode: category?.code ?? null };
        await db.externalCode.upsert({
          where: { scheme_code: { scheme: input.scheme, code: line.code } },
          create: { scheme: input.scheme, code: line.code, ...data },
          update: data,
        });
      }
      await publish(db, actor, {
        type: "goods.noted",
        documentKind: "goods",
        documentId: null,
        areaCode: "",
        payload: { facts: { scheme: input.scheme, codes: lines.length } },
      });
      return { id: "", count: lines.length };
    }),
  );
}
