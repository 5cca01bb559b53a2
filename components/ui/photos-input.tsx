"use client";

import { Camera, X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { buttonClass, IconButton } from "./button";
import { useFieldControl } from "./field";
import { fileSizeText } from "./file-input";

interface Photo {
  key: string;
  file: File;
  /** Address of the picture in this browser. */
  src: string;
}

/** Smaller and as JPEG; a format this browser cannot draw (HEIC) stays as it is. */
async function smaller(file: File, maxEdgePx: number): Promise<File> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return file;
  const scale = Math.min(1, maxEdgePx / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.82));
  return blob ? new File([blob], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: "image/jpeg" }) : file;
}

/**
 * Several photos, one after another from the camera or many at once from the album, through a file input, so it works over plain HTTP too.
 * Each is made smaller before it is sent: the uplink of a cheap phone is the bottleneck. What goes past the limits is left out, and said so.
 * @param name name of the file field, e.g. `photos[]`
 * @param most number of photos at most
 * @param mostBytes of all together, what one request may carry
 */
export function PhotosInput({
  name,
  most,
  mostBytes,
  maxEdgePx = 1600,
  id,
}: {
  name: string;
  most: number;
  mostBytes: number;
  maxEdgePx?: number;
  id?: string;
}) {
  const t = useTranslations("ui.file");
  const locale = useLocale();
  const control = useFieldControl(id);
  const sent = useRef<HTMLInputElement>(null);
  const shown = useRef<Photo[]>([]);
  const [photos, setPhotos] = useState<Photo[]>([]);
  const [left, setLeft] = useState<"most" | "bytes" | null>(null);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    const files = new DataTransfer();
    for (const { file } of photos) files.items.add(file);
    if (sent.current) sent.current.files = files.files;
    shown.current = photos;
  }, [photos]);
  useEffect(
    () => () => {
      for (const { src } of shown.current) URL.revokeObjectURL(src);
    },
    [],
  );

  async function add(chosen: File[]) {
    setBusy(true);
    const kept = [...photos];
    let why: typeof left = null;
    for (const file of chosen) {
      if (kept.length >= most) {
        why = "most";
        break;
      }
      const small = await smaller(file, maxEdgePx);
      if (kept.reduce((sum, photo) => sum + photo.file.size, small.size) > mostBytes) {
        why = "bytes";
        continue;
      }
      kept.push({ key: `${Date.now()}-${kept.length}`, file: small, src: URL.createObjectURL(small) });
    }
    setPhotos(kept);
    setLeft(why);
    setBusy(false);
  }
  function drop(photo: Photo) {
    URL.revokeObjectURL(photo.src);
    setPhotos(photos.filter((each) => each !== photo));
    setLeft(null);
  }

  const full = photos.length >= most;
  return (
    <div className="grid gap-2">
      {photos.length > 0 ? (
        <ul className="flex flex-wrap gap-3">
          {photos.map((photo, index) => (
            <li key={photo.key} className="relative">
              {/* biome-ignore lint/performance/noImgElement: a picture of this browser, not of the server */}
              <img
                src={photo.src}
                alt={t("photoNumber", { number: index + 1 })}
                className="h-28 min-w-20 rounded border border-line object-cover"
              />
              <span className="absolute end-1 top-1 rounded bg-surface">
                <IconButton
                  label={t("photoRemove", { number: index + 1 })}
                  icon={<X aria-hidden />}
                  onClick={() => drop(photo)}
                />
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      <input ref={sent} type="file" name={name} multiple tabIndex={-1} aria-hidden="true" className="hidden" />
      <div className="flex flex-wrap items-center gap-3">
        {full ? null : (
          <label
            className={buttonClass(
              { variant: "secondary", size: "lg" },
              "relative has-focus-visible:outline-2 has-focus-visible:outline-accent",
            )}
          >
            <Camera aria-hidden />
            {photos.length > 0 ? t("photoMore") : t("photo")}
            <input
              {...control.aria}
              id={control.id}
              type="file"
              accept="image/*"
              multiple
              disabled={busy}
              onChange={(event) => {
                const chosen = [...(event.target.files ?? [])];
                event.target.value = "";
                void add(chosen);
              }}
              className="sr-only"
            />
          </label>
        )}
        <p className="text-sm text-ink-2 tabular-nums" aria-live="polite">
          {left === "most"
            ? t("photosMost", { most })
            : left === "bytes"
              ? t("photosTooLarge", { limit: fileSizeText(mostBytes, locale) })
              : t("photosTaken", { count: photos.length, most })}
        </p>
      </div>
    </div>
  );
}
