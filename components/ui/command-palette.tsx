"use client";

import { Command } from "cmdk";
import { LoaderCircle, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Dialog as RadixDialog } from "radix-ui";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Written } from "./written";

export type PaletteResult = { key: string; label: string; hint?: string; href: string; icon?: ReactNode };
export type PaletteGroup = { key: string; heading: string; results: PaletteResult[] };

/**
 * Search over everything, by button or Ctrl-K. `search` answers with groups of links, already limited to what this person may see;
 * late answers to older questions are dropped. `start` is shown before anything is typed (pages, recent documents).
 */
export function CommandPalette({
  search,
  start = [],
}: {
  search: (query: string) => Promise<PaletteGroup[]>;
  start?: PaletteGroup[];
}) {
  const t = useTranslations("ui.palette");
  const f = useTranslations("ui.frame");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const [answer, setAnswer] = useState<{ query: string; groups: PaletteGroup[] } | null>(null);
  const asked = useRef(0);

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setOpen((was) => !was);
    }
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);

  useEffect(() => {
    const wanted = query.trim();
    const ticket = ++asked.current;
    if (wanted === "") return setAnswer(null);
    const timer = setTimeout(() => {
      const take = (groups: PaletteGroup[]) => ticket === asked.current && setAnswer({ query: wanted, groups });
      search(wanted).then(take, () => take([]));
    }, 180);
    return () => clearTimeout(timer);
  }, [query, search]);

  const wanted = query.trim();
  const loading = wanted !== "" && answer?.query !== wanted;
  const groups = wanted === "" ? start : (answer?.groups ?? []);
  const count = groups.reduce((sum, group) => sum + group.results.length, 0);

  return (
    <RadixDialog.Root
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (!next) setQuery("");
      }}
    >
      <RadixDialog.Trigger className="inline-flex min-h-9 items-center gap-2 rounded border border-line-strong bg-surface px-2.5 text-sm text-ink-2 hover:bg-hover touch:min-h-11 touch:min-w-11 touch:justify-center md:min-w-44">
        <Search aria-hidden className="size-4" />
        <span className="max-md:sr-only">{f("search")}</span>
        <kbd className="ms-auto rounded border border-line px-1 font-sans text-sm text-ink-3 max-md:hidden">
          {f("searchKeys")}
        </kbd>
      </RadixDialog.Trigger>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 bg-[rgb(10_14_11/0.5)]" />
        <RadixDialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-0 top-0 z-50 mx-auto max-w-2xl overflow-hidden border border-line bg-surface shadow-raised md:top-[12dvh] md:rounded-lg"
        >
          <RadixDialog.Title className="sr-only">{t("label")}</RadixDialog.Title>
          <Command shouldFilter={false} label={t("label")}>
            <div className="flex items-center gap-3 border-b border-line px-4">
              {loading ? (
                <LoaderCircle aria-hidden className="size-5 animate-spin text-ink-3" />
              ) : (
                <Search aria-hidden className="size-5 text-ink-3" />
              )}
              <Command.Input
                value={query}
                onValueChange={setQuery}
                maxLength={200}
                placeholder={t("placeholder")}
                className="min-h-14 grow bg-transparent text-base outline-none"
              />
            </div>
            <Command.List className="max-h-[60dvh] overflow-y-auto p-2" label={t("label")}>
              {count === 0 ? (
                <div role="presentation" className="px-3 py-6 text-ink-2">
                  {wanted === "" ? t("hint") : loading ? t("loading") : t("empty", { query: wanted })}
                </div>
              ) : null}
              {groups
                .filter((group) => group.results.length > 0)
                .map((group) => (
                  <Command.Group
                    key={group.key}
                    heading={group.heading}
                    className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-sm [&_[cmdk-group-heading]]:text-ink-3"
                  >
                    {group.results.map((result) => (
                      <Command.Item
                        key={result.key}
                        value={`${group.key}:${result.key}`}
                        onSelect={() => {
                          setOpen(false);
                          setQuery("");
                          router.push(result.href);
                        }}
                        className="flex min-h-10 cursor-pointer items-center gap-3 rounded px-3 py-1 data-[selected=true]:bg-accent-soft data-[selected=true]:text-accent-ink touch:min-h-11 [&_svg]:size-4"
                      >
                        {result.icon}
                        <span className="min-w-0 grow truncate">
                          <Written>{result.label}</Written>
                        </span>
                        {result.hint ? <span className="shrink-0 text-sm text-ink-2">{result.hint}</span> : null}
                      </Command.Item>
                    ))}
                  </Command.Group>
                ))}
            </Command.List>
          </Command>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
