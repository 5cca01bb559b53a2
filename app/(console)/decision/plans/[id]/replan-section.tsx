import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { Section } from "@/components/ui/page-header";
import { replanAction } from "@/lib/decision/allocation/actions";
import { LimitsFields, type LimitsShown } from "../limits-fields";
import { WeighingFields, type WeighingShown } from "../weighing-fields";

/** Computing the plan anew: as it is, or with other limits and, where it is to be fair, other weights. */
export async function ReplanSection({
  id,
  version,
  limits,
  weighing,
}: {
  id: string;
  version: number;
  limits: LimitsShown;
  /** Null where the objective knows no weights. */
  weighing: WeighingShown | null;
}) {
  const t = await getTranslations("allocation");
  const change = t(weighing ? "limits.changeWeighed" : "limits.change");
  return (
    <Section title={t("replan.submit")}>
      <p className="mb-3 max-w-prose text-ink-2">{t("replan.lead")}</p>
      <ActionForm
        action={replanAction}
        fixed={{ id: id, version: version }}
        submit={t("replan.submit")}
        variant="secondary"
        then="/decision/plans/{id}"
      >
        {null}
      </ActionForm>
      <details className="mt-4">
        <summary className="min-h-6 cursor-pointer text-accent-ink underline">{change}</summary>
        <p className="my-3 max-w-prose text-ink-2">{t("limits.changeLead")}</p>
        <ActionForm
          action={replanAction}
          fixed={{ id: id, version: version }}
          submit={change}
          variant="secondary"
          then="/decision/plans/{id}"
        >
          {weighing ? <WeighingFields shown={weighing} label={t("weighing.label")} columns={2} /> : null}
          <LimitsFields under="limits" shown={limits} open />
        </ActionForm>
      </details>
    </Section>
  );
}
