"use client";

import { useRouter } from "next/navigation";
import {
  createContext,
  type ReactNode,
  startTransition,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
} from "react";
import { notify } from "@/components/ui/toast";

const Refresh = createContext<((done?: string) => void) | null>(null);

/**
 * Draws the page anew after a change, and says that it is done when the page shows it, not before: whoever acts on the word finds the
 * page, and the versions its buttons send, as they are now. Stands in the frame, so that the word outlives the form that went with its row.
 */
export function RefreshScope({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [words, setWords] = useState<readonly string[]>([]);
  const said = useRef(0);
  useEffect(() => {
    if (words.length === said.current) return;
    for (const text of words.slice(said.current)) notify.done(text);
    said.current = words.length;
    // The button that was pressed may have gone with its step: the keyboard goes on from the content, not from the top of the page.
    if (document.activeElement === document.body) document.getElementById("main")?.focus({ preventScroll: true });
  }, [words]);
  const refresh = useCallback(
    (done?: string) =>
      startTransition(() => {
        router.refresh();
        if (done) setWords((all) => [...all, done]);
      }),
    [router],
  );
  return <Refresh.Provider value={refresh}>{children}</Refresh.Provider>;
}

/** Draws the page anew; `done` is said once it is there. Outside the frame there is nowhere to say it, and the page speaks for itself. */
export function useRefresh(): (done?: string) => void {
  const router = useRouter();
  const refresh = useContext(Refresh);
  return refresh ?? (() => router.refresh());
}
