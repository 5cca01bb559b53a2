"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormField } from "@/components/form/action-form";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { NumberInput } from "@/components/ui/number-input";
import { RadioCards } from "@/components/ui/radio-cards";
import { Select } from "@/components/ui/select";
import { OBJECTIVES } from "@/lib/decision/allocation/schema";
import {
  MOST_WEIGHT,
  type StatedWeight,
  WEIGHED_BY,
  WEIGHED_KINDS,
  type WeighedBy,
} from "@/lib/decision/allocation/weighing-schema";
import { searchAreasAction, searchSitesAction } from "@/lib/platform/places/actions";
import { Rows } from "./rows";
import { NOTHING_WEIGHED } from "./weighing-text";

/** The weights as they stand, with the names of the places they are of. */
export interface WeighingShown {
  by: WeighedBy;
  weights: { of: StatedWeight["of"]; place: ComboboxOption | null; weight: number | null }[];
}

const FIRST_WEIGHT: WeighingShown["weights"][number] = { of: "hospital", place: null, weight: 2 };
const ANOTHER_WEIGHT: WeighingShown["weights"][number] = { ...FIRST_WEIGHT, of: "area" };

/** What a plan is to achieve and, where it is to be fair, by what its shares are weighed. */
export function ObjectiveFields({ label, weighingLabel }: { label: string; weighingLabel: string }) {
  const t = useTranslations("allocation.objectives");
  const [objective, setObjective] = useState<string>(OBJECTIVES[0]);
  return (
    <>
      <FormField name="objective" label={label} group required>
        <RadioCards
          name="objective"
          columns={3}
          value={objective}
          onValue={setObjective}
          cards={OBJECTIVES.map((value) => ({ value, label: t(`${value}.label`), hint: t(`${value}.hint`) }))}
        />
      </FormField>
      {objective === "fair" ? <WeighingFields shown={NOTHING_WEIGHED} label={weighingLabel} /> : null}
    </>
  );
}

/** By what the shares of a fair plan are weighed; the rows of stated weights are there once that is chosen. */
export function WeighingFields({
  shown,
  label,
  columns = 3,
}: {
  shown: WeighingShown;
  label: string;
  columns?: 2 | 3;
}) {
  const t = useTranslations("allocation.weighing");
  const [by, setBy] = useState<string>(shown.by);
  return (
    <div className="grid gap-4">
      <FormField name="weighing.by" label={label} hint={t("hint")} group>
        <RadioCards
          name="weighing.by"
          columns={columns}
          value={by}
          onValue={setBy}
          cards={WEIGHED_BY.map((value) => ({
            value,
            label: t(`by.${value}.label`),
            hint: t(`by.${value}.hint`),
          }))}
        />
      </FormField>
      {by === "stated" ? (
        <FormField name="weighing.weights" label={t("weights")} hint={t("weightsHint")} group>
          <Rows
            initial={shown.weights.length > 0 ? shown.weights : [FIRST_WEIGHT]}
            blank={ANOTHER_WEIGHT}
            add={t("add")}
          >
            {(row, index) => <WeightRow row={row} path={`weighing.weights.${index}`} />}
          </Rows>
        </FormField>
      ) : null}
    </div>
  );
}

/** Whom a weight is of, and what it is: the field for a place is there where a place is meant. */
function WeightRow({ row, path }: { row: WeighingShown["weights"][number]; path: string }) {
  const t = useTranslations("allocation.weighing");
  const k = useTranslations("places.kinds");
  const [of, setOf] = useState<string>(row.of);
  const chosen = of === row.of ? row.place : null;
  const placed = of === "area" || of === "site";
  return (
    <div className="col-span-full grid gap-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_10rem]">
      <FormField name={`${path}.of`} label={t("of")} className={placed ? undefined : "sm:col-span-2"}>
        <Select
          name={`${path}.of`}
          value={of}
          onChange={(event) => setOf(event.target.value)}
          placeholder={false}
          options={[
            { value: "area", label: t("anArea") },
            { value: "site", label: t("aSite") },
            { label: t("everyOne"), options: WEIGHED_KINDS.map((kind) => ({ value: kind, label: k(kind) })) },
          ]}
        />
      </FormField>
      {of === "area" ? (
        <FormField name={`${path}.areaCode`} label={t("area")}>
          <Combobox key="area" name={`${path}.areaCode`} search={searchAreasAction} defaultOption={chosen} />
        </FormField>
      ) : null}
      {of === "site" ? (
        <FormField name={`${path}.siteId`} label={t("site")}>
          <Combobox key="site" name={`${path}.siteId`} search={searchSitesAction} defaultOption={chosen} />
        </FormField>
      ) : null}
      <FormField name={`${path}.weight`} label={t("weight")}>
        <NumberInput name={`${path}.weight`} min={1} max={MOST_WEIGHT} defaultValue={row.weight} />
      </FormField>
    </div>
  );
}
