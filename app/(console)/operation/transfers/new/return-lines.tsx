"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { NumberInput } from "@/components/ui/number-input";
import { unitText } from "@/components/ui/unit-text";

interface Received {
  goodsId: string;
  lotId: string;
  goods: string;
  lot: string;
  unit: string;
  accepted: number;
}

/** What of a received shipment goes back, lot by lot; a line left empty stays. */
export function ReturnLines({ lines }: { lines: Received[] }) {
  const t = useTranslations("transport.transfer.fields");
  const format = useFormatter();
  const locale = useLocale();
  const [amounts, setAmounts] = useState<Record<string, number>>({});
  const returned = lines.filter((line) => (amounts[line.lotId] ?? 0) > 0);
  return (
    <div className="grid gap-3">
      {returned.map((line, index) => (
        <span key={line.lotId}>
          <input type="hidden" name={`lines.${index}.goodsId`} value={line.goodsId} />
          <input type="hidden" name={`lines.${index}.lotId`} value={line.lotId} />
          <input type="hidden" name={`lines.${index}.quantity`} value={amounts[line.lotId]} />
        </span>
      ))}
      {lines.map((line) => (
        <Field
          key={line.lotId}
          name={`return-${line.lotId}`}
          label={`${line.goods} · ${line.lot}`}
          hint={`${t("received")} ${format.number(line.accepted)} ${unitText(line.unit, locale, line.accepted)}`}
        >
          <NumberInput
            unit={line.unit}
            max={line.accepted}
            onValue={(value) => setAmounts((before) => ({ ...before, [line.lotId]: value ?? 0 }))}
          />
        </Field>
      ))}
    </div>
  );
}
