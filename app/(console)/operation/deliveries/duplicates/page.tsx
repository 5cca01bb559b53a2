import { Copy } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { listSuspected } from "@/lib/operation/procurement/queries/deliveries";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { cursorOf } from "@/lib/platform/db/key-page";
import { type Params, pagerOf } from "../../../address";
import { DuplicateReview } from "../duplicate-review";

const PATH = "/operation/deliveries/duplicates";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("procurement"))("deliveries.duplicates") };
}

export default async function DuplicatesPage({ searchParams }: { searchParams: Promise<Params> }) {
  const [actor, params, t] = await Promise.all([requireActor(), searchParams, getTranslations("procurement")]);
  const page = await listSuspected(actor, cursorOf(params));
  return (
    <>
      <PageHeader
        title={t("deliveries.duplicates")}
        lead={t("deliveries.duplicatesLead")}
        trail={[{ label: t("delivery.title"), href: "/operation/deliveries" }]}
      />
      {page.rows.length === 0 ? (
        <EmptyState icon={<Copy aria-hidden />} title={t("deliveries.duplicatesEmpty")}>
          {t("deliveries.duplicatesEmptyText")}
        </EmptyState>
      ) : null}
      <ul className="grid gap-4">
        {page.rows.map((row) =>
          row.original ? (
            <li key={row.id}>
              <DuplicateReview
                delivery={row}
                original={row.original}
                reason={row.duplicateReason}
                version={row.version}
                mayReview={row.mayReview}
              />
            </li>
          ) : null,
        )}
      </ul>
      <Pager {...pagerOf(PATH, {}, page)} />
    </>
  );
}
