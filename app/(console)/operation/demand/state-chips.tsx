import { useTranslations } from "next-intl";
import { StateChip } from "@/components/ui/chip";
import type { DemandState, FulfilmentState } from "@/lib/operation/demand/machine";
import { DEMAND_STATE_KIND, FULFILMENT_KIND } from "./presentation";

/** Both dimensions of a request; the fulfilment once there is an approval to fulfil. */
export function StateChips({ state, fulfilment }: { state: string; fulfilment: string }) {
  const t = useTranslations("demand");
  return (
    <span className="inline-flex flex-wrap gap-1">
      <StateChip kind={DEMAND_STATE_KIND[state as DemandState]}>{t(`states.${state as DemandState}`)}</StateChip>
      {state === "approved" ? (
        <StateChip kind={FULFILMENT_KIND[fulfilment as FulfilmentState]}>
          {t(`fulfilments.${fulfilment as FulfilmentState}`)}
        </StateChip>
      ) : null}
    </span>
  );
}
