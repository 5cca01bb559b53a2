"use client";

import { LocateFixed } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { FormField } from "@/components/form/action-form";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

type Found = { lon: number; lat: number; accuracyM: number };

/**
 * Where one is: a typed field `placeName` (words or coordinates), and beside it the phone's position as hidden fields `position.source`,
 * `position.lon`, `position.lat`. Browsers give a position only over a secure connection; elsewhere the typed field takes its place.
 */
export function PositionFields({ label, hint }: { label: string; hint: string }) {
  const t = useTranslations("transport.shipment.position");
  const [usable, setUsable] = useState<boolean | null>(null);
  const [found, setFound] = useState<Found | null>(null);
  const [failed, setFailed] = useState(false);
  const [asking, setAsking] = useState(false);
  useEffect(() => setUsable(window.isSecureContext && "geolocation" in navigator), []);

  function locate() {
    setAsking(true);
    setFailed(false);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setAsking(false);
        setFound({ lon: coords.longitude, lat: coords.latitude, accuracyM: Math.round(coords.accuracy) });
      },
      () => {
        setAsking(false);
        setFailed(true);
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    );
  }
  return (
    <div className="grid gap-2">
      <FormField name="placeName" label={label} hint={hint}>
        <Input name="placeName" maxLength={200} autoComplete="off" />
      </FormField>
      <input type="hidden" name="position.source" value={found ? "device" : "none"} />
      {found ? (
        <>
          <input type="hidden" name="position.lon" value={found.lon} />
          <input type="hidden" name="position.lat" value={found.lat} />
        </>
      ) : null}
      {usable ? (
        <div>
          <Button icon={<LocateFixed aria-hidden />} pending={asking} onClick={locate}>
            {t("device")}
          </Button>
        </div>
      ) : null}
      <p className="text-sm text-ink-2" aria-live="polite">
        {found
          ? t("using", { accuracy: found.accuracyM })
          : failed
            ? t("failed")
            : usable === false
              ? t("unavailable")
              : ""}
      </p>
    </div>
  );
}
