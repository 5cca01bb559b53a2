import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { DataTable } from "@/components/ui/data-table";
import { Section } from "@/components/ui/page-header";
import { Quantity } from "@/components/ui/quantity";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { Actor } from "@/lib/platform/auth/actor";
import { areaLevel } from "@/lib/platform/places/queries";
import { nameIn } from "@/lib/platform/i18n/names";

const HOME = "/management/places";

/** One level of the division tree with census population, the way up, and the functional zones where the city is shown. */
export async function AreaTable({ actor, code }: { actor: Actor; code: string }) {
  const [t, locale, level] = await Promise.all([getTranslations("places.areas"), getLocale(), areaLevel(actor, code)]);
  const source = [level.area, ...level.children].find((one) => one?.populationSource)?.populationSource;
  return (
    <div className="grid gap-6">
      <nav aria-label={t("whole")} className="flex flex-wrap items-center gap-2">
        <Link href={`${HOME}?view=areas`} className="text-accent-ink underline underline-offset-2">
          {t("whole")}
        </Link>
        {level.above.map((area) => (
          <span key={area.code}>
            /{" "}
            <Link
              href={`${HOME}?view=areas&area=${area.code}`}
              className="text-accent-ink underline underline-offset-2"
            >
              {nameIn(area, locale)}
            </Link>
          </span>
        ))}
        {level.area ? <span aria-current="page">/ {nameIn(level.area, locale)}</span> : null}
      </nav>
      {level.children.length === 0 ? (
        <p className="text-ink-2">{t("empty")}</p>
      ) : (
        <DataTable
          caption={t("below")}
          dense
          columns={[
            { key: "name", header: t("name") },
            { key: "code", header: t("code"), nowrap: true },
            { key: "population", header: t("population"), numeric: true },
            { key: "below", header: t("below"), numeric: true },
            { key: "sites", header: t("sites"), numeric: true },
          ]}
          rows={level.children.map((child) => ({
            key: child.code,
            label: nameIn(child, locale),
            href: `${HOME}?view=areas&area=${child.code}`,
            cells: [
              nameIn(child, locale),
              child.code,
              <Quantity key="population" value={child.population} />,
              <Quantity key="below" value={child.below} />,
              child.sites > 0 ? (
                <Link key="sites" href={`${HOME}?area=${child.code}`} className="text-accent-ink underline">
                  <Quantity value={child.sites} />
                </Link>
              ) : (
                <Quantity key="sites" value={0} />
              ),
            ],
          }))}
          empty={null}
        />
      )}
      {source ? <p className="text-sm text-ink-3">{t("source", { source })}</p> : null}
      {level.zones.length > 0 ? (
        <Section title={t("zones")}>
          <p className="mb-2 max-w-prose text-ink-2">{t("zonesNote")}</p>
          <Table caption={t("zones")} dense>
            <thead>
              <Tr>
                <Th>{t("name")}</Th>
                <Th numeric>{t("population")}</Th>
              </Tr>
            </thead>
            <tbody>
              {level.zones.map((zone) => (
                <Tr key={zone.code}>
                  <Td>{zone.name}</Td>
                  <Td numeric>
                    <Quantity value={zone.population} />
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </Section>
      ) : null}
    </div>
  );
}
