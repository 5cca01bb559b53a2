"use client";

import { Camera } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { buttonClass } from "./button";
import { cx } from "./cx";
import { useFieldControl } from "./field";

/**
 * A photo from the phone's camera or its album, through a file input, so it works over plain HTTP too. The picture is made
 * smaller (longest edge `maxEdgePx`, JPEG) before it is sent: the uplink of a cheap phone is the bottleneck.
 */
export function PhotoInput({
  name,
  maxEdgePx = 1600,
  onPhoto,
  id,
}: {
  name?: string;
  maxEdgePx?: number;
  onPhoto?: (photo: File | null) => void;
  id?: string;
}) {
  const t = useTranslations("ui.file");
  const control = useFieldControl(id);
  const input = useRef<HTMLInputElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [taken, setTaken] = useState(false);

  async function take(file: File | undefined) {
    setTaken(Boolean(file));
    if (!file || !canvas.current) {
      onPhoto?.(null);
      return;
    }
    const picture = await createImageBitmap(file).catch(() => null);
    // A format this browser cannot draw (HEIC) is sent as it is.
    if (!picture) {
      onPhoto?.(file);
      return;
    }
    const scale = Math.min(1, maxEdgePx / Math.max(picture.width, picture.height));
    canvas.current.width = Math.round(picture.width * scale);
    canvas.current.height = Math.round(picture.height * scale);
    canvas.current.getContext("2d")?.drawImage(picture, 0, 0, canvas.current.width, canvas.current.height);
    canvas.current.toBlob(
      (blob) => {
        const small = blob ? new File([blob], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: "image/jpeg" }) : file;
        if (input.current && blob) {
          const transfer = new DataTransfer();
          transfer.items.add(small);
          input.current.files = transfer.files;
        }
        onPhoto?.(small);
      },
      "image/jpeg",
      0.82,
    );
  }

  return (
    <div className="flex flex-wrap items-end gap-3">
      <canvas
        ref={canvas}
        role="img"
        aria-label={t("preview")}
        className={cx("max-h-40 max-w-full rounded border border-line", !taken && "hidden")}
      />
      <label
        className={buttonClass(
          { variant: "secondary", size: "lg" },
          "relative has-focus-visible:outline-2 has-focus-visible:outline-accent",
        )}
      >
        <Camera aria-hidden />
        {taken ? t("photoAgain") : t("photo")}
        <input
          {...control.aria}
          id={control.id}
          ref={input}
          type="file"
          name={name}
          accept="image/*"
          capture="environment"
          onChange={(event) => void take(event.target.files?.[0])}
          className="sr-only"
        />
      </label>
    </div>
  );
}
