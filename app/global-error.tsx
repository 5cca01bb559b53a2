"use client";

import { errors as en } from "@/lib/platform/i18n/messages/en/errors";
import { errors as zh } from "@/lib/platform/i18n/messages/zh-CN/errors";
import "./globals.css";

const LANGUAGES = { "zh-CN": zh, en };

/** The document itself could not be made, so the reader's language is not known: both say what happened and the number for the administrator. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="zh-CN">
      <body>
        <main className="mx-auto grid min-h-dvh max-w-md content-center gap-6 px-4">
          {Object.entries(LANGUAGES).map(([lang, say]) => (
            <section key={lang} lang={lang} className="grid justify-items-start gap-2">
              <h1 className="text-xl font-semibold">{say.pageBroke}</h1>
              <p className="text-ink-2">{say.bug.replace("{requestId}", error.digest ?? "")}</p>
              <button type="button" onClick={reset} className="min-h-11 rounded border border-line-strong px-4">
                {say.reload}
              </button>
            </section>
          ))}
        </main>
      </body>
    </html>
  );
}
