"use client";

import { Check, Minus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureText } from "@/components/form/failure-text";
import { useAction } from "@/components/form/use-action";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { NumberInput } from "@/components/ui/number-input";
import { Dialog } from "@/components/ui/overlay";
import { confirmDemandAction } from "@/lib/operation/demand/actions";
import type { Answer } from "@/lib/operation/demand/schema";
import { useRefresh } from "@/components/form/refresh";

export interface ConfirmLine {
  id: string;
  goods: string;
  unit: string;
  /** What is still to come as things stand; null when the amount is unknown. */
  left: number | null;
}

/** Still needed, partly, no longer: three buttons for a thumb. The first is done with one tap. */
export function ConfirmNeed({ id, lines }: { id: string; lines: ConfirmLine[] }) {
  const t = useTranslations("demand.confirm");
  const c = useTranslations("ui.common");
  const refresh = useRefresh();
  const { run, pending, failure, clear } = useAction(confirmDemandAction);
  const [asking, setAsking] = useState<Exclude<Answer, "still"> | null>(null);
  const [sent, setSent] = useState<Answer | null>(null);
  const [amounts, setAmounts] = useState<Record<string, number | null | undefined>>(() =>
    Object.fromEntries(lines.map((line) => [line.id, line.left])),
  );

  function answer(kind: Answer) {
    setSent(kind);
    const stated = kind === "partly" ? lines.filter((line) => typeof amounts[line.id] === "number") : [];
    run({ id, answer: kind, lines: stated.map((line) => ({ lineId: line.id, stillNeeded: amounts[line.id] })) }, () => {
      setAsking(null);
      refresh(t("done"));
    });
  }
  function ask(kind: Exclude<Answer, "still">) {
    clear();
    setAsking(kind);
  }
  const trouble = failure ? (
    <Banner tone="trouble">
      <FailureText failure={failure} />
    </Banner>
  ) : null;
  return (
    <div className="grid gap-2">
      {asking === null ? trouble : null}
      <div className="grid max-w-xl grid-cols-3 gap-2 phone:[&_svg:not(.animate-spin)]:hidden phone:[&>button]:px-1">
        <Button
          variant="primary"
          icon={<Check aria-hidden />}
          pending={pending && sent === "still"}
          disabled={pending}
          onClick={() => answer("still")}
        >
          {t("still")}
        </Button>
        <Button icon={<Minus aria-hidden />} aria-haspopup="dialog" disabled={pending} onClick={() => ask("partly")}>
          {t("partly")}
        </Button>
        <Button icon={<X aria-hidden />} aria-haspopup="dialog" disabled={pending} onClick={() => ask("noLonger")}>
          {t("noLonger")}
        </Button>
      </div>
      <Dialog
        open={asking !== null}
        onOpenChange={(open) => !open && !pending && setAsking(null)}
        title={asking === "noLonger" ? t("noLonger") : t("partly")}
        description={asking === "noLonger" ? t("noLongerHint") : t("partlyHint")}
        footer={
          <>
            <Button disabled={pending} onClick={() => setAsking(null)}>
              {c("cancel")}
            </Button>
            <Button
              variant={asking === "noLonger" ? "trouble" : "primary"}
              pending={pending}
              onClick={() => asking && answer(asking)}
            >
              {asking === "noLonger" ? t("submitNoLonger") : t("submitPartly")}
            </Button>
          </>
        }
      >
        <div className="grid gap-3">
          {trouble}
          {asking === "partly"
            ? lines.map((line) => (
                <Field key={line.id} label={`${line.goods} · ${t("stillNeeded")}`} name={`still-${line.id}`}>
                  <NumberInput
                    unit={line.unit}
                    value={amounts[line.id] ?? null}
                    onValue={(value) => setAmounts({ ...amounts, [line.id]: value })}
                  />
                </Field>
              ))
            : null}
        </div>
      </Dialog>
    </div>
  );
}
