"use client";

import { useRouter, useSearchParams } from "next/navigation";
import type { ComponentProps } from "react";
import { useMessage } from "@/components/form/failure-text";
import { FilterBar } from "@/components/ui/filter-bar";
import { notify } from "@/components/ui/toast";
import type { Result } from "@/lib/platform/errors";
import { deleteViewAction, saveViewAction } from "@/lib/platform/saved-views/actions";

/** Saves the filter in the address under a name, and forgets saved ones; says when that failed. */
export function SavedFilterForm(bar: Omit<ComponentProps<typeof FilterBar>, "onSave" | "onDeleteSaved">) {
  const router = useRouter();
  const params = useSearchParams();
  const say = useMessage();
  async function make(done: Promise<Result<unknown>>) {
    try {
      const result = await done;
      if (result.ok) router.refresh();
      else notify.trouble(say(result.failure.reason));
    } catch {
      notify.trouble(say({ key: "errors.network" }));
    }
  }
  return (
    <FilterBar
      {...bar}
      onSave={(name) => make(saveViewAction({ input: { path: bar.action, name, query: params.toString() } }))}
      onDeleteSaved={(id) => make(deleteViewAction({ input: { id } }))}
    />
  );
}
