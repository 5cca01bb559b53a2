import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { Card, Section } from "@/components/ui/page-header";
import { Freshness } from "@/components/ui/time";
import { revokeTokenAction } from "@/lib/platform/access-tokens/actions";
import { ownTokens } from "@/lib/platform/access-tokens/queries";
import { LIFETIMES_DAYS } from "@/lib/platform/access-tokens/schema";
import type { Actor } from "@/lib/platform/auth/actor";
import { dayOf } from "@/lib/platform/clock/clock";
import { TokenForm } from "./token-form";

/** The tokens other systems read the lists with as this person: those in force, and a form for one more. */
export async function AccessTokens({ actor }: { actor: Actor }) {
  const [t, tokens] = await Promise.all([getTranslations("people.account.tokens"), ownTokens(actor)]);
  return (
    <Section title={t("title")}>
      <p className="mb-3 text-ink-2">{t("lead")}</p>
      <p className="mb-4">
        <a href="/openapi.json" className="text-accent-ink underline">
          {t("describe")}
        </a>
      </p>
      {tokens.length === 0 ? <p className="mb-4 text-ink-2">{t("none")}</p> : null}
      <ul className="mb-4 grid gap-3">
        {tokens.map((token) => (
          <li key={token.id}>
            <Card>
              <div className="flex flex-wrap items-start justify-between gap-3">
                <div className="min-w-0">
                  <p className="font-medium break-words">{token.name}</p>
                  <p className="text-sm text-ink-2">
                    {t("until", { day: dayOf(token.expiresAt) })} ·{" "}
                    {token.lastUsedAt ? (
                      <>
                        {t("used")} <Freshness at={token.lastUsedAt} now={new Date()} />
                      </>
                    ) : (
                      t("unused")
                    )}
                  </p>
                </div>
                <ActionForm
                  action={revokeTokenAction}
                  fixed={{ id: token.id }}
                  submit={t("revoke")}
                  variant="trouble"
                  done={t("revoked")}
                >
                  {null}
                </ActionForm>
              </div>
            </Card>
          </li>
        ))}
      </ul>
      <TokenForm
        lifetimes={LIFETIMES_DAYS.map((days) => ({ value: days, label: t("lifetime", { days: Number(days) }) }))}
      />
    </Section>
  );
}
