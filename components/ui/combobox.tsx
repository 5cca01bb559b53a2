"use client";

import { Check, LoaderCircle, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { cx } from "./cx";
import { useFieldControl } from "./field";
import { CONTROL } from "./input";
import { Written } from "./written";

export type ComboboxOption = { value: string; label: string; hint?: string; disabled?: boolean };

type Results = { state: "idle" | "loading" | "failed" } | { state: "ready"; query: string; options: ComboboxOption[] };

/**
 * A choice found by typing. `search` is asked 200 ms after the last key and answers with a few options (a late answer to an older
 * question is dropped); with `options` instead, those are filtered here. The form gets the value under `name`.
 * Keys: arrows move, Enter takes, Escape closes, then restores.
 */
export function Combobox({
  name,
  search,
  options,
  defaultOption = null,
  onOption,
  placeholder,
  id,
  disabled,
  "aria-label": ariaLabel,
}: {
  name?: string;
  search?: (query: string) => Promise<ComboboxOption[]>;
  options?: ComboboxOption[];
  defaultOption?: ComboboxOption | null;
  onOption?: (option: ComboboxOption | null) => void;
  placeholder?: string;
  id?: string;
  disabled?: boolean;
  "aria-label"?: string;
}) {
  const t = useTranslations("ui.combobox");
  const control = useFieldControl(id);
  const listId = useId();
  const [chosen, setChosen] = useState<ComboboxOption | null>(defaultOption);
  const [query, setQuery] = useState<string | null>(null);
  const [results, setResults] = useState<Results>({ state: "idle" });
  const [active, setActive] = useState(0);
  const asked = useRef(0);
  const open = query !== null;
  const found = results.state === "ready" ? results.options : [];

  useEffect(() => {
    if (query === null) return;
    const ticket = ++asked.current;
    if (!search) {
      const wanted = query.normalize("NFKC").toLowerCase();
      const all = (options ?? []).filter((option) =>
        `${option.label} ${option.hint ?? ""}`.toLowerCase().includes(wanted),
      );
      setResults({ state: "ready", query, options: all.slice(0, 50) });
      setActive(0);
      return;
    }
    setResults({ state: "loading" });
    const timer = setTimeout(() => {
      search(query).then(
        (answer) => {
          if (ticket !== asked.current) return;
          setResults({ state: "ready", query, options: answer });
          setActive(0);
        },
        () => ticket === asked.current && setResults({ state: "failed" }),
      );
    }, 200);
    return () => clearTimeout(timer);
  }, [query, search, options]);

  function take(option: ComboboxOption | null) {
    if (option?.disabled) return;
    setChosen(option);
    setQuery(null);
    onOption?.(option);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) setQuery("");
      else if (found.length) setActive((active + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length);
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      if (found[active]) take(found[active]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      setQuery(null);
    }
  }

  const message =
    results.state === "loading"
      ? t("loading")
      : results.state === "failed"
        ? t("failed")
        : results.state === "ready" && found.length === 0
          ? t("empty", { query: results.query })
          : null;

  return (
    <div className="relative">
      <input
        {...control.aria}
        id={control.id}
        type="text"
        role="combobox"
        aria-label={ariaLabel}
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && found[active] ? `${listId}-${active}` : undefined}
        autoComplete="off"
        spellCheck={false}
        disabled={disabled}
        placeholder={placeholder ?? t("placeholder")}
        value={query ?? chosen?.label ?? ""}
        onChange={(event) => setQuery(event.target.value)}
        onClick={() => !open && setQuery("")}
        onBlur={() => setQuery(null)}
        onKeyDown={onKeyDown}
        className={cx(CONTROL, "pe-10")}
      />
      {chosen && !disabled ? (
        <button
          type="button"
          aria-label={t("clear")}
          title={t("clear")}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => take(null)}
          className="absolute inset-y-0 end-1 my-auto flex size-8 items-center justify-center rounded text-ink-3 hover:bg-hover"
        >
          <X aria-hidden className="size-4" />
        </button>
      ) : null}
      {name ? <input type="hidden" name={name} value={chosen?.value ?? ""} /> : null}
      <div
        id={listId}
        role="listbox"
        aria-label={ariaLabel ?? t("placeholder")}
        hidden={!open || found.length === 0}
        className="absolute inset-x-0 top-full z-30 mt-1 max-h-72 overflow-y-auto rounded border border-line-strong bg-surface py-1 shadow-raised"
      >
        {found.map((option, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the box; the option in question is named by aria-activedescendant
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the box
          <div
            key={option.value}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={option.value === chosen?.value}
            aria-disabled={option.disabled || undefined}
            onMouseDown={(event) => event.preventDefault()}
            onMouseEnter={() => setActive(index)}
            onClick={() => take(option)}
            ref={(element) => {
              if (open && index === active) element?.scrollIntoView({ block: "nearest" });
            }}
            className={cx(
              "flex min-h-8 cursor-pointer items-center gap-2 px-3 py-1.5 text-sm touch:min-h-11 phone:text-base",
              index === active && "bg-accent-soft text-accent-ink",
              option.disabled && "cursor-not-allowed opacity-50",
            )}
          >
            <span className="min-w-0 grow">
              <span className="block">
                <Written>{option.label}</Written>
              </span>
              {option.hint ? (
                <span className="block text-sm text-ink-3">
                  <Written>{option.hint}</Written>
                </span>
              ) : null}
            </span>
            {option.value === chosen?.value ? <Check aria-hidden className="size-4 shrink-0" /> : null}
          </div>
        ))}
      </div>
      {open && message ? (
        <p className="absolute inset-x-0 top-full z-30 mt-1 flex items-center gap-2 rounded border border-line-strong bg-surface px-3 py-2 text-sm text-ink-2 shadow-raised">
          {results.state === "loading" ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : null}
          {message}
        </p>
      ) : null}
      <span aria-live="polite" className="sr-only">
        {open ? (message ?? t("results", { count: found.length })) : ""}
      </span>
    </div>
  );
}
