import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Input } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { unitText } from "@/components/ui/unit-text";
import { approveDemandAction } from "@/lib/operation/demand/actions";
import type { DemandDetail } from "@/lib/operation/demand/queries/detail";
import { askedOf } from "@/lib/operation/demand/rules/quantities";
import { basisText } from "@/lib/operation/demand/rules/estimate-basis";
import { nameIn } from "@/lib/platform/i18n/names";

/** Approved quantity of each line, filled in as asked: the usual approval is one click, a cut is one number. */
export async function ApproveForm({ request }: { request: Pick<DemandDetail, "id" | "version" | "lines"> }) {
  const [t, locale] = await Promise.all([getTranslations("demand"), getLocale()]);
  const lines = request.lines.filter((line) => line.cancelledReason === null);
  return (
    <ActionForm
      action={approveDemandAction}
      fixed={{ id: request.id, version: request.version }}
      submit={t("approval.submit")}
      className="grid max-w-xl gap-3"
    >
      <p className="text-sm text-ink-2">{t("approval.hint")}</p>
      {lines.map((line, index) => {
        const asked = askedOf(line);
        return (
          <FormField
            key={line.id}
            name={`lines.${index}.approved`}
            label={nameIn(line.goods, locale)}
            hint={
              asked === null
                ? t("approval.left")
                : `${t("fields.asked")} ${line.quantity === null ? "≈ " : ""}${asked.toLocaleString(locale)} ${unitText(line.goods.baseUnit, locale)}${line.estimateBasis ? ` · ${basisText(line.estimateBasis, (stated) => t("form.peerMedian", { stated }))}` : ""}`
            }
          >
            <input type="hidden" name={`lines.${index}.lineId`} value={line.id} />
            <NumberInput
              name={`lines.${index}.approved`}
              unit={line.goods.baseUnit}
              defaultValue={asked === null ? null : Number(asked)}
            />
          </FormField>
        );
      })}
      <FormField name="note" label={t("approval.note")}>
        <Input name="note" maxLength={500} />
      </FormField>
    </ActionForm>
  );
}
