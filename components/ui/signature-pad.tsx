"use client";

import { Keyboard, PenLine, RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { type PointerEvent, useId, useRef, useState } from "react";
import { Button } from "./button";
import { Input } from "./input";

const WIDTH = 640;
const HEIGHT = 220;

/**
 * A signature drawn with finger, pen or mouse, or a typed name where drawing is not possible.
 * Form fields: `name` (a PNG data URI, or empty) and `nameTyped`. `onValue` gives whichever is in use.
 */
export function SignaturePad({
  name,
  onValue,
}: {
  name: string;
  onValue?: (value: { drawing: string } | { typed: string } | null) => void;
}) {
  const t = useTranslations("ui.signature");
  const canvas = useRef<HTMLCanvasElement>(null);
  const last = useRef<{ x: number; y: number } | null>(null);
  const [typing, setTyping] = useState(false);
  const [drawing, setDrawing] = useState("");
  const hint = useId();

  function at(event: PointerEvent<HTMLCanvasElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * WIDTH,
      y: ((event.clientY - box.top) / box.height) * HEIGHT,
    };
  }
  function stroke(event: PointerEvent<HTMLCanvasElement>) {
    const pen = event.currentTarget.getContext("2d");
    if (!last.current || !pen) return;
    const to = at(event);
    pen.lineWidth = 3.5;
    pen.lineCap = "round";
    pen.strokeStyle = "#1c1b17";
    pen.beginPath();
    pen.moveTo(last.current.x, last.current.y);
    pen.lineTo(to.x, to.y);
    pen.stroke();
    last.current = to;
  }
  function lift(event: PointerEvent<HTMLCanvasElement>) {
    if (!last.current) return;
    last.current = null;
    const picture = event.currentTarget.toDataURL("image/png");
    setDrawing(picture);
    onValue?.({ drawing: picture });
  }
  function clear() {
    canvas.current?.getContext("2d")?.clearRect(0, 0, WIDTH, HEIGHT);
    setDrawing("");
    onValue?.(null);
  }

  return (
    <div className="grid gap-2">
      {typing ? (
        <Input
          name={`${name}Typed`}
          aria-label={t("typed")}
          maxLength={60}
          autoComplete="off"
          onChange={(event) => onValue?.(event.target.value.trim() ? { typed: event.target.value.trim() } : null)}
        />
      ) : (
        <canvas
          ref={canvas}
          width={WIDTH}
          height={HEIGHT}
          role="img"
          aria-label={drawing ? t("signed") : t("area")}
          aria-describedby={hint}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            last.current = at(event);
          }}
          onPointerMove={stroke}
          onPointerUp={lift}
          onPointerCancel={lift}
          className="block aspect-[640/220] w-full max-w-[40rem] touch-none rounded border border-line-strong bg-[#ffffff]"
        />
      )}
      <input type="hidden" name={name} value={typing ? "" : drawing} />
      <p id={hint} className="text-sm text-ink-3">
        {t("hint")}
      </p>
      <div className="flex flex-wrap gap-2">
        {typing ? null : (
          <Button icon={<RotateCcw aria-hidden />} disabled={!drawing} onClick={clear}>
            {t("clear")}
          </Button>
        )}
        <Button
          variant="quiet"
          icon={typing ? <PenLine aria-hidden /> : <Keyboard aria-hidden />}
          onClick={() => {
            setTyping(!typing);
            setDrawing("");
            onValue?.(null);
          }}
        >
          {typing ? t("draw") : t("type")}
        </Button>
      </div>
    </div>
  );
}
