import type { MessageKey } from "@/lib/platform/i18n/messages";
import { nameIn } from "@/lib/platform/i18n/names";
import type { ListColumn, Reader } from "./list";

/** A stored value by its label in the reader's language; the value itself when no label is known. */
export const label = (reader: Reader, prefix: string, value: string | null): string =>
  value === null ? "" : reader.say(`${prefix}.${value}` as MessageKey, value);

type GoodsRow = { goods: { code: string; nameZh: string; nameEn: string } };

/** Columns every list with goods has. */
export const goodsColumns = <Row extends GoodsRow>(): ListColumn<Row>[] => [
  { name: "goodsCode", hxl: "#item+code", value: ({ goods }) => goods.code },
  {
    name: "goods",
    hxl: "#item+name",
    width: 28,
    value: ({ goods }, { locale }) => nameIn(goods, locale),
  },
];

/** What a list reads of goods, sites and lots. */
export const GOODS = { select: { code: true, nameZh: true, nameEn: true, baseUnit: true } } as const;
export const SITE = { select: { name: true, nameEn: true } } as const;
export const LOT = { select: { number: true, unit: true, batch: true, expiresOn: true, condition: true } } as const;

/** What a person is, where: one text for a cell. */
export const roleLabels = (
  assignments: readonly { role: string; areaCode: string; site: { name: string } | null }[],
  reader: Reader,
): string =>
  assignments.map(({ role, areaCode, site }) => `${label(reader, "roles", role)} ${site?.name ?? areaCode}`).join("; ");
