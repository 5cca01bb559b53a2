import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { createDemandAction } from "@/lib/operation/demand/actions";
import type { DemandParams } from "@/lib/operation/demand/queries/filter";
import { newDemandChoices } from "@/lib/operation/demand/queries/choices";
import { basisText } from "@/lib/operation/demand/rules/estimate-basis";
import { requireActor } from "@/lib/platform/auth/require-actor";
import { DemandForm } from "../demand-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("demand"))("create") };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export default async function NewDemandPage({ searchParams }: { searchParams: Promise<DemandParams> }) {
  const [actor, params, t] = await Promise.all([requireActor(), searchParams, getTranslations("demand")]);
  const asked = typeof params.repeat === "string" && UUID.test(params.repeat) ? params.repeat : null;
  const { incidents, sites, goods, last } = await newDemandChoices(actor, asked);
  // Only what was asked for is filled in: a form that comes filled by itself gets sent by mistake.
  const repeat = asked !== null && last?.id === asked ? last : null;
  return (
    <>
      <PageHeader
        title={t("create")}
        lead={t("createLead")}
        trail={[{ label: t("title"), href: "/operation/demand" }]}
        actions={
          last && !repeat ? (
            <LinkButton href={`/operation/demand/new?repeat=${last.id}`}>{t("form.repeat")}</LinkButton>
          ) : undefined
        }
      />
      {repeat ? (
        <Banner tone="done" className="mb-4 max-w-2xl">
          {t("form.repeatOf", { number: repeat.number })}
        </Banner>
      ) : null}
      <DemandForm
        key={repeat?.id ?? "new"}
        action={createDemandAction}
        incidents={incidents}
        sites={sites}
        usual={goods}
        draft={{
          incidentId: incidents.find((incident) => incident.id === repeat?.incidentId)?.id ?? incidents[0]?.id ?? null,
          site: repeat?.site ?? null,
          priority: repeat?.priority ?? "routine",
          neededBy: "",
          beneficiaries: repeat?.beneficiaries ?? null,
          contactRole: repeat?.contactRole ?? "",
          note: "",
          lines: (repeat?.lines ?? []).map((line) => ({
            goods: line.goods,
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
