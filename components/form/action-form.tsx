"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { createContext, type FormEvent, type ReactNode, useContext, useEffect, useId, useRef, useState } from "react";
import { Banner, ErrorSummary } from "@/components/ui/banner";
import { Button, type ButtonVariant } from "@/components/ui/button";
import { Field, FormScope } from "@/components/ui/field";
import { notify } from "@/components/ui/toast";
import type { Message } from "@/lib/platform/errors";
import { FailureText, useMessage } from "./failure-text";
import { type ServerAction, useAction } from "./use-action";
import { useRefresh } from "./refresh";

const Errors = createContext<Record<string, Message>>({});

type Tree = { [key: string]: unknown };

/**
 * Reads a form into the nested object its names spell: `lines.0.goodsId`. Empty text is left out (absent, not ""), boxes that are
 * checked give their value, files stay files. A name that ends in `[]` always gives a list.
 */
export function formInput(form: HTMLFormElement): Tree {
  const input: Tree = {};
  for (const [name, value] of new FormData(form)) {
    if (value === "" || (value instanceof File && value.size === 0 && value.name === "")) continue;
    const list = name.endsWith("[]");
    const path = (list ? name.slice(0, -2) : name).split(".");
    let node = input;
    for (const step of path.slice(0, -1)) {
      node[step] ??= {};
      node = node[step] as Tree;
    }
    const last = path[path.length - 1] as string;
    if (list) node[last] = [...((node[last] as unknown[] | undefined) ?? []), value];
    else node[last] = value;
  }
  return withLists(input) as Tree;
}

/** Objects whose keys are all whole numbers become lists, in order. */
function withLists(value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof File) return value;
  if (Array.isArray(value)) return value.map(withLists);
  const entries = Object.entries(value as Tree).map(([key, inner]) => [key, withLists(inner)] as const);
  if (entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key)))
    return entries.sort((a, b) => Number(a[0]) - Number(b[0])).map(([, inner]) => inner);
  return Object.fromEntries(entries);
}

/** A second button of a form: what it says, and what sending by it adds to the input. */
export interface OtherSubmit {
  key: string;
  label: ReactNode;
  variant?: ButtonVariant;
  fixed: Record<string, unknown>;
}

/**
 * A form that calls a server action: keeps everything typed when something is wrong, shows a summary that links to the fields and the
 * message beside each, and leaves only when the server confirmed. `then` is where to go: `{id}` is replaced by the result's id; without it
 * the page refreshes in place.
 */
export function ActionForm<T extends { id?: string } | null>({
  action,
  fixed = {},
  then,
  done,
  submit,
  variant = "primary",
  others = [],
  labels = {},
  resetOnDone = false,
  onDone,
  className = "grid gap-4",
  children,
}: {
  action: ServerAction<T>;
  /** Input that has no control: ids, versions. */
  fixed?: Record<string, unknown>;
  then?: string;
  /** What to say when it is done. */
  done?: string | ((value: T) => string);
  submit: ReactNode;
  variant?: ButtonVariant;
  /** Further ways to send the same form, each with input of its own; Enter takes `submit`. */
  others?: readonly OtherSubmit[];
  /** Names of fields for the summary, by path. */
  labels?: Record<string, string>;
  resetOnDone?: boolean;
  onDone?: (value: T) => void;
  className?: string;
  children: ReactNode;
}) {
  const refresh = useRefresh();
  const router = useRouter();
  const say = useMessage();
  const t = useTranslations("ui.errors");
  const c = useTranslations("ui.common");
  const form = useRef<HTMLFormElement>(null);
  const scope = useId();
  const { run, pending, failure } = useAction(action);
  const fields = failure?.fields ?? {};
  const named = Object.entries(fields).map(([path, message]) => ({ path, text: say(message) }));
  const [sent, setSent] = useState("");
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (failure) summary.current?.focus();
  }, [failure]);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending || !form.current) return;
    const { submitter } = event.nativeEvent as SubmitEvent;
    const other = others.find(({ key }) => key === submitter?.getAttribute("value"));
    setSent(other?.key ?? "");
    run({ ...formInput(form.current), ...fixed, ...other?.fixed }, (value) => {
      if (resetOnDone) form.current?.reset();
      onDone?.(value);
      const word = typeof done === "function" ? done(value) : done;
      if (!then) return refresh(word);
      if (word) notify.done(word);
      router.push(then.replace("{id}", value?.id ?? ""));
    });
  }
  return (
    <FormScope.Provider value={scope}>
      <Errors.Provider value={fields}>
        <form ref={form} onSubmit={onSubmit} noValidate className={className}>
          {failure ? (
            <div ref={summary} tabIndex={-1} className="outline-none">
              {named.length > 0 ? (
                <ErrorSummary
                  errors={named.map(({ path, text }) => ({
                    name: path || null,
                    message: labels[path] ? c("named", { name: labels[path], text }) : text,
                  }))}
                />
              ) : (
                <Banner tone="trouble" title={t("title", { count: Math.max(1, failure.items?.length ?? 0) })}>
                  <FailureText failure={failure} />
                </Banner>
              )}
            </div>
          ) : null}
          {children}
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant={variant} pending={pending && sent === ""}>
              {submit}
            </Button>
            {others.map(({ key, label, variant: look = "secondary" }) => (
              <Button key={key} type="submit" value={key} variant={look} pending={pending && sent === key}>
                {label}
              </Button>
            ))}
          </div>
        </form>
      </Errors.Provider>
    </FormScope.Provider>
  );
}

/** A field of an ActionForm: shows the server's message for its name. */
export function FormField({ name, ...rest }: { name: string } & Omit<Parameters<typeof Field>[0], "error" | "name">) {
  const error = useContext(Errors)[name];
  const say = useMessage();
  return <Field name={name} error={error ? say(error) : undefined} {...rest} />;
}

/** The server's message for a field by path, for controls that draw their own. */
export function useFieldError(name: string): string | undefined {
  const error = useContext(Errors)[name];
  const say = useMessage();
  return error ? say(error) : undefined;
}
