"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureText, useMessage } from "@/components/form/failure-text";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { FileInput } from "@/components/ui/file-input";
import { RadioCards } from "@/components/ui/radio-cards";
import { Select } from "@/components/ui/select";
import type { Failure, Result } from "@/lib/platform/errors";
import { type ImportKind, importKinds } from "@/lib/platform/exchange/model/table";
import { MAX_UPLOAD_BYTES } from "@/lib/management/exchange/schema";
import { searchSitesAction } from "@/lib/platform/places/actions";

const PRIORITIES = ["lifeSaving", "urgent", "routine"] as const;

/** Chooses a sheet and says what it lists; the server reads it and answers with the preview's address. */
export function UploadForm({ incidents }: { incidents: { value: string; label: string }[] }) {
  const t = useTranslations("exchange");
  const d = useTranslations("demand");
  const say = useMessage();
  const router = useRouter();
  const [kind, setKind] = useState<ImportKind>("received");
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setPending(true);
    setFailure(null);
    try {
      const response = await fetch("/api/imports", { method: "POST", body: new FormData(event.currentTarget) });
      const result = (await response.json()) as Result<{ id: string }>;
      if (result.ok) {
        router.push(`/management/imports/${result.value.id}`);
        return;
      }
      setFailure(result.failure);
    } catch {
      setFailure({ kind: "bug", reason: { key: "exchange.upload.network" } });
    }
    setPending(false);
  };
  const fileFault = failure?.fields?.file;

  return (
    <form onSubmit={send} className="grid max-w-2xl gap-5" noValidate>
      {failure && !fileFault ? (
        <Banner tone="trouble">
          <FailureText failure={failure} />
        </Banner>
      ) : null}
      <Field label={t("upload.kind")} name="kind" group required>
        <RadioCards
          name="kind"
          columns={2}
          defaultValue={kind}
          onValue={(value) => setKind(value as ImportKind)}
          cards={importKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
      </Field>
      <Field
        label={t("upload.file")}
        name="file"
        hint={t("upload.fileHint")}
        error={fileFault ? say(fileFault) : undefined}
        required
      >
        <FileInput name="file" accept=".csv,.tsv,.txt,.xlsx" maxBytes={MAX_UPLOAD_BYTES} />
      </Field>
      {kind === "needs" ? (
        <Field label={t("upload.priority")} name="priority" hint={t("upload.priorityHint")}>
          <Select
            name="priority"
            defaultValue="routine"
            options={PRIORITIES.map((value) => ({ value, label: d(`priorities.${value}`) }))}
          />
        </Field>
      ) : (
        <Field label={t("upload.site")} name="siteId" hint={t("upload.siteHint")}>
          <Combobox name="siteId" search={searchSitesAction} />
        </Field>
      )}
      {incidents.length > 0 ? (
        <Field label={t("upload.incident")} name="incidentId">
          <Select name="incidentId" defaultValue={incidents[0]?.value ?? ""} options={incidents} />
        </Field>
      ) : null}
      <div>
        <Button type="submit" variant="primary" pending={pending}>
          {pending ? t("upload.reading") : t("upload.submit")}
        </Button>
      </div>
    </form>
  );
}
