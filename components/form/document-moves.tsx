"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { MoveBar } from "@/components/workflow/move-bar";
import type { MessageKey } from "@/lib/platform/i18n/messages";
import type { OfferedMove } from "@/lib/platform/workflow/offer";
import { useMessage } from "./failure-text";
import { requestKey } from "./request-key";
import type { ServerAction } from "./use-action";
import { useRefresh } from "./refresh";

/**
 * The moves of a document as buttons. One server action makes any of them: its input is `{ id, version, move, reason }`. Moves that need
 * a form of their own (`form: true`) are left to the page.
 */
export function DocumentMoves({
  id,
  version,
  moves,
  action,
  confirm = {},
  sticky,
}: {
  id: string;
  version: number;
  moves: OfferedMove[];
  action: ServerAction<unknown>;
  /** A sentence that says what a move will do, by name: its presence asks before doing. */
  confirm?: Record<string, string>;
  sticky?: boolean;
}) {
  const t = useTranslations();
  const say = useMessage();
  const refresh = useRefresh();
  const key = useRef<string | null>(null);
  const bare = moves.filter((move) => !move.form);
  if (bare.length === 0) return null;
  return (
    <MoveBar
      sticky={sticky}
      moves={bare.map((move) => ({
        name: move.name,
        label: t(move.label as MessageKey),
        tone: move.tone === "danger" ? "trouble" : move.tone === "primary" ? "primary" : "secondary",
        needsReason: move.needsReason,
        confirm: confirm[move.name],
        disabledReason: move.blocked ? say(move.blocked) : undefined,
      }))}
      act={async (move, reason) => {
        key.current ??= requestKey();
        try {
          const result = await action({
            input: { id, version, move, ...(reason ? { reason } : {}) },
            key: key.current,
          });
          key.current = null;
          if (!result.ok)
            return { ok: false, message: [result.failure.reason, ...(result.failure.items ?? [])].map(say).join(" ") };
          const label = bare.find((candidate) => candidate.name === move)?.label;
          refresh(label ? t("workflow.done", { move: t(label as MessageKey) }) : undefined);
          return { ok: true };
        } catch {
          return { ok: false, message: t("errors.network") };
        }
      }}
    />
  );
}
