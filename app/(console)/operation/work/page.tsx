import { CircleCheckBig, ClipboardPlus, PackagePlus, ShoppingCart } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader, Section } from "@/components/ui/page-header";
import { COUNT_LIMIT, myWork } from "@/lib/decision/situation/queries/work/list";
import { canSomewhere } from "@/lib/platform/auth/reach";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { ChangeList } from "../../decision/situation/side-lists";
import { WorkCard } from "./work-card";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("situation.work"))("title") };
}

export default async function WorkPage() {
  const [actor, t, locale] = await Promise.all([requireActor(), getTranslations("situation.work"), getLocale()]);
  const { now, items, kinds, done } = await myWork(actor);
  const total = kinds.reduce((sum, { count }) => sum + count, 0);
  const roles = new Set(actor.assignments.map((assignment) => assignment.role));
  // Things a person begins themselves, for the roles whose daily work that is.
  const starts = (
    <>
      {(roles.has("communityWorker") || roles.has("hospitalRequester")) && canSomewhere(actor, "demand.create") ? (
        <LinkButton
          href="/operation/demand/new"
          variant="primary"
          size="lg"
          className="phone:w-full"
          icon={<ClipboardPlus aria-hidden />}
        >
          {t("newDemand")}
        </LinkButton>
      ) : null}
      {roles.has("supplierDesk") && canSomewhere(actor, "delivery.announce") ? (
        <LinkButton
          href="/operation/deliveries/new"
          variant="primary"
          size="lg"
          className="phone:w-full"
          icon={<PackagePlus aria-hidden />}
        >
          {t("announce")}
        </LinkButton>
      ) : null}
      {roles.has("procurementOfficer") && canSomewhere(actor, "purchase.create") ? (
        <LinkButton href="/operation/purchase/new" icon={<ShoppingCart aria-hidden />}>
          {t("newPurchase")}
        </LinkButton>
      ) : null}
    </>
  );
  return (
    <div className="max-w-4xl">
      <PageHeader title={t("title")} lead={t("lead")} actions={starts} />
      {kinds.length > 1 || total > items.length ? (
        <ul aria-label={t("count", { count: total })} className="mb-4 flex flex-wrap gap-2">
          {kinds.map(({ kind, count, listHref }) => (
            <li key={kind}>
              <Link
                href={listHref ?? "#next"}
                className="inline-flex min-h-7 items-center rounded-full hover:underline touch:min-h-11"
              >
                <Chip className="touch:min-h-11 touch:px-3">
                  {t(`kinds.${kind}.name`)}{" "}
                  <strong className="tabular-nums">{count >= COUNT_LIMIT ? t("many") : count}</strong>
                </Chip>
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
      {items.length === 0 ? (
        <EmptyState icon={<CircleCheckBig aria-hidden />} title={t("empty.title")}>
          {t("empty.text")}
        </EmptyState>
      ) : (
        <Section title={t("next")} aside={total > items.length ? t("shown", { count: items.length }) : undefined}>
          <ol id="next" className="grid gap-3">
            {items.map((item, index) => (
              <WorkCard key={`${item.kind} ${item.key}`} item={item} now={now} locale={locale} first={index === 0} />
            ))}
          </ol>
        </Section>
      )}
      <div className="mt-8">
        <Section title={t("done")}>
          <div className="text-ink-2">
            <ChangeList actor={actor} changes={done} empty={t("doneNone")} />
          </div>
        </Section>
      </div>
    </div>
  );
}
