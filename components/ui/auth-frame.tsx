import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Mark } from "./mark";

/** The frame of pages before sign-in: the mark, one narrow column, the language. `aside` stands below the form (demo sign-ins, help). */
export function AuthFrame({
  title,
  language,
  aside,
  children,
}: {
  title: ReactNode;
  language?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations("ui.frame");
  return (
    <div className="flex min-h-dvh flex-col px-4 py-6">
      <header className="flex items-center gap-3">
        <Mark className="size-8 text-accent" />
        <div className="leading-tight">
          <p className="font-semibold">{t("product")}</p>
          <p className="text-sm text-ink-2">{t("tagline")}</p>
        </div>
        <span className="ms-auto">{language}</span>
      </header>
      <main id="main" className="mx-auto grid w-full max-w-md grow content-center gap-5 py-8">
        <div className="rounded-lg border border-line bg-surface p-6">
          <h1 className="mb-4 text-xl font-semibold">{title}</h1>
          {children}
        </div>
        {aside}
      </main>
    </div>
  );
}
