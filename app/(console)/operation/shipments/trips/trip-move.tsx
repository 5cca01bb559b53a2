"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { FailureText } from "@/components/form/failure-text";
import { useAction } from "@/components/form/use-action";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/toast";
import { moveShipmentAction } from "@/lib/operation/transport/shipment/actions";

/** The one big button of a trip: depart, or arrive. */
export function TripMove({ id, version, move }: { id: string; version: number; move: "depart" | "arrive" }) {
  const t = useTranslations("transport.shipment.moves");
  const w = useTranslations("workflow");
  const router = useRouter();
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
        onClick={() =>
          run({ id, version, move }, () => {
            notify.done(w("done", { move: t(move) }));
            router.refresh();
          })
        }
      >
        {t(move)}
      </Button>
    </div>
  );
}
