import {
  Ban,
  Check,
  CircleDashed,
  CircleDot,
  Hourglass,
  type LucideIcon,
  OctagonAlert,
  PackageCheck,
  PenLine,
  Truck,
  Undo2,
} from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";

export type ChipTone = "neutral" | "accent" | "trouble" | "faded";

const TONE: Record<ChipTone, string> = {
  neutral: "border-line-strong bg-surface text-ink",
  accent: "border-accent bg-accent-soft text-accent-ink",
  trouble: "border-trouble bg-trouble-soft text-trouble-ink",
  faded: "border-line bg-sunken text-ink-2",
};

/** A word with an icon in a frame. */
export function Chip({
  icon,
  tone = "neutral",
  title,
  children,
  className,
}: {
  icon?: ReactNode;
  tone?: ChipTone;
  title?: string;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span
      title={title}
      className={cx(
        "inline-flex min-h-6 items-center gap-1 rounded-full border px-2 text-sm leading-5 whitespace-nowrap [&_svg]:size-3.5 [&_svg]:shrink-0",
        TONE[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}

/** What kind of state it is, whatever the document: each kind has one icon everywhere. */
export type StateKind =
  | "draft"
  | "waiting"
  | "active"
  | "moving"
  | "arrived"
  | "done"
  | "returned"
  | "refused"
  | "cancelled"
  | "trouble";

const KIND: Record<StateKind, { icon: LucideIcon; tone: ChipTone }> = {
  draft: { icon: PenLine, tone: "faded" },
  waiting: { icon: Hourglass, tone: "neutral" },
  active: { icon: CircleDot, tone: "neutral" },
  moving: { icon: Truck, tone: "neutral" },
  arrived: { icon: PackageCheck, tone: "neutral" },
  done: { icon: Check, tone: "accent" },
  returned: { icon: Undo2, tone: "neutral" },
  refused: { icon: Ban, tone: "faded" },
  cancelled: { icon: CircleDashed, tone: "faded" },
  trouble: { icon: OctagonAlert, tone: "trouble" },
};

/** The state of a document: icon of its kind and its word. */
export function StateChip({ kind, title, children }: { kind: StateKind; title?: string; children: ReactNode }) {
  const { icon: Icon, tone } = KIND[kind];
  return (
    <Chip icon={<Icon aria-hidden />} tone={tone} title={title}>
      {children}
    </Chip>
  );
}
