import type { ComboboxOption } from "@/components/ui/combobox";
import { nameIn } from "@/lib/platform/i18n/names";
import { searchRequestingSitesAction } from "@/lib/operation/demand/actions";

/** Options of the field for the place in need. A refusal shows as "search failed" in the box. */
export async function searchSiteOptions(query: string, locale: string): Promise<ComboboxOption[]> {
  const result = await searchRequestingSitesAction({ input: query });
  if (!result.ok) throw new Error(result.failure.reason.key);
  return result.value.map((site) => ({ value: site.id, label: nameIn(site, locale), hint: nameIn(site.area, locale) }));
}
