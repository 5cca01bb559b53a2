import type { NeedClass } from "./symbols";

/** Colours of the classes of need, the same here as in every chart. */
export const CLASS_FILL: Record<NeedClass, string> = {
  life: "var(--class-life)",
  urgent: "var(--class-urgent)",
  routine: "var(--class-routine)",
};

/** A token as the drawing library wants it (it cannot read CSS variables). Browser only. */
export function tokenColour(element: Element, token: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(--${token})`;
  element.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}
