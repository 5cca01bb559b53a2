"use client";

import { unstable_rethrow } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState, useTransition } from "react";
import { Banner } from "../ui/banner";
import { Button, type ButtonVariant } from "../ui/button";
import { Field } from "../ui/field";
import { Textarea } from "../ui/input";
import { Dialog } from "../ui/overlay";

export type Move = {
  name: string;
  /** Verb first: 批准调拨. */
  label: string;
  /** The one that goes on is `primary`; those that undo or refuse are `trouble`. */
  tone?: "primary" | "secondary" | "trouble";
  needsReason?: boolean;
  /** A sentence that says what will happen; its presence asks before doing. */
  confirm?: string;
  /** Why it cannot be done now; shown beside the button, never only on hover. */
  disabledReason?: string;
};

/** What the action answers: done, or the refusal as a finished sentence. */
export type MoveResult = { ok: true } | { ok: false; message: string };

/**
 * The moves this person may make on a document now. Asks for a reason or a confirmation where the move wants one, shows that it
 * is under way, and shows a refusal as the server gave it; nothing is shown as done before the server said so.
 */
export function MoveBar({
  moves,
  act,
  sticky = false,
}: {
  moves: Move[];
  act: (move: string, reason: string | null) => Promise<MoveResult>;
  /** On a phone the bar stays at the bottom, by the thumb. */
  sticky?: boolean;
}) {
  const t = useTranslations("ui.move");
  const c = useTranslations("ui.common");
  const [asking, setAsking] = useState<Move | null>(null);
  const [running, setRunning] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const [pending, start] = useTransition();
  const notes = useId();

  function run(move: Move, reason: string | null) {
    setRefusal(null);
    setRunning(move.name);
    start(async () => {
      const result = await act(move.name, reason).catch((failure: unknown): MoveResult => {
        // A redirect travels as an error and is not one.
        unstable_rethrow(failure);
        return { ok: false, message: t("noAnswer") };
      });
      setRunning(null);
      if (result.ok) setAsking(null);
      else setRefusal(result.message);
    });
  }
  function choose(move: Move) {
    setRefusal(null);
    setMissing(false);
    if (move.needsReason || move.confirm) setAsking(move);
    else run(move, null);
  }
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!asking) return;
    const reason = String(new FormData(event.currentTarget).get("reason") ?? "").trim();
    const lacks = Boolean(asking.needsReason) && reason === "";
    setMissing(lacks);
    if (!lacks) run(asking, asking.needsReason ? reason : null);
  }

  if (moves.length === 0) return <p className="no-print text-sm text-ink-3">{t("none")}</p>;
  const blocked = moves.filter((move) => move.disabledReason);
  return (
    <section
      aria-label={t("label")}
      className={
        sticky
          ? "no-print grid gap-2 phone:sticky phone:bottom-(--frame-bottom,0px) phone:z-20 phone:-mx-4 phone:border-t phone:border-line phone:bg-surface phone:px-4 phone:py-3"
          : "no-print grid gap-2"
      }
    >
      {refusal && !asking ? <Banner tone="trouble">{refusal}</Banner> : null}
      <div className="flex flex-wrap gap-2 phone:[&>*]:grow">
        {moves.map((move) => (
          <Button
            key={move.name}
            variant={variantOf(move)}
            pending={running === move.name}
            disabled={Boolean(move.disabledReason) || (pending && running !== move.name)}
            aria-haspopup={move.needsReason || move.confirm ? "dialog" : undefined}
            aria-describedby={move.disabledReason ? `${notes}-${move.name}` : undefined}
            onClick={() => choose(move)}
          >
            {move.label}
          </Button>
        ))}
      </div>
      {blocked.map((move) => (
        <p key={move.name} id={`${notes}-${move.name}`} className="text-sm text-ink-2">
          <span className="font-medium">{move.label}</span>: {move.disabledReason}
        </p>
      ))}
      <span aria-live="polite" className="sr-only">
        {pending ? t("pending") : ""}
      </span>
      {asking ? (
        <Dialog
          open
          onOpenChange={(open) => !open && !pending && setAsking(null)}
          title={asking.label}
          description={asking.confirm}
          footer={
            <>
              <Button disabled={pending} onClick={() => setAsking(null)}>
                {c("cancel")}
              </Button>
              <Button type="submit" form={`${notes}-form`} variant={variantOf(asking, "primary")} pending={pending}>
                {asking.label}
              </Button>
            </>
          }
        >
          <form id={`${notes}-form`} onSubmit={submit} className="grid gap-3">
            {refusal ? <Banner tone="trouble">{refusal}</Banner> : null}
            {asking.needsReason ? (
              <Field label={t("reason")} name="reason" required error={missing ? t("reasonRequired") : undefined}>
                <Textarea name="reason" maxLength={500} rows={3} autoFocus />
              </Field>
            ) : null}
          </form>
        </Dialog>
      ) : null}
    </section>
  );
}

function variantOf(move: Move, otherwise: ButtonVariant = "secondary"): ButtonVariant {
  return move.tone ?? otherwise;
}
