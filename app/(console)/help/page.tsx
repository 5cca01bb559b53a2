import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader, Section } from "@/components/ui/page-header";
import { requireActor } from "@/lib/platform/auth/require-actor";

const KEYS = ["search", "rows", "open", "skip", "close"] as const;
const SIGNS = ["estimate", "unknown", "simulated", "level", "trouble"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("help"))("title") };
}

/** Keys and signs that hold on every page. */
export default async function HelpPage() {
  const [t] = await Promise.all([getTranslations("help"), requireActor()]);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="grid max-w-3xl gap-8">
        <Section title={t("keys.title")}>
          <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
            {KEYS.map((key) => (
              <div key={key} className="contents">
                <dt>
                  <kbd className="rounded border border-line-strong bg-sunken px-2 py-0.5 text-sm">
                    {t(`keys.${key}.key`)}
                  </kbd>
                </dt>
                <dd>{t(`keys.${key}.does`)}</dd>
              </div>
            ))}
          </dl>
        </Section>
        <Section title={t("signs.title")}>
          <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
            {SIGNS.map((sign) => (
              <div key={sign} className="contents">
                <dt className="font-medium">{t(`signs.${sign}.sign`)}</dt>
                <dd>{t(`signs.${sign}.means`)}</dd>
              </div>
            ))}
          </dl>
        </Section>
      </div>
    </>
  );
}
