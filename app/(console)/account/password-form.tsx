import { getTranslations } from "next-intl/server";
import { FormField } from "@/components/form/action-form";
import { Input } from "@/components/ui/input";
import { changePasswordAction } from "@/lib/management/people/actions";
import { SigningOutForm } from "./signing-out-form";

/** Changes the own password; afterwards one signs in anew. */
export async function PasswordForm() {
  const t = await getTranslations("people.account");
  return (
    <SigningOutForm
      action={changePasswordAction}
      submit={t("password")}
      done={t("changed")}
      labels={{ current: t("current"), next: t("next"), again: t("again") }}
    >
      <FormField name="current" label={t("current")} required>
        <Input name="current" type="password" autoComplete="current-password" />
      </FormField>
      <FormField name="next" label={t("next")} hint={t("nextHint")} required>
        <Input name="next" type="password" autoComplete="new-password" />
      </FormField>
      <FormField name="again" label={t("again")} required>
        <Input name="again" type="password" autoComplete="new-password" />
      </FormField>
    </SigningOutForm>
  );
}
