import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { DescriptionList } from "@/components/ui/description-list";
import { Freshness } from "@/components/ui/time";
import type { getTransfer } from "@/lib/operation/transport/transfer/queries";
import { nameIn } from "@/lib/platform/i18n/names";

const LINK = "text-accent-ink underline underline-offset-2";

/** What a transfer belongs to: its incident, plan, parent and children, when it was made and is needed. */
export async function TransferFacts({
  transfer,
  now,
}: {
  transfer: Awaited<ReturnType<typeof getTransfer>>;
  now: Date;
}) {
  const [t, locale] = await Promise.all([getTranslations("transport.transfer"), getLocale()]);
  return (
    <DescriptionList
      facts={[
        {
          key: "createdAt",
          term: t("fields.createdAt"),
          value: <Freshness at={transfer.businessAt} now={now} />,
        },
        {
          key: "neededBy",
          term: t("fields.neededBy"),
          value: transfer.neededBy ? <Freshness at={transfer.neededBy} now={now} /> : "—",
        },
        ...(transfer.incident
          ? [
              {
                key: "incident",
                term: t("fields.incident"),
                value: (
                  <Link className={LINK} href={`/decision/incidents/${transfer.incident.id}`}>
                    {nameIn(transfer.incident, locale)}
                  </Link>
                ),
              },
            ]
          : []),
        ...(transfer.plan
          ? [
              {
                key: "plan",
                term: t("fields.plan"),
                value: (
                  <Link className={LINK} href={`/decision/plans/${transfer.plan.id}`}>
                    {transfer.plan.number}
                  </Link>
                ),
              },
            ]
          : []),
        ...(transfer.parent
          ? [
              {
                key: "parent",
                term: t("fields.parent"),
                value: (
                  <Link className={LINK} href={`/operation/transfers/${transfer.parent.id}`}>
                    {transfer.parent.number}
                  </Link>
                ),
              },
            ]
          : []),
        ...(transfer.children.length > 0
          ? [
              {
                key: "children",
                term: t("fields.children"),
                value: transfer.children.map((child) => (
                  <Link key={child.id} className={`${LINK} me-3`} href={`/operation/transfers/${child.id}`}>
                    {child.number}
                  </Link>
                )),
              },
            ]
          : []),
        ...(transfer.statement
          ? [{ key: "statement", term: t("fields.statement"), value: transfer.statement, wide: true }]
          : []),
        ...(transfer.note ? [{ key: "note", term: t("fields.note"), value: transfer.note, wide: true }] : []),
      ]}
    />
  );
}
