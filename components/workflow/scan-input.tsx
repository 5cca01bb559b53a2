"use client";

import { Camera, CameraOff, ScanLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button } from "../ui/button";
import { useFieldControl } from "../ui/field";
import { CONTROL } from "../ui/input";

type Detector = { detect(source: HTMLVideoElement): Promise<Array<{ rawValue: string }>> };

/** The browser's own barcode reader where it has one and may use the camera (a secure context), else null. */
function makeDetector(): Detector | null {
  const Maker = (globalThis as { BarcodeDetector?: new (options: { formats: string[] }) => Detector }).BarcodeDetector;
  if (!Maker || !globalThis.isSecureContext || !navigator.mediaDevices) return null;
  return new Maker({ formats: ["code_128", "ean_13", "ean_8", "qr_code", "data_matrix"] });
}

/**
 * Takes codes from a scanner that types (ends with Enter), from the keyboard, or from the camera where the browser can read codes.
 * `onCode` gets each code once, trimmed; the box empties and keeps focus for the next. The same code from the camera counts again only
 * after it has left the picture for a second.
 */
export function ScanInput({
  onCode,
  label,
  autoFocus = false,
  maxLength = 120,
}: {
  onCode: (code: string) => void;
  label?: string;
  autoFocus?: boolean;
  maxLength?: number;
}) {
  const t = useTranslations("ui.scan");
  const control = useFieldControl();
  const video = useRef<HTMLVideoElement>(null);
  const [text, setText] = useState("");
  const [last, setLast] = useState<string | null>(null);
  const [camera, setCamera] = useState<"off" | "on" | "none" | "failed">("off");
  const hand = useRef(onCode);
  hand.current = onCode;

  function take(code: string) {
    const clean = code.normalize("NFKC").trim();
    if (clean === "") return;
    setText("");
    setLast(clean);
    hand.current(clean);
  }

  useEffect(() => {
    if (camera !== "on") return;
    const detector = makeDetector();
    if (!detector) {
      setCamera("none");
      return;
    }
    let stopped = false;
    let stream: MediaStream | null = null;
    let seen = { code: "", at: 0 };
    async function watch(reader: Detector) {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      if (!video.current || stopped) {
        for (const track of stream.getTracks()) track.stop();
        return;
      }
      video.current.srcObject = stream;
      await video.current.play();
      while (!stopped && video.current) {
        const codes = await reader.detect(video.current).catch(() => []);
        const code = codes[0]?.rawValue;
        const at = performance.now();
        if (code) {
          if (code !== seen.code || at - seen.at > 1_000) {
            setLast(code);
            hand.current(code.trim());
          }
          seen = { code, at };
        }
        await new Promise((next) => setTimeout(next, 120));
      }
    }
    watch(detector).catch(() => setCamera("failed"));
    return () => {
      stopped = true;
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, [camera]);

  return (
    <div className="grid gap-2">
      <div className="flex gap-2">
        <span className="relative grow">
          <ScanLine aria-hidden className="pointer-events-none absolute inset-y-0 start-3 my-auto size-5 text-ink-3" />
          <input
            {...control.aria}
            id={control.id}
            aria-label={label ?? t("label")}
            type="text"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            enterKeyHint="done"
            maxLength={maxLength}
            // biome-ignore lint/a11y/noAutofocus: at a dock the scanner types at once; only where the page asks for it
            autoFocus={autoFocus}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
              event.preventDefault();
              take(text);
            }}
            className={`${CONTROL} min-h-12 ps-10 text-base`}
          />
        </span>
        <Button size="lg" disabled={text.trim() === ""} onClick={() => take(text)}>
          {t("manual")}
        </Button>
      </div>
      <div className="flex flex-wrap items-center gap-3 text-sm text-ink-3">
        {camera === "on" ? (
          <Button size="sm" icon={<CameraOff aria-hidden />} onClick={() => setCamera("off")}>
            {t("stop")}
          </Button>
        ) : (
          <Button size="sm" icon={<Camera aria-hidden />} onClick={() => setCamera("on")}>
            {t("camera")}
          </Button>
        )}
        <span>{camera === "none" ? t("noCamera") : camera === "failed" ? t("cameraFailed") : t("hint")}</span>
      </div>
      {camera === "on" ? (
        <video
          ref={video}
          muted
          playsInline
          className="max-h-64 w-full rounded border border-line bg-sunken object-cover"
        />
      ) : null}
      <p aria-live="assertive" className="min-h-6 text-sm">
        {last ? t("last", { code: last }) : ""}
      </p>
    </div>
  );
}
