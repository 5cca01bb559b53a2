"use client";

import { useTranslations } from "next-intl";
import { FailureText } from "@/components/form/failure-text";
import { useAction } from "@/components/form/use-action";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { searchGoodsAction, teachSpellingAction } from "@/lib/operation/catalogue/actions";
import { searchSitesAction } from "@/lib/platform/places/actions";
import { useRefresh } from "@/components/form/refresh";

/** Says what a spelling means: one click on a suggestion, or a search when none is right. */
export function TeachForm({
  id,
  version,
  kind,
  suggestions,
}: {
  id: string;
  version: number;
  kind: "goods" | "site";
  suggestions: { id: string; name: string }[];
}) {
  const t = useTranslations("catalogue.alias");
  const refresh = useRefresh();
  const { run, pending, failure } = useAction(teachSpellingAction);
  const teach = (targetId: string) => run({ id, version, targetId }, () => refresh(t("taught")));
  return (
    <div className="mb-3 grid gap-3">
      {failure ? <Banner tone="trouble" title={<FailureText failure={failure} />} /> : null}
      {suggestions.length > 0 ? (
        <div className="flex flex-wrap items-center gap-2">
          <span className="text-sm text-ink-2">{t("suggestions")}</span>
          {suggestions.map((suggestion, index) => (
            <Button
              key={suggestion.id}
              size="sm"
              variant={index === 0 ? "primary" : "secondary"}
              pending={pending}
              onClick={() => teach(suggestion.id)}
            >
              {t("teach", { name: suggestion.name })}
            </Button>
          ))}
        </div>
      ) : null}
      <Field label={t("other")} className="max-w-md">
        <Combobox
          search={kind === "goods" ? searchGoodsAction : searchSitesAction}
          onOption={(option) => option && teach(option.value)}
        />
      </Field>
    </div>
  );
}
