"use client";

import { Bookmark, Filter, X } from "lucide-react";
import Form from "next/form";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { Button, IconButton } from "./button";
import { Dialog, DialogClose, Popover } from "./overlay";
import { cx } from "./cx";
import { Field } from "./field";
import { Input } from "./input";

export type SavedFilter = { id: string; name: string; href: string };

/**
 * Filters of a list, in its address: a GET form of ordinary controls, chips of what is in force (each a link without it), and the person's
 * saved filters. `hidden` are parameters that must survive (sort order).
 */
export function FilterBar({
  action,
  hidden = {},
  chips = [],
  clearHref,
  saved,
  onSave,
  onDeleteSaved,
  children,
}: {
  action: string;
  hidden?: Record<string, string>;
  chips?: Array<{ key: string; label: string; removeHref: string }>;
  clearHref?: string;
  saved?: SavedFilter[];
  /** Saves the present address under a name. */
  onSave?: (name: string) => void | Promise<void>;
  onDeleteSaved?: (id: string) => void | Promise<void>;
  children: ReactNode;
}) {
  const t = useTranslations("ui.filter");
  const [shown, setShown] = useState(false);
  const form = useId();
  return (
    <div className="no-print mb-3 grid gap-2">
      {/* On a phone the rows come first; the filters open on demand. */}
      <Button
        className="md:hidden!"
        icon={<Filter aria-hidden />}
        aria-expanded={shown}
        aria-controls={form}
        onClick={() => setShown(!shown)}
      >
        {t("label")}
        {chips.length > 0 ? ` (${chips.length})` : ""}
      </Button>
      <search id={form} aria-label={t("label")} className={cx(!shown && "phone:hidden")}>
        <Form action={action} className="flex flex-wrap items-end gap-2 phone:[&>*]:w-full">
          {Object.entries(hidden).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          {children}
          <Button type="submit" icon={<Filter aria-hidden />}>
            {t("apply")}
          </Button>
          {saved ? <SavedFilters saved={saved} onSave={onSave} onDeleteSaved={onDeleteSaved} /> : null}
        </Form>
      </search>
      {chips.length > 0 ? (
        <ul className="flex flex-wrap items-center gap-1.5">
          {chips.map((chip) => (
            <li key={chip.key}>
              <Link
                href={chip.removeHref}
                aria-label={t("remove", { name: chip.label })}
                className="inline-flex min-h-7 items-center gap-1 rounded-full border border-line-strong bg-surface ps-2.5 pe-2 text-sm hover:bg-hover touch:min-h-11"
              >
                {chip.label}
                <X aria-hidden className="size-3.5" />
              </Link>
            </li>
          ))}
          {clearHref ? (
            <li>
              <Link
                href={clearHref}
                className="inline-flex min-h-7 items-center px-2 text-sm text-accent-ink underline touch:min-h-11"
              >
                {t("clearAll")}
              </Link>
            </li>
          ) : null}
        </ul>
      ) : null}
    </div>
  );
}

function SavedFilters({
  saved,
  onSave,
  onDeleteSaved,
}: {
  saved: SavedFilter[];
  onSave?: (name: string) => void | Promise<void>;
  onDeleteSaved?: (id: string) => void | Promise<void>;
}) {
  const t = useTranslations("ui.filter");
  const c = useTranslations("ui.common");
  const [name, setName] = useState("");
  return (
    <Popover
      label={t("saved")}
      trigger={
        <Button variant="quiet" icon={<Bookmark aria-hidden />}>
          {t("saved")}
        </Button>
      }
    >
      {saved.length === 0 ? <p className="text-ink-3">{t("savedEmpty")}</p> : null}
      <ul className="grid">
        {saved.map((filter) => (
          <li key={filter.id} className="flex items-center gap-2">
            <Link href={filter.href} className="flex min-h-8 grow items-center hover:underline touch:min-h-11">
              {filter.name}
            </Link>
            {onDeleteSaved ? (
              <IconButton
                size="sm"
                label={t("deleteSaved", { name: filter.name })}
                icon={<X aria-hidden />}
                onClick={() => void onDeleteSaved(filter.id)}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {onSave ? (
        <Dialog
          title={t("save")}
          trigger={
            <Button size="sm" className="mt-2">
              {t("save")}
            </Button>
          }
          footer={
            <DialogClose asChild>
              <Button variant="primary" disabled={name.trim() === ""} onClick={() => void onSave(name.trim())}>
                {c("confirm")}
              </Button>
            </DialogClose>
          }
        >
          <Field label={t("saveName")}>
            <Input value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
          </Field>
        </Dialog>
      ) : null}
    </Popover>
  );
}
