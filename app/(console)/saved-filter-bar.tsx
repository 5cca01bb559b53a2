import type { ComponentProps } from "react";
import type { FilterBar } from "@/components/ui/filter-bar";
import type { Actor } from "@/lib/platform/auth/actor";
import { listViews } from "@/lib/platform/saved-views/queries";
import { SavedFilterForm } from "./saved-filter-form";

/** The filter bar of a list page with this person's saved filters of it. `action` is the page's own path. */
export async function SavedFilterBar({
  actor,
  ...bar
}: { actor: Actor } & Omit<ComponentProps<typeof FilterBar>, "saved" | "onSave" | "onDeleteSaved">) {
  return <SavedFilterForm {...bar} saved={await listViews(actor, bar.action)} />;
}
