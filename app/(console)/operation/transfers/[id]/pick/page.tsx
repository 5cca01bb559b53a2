import { PackageCheck } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { DocumentMoves } from "@/components/form/document-moves";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { moveTransferAction } from "@/lib/operation/transport/transfer/actions";
import { transferMachine } from "@/lib/operation/transport/transfer/machine";
import { pickingOf } from "@/lib/operation/transport/transfer/queries";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { offeredMoves } from "@/lib/platform/workflow/offer";
import { nameIn } from "@/lib/platform/i18n/names";
import { dayText } from "../../presentation";
import { PickForm } from "./pick-form";

type Params = Promise<{ id: string }>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("transport.transfer"))("pick.title") };
}

export default async function PickPage({ params }: { params: Params }) {
  const [actor, { id }, t, locale] = await Promise.all([
    requireActor(),
    params,
    getTranslations("transport.transfer"),
    getLocale(),
  ]);
  const { transfer, lines } = await pickingOf(actor, id);
  const moves = offeredMoves(actor, transferMachine, transfer, {
    from: { areaCode: transfer.fromAreaCode, siteId: transfer.fromSiteId },
    to: { areaCode: transfer.toAreaCode, siteId: transfer.toSiteId },
  });
  const left = lines.filter((line) => line.left > 0n);
  const mayPick = moves.some((move) => move.name === "pick");
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeader
        title={t("pick.title")}
        trail={[{ label: transfer.number, href: `/operation/transfers/${id}` }]}
        lead={`${nameIn(transfer.fromSite, locale)} → ${nameIn(transfer.toSite, locale)}`}
      />
      {mayPick && left.length > 0 ? (
        <>
          <PickForm
            id={id}
            version={transfer.version}
            lines={left.map((line) => ({
              id: line.id,
              goods: nameIn(line.goods, locale),
              unit: line.unit,
              left: String(line.left),
              lots: line.lots.map((lot) => ({
                lotId: lot.lotId,
                lot: lot.lot,
                placeId: lot.placeId,
                zone: lot.zone,
                expiresOn: dayText(lot.expiresOn),
                promised: String(lot.promised),
                available: String(lot.available),
              })),
            }))}
          />
          <div className="mt-6">
            <DocumentMoves
              id={id}
              version={transfer.version}
              moves={moves.filter((move) => move.name === "finishPicking")}
              action={moveTransferAction}
              confirm={{ finishPicking: t("pick.finishConfirm") }}
            />
          </div>
        </>
      ) : (
        <EmptyState
          icon={<PackageCheck aria-hidden />}
          title={t("pick.nothing")}
          action={<LinkButton href={`/operation/transfers/${id}`}>{transfer.number}</LinkButton>}
        />
      )}
    </div>
  );
}
