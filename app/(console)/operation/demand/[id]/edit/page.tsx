import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { absoluteText } from "@/components/ui/time-text";
import { editDemandAction } from "@/lib/operation/demand/actions";
import { newDemandChoices } from "@/lib/operation/demand/queries/choices";
import { getDemand } from "@/lib/operation/demand/queries/detail";
import { basisText } from "@/lib/operation/demand/rules/estimate-basis";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { DemandForm } from "../../demand-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("demand"))("edit") };
}

export default async function EditDemandPage({ params }: { params: Promise<{ id: string }> }) {
  const [actor, { id }, t] = await Promise.all([requireActor(), params, getTranslations("demand")]);
  const request = await getDemand(actor, id);
  if (request.state !== "draft" && request.state !== "returned") redirect(`/operation/demand/${id}`);
  const { goods } = await newDemandChoices(actor, null);
  return (
    <>
      <PageHeader
        title={`${t("edit")} ${request.number}`}
        trail={[
          { label: t("title"), href: "/operation/demand" },
          { label: request.number, href: `/operation/demand/${id}` },
        ]}
      />
      <DemandForm
        editing
        action={editDemandAction}
        fixed={{ id, version: request.version }}
        incidents={[]}
        sites={[]}
        usual={goods}
        draft={{
          incidentId: request.incidentId,
          site: null,
          priority: request.priority,
          neededBy: request.neededBy ? absoluteText(request.neededBy).replace(" ", "T") : "",
          beneficiaries: request.beneficiaries,
          contactRole: request.contactRole,
          note: request.note,
          lines: request.lines.map((line) => ({
            goods: {
              id: line.goods.id,
              code: line.goods.code,
              nameZh: line.goods.nameZh,
              nameEn: line.goods.nameEn,
              unit: line.goods.baseUnit,
              standard: null,
            },
            quantity: line.quantity === null ? null : Number(line.quantity),
            unknown: line.quantity === null,
            estimate: line.estimate === null ? null : Number(line.estimate),
            basis: basisText(line.estimateBasis ?? "", (stated) => t("form.peerMedian", { stated })),
          })),
        }}
      />
    </>
  );
}
