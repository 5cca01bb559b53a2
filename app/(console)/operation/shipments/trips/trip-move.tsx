"use client";

import { useTranslations } from "next-intl";
import { FailureText } from "@/components/form/failure-text";
import { useAction } from "@/components/form/use-action";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { moveShipmentAction } from "@/lib/operation/transport/shipment/actions";
import { useRefresh } from "@/components/form/refresh";

/** The one big button of a trip: depart, or arrive. */
export function TripMove({ id, version, move }: { id: string; version: number; move: "depart" | "arrive" }) {
  const t = useTranslations("transport.shipment.moves");
  const w = useTranslations("workflow");
  const refresh = useRefresh();
  const { run, pending, failure } = useAction(moveShipmentAction);
  return (
    <div className="mt-3 grid gap-2">
      {failure ? (
        <Banner tone="trouble">
          <FailureText failure={failure} />
        </Banner>
      ) : null}
      <Button
        variant="primary"
        size="lg"
        pending={pending}
        className="w-full text-lg"
        onClick={() => run({ id, version, move }, () => refresh(w("done", { move: t(move) })))}
      >
        {t(move)}
      </Button>
    </div>
  );
}
