import { signedIn, stillSignedIn } from "@/lib/platform/auth/require-actor";
import {
  cursorText,
  listen,
  mayConcern,
  mayHear,
  missedSince,
  readCursor,
  type StreamedEvent,
} from "@/lib/platform/events/stream";
import { isDraining, onShutdown } from "@/lib/platform/launch/shutdown";

export const dynamic = "force-dynamic";

/** A stream is ended after this long and the browser opens a new one. */
const STREAM_SECONDS = 300;
/** With each beat the stream asks whether its session still counts; what the audit trail tells of its person asks at once. */
const BEAT_SECONDS = 20;

/**
 * Server-sent events: what changed within the actor's reach. One stream a browser; tabs share it. A browser that was cut off says with
 * `Last-Event-ID` how far it had heard and is told the rest. The stream ends when the session does.
 */
export async function GET(request: Request): Promise<Response> {
  // A server about to stop takes no new stream; the browser asks again in two seconds.
  if (isDraining()) return new Response(null, { status: 503, headers: { "retry-after": "2" } });
  const opened = await signedIn();
  if (!opened) return new Response(null, { status: 401 });
  let person = opened;
  const after = readCursor(request.headers.get("last-event-id"));
  const encoder = new TextEncoder();
  let end = () => {};
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      let over = false;
      const send = (text: string) => {
        if (!over) controller.enqueue(encoder.encode(text));
      };
      const tell = (event: StreamedEvent) => {
        if (mayHear(person.actor, event)) {
          const { type, documentKind, documentId, documentNumber, actorName, at } = event;
          send(
            `id: ${cursorText(event)}\ndata: ${JSON.stringify({ type, documentKind, documentId, documentNumber, actorName, at })}\n\n`,
          );
        } else if (mayConcern(person.actor, event)) send(`id: ${cursorText(event)}\ndata: {}\n\n`);
      };
      const askAgain = async () => {
        const still = await stillSignedIn(person).catch(() => person);
        if (still) person = still;
        else end();
      };
      const hear = (event: StreamedEvent) => {
        // Disabled, a new password, a role given or taken: whoever this stream is for may be somebody else now.
        const ofThemself = event.documentKind === "person" && event.documentId === person.actor.personId;
        if (ofThemself) void askAgain().then(() => tell(event));
        else tell(event);
      };
      const waiting: StreamedEvent[] = [];
      let caughtUp = after === null;
      const stop = listen((event) => {
        if (caughtUp) hear(event);
        else waiting.push(event);
      });
      const beat = setInterval(() => {
        send(": beat\n\n");
        void askAgain();
      }, BEAT_SECONDS * 1000);
      const timer = setTimeout(() => end(), STREAM_SECONDS * 1000);
      const forget = onShutdown("event stream", () => end());
      end = () => {
        if (over) return;
        over = true;
        stop();
        forget();
        clearInterval(beat);
        clearTimeout(timer);
        try {
          controller.close();
        } catch {
          // the browser had closed it already
        }
      };
      request.signal.addEventListener("abort", () => end());
      send("retry: 2000\n\n");
      if (after) {
        const missed = await missedSince(after).catch(() => null);
        if (missed === null) send("data: {}\n\n");
        const told = new Set((missed ?? []).map(cursorText));
        for (const event of missed ?? []) hear(event);
        caughtUp = true;
        for (const event of waiting) if (!told.has(cursorText(event))) hear(event);
      }
    },
    cancel() {
      end();
    },
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    },
  });
}
