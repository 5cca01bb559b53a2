"use client";

import { FileUp } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type DragEvent, useRef, useState } from "react";
import { buttonClass } from "./button";
import { cx } from "./cx";
import { useFieldControl } from "./field";

/** 1,572,864 bytes → "1.5 MB". */
export function fileSizeText(bytes: number, locale: string): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  let size = bytes;
  let index = 0;
  while (size >= 1024 && index < units.length - 1) {
    size /= 1024;
    index += 1;
  }
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: units[index],
    unitDisplay: "short",
    maximumFractionDigits: 1,
  }).format(size);
}

/** A file to choose or drop. Refuses files over `maxBytes` by name before anything is sent. */
export function FileInput({
  name,
  accept,
  multiple = false,
  maxBytes,
  onFiles,
  id,
}: {
  name?: string;
  accept?: string;
  multiple?: boolean;
  maxBytes?: number;
  onFiles?: (files: File[]) => void;
  id?: string;
}) {
  const t = useTranslations("ui.file");
  const locale = useLocale();
  const control = useFieldControl(id);
  const input = useRef<HTMLInputElement>(null);
  const [files, setFiles] = useState<File[]>([]);
  const [refused, setRefused] = useState<string | null>(null);
  const [over, setOver] = useState(false);

  function take(list: FileList | null) {
    const chosen = [...(list ?? [])];
    const large = maxBytes === undefined ? undefined : chosen.find((file) => file.size > maxBytes);
    if (large && maxBytes !== undefined) {
      setRefused(t("tooLarge", { name: large.name, limit: fileSizeText(maxBytes, locale) }));
      if (input.current) input.current.value = "";
      setFiles([]);
      onFiles?.([]);
      return;
    }
    setRefused(null);
    setFiles(chosen);
    onFiles?.(chosen);
  }
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    if (!input.current) return;
    input.current.files = event.dataTransfer.files;
    take(event.dataTransfer.files);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra for the mouse; the button inside does the same
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cx(
        "flex flex-wrap items-center gap-3 rounded border border-dashed px-3 py-3",
        over ? "border-accent bg-accent-soft" : "border-line-strong bg-surface",
      )}
    >
      <label
        className={buttonClass(
          { variant: "secondary" },
          "relative has-focus-visible:outline-2 has-focus-visible:outline-accent",
        )}
      >
        <FileUp aria-hidden />
        {t("choose")}
        <input
          {...control.aria}
          id={control.id}
          ref={input}
          type="file"
          name={name}
          accept={accept}
          multiple={multiple}
          onChange={(event) => take(event.target.files)}
          className="sr-only"
        />
      </label>
      <div aria-live="polite" className="min-w-0 text-sm text-ink-2">
        {refused ? <p className="text-trouble-ink">{refused}</p> : null}
        {files.length === 0 && !refused ? <p>{t("drop")}</p> : null}
        {files.map((file) => (
          <p key={file.name} className="break-all">
            {file.name} · {fileSizeText(file.size, locale)}
          </p>
        ))}
      </div>
    </div>
  );
}
