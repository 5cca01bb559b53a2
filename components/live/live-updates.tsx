"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

/** A lease in local storage says which tab holds the one stream; it is renewed this often and taken over when older than twice that. */
const LEASE_KEY = "changping-stream";
const RENEW_MS = 2000;
/** Screens refresh at most this often, however much happens. */
const REFRESH_MS = 1500;

interface Lease {
  tab: string;
  at: number;
}

function leaseHolder(): Lease | null {
  try {
    return JSON.parse(localStorage.getItem(LEASE_KEY) ?? "null") as Lease | null;
  } catch {
    return null;
  }
}

/**
 * Keeps the page true: one event stream a browser, shared by its tabs (a browser has six connections to a server and no more), and a
 * refresh of what the server drew when something within reach changed. Hidden tabs wait until they are looked at.
 */
export function LiveUpdates() {
  const router = useRouter();
  const refresh = useRef(() => router.refresh());
  refresh.current = () => router.refresh();
  useEffect(() => {
    const tab = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16)).join("");
    const channel = new BroadcastChannel("changping-events");
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let last = 0;
    let waiting = false;

    const refreshSoon = () => {
      if (document.hidden) {
        waiting = true;
        return;
      }
      timer ??= setTimeout(
        () => {
          timer = null;
          last = Date.now();
          refresh.current();
        },
        Math.max(300, REFRESH_MS - (Date.now() - last)),
      );
    };
    const heard = (detail: unknown) => {
      window.dispatchEvent(new CustomEvent("changping:event", { detail }));
      refreshSoon();
    };
    channel.onmessage = (message) => heard(message.data);
    const open = () => {
      source = new EventSource("/api/events");
      source.onmessage = (message) => {
        const detail: unknown = JSON.parse(message.data);
        channel.postMessage(detail);
        heard(detail);
      };
    };
    const tick = () => {
      const holder = leaseHolder();
      const mine = holder?.tab === tab;
      if (!mine && holder && Date.now() - holder.at < 2 * RENEW_MS) {
        source?.close();
        source = null;
        return;
      }
      localStorage.setItem(LEASE_KEY, JSON.stringify({ tab, at: Date.now() } satisfies Lease));
      if (!source || source.readyState === EventSource.CLOSED) open();
    };
    const onVisible = () => {
      if (document.hidden || !waiting) return;
      waiting = false;
      refreshSoon();
    };
    const leave = () => {
      source?.close();
      source = null;
      if (leaseHolder()?.tab === tab) localStorage.removeItem(LEASE_KEY);
    };
    tick();
    const renewal = setInterval(tick, RENEW_MS);
    document.addEventListener("visibilitychange", onVisible);
    window.addEventListener("pagehide", leave);
    return () => {
      clearInterval(renewal);
      if (timer) clearTimeout(timer);
      document.removeEventListener("visibilitychange", onVisible);
      window.removeEventListener("pagehide", leave);
      leave();
      channel.close();
    };
  }, []);
  return null;
}
